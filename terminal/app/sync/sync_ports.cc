#include "sync/sync_ports.h"

#include <algorithm>
#include <utility>

namespace zhuangui::app {

using core::Result;

RunOnJournal run_directly(journal::Journal& journal) {
  return [&journal](const JournalWork& work) { return work(journal); };
}

agent::Settings agent_settings(const journal::Enrolment& enrolment, std::string_view program,
                               std::int64_t clock_offset_ms) {
  agent::Settings settings;
  settings.terminal = enrolment.terminal;
  settings.counter = enrolment.counter;
  settings.program = std::string(program) + " " ZHUANGUI_VERSION;
  settings.terminal_key = enrolment.terminal_key;
  settings.county_key = enrolment.county_key;
  settings.reserve_key = enrolment.reserve_key;
  settings.clock_offset_ms = clock_offset_ms;
  return settings;
}

JournalPortOverJournal::JournalPortOverJournal(JournalPortParts parts) : parts_{std::move(parts)} {}

Result<contract::Hash> JournalPortOverJournal::release_hash(std::int64_t version) {
  if (version == 0) return contract::Hash{};
  if (version != hashed_version_) {
    const auto release = parts_.reader->release();
    if (!release) return tl::unexpected(release.error());
    if (!*release) return contract::Hash{};
    hashed_ = contract::blake2b((*release)->manifest.text);
    hashed_version_ = version;
  }
  return hashed_;
}

Result<agent::JournalSummary> JournalPortOverJournal::summary() {
  // Release and position change only through this port, so only entries can come in between the two readings: asking
  // for the epochs last can show more of them, which is what the agent is to send anyway.
  const auto status = parts_.reader->status();
  if (!status) return tl::unexpected(status.error());
  const auto hash = release_hash(status->release);
  if (!hash) return tl::unexpected(hash.error());
  const auto epochs = parts_.reader->epochs();
  if (!epochs) return tl::unexpected(epochs.error());

  agent::JournalSummary summary;
  for (const journal::EpochInfo& epoch : *epochs)
    summary.epochs.push_back({epoch.epoch, epoch.last_seq, epoch.last_hash});
  summary.confirmed = {status->county.epoch, status->county.seq};
  summary.release_version = status->release;
  summary.release_hash = *hash;
  return summary;
}

Result<std::vector<contract::Entry>> JournalPortOverJournal::entries(std::int64_t epoch, std::int64_t from_seq,
                                                                     std::size_t entries_max, std::size_t bytes_max) {
  return parts_.reader->entries(epoch, from_seq, entries_max, bytes_max);
}

Result<std::optional<contract::Head>> JournalPortOverJournal::head(std::int64_t epoch, std::int64_t seq) {
  return parts_.reader->head(epoch, seq);
}

Result<std::optional<std::string>> JournalPortOverJournal::section(const contract::Hash& hash) {
  auto release = parts_.reader->release();
  if (!release) return tl::unexpected(release.error());
  if (!*release) return std::nullopt;
  const auto manifest = contract::parse_manifest((*release)->manifest.text);
  if (!manifest) return tl::unexpected(manifest.error());
  for (const contract::SectionReference& reference : manifest->sections) {
    if (reference.hash != hash) continue;
    for (auto& [name, bytes] : (*release)->sections)
      if (name == reference.name) return std::move(bytes);
  }
  return std::nullopt;
}

Result<void> JournalPortOverJournal::set_county_position(agent::Position position) {
  return parts_.run_on_journal([this, position](journal::Journal& journal) {
    return journal.set_county_position(position.epoch, position.seq, parts_.moment().raw);
  });
}

Result<void> JournalPortOverJournal::set_list_confirmed() {
  return parts_.run_on_journal([this](journal::Journal& journal) {
    return journal.set_list_confirmed(parts_.moment().raw);
  });
}

Result<void> JournalPortOverJournal::apply_release(const contract::SignedManifest& manifest,
                                                   std::vector<std::pair<std::string, std::string>> sections) {
  journal::KeptRelease release;
  release.manifest = manifest;
  release.sections = std::move(sections);
  return parts_.run_on_journal([this, &release](journal::Journal& journal) -> Result<void> {
    const journal::Moment at = parts_.moment();
    release.applied_at = at.raw;
    const auto committed = journal.apply_release(release, at);
    if (!committed) return tl::unexpected(committed.error());
    if (parts_.release_applied) parts_.release_applied(release);
    return {};
  });
}

Result<void> JournalPortOverJournal::start_epoch(std::string_view cause) {
  return parts_.run_on_journal([this, cause](journal::Journal& journal) -> Result<void> {
    const auto committed = journal.start_epoch(cause, parts_.moment());
    if (!committed) return tl::unexpected(committed.error());
    if (parts_.epoch_started) parts_.epoch_started(*committed);
    return {};
  });
}

Result<void> JournalPortOverJournal::set_clock_offset(std::int64_t offset_ms) {
  return parts_.run_on_journal([this, offset_ms](journal::Journal& journal) -> Result<void> {
    // clock.set itself is still dated by the old offset: it is the entry that announces the new one (design §5, Time).
    const auto committed = journal.append(core::kind::clock_set, 1, core::clock_set_body(offset_ms, "county"),
                                          parts_.moment());
    if (!committed) return tl::unexpected(committed.error());
    if (parts_.offset_changed) parts_.offset_changed(offset_ms);
    return {};
  });
}

HttpPortOverClient::HttpPortOverClient(std::unique_ptr<http::Client> client, std::string county_url)
    : client_{std::move(client)}, county_url_{std::move(county_url)} {
  while (county_url_.ends_with('/')) county_url_.pop_back();
}

Result<agent::HttpAnswer> HttpPortOverClient::send(const agent::HttpRequest& request) {
  http::Request sent;
  sent.method = request.method;
  sent.url = county_url_ + request.path;
  for (const agent::HttpHeader& header : request.headers) sent.headers.push_back({header.name, header.value});
  sent.body = request.body;
  sent.answer_bytes_max = request.answer_bytes_max;
  sent.total_timeout_ms = request.timeout_ms;
  sent.connect_timeout_ms = std::min(sent.connect_timeout_ms, request.timeout_ms);
  auto answer = client_->send(sent);
  if (!answer) return tl::unexpected(std::move(answer.error()));

  agent::HttpAnswer given;
  given.status = answer->status;
  for (http::Header& header : answer->headers)
    given.headers.push_back({std::move(header.name), std::move(header.value)});
  given.body = std::move(answer->body);
  return given;
}

void HttpPortOverClient::cancel() { client_->cancel(); }

Result<std::unique_ptr<HttpPortOverClient>> open_http_port(const std::string& county_url, const std::string& ca_pem) {
  if (auto allowed = http::check_url(county_url); !allowed) return tl::unexpected(allowed.error());
  auto client = http::Client::create({.ca_pem = ca_pem, .user_agent = "zhuangui"});
  if (!client) return tl::unexpected(client.error());
  return std::make_unique<HttpPortOverClient>(std::move(*client), county_url);
}

}  // namespace zhuangui::app

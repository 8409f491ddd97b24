#include "runner.h"

#include <algorithm>
#include <charconv>
#include <random>

#include "contract/request.h"

namespace zhuangui::agent {
namespace {

using core::Errc;
using core::fail;

std::string new_nonce() {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    const std::uint64_t value = system_random();
    for (std::size_t k = 0; k < 8; ++k) bytes[i + k] = static_cast<std::uint8_t>(value >> (8 * k));
  }
  return contract::to_hex(bytes);
}

event::Answered answered(HttpAnswer answer) {
  event::Answered result;
  result.status = answer.status;
  result.body = std::move(answer.body);
  for (const HttpHeader& header : answer.headers) {
    if (header.name == "etag") result.etag = header.value;
    std::int64_t seconds = 0;
    const char* end = header.value.data() + header.value.size();
    if (header.name == "retry-after" && std::from_chars(header.value.data(), end, seconds).ptr == end && seconds >= 0 && seconds < 86'400)
      result.retry_after_ms = seconds * 1000;
  }
  return result;
}

/// Ours at each position, from the journal's own bytes; nullopt where we have nothing.
Result<std::vector<std::optional<contract::Hash>>> hashes_at(JournalPort& journal, const contract::PublicKey& key,
                                                             const std::vector<Position>& positions) {
  std::vector<std::optional<contract::Hash>> hashes;
  for (const Position& position : positions) {
    if (position.seq == 0) {
      hashes.emplace_back(contract::first_hash(key, position.epoch));
      continue;
    }
    const auto entries = journal.entries(position.epoch, position.seq, 1, 1);
    if (!entries && entries.error().code != Errc::not_found) return tl::unexpected(entries.error());
    const bool have = entries && !entries->empty() && entries->front().seq == position.seq;
    hashes.push_back(have ? std::optional{entries->front().hash} : std::nullopt);
  }
  return hashes;
}

Event read_journal(JournalPort& journal, const Settings& settings, const effect::ReadJournal& read) {
  auto summary = journal.summary();
  if (!summary) return event::JournalFailed{summary.error()};
  auto hashes = hashes_at(journal, settings.terminal_key, read.positions);
  if (!hashes) return event::JournalFailed{hashes.error()};
  return event::JournalRead{std::move(*summary), std::move(*hashes)};
}

Event read_sections(JournalPort& journal, const effect::ReadSections& read) {
  event::SectionsRead found;
  for (const contract::Hash& hash : read.hashes) {
    auto bytes = journal.section(hash);
    if (!bytes) return event::JournalFailed{bytes.error()};
    found.bytes.push_back(std::move(*bytes));
  }
  return found;
}

Event done(const Result<void>& result) {
  if (!result) return event::JournalFailed{result.error()};
  return event::Done{};
}

/// Index after the last entry whose signed head is stored, and that head.
Result<std::pair<std::size_t, contract::Head>> last_signed(JournalPort& journal, std::int64_t epoch,
                                                           const std::vector<contract::Entry>& entries, std::size_t count) {
  for (; count > 0; --count) {
    auto head = journal.head(epoch, entries[count - 1].seq);
    if (!head) return tl::unexpected(head.error());
    if (*head) return std::pair{count, **head};
  }
  return fail(Errc::corrupt, "no signed head among " + std::to_string(entries.size()) + " entries after " + std::to_string(entries.front().seq - 1),
              "run zhuanguictl journal verify");
}

}  // namespace

std::uint64_t system_random() {
  thread_local std::random_device device;  // opening it asks the processor, which is slow under a hypervisor
  return (static_cast<std::uint64_t>(device()) << 32) | device();
}

Result<HttpAnswer> send_signed(HttpPort& http, const contract::KeyPair& key, std::string_view terminal,
                               const effect::Send& request, std::int64_t wall_utc_ms) {
  const auto signature = contract::sign_request(key, terminal, request.method, request.path,
                                                wall_utc_ms + request.clock_offset_ms, new_nonce(), request.body);
  HttpRequest out{request.method, request.path, {}, request.body, request.answer_bytes_max, request.timeout_ms};
  out.headers = {{"Zhuangui-Terminal", signature.terminal},
                 {"Zhuangui-Time", std::to_string(signature.time_ms)},
                 {"Zhuangui-Nonce", signature.nonce},
                 {"Zhuangui-Signature", signature.signature}};
  if (request.zstd) {
    out.headers.push_back({"Content-Encoding", "zstd"});
    out.headers.push_back({"Content-Type", "application/x-ndjson"});
  }
  if (!request.if_none_match.empty()) out.headers.push_back({"If-None-Match", request.if_none_match});
  return http.send(out);
}

Result<event::BatchRead> assemble(JournalPort& journal, const Settings& settings, const effect::ReadBatch& read) {
  const auto entries = journal.entries(read.epoch, read.after_seq + 1, read.entries_max, read.payload_bytes_max);
  if (!entries) return tl::unexpected(entries.error());
  if (entries->empty()) return event::BatchRead{read.epoch, 0, 0, {}, {}};
  for (std::size_t wanted = entries->size();;) {
    const auto end = last_signed(journal, read.epoch, *entries, wanted);
    if (!end) return tl::unexpected(end.error());
    const auto& [count, head] = *end;
    contract::Batch batch{settings.terminal, read.epoch, settings.terminal_key, {}, {head}};
    batch.entries.assign(entries->begin(), entries->begin() + static_cast<std::ptrdiff_t>(count));
    const std::string text = contract::encode_batch(batch);
    std::string packed = contract::pack(text);
    const bool fits = text.size() <= contract::batch_bytes_max && packed.size() <= contract::batch_packed_bytes_max;
    if (fits || count == 1)
      return event::BatchRead{read.epoch, batch.entries.front().seq, batch.entries.back().seq, batch.entries.back().hash,
                              std::move(packed)};
    wanted = count / 2;
  }
}

void Runner::handle(const Event& event, const std::function<bool()>& go_on) {
  std::deque<Event> events{event};
  while (!events.empty()) {
    Step next = step(std::move(state_), events.front(), parts_.clock.now());
    events.pop_front();
    state_ = std::move(next.state);
    for (const Effect& effect : next.effects) {
      // Stopping in the middle is safe at any point: the county is asked for its heads on the next start.
      if (!go_on()) return;
      if (auto answer = perform(effect)) events.push_back(std::move(*answer));
    }
    tell();
  }
}

std::optional<Event> perform_on_journal(JournalPort& journal, const Settings& settings, const Effect& effect) {
  if (const auto* read = std::get_if<effect::ReadJournal>(&effect)) return read_journal(journal, settings, *read);
  if (const auto* read = std::get_if<effect::ReadBatch>(&effect)) {
    auto batch = assemble(journal, settings, *read);
    if (!batch) return event::JournalFailed{batch.error()};
    return std::move(*batch);
  }
  if (const auto* read = std::get_if<effect::ReadSections>(&effect)) return read_sections(journal, *read);
  if (const auto* apply = std::get_if<effect::ApplyRelease>(&effect))
    return done(journal.apply_release(apply->manifest, apply->sections));
  if (const auto* start = std::get_if<effect::StartEpoch>(&effect)) return done(journal.start_epoch(start->cause));
  if (const auto* clock = std::get_if<effect::SetClock>(&effect)) return done(journal.set_clock_offset(clock->offset_ms));
  return std::nullopt;
}

Event Runner::send(const effect::Send& wanted) {
  effect::Send request = wanted;
  const Now now = parts_.clock.now();
  if (deadline_mono_ms_)
    request.timeout_ms = static_cast<int>(std::clamp<std::int64_t>(*deadline_mono_ms_ - now.mono_ms, 1, request.timeout_ms));
  auto answer = send_signed(parts_.http, parts_.key, parts_.settings.terminal, request, now.wall_utc_ms);
  if (!answer) return event::SendFailed{answer.error()};
  return answered(std::move(*answer));
}

std::optional<Event> Runner::perform(const Effect& effect) {
  if (const auto* request = std::get_if<effect::Send>(&effect)) return send(*request);
  if (auto answer = perform_on_journal(parts_.journal, parts_.settings, effect)) return answer;
  // From here on nobody waits for an answer. What could not be marked the county says again after the next start.
  if (const auto* mark = std::get_if<effect::MarkConfirmed>(&effect))
    static_cast<void>(parts_.journal.set_county_position(mark->position));
  if (std::holds_alternative<effect::MarkListConfirmed>(effect)) static_cast<void>(parts_.journal.set_list_confirmed());
  if (parts_.watcher == nullptr) return std::nullopt;
  if (const auto* sent = std::get_if<effect::TellSent>(&effect)) parts_.watcher->sent(sent->last);
  if (const auto* acked = std::get_if<effect::TellAcked>(&effect)) parts_.watcher->acked(acked->last);
  if (const auto* released = std::get_if<effect::TellReleased>(&effect)) parts_.watcher->released(released->version);
  return std::nullopt;
}

Status Runner::status() const {
  Status status;
  status.online = state_.reached;
  status.started = state_.reached || state_.failures > 0 || state_.heads_known;
  status.reached_at_utc_ms = state_.reached_at_utc_ms;
  status.county = state_.county;
  status.unsent = unsent(state_);
  status.release = state_.journal.release_version;
  status.clock_offset_ms = state_.clock_offset_ms;
  status.trouble = state_.trouble;
  status.release_trouble = state_.release_trouble;
  return status;
}

void Runner::tell() {
  if (parts_.watcher == nullptr) return;
  const Status now = status();
  if (now == told_) return;
  told_ = now;
  parts_.watcher->changed(now);
}

}  // namespace zhuangui::agent

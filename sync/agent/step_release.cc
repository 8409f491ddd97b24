#include <algorithm>

#include "contract/request.h"
#include "machine.h"

namespace zhuangui::agent {
namespace {

constexpr std::int64_t release_bytes_max = 128 << 20;
constexpr int section_timeout_ms = 120'000;

/// Each section's bound is parse_manifest's; this is for all of them together.
bool too_large(const contract::Manifest& manifest) {
  std::int64_t bytes = 0;
  for (const contract::SectionReference& section : manifest.sections) bytes += section.bytes;
  return bytes > release_bytes_max;
}

}  // namespace

void Machine::ask_release() {
  s_.next_release_ms = now_.mono_ms + s_.settings.release_interval_ms;
  send(Waiting::release, "GET", "/v1/release");
  std::get<effect::Send>(effects_.back()).if_none_match = s_.etag;
}

/// Only the lists' own trouble: entries go on being sent, and the next poll tries again.
void Machine::release_failed(std::string code, std::string sentence) {
  s_.waiting = Waiting::nothing;
  s_.fetch.reset();
  s_.release_trouble = {std::move(code), std::move(sentence)};
}

void Machine::on_release(const event::Answered& answer) {
  if (answer.status == 304 && !s_.etag.empty()) {
    succeeded();
    s_.release_trouble = {};
    effects_.emplace_back(effect::MarkListConfirmed{});
    return;
  }
  if (answer.status == 404) {
    const auto said = contract::parse_push_answer(answer.body);
    if (said && said->code == "no_release") return succeeded();
  }
  if (answer.status != 200) return on_refusal(answer);
  const auto signed_manifest = contract::parse_signed_manifest(answer.body);
  if (!signed_manifest) {
    s_.reached = false;
    return failed({"not_county", "what answers is not a release of the county: check the network's login page and the address"});
  }
  succeeded();
  consider(*signed_manifest, answer.etag);
}

void Machine::consider(const contract::SignedManifest& signed_manifest, std::string etag) {
  if (!contract::verify_manifest(s_.settings.county_key, s_.settings.reserve_key, signed_manifest))
    return release_failed("release_forged", "a release is not signed by the county this terminal was enrolled at; the lists stay as they are");
  auto manifest = contract::parse_manifest(signed_manifest.text);
  if (!manifest) return release_failed("release_forged", "a release cannot be read: " + manifest.error().cause);
  if (manifest->terminal != s_.settings.terminal || manifest->counter != s_.settings.counter)
    return release_failed("release_foreign", "a release is for " + manifest->terminal + " at " + manifest->counter + "; the lists stay as they are");
  if (manifest->version == s_.journal.release_version && contract::blake2b(signed_manifest.text) == s_.journal.release_hash) {
    s_.etag = std::move(etag);
    s_.release_trouble = {};
    effects_.emplace_back(effect::MarkListConfirmed{});
    return;
  }
  if (manifest->version <= s_.journal.release_version)
    return release_failed("release_older", "the county offers release " + std::to_string(manifest->version) + ", but " +
                                               std::to_string(s_.journal.release_version) + " is in force; the lists stay as they are");
  if (too_large(*manifest))
    return release_failed("release_too_large", "release " + std::to_string(manifest->version) + " is larger than the 128 MiB a terminal takes");
  // Published for later: it is asked for again with every poll until its time has come.
  if (manifest->valid_from > now_.wall_utc_ms + s_.clock_offset_ms + contract::request_time_tolerance_ms) return;

  effect::ReadSections read;
  for (const contract::SectionReference& section : manifest->sections) read.hashes.push_back(section.hash);
  s_.fetch = Fetch{signed_manifest, std::move(*manifest), std::move(etag), {}, {}, 0};
  s_.waiting = Waiting::sections;
  effects_.emplace_back(std::move(read));
}

void Machine::on_sections_read(const event::SectionsRead& read) {
  s_.waiting = Waiting::nothing;
  const std::size_t count = s_.fetch->manifest.sections.size();
  s_.fetch->sections.resize(count);
  s_.fetch->present.assign(count, false);
  for (std::size_t i = 0; i < count && i < read.bytes.size(); ++i) {
    if (!read.bytes[i] || contract::blake2b(*read.bytes[i]) != s_.fetch->manifest.sections[i].hash) continue;
    s_.fetch->sections[i] = *read.bytes[i];
    s_.fetch->present[i] = true;
  }
}

void Machine::fetch_next() {
  Fetch& fetch = *s_.fetch;
  while (fetch.next < fetch.present.size() && fetch.present[fetch.next]) ++fetch.next;
  if (fetch.next < fetch.present.size()) {
    const contract::SectionReference& section = fetch.manifest.sections[fetch.next];
    send(Waiting::section, "GET", "/v1/sections/" + contract::to_hex(section.hash));
    auto& request = std::get<effect::Send>(effects_.back());
    request.answer_bytes_max = std::max<std::size_t>(static_cast<std::size_t>(section.bytes), 64 * 1024);
    request.timeout_ms = section_timeout_ms;
    return;
  }
  effect::ApplyRelease apply{fetch.signed_manifest, {}};
  for (std::size_t i = 0; i < fetch.sections.size(); ++i)
    apply.sections.emplace_back(fetch.manifest.sections[i].name, std::move(fetch.sections[i]));
  s_.waiting = Waiting::apply;
  effects_.emplace_back(std::move(apply));
}

void Machine::on_section(const event::Answered& answer) {
  if (answer.status == 404) return release_failed("section_damaged", "the county no longer has a section of its own release; it is tried again");
  if (answer.status != 200) return on_refusal(answer);
  Fetch& fetch = *s_.fetch;
  const contract::SectionReference& wanted = fetch.manifest.sections[fetch.next];
  if (contract::blake2b(answer.body) != wanted.hash || static_cast<std::int64_t>(answer.body.size()) != wanted.bytes)
    return release_failed("section_damaged", "section " + wanted.name + " arrived damaged; the lists stay as they are and it is tried again");
  succeeded();
  fetch.sections[fetch.next] = answer.body;
  fetch.present[fetch.next] = true;
}

void Machine::on_released() {
  const Fetch done = *std::exchange(s_.fetch, std::nullopt);
  s_.journal.release_version = done.manifest.version;
  s_.journal.release_hash = contract::blake2b(done.signed_manifest.text);
  s_.journal_stale = true;  // it became an entry
  s_.etag = done.etag;
  s_.release_trouble = {};
  effects_.emplace_back(effect::TellReleased{done.manifest.version});
  effects_.emplace_back(effect::MarkListConfirmed{});
}

}  // namespace zhuangui::agent

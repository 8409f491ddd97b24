#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "agent/ports.h"
#include "contract/keys.h"
#include "core/entry_kinds.h"

namespace zhuangui::support {

/// A key that is the same in every run.
inline contract::KeyPair test_key(std::uint8_t first) {
  contract::KeyPair::Seed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(first + i);
  return contract::KeyPair::from_seed(seed);
}

/// A terminal's journal without a disk: real payloads, hashes and signed heads. Copies share nothing but the key, so
/// that a copy is a cloned disk.
class MemoryJournal final : public agent::JournalPort {
 public:
  MemoryJournal(std::string terminal, std::uint8_t key_seed)
      : terminal_{std::move(terminal)}, key_{std::make_shared<contract::KeyPair>(test_key(key_seed))} {}

  [[nodiscard]] const contract::KeyPair& key() const { return *key_; }
  [[nodiscard]] const std::string& terminal() const { return terminal_; }
  [[nodiscard]] std::int64_t epoch() const { return epochs_.empty() ? 0 : epochs_.rbegin()->first; }
  [[nodiscard]] std::int64_t seq() const { return epochs_.empty() ? 0 : count(epochs_.rbegin()->second); }
  [[nodiscard]] contract::CountyHead head_of(std::int64_t epoch, std::int64_t seq) const {
    return {epoch, seq, seq == 0 ? contract::first_hash(key_->public_key(), epoch) : epochs_.at(epoch).entries.at(static_cast<std::size_t>(seq - 1)).hash};
  }
  [[nodiscard]] const std::vector<contract::Entry>& entries_of(std::int64_t epoch) const { return epochs_.at(epoch).entries; }

  void begin_epoch(std::int64_t number, std::string_view cause) {
    const std::int64_t previous = epoch();
    const auto head = previous == 0 ? contract::CountyHead{} : head_of(previous, seq());
    epochs_[number];
    append({{std::string{core::kind::epoch_started}, core::epoch_started_body(cause, head.epoch, head.seq, contract::to_hex(head.hash))}});
  }
  /// One transaction: only its last entry gets a signed head.
  void append(const std::vector<std::pair<std::string, std::string>>& kinds_and_bodies) {
    const std::int64_t number = epoch();
    Epoch& current = epochs_[number];
    for (const auto& [kind, body] : kinds_and_bodies) {
      const std::int64_t next = count(current) + 1;
      const std::string payload = contract::encode_payload({terminal_, number, next, kind, 1, at_ms += 1000, day, body});
      const contract::Hash previous = head_of(number, next - 1).hash;
      current.entries.push_back({next, contract::next_hash(previous, payload), payload});
    }
    const auto end = head_of(number, count(current));
    current.heads[end.seq] = contract::sign_head(*key_, terminal_, number, end.seq, end.hash);
  }
  void append_notes(std::int64_t entries) {
    for (std::int64_t i = 0; i < entries; ++i) append({{"terminal.stopped", "{}"}});
  }

  core::Result<agent::JournalSummary> summary() override {
    if (failing) return core::fail(core::Errc::disk_full, "the disk is full");
    agent::JournalSummary summary;
    for (const auto& [number, each] : epochs_)
      summary.epochs.push_back({number, count(each), head_of(number, count(each)).hash});
    summary.confirmed = confirmed;
    if (!releases.empty()) {
      summary.release_version = contract::parse_manifest(releases.back().first.text)->version;
      summary.release_hash = contract::blake2b(releases.back().first.text);
    }
    return summary;
  }
  core::Result<std::vector<contract::Entry>> entries(std::int64_t epoch, std::int64_t from_seq, std::size_t entries_max,
                                                     std::size_t bytes_max) override {
    std::vector<contract::Entry> found;
    const auto at = epochs_.find(epoch);
    std::size_t bytes = 0;
    for (std::int64_t seq = from_seq; at != epochs_.end() && seq <= count(at->second) && found.size() < entries_max; ++seq) {
      const contract::Entry& entry = at->second.entries[static_cast<std::size_t>(seq - 1)];
      if (!found.empty() && bytes + entry.payload.size() > bytes_max) break;
      bytes += entry.payload.size();
      found.push_back(entry);
    }
    return found;
  }
  core::Result<std::optional<contract::Head>> head(std::int64_t epoch, std::int64_t seq) override {
    const auto& heads = epochs_.at(epoch).heads;
    const auto found = heads.find(seq);
    return found == heads.end() ? std::nullopt : std::optional{found->second};
  }
  core::Result<std::optional<std::string>> section(const contract::Hash& hash) override {
    if (!releases.empty())
      for (const auto& [name, bytes] : releases.back().second)
        if (contract::blake2b(bytes) == hash) return bytes;
    return std::nullopt;
  }
  core::Result<void> set_county_position(agent::Position position) override {
    confirmed = std::max(confirmed, position);
    return {};
  }
  core::Result<void> set_list_confirmed() override {
    ++lists_confirmed;
    return {};
  }
  core::Result<void> apply_release(const contract::SignedManifest& manifest,
                                   std::vector<std::pair<std::string, std::string>> sections) override {
    if (failing) return core::fail(core::Errc::disk_full, "the disk is full");
    releases.emplace_back(manifest, std::move(sections));
    append({{std::string{core::kind::release_applied}, core::release_applied_body(1, contract::to_hex(contract::blake2b(manifest.text)))}});
    return {};
  }
  core::Result<void> start_epoch(std::string_view cause) override {
    if (failing) return core::fail(core::Errc::disk_full, "the disk is full");
    begin_epoch(epoch() + 1, cause);
    return {};
  }
  core::Result<void> set_clock_offset(std::int64_t offset_ms) override {
    append({{std::string{core::kind::clock_set}, core::clock_set_body(offset_ms, "county")}});
    return {};
  }

  agent::Position confirmed;
  std::vector<std::pair<contract::SignedManifest, std::vector<std::pair<std::string, std::string>>>> releases;
  int lists_confirmed = 0;
  bool failing = false;
  std::int64_t at_ms = 1'795'500'000'000;  ///< of the last entry
  std::string day = "2026-11-24";

 private:
  struct Epoch {
    std::vector<contract::Entry> entries;
    std::map<std::int64_t, contract::Head> heads;
  };
  static std::int64_t count(const Epoch& epoch) { return static_cast<std::int64_t>(epoch.entries.size()); }

  std::string terminal_;
  std::shared_ptr<contract::KeyPair> key_;
  std::map<std::int64_t, Epoch> epochs_;
};

}  // namespace zhuangui::support

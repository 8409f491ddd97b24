#pragma once
// Virtual time, the queue of what happens next, and the trace of what has happened.
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "chance.h"

namespace zhuangui::sim {

/// 2026-11-24 08:00 in Shanghai: where every run begins.
inline constexpr std::int64_t beginning_utc_ms = 1'795'478'400'000;

/// Everything that happens goes through here, in an order that depends on the seed alone.
class World {
 public:
  World(std::uint64_t seed, std::FILE* trace) : chance{seed}, trace_{trace} {}

  /// Milliseconds since the beginning; never jumps.
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  /// The true time, which is the county's.
  [[nodiscard]] std::int64_t utc_ms() const { return beginning_utc_ms + now_ms_; }

  /// What is asked for at the same moment happens in the order of asking.
  void at(std::int64_t ms, std::function<void()> what);
  void in(std::int64_t ms, std::function<void()> what) { at(now_ms_ + ms, std::move(what)); }
  /// The next event, if one is due before `end_ms`. False: none, and the time is end_ms.
  bool step(std::int64_t end_ms);
  [[nodiscard]] std::size_t waiting() const { return queue_.size(); }

  /// One line of the trace. Everything in it must follow from the seed: no nonce, no address, no real time.
  void note(std::string_view who, std::string_view what, std::string_view details = {});
  [[nodiscard]] std::uint64_t trace_hash() const { return hash_; }
  /// Counts of what happened, by name; the faults among them begin with "fault ".
  void count(const std::string& name, std::int64_t times = 1) { counts[name] += times; }

  Chance chance;
  std::map<std::string, std::int64_t> counts;

 private:
  std::int64_t now_ms_ = 0;
  std::int64_t order_ = 0;
  std::map<std::pair<std::int64_t, std::int64_t>, std::function<void()>> queue_;
  std::uint64_t hash_ = 0xcbf29ce484222325u;
  std::FILE* trace_;
};

/// FNV-1a of some bytes, 16 hex digits: how payloads stand in the trace.
std::string fingerprint(std::string_view bytes);

}  // namespace zhuangui::sim

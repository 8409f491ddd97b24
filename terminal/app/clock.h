#pragma once
#include <atomic>
#include <cstdint>
#include <optional>

#include "core/time.h"

namespace zhuangui::app {

/// The terminal's two clocks. Real: the machine's, or one that starts at a given time and runs with it. Virtual: both
/// stand still and move only by advance(). Any thread.
class Clock {
 public:
  Clock(bool is_virtual, std::optional<core::WallTime> start);

  [[nodiscard]] bool is_virtual() const { return virtual_; }
  [[nodiscard]] core::WallTime wall() const;
  [[nodiscard]] std::int64_t monotonic_ms() const;
  /// Monotonic microseconds of the machine, also under the virtual clock: for the event log.
  static std::int64_t machine_us();

  void advance(std::int64_t by_ms) { moved_ms_ += by_ms; }
  /// The wall clock jumps, as when somebody sets it; time-outs do not notice.
  void jump_wall(std::int64_t by_ms) { jumped_ms_ += by_ms; }

 private:
  const bool virtual_;
  std::int64_t started_machine_ms_ = 0;
  std::int64_t start_wall_ms_ = 0;
  const bool own_start_;
  std::atomic<std::int64_t> moved_ms_{0}, jumped_ms_{0};
};

}  // namespace zhuangui::app

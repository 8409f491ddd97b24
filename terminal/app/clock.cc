#include "clock.h"

#include <ctime>

namespace zhuangui::app {
namespace {

std::int64_t read_us(clockid_t which) {
  std::timespec time{};
  clock_gettime(which, &time);
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000;
}

}  // namespace

Clock::Clock(bool is_virtual, std::optional<core::WallTime> start)
    : virtual_{is_virtual}, started_machine_ms_{machine_us() / 1'000}, own_start_{start.has_value()} {
  start_wall_ms_ = start ? start->utc_ms : read_us(CLOCK_REALTIME) / 1'000;
}

std::int64_t Clock::machine_us() { return read_us(CLOCK_MONOTONIC); }

std::int64_t Clock::monotonic_ms() const {
  // A virtual clock does not begin at 0, so that a time-out of 0 still means "none".
  return virtual_ ? 1'000'000 + moved_ms_ : machine_us() / 1'000;
}

core::WallTime Clock::wall() const {
  if (virtual_) return {start_wall_ms_ + moved_ms_ + jumped_ms_};
  if (own_start_) return {start_wall_ms_ + (machine_us() / 1'000 - started_machine_ms_) + jumped_ms_};
  return {read_us(CLOCK_REALTIME) / 1'000 + jumped_ms_};
}

}  // namespace zhuangui::app

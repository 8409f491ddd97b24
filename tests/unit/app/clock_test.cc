#include "clock.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

TEST(Clock, StandsStillWhenItIsVirtualAndMovesOnlyWhenTold) {
  Clock clock{true, core::WallTime{1'795'482'000'000}};
  const std::int64_t before = clock.monotonic_ms();
  EXPECT_EQ(clock.wall().utc_ms, 1'795'482'000'000);
  clock.advance(1'500);
  EXPECT_EQ(clock.monotonic_ms(), before + 1'500);
  EXPECT_EQ(clock.wall().utc_ms, 1'795'482'001'500);
  clock.jump_wall(-3'600'000);
  EXPECT_EQ(clock.monotonic_ms(), before + 1'500) << "time-outs do not notice a clock that is set";
  EXPECT_EQ(clock.wall().utc_ms, 1'795'482'001'500 - 3'600'000);
}

TEST(Clock, RunsOnFromAGivenStart) {
  Clock clock{false, core::WallTime{1'795'482'000'000}};
  const std::int64_t wall = clock.wall().utc_ms, monotonic = clock.monotonic_ms();
  EXPECT_GE(wall, 1'795'482'000'000);
  while (clock.monotonic_ms() == monotonic) {
  }
  EXPECT_GT(clock.wall().utc_ms, wall - 1);
  EXPECT_LT(clock.wall().utc_ms, 1'795'482'000'000 + 60'000);
}

}  // namespace
}  // namespace zhuangui::app

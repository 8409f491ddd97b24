#include "free_space.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

constexpr std::uint64_t mib = std::uint64_t{1} << 20;

TEST(FreeSpace, BelowATwentiethOrTwoHundredMebibytesIsNearlyFull) {
  struct Case {
    const char* note;
    std::uint64_t free_bytes, total_bytes;
    bool wanted;
  };
  for (const Case& c : {Case{"5 % of 100 GiB", 5'120 * mib, 102'400 * mib, false},
                        Case{"one byte less", 5'120 * mib - 1, 102'400 * mib, true},
                        Case{"a tenth of a small disk", 199 * mib, 1'990 * mib, true},
                        Case{"200 MiB of 1 GiB", 200 * mib, 1'024 * mib, false},
                        Case{"nothing is free", 0, 102'400 * mib, true}})
    EXPECT_EQ(is_nearly_full({c.free_bytes, c.total_bytes}), c.wanted) << c.note;
}

TEST(FreeSpace, TheSystemIsAskedForTheDiskOfTheFolder) {
  const auto space = free_space(".");
  ASSERT_TRUE(space);
  EXPECT_GT(space->total_bytes, space->free_bytes);
  EXPECT_FALSE(free_space("/no/such/folder"));
}

}  // namespace
}  // namespace zhuangui::app

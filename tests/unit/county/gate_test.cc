#include "gate.h"

#include <gtest/gtest.h>

namespace zhuangui::county {
namespace {

constexpr std::int64_t minute_ms = 60'000;

TEST(NonceMemory, ANonceIsRememberedForTenMinutesAtLeast) {
  NonceMemory memory;
  const std::int64_t start = 1'795'500'000'000;
  EXPECT_TRUE(memory.remember("T-0001", "a", start));
  EXPECT_TRUE(memory.remember("T-0002", "a", start)) << "another terminal's";
  for (const std::int64_t later : {std::int64_t{0}, 5 * minute_ms, 9 * minute_ms, 10 * minute_ms})
    EXPECT_FALSE(memory.remember("T-0001", "a", start + later)) << later;
  EXPECT_TRUE(memory.remember("T-0001", "b", start + 21 * minute_ms));
  EXPECT_TRUE(memory.remember("T-0001", "a", start + 31 * minute_ms)) << "forgotten in the end";
}

TEST(NonceMemory, HoldsAtMostTwoHalves) {
  NonceMemory memory{100};
  const std::int64_t start = 1'795'500'000'000;
  for (int i = 0; i < 250; ++i) EXPECT_TRUE(memory.remember("T", std::to_string(i), start));
  EXPECT_FALSE(memory.remember("T", "249", start));
  EXPECT_FALSE(memory.remember("T", "150", start));
  EXPECT_TRUE(memory.remember("T", "0", start)) << "the oldest half has gone";
}

TEST(HttpRequest, QueryValuesAreDecodedAndHeadersFound) {
  HttpRequest request;
  request.target = "/v1/x?epoch=3&from=%32%2b1&name=%E5%86%AC+x&bad=%zz&empty=&epoch=9";
  EXPECT_EQ(request.path(), "/v1/x");
  EXPECT_EQ(request.query("epoch"), "3");
  EXPECT_EQ(request.query("from"), "2+1");
  EXPECT_EQ(request.query("name"), "冬 x");
  EXPECT_EQ(request.query("bad"), "%zz");
  EXPECT_EQ(request.query("empty"), "");
  EXPECT_EQ(request.query("none"), "");
  request.headers = {{"etag", "x"}};
  EXPECT_EQ(request.header("etag"), "x");
  EXPECT_EQ(request.header("x"), "");
}

}  // namespace
}  // namespace zhuangui::county

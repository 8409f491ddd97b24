#include "lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "device/text.h"
#include "seed.h"

namespace zhuangui::receipt {
namespace {

using testing::ElementsAre;

TEST(Lines, TextIsCutBetweenCharactersAndWordsAreKeptWhole) {
  EXPECT_THAT(wrap("红池坝冬桃", 6), ElementsAre("红池坝", "冬桃"));
  EXPECT_THAT(wrap("红池坝冬桃", 7), ElementsAre("红池坝", "冬桃"));
  EXPECT_THAT(wrap("小票号 T-0001-463920-17", 18), ElementsAre("小票号", "T-0001-463920-17"));
  EXPECT_THAT(wrap("约1.5千克", 4), ElementsAre("约", "1.5", "千克"));
  EXPECT_THAT(wrap("ABCDEFGHIJ", 4), ElementsAre("ABCD", "EFGH", "IJ"));
  EXPECT_THAT(wrap("", 4), ElementsAre(""));
  EXPECT_THAT(wrap("𠮷田", 2), ElementsAre("𠮷", "田"));
}

TEST(Lines, CentredTextIsCutEvenly) {
  EXPECT_THAT(wrap_evenly("经营单位巫溪县农产品", 18), ElementsAre("经营单位巫", "溪县农产品"));
  EXPECT_THAT(wrap_evenly("短", 18), ElementsAre("短"));
}

TEST(Lines, TwoTextsStandAtTheEdges) {
  EXPECT_THAT(two_edges("合计", "￥1.00", 16, 0), ElementsAre("合计      ￥1.00"));
  EXPECT_THAT(two_edges("合计", "￥1.00", 11, 0), ElementsAre("合计", "     ￥1.00")) << "at least two spaces between";
  EXPECT_THAT(two_edges("一二三四五六", "9", 10, 2), ElementsAre("一二三四", "  五六   9"));
}

TEST(Lines, WhatCannotBePrintedBecomesAQuestionMark) {
  EXPECT_EQ(printable("冬桃\n\x1B@\x7F"), "冬桃??@?");
  EXPECT_EQ(printable("\xFF\xE5\x86"), "???");
  EXPECT_EQ(printable("\xC2\x85"), "?");
}

TEST(Lines, NoPieceIsWiderThanAskedAndNothingGetsLost) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random(seed);
  const char* parts[] = {"冬", "桃", "a", "9", " ", "（", "𠮷", "é", "500", "T-1"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto left = random() % 40; left > 0; --left) text += parts[random() % std::size(parts)];
    const int columns = 2 + static_cast<int>(random() % 30);
    std::string joined;
    for (auto* const cut : std::array{&wrap, &wrap_evenly}) {
      joined.clear();
      for (const std::string& piece : (*cut)(text, columns)) {
        EXPECT_LE(device::text_columns(piece), columns) << text;
        joined += piece;
      }
      const auto without_blanks = [](std::string one) {
        one.erase(std::remove(one.begin(), one.end(), ' '), one.end());
        return one;
      };
      EXPECT_EQ(without_blanks(joined), without_blanks(text));
    }
  }
}

}  // namespace
}  // namespace zhuangui::receipt

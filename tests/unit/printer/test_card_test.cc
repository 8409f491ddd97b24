#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "escpos_renderer/escpos_renderer.h"
#include "printer/test_card.h"
#include "test_profile.h"

namespace zhuangui::printer {
namespace {

using test::full_profile;
using testing::HasSubstr;

// Every character under question crosses as its own bytes, even where the profile would draw its line.
TEST(TestCard, ItSendsTheRareCharactersAsTextAndShowsEveryThingThatCanBeAskedAbout) {
  for (const int columns : {48, 32}) {
    Profile profile = full_profile();
    profile.charset = Charset::gb2312;
    profile.barcode = BarcodeWay::gs_k;
    profile.columns = columns;
    profile.dots = columns * 12;
    const auto bytes = encode(test_card(profile, 42), card_profile(profile), test::plain_rasteriser());
    ASSERT_TRUE(bytes) << bytes.error().cause;
    const std::string raw{reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    for (const std::string character : {"\x82\x30\xB7\x31", "\x95\x34\xB2\x35", "\xFE\x9F", "\xA2\xE3", "\xA3\xA4"})
      EXPECT_THAT(raw, HasSubstr(character));
    const auto items = test::read_escpos(*bytes, {columns, columns * 12});
    const std::string text = test::text_of(items);
    for (const char* line : {"1 巫溪专柜 ￥12.80", "2 堃喆镕", "3 䶮 €", "4 㛃 𠮷", "\n1234567890123456", "6 大A"})
      EXPECT_THAT(text, HasSubstr(line));
    EXPECT_EQ(test::all_of<test::PaperQr>(items).size(), 1u);
    EXPECT_EQ(test::all_of<test::PaperBars>(items).size(), 1u);
    EXPECT_EQ(test::all_of<test::PaperCut>(items).size(), 1u);
    EXPECT_EQ(test::all_of<test::PaperPulse>(items).size(), 1u);
    EXPECT_TRUE(test::all_of<test::PaperPicture>(items).empty());
  }
}

TEST(TestCard, WhatCameOutWrongChangesHowTheNextJobIsPrinted) {
  struct Case { const char* answer; Charset charset; };
  for (const Case& c : {Case{"ok", Charset::gb18030_4}, Case{"4", Charset::gb18030_2}, Case{"3,4", Charset::gbk},
                        Case{"2 3 4", Charset::gb2312}, Case{"3", Charset::gbk}, Case{"1", Charset::gb2312}}) {
    const CardAnswer answer{"test-80", parse_wrong_items(c.answer).value()};
    EXPECT_EQ(corrected(full_profile(), answer).charset, c.charset) << c.answer;
  }
  Profile profile = full_profile();
  profile.barcode = BarcodeWay::gs_k;
  const Profile after = corrected(profile, {"test-80", parse_wrong_items("6 7 8 9 10").value()});
  EXPECT_TRUE(after.chinese_size_apart);
  EXPECT_EQ(after.qr, QrWay::raster);
  EXPECT_EQ(after.barcode, BarcodeWay::raster);
  EXPECT_EQ(after.cutter, Cutter::none);
  EXPECT_EQ(after.feed_before_cut_dots, 120);
  EXPECT_EQ(after.drawer, Drawer::pin5);
  EXPECT_EQ(corrected(profile, {"another", parse_wrong_items("7").value()}).qr, QrWay::gs_k);
}

TEST(TestCard, AnAnswerIsReadAgainFromItsFileAndAnythingElseIsRefusedByLine) {
  for (const char* text : {"ok", "", "3 4 10"}) {
    const CardAnswer answer{"generic-58", parse_wrong_items(text).value()};
    const auto again = parse_card_answer(card_answer_text(answer), "printer-card.ini");
    ASSERT_TRUE(again) << again.error().cause;
    EXPECT_EQ(*again, answer);
  }
  for (const char* wrong : {"0", "11", "three", "ok 3", "3 ok", "3.5", "-1"}) EXPECT_FALSE(parse_wrong_items(wrong)) << wrong;
  for (const char* text : {"profile = x\nwrong = 11\n", "profile = x\n", "wrong = ok\n", "profile = x\nwrong = ok\ncolour = 1\n", "x"}) {
    const auto answer = parse_card_answer(text, "printer-card.ini");
    ASSERT_FALSE(answer) << text;
    EXPECT_THAT(answer.error().cause, HasSubstr("printer-card.ini"));
  }
}

}  // namespace
}  // namespace zhuangui::printer

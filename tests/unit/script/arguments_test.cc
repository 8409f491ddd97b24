#include "script/arguments.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

TEST(ScriptArguments, YuanAreReadToTheFen) {
  struct Case { const char* text; std::optional<std::int64_t> want_fen; };
  for (const Case& c : {Case{"12.34", 1234}, Case{"0", 0}, Case{"0.05", 5}, Case{"7.5", 750}, Case{"1000000000", 100'000'000'000},
                        Case{"12.345", std::nullopt}, Case{"12.", std::nullopt}, Case{".5", std::nullopt},
                        Case{"-1", std::nullopt}, Case{"1,2", std::nullopt}, Case{"", std::nullopt},
                        Case{"1000000001", std::nullopt}, Case{"99999999999999999999", std::nullopt}})
    EXPECT_EQ(parse_yuan(c.text), c.want_fen) << c.text;
}

TEST(ScriptArguments, AClockJumpHasASignDigitsAndAUnit) {
  for (const char* good : {"+8h", "-90s", "+250ms", "-1d", "+0m"}) EXPECT_TRUE(is_clock_jump(good)) << good;
  for (const char* bad : {"8h", "+h", "+8", "+8w", "+8 h", "", "+", "+1.5h", "--8h", "+99999999999h"})
    EXPECT_FALSE(is_clock_jump(bad)) << bad;
}

TEST(ScriptArguments, CodesCarrySeparatorsAndBytes) {
  struct Case { const char* word; std::string want; };
  for (const Case& c : {Case{"6901234567892", "6901234567892"}, Case{"0106901234567892{GS}10A", "0106901234567892\x1d" "10A"},
                        Case{"a\\x20b", "a b"}, Case{"\\x5c\\x7F", "\\\x7f"}, Case{"{gs}", "{gs}"}, Case{"{GS", "{GS"}}) {
    const auto code = unescape_code(c.word);
    ASSERT_TRUE(code.has_value()) << c.word;
    EXPECT_EQ(*code, c.want) << c.word;
  }
  for (const char* bad : {"a\\", "\\n", "\\x", "\\x4", "\\xg1", "\\x4g", "\\x00", "\\x80", "\\xff"})
    EXPECT_FALSE(unescape_code(bad).has_value()) << bad;
}

TEST(ScriptArguments, FormsAreHeldWordByWord) {
  const std::vector<std::string_view> forms{"up", "drop-reply N", "after N …"};
  struct Case { std::vector<std::string_view> words; bool want; };
  for (const Case& c : {Case{{"up"}, true}, Case{{"up", "up"}, false}, Case{{"drop-reply", "3"}, true},
                        Case{{"drop-reply"}, false}, Case{{"drop-reply", "x"}, false}, Case{{"drop-reply", "3", "4"}, false},
                        Case{{"after", "4", "short", "2"}, true}, Case{{"after", "4"}, false}, Case{{}, false}})
    EXPECT_EQ(fits_a_form(c.words, forms), c.want) << (c.words.empty() ? "nothing" : c.words.front());
}

TEST(ScriptArguments, CleanTextIsUtf8WithoutControls) {
  for (const char* good : {"", "scan 1", "合计 12.34", "a\tb", "😀"}) EXPECT_TRUE(is_clean_text(good)) << good;
  for (const std::string& bad : {std::string{"a\x01"}, std::string{"\x7f"}, std::string{"\xff"}, std::string{"\xe5\x90"},
                                 std::string{"\xc0\xaf"}, std::string{"\xed\xa0\x80"}, std::string{"\xe0\x80\x80"},
                                 std::string{"\xf4\x90\x80\x80"}, std::string{"a\0b", 3}, std::string{"\x80"}})
    EXPECT_FALSE(is_clean_text(bad)) << testing::PrintToString(bad);
}

}  // namespace
}  // namespace zhuangui::app

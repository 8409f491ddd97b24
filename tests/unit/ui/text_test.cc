#include <gtest/gtest.h>

#include "draw/painter.h"
#include "draw/unicode.h"

namespace zhuangui::ui {
namespace {

std::vector<std::string> lines_of(std::string_view text, int width) {
  std::vector<std::string> made;
  const auto advance = [](char32_t c) { return is_wide(c) ? 2 : 1; };
  for (const LineSpan& line : break_lines(text, width, advance)) made.emplace_back(text.substr(line.begin, line.end - line.begin));
  return made;
}

TEST(Text, BreaksBetweenChineseCharactersAndAtBlanks) {
  using Lines = std::vector<std::string>;
  struct Case { const char* note; const char* text; int width; Lines want; };
  for (const Case& c : {Case{"fits", "洋芋", 4, {"洋芋"}}, Case{"empty", "", 4, {""}},
                        Case{"between any two", "洋芋核桃", 5, {"洋芋", "核桃"}},
                        Case{"closing punctuation never begins a line", "洋芋，核桃", 4, {"洋", "芋，", "核桃"}},
                        Case{"opening punctuation never ends one", "洋芋（核桃", 6, {"洋芋", "（核桃"}},
                        Case{"words at blanks", "one two three", 7, {"one two", "three"}},
                        Case{"a word too long is cut", "abcdefgh", 3, {"abc", "def", "gh"}},
                        Case{"digits stay together", "共 12345 件", 7, {"共", "12345", "件"}},
                        Case{"line feed", "a\nb", 9, {"a", "b"}}}) {
    EXPECT_EQ(lines_of(c.text, c.width), c.want) << c.note;
  }
}

TEST(Text, BytesThatAreNotUtf8BecomeTheReplacementCharacterAndAlwaysEnd) {
  struct Case { std::string bytes; std::u32string want; };
  for (const Case& c : {Case{"a\xE6\xA1\x83", U"a桃"}, Case{"\xF0\xA0\xAE\xB7", U"\U00020BB7"}, Case{"\xFF", U"\xFFFD"},
                        Case{"\xE6\xA1", U"\xFFFD\xFFFD"}, Case{"\xC0\x80", U"\xFFFD\xFFFD"}, Case{"\xE6" "ab", U"\xFFFD" U"ab"}}) {
    std::u32string got;
    for (std::size_t at = 0; at < c.bytes.size();) got += next_character(c.bytes, at);
    EXPECT_EQ(got, c.want);
  }
}

const Colour ink = rgb(0x000000);
const TypeScale scale;

struct Desk {
  std::unique_ptr<Sprites> sprites = std::move(*Sprites::open("", ""));
  Painter painter{*sprites, 1920, 1080};
};

TEST(Text, ALongLineIsCutWithDotsOrMadeSmallerAndNeverSpills) {
  Desk desk;
  const std::string name = "巫溪县红池坝高山生态富硒有机洋芋礼盒装特级";
  desk.painter.text_cut({0, 0, 200, 40}, name, scale.small, ink);
  EXPECT_EQ(desk.painter.texts().back(), "巫溪县红池坝高…");  // 7 characters of 24 px and the dots of 24 px are 192 px
  desk.painter.text_fitted({0, 0, 300, 80}, name, scale.label_bold, 24, ink);
  EXPECT_TRUE(desk.painter.overflows().empty()) << "two lines of 24 px hold 24 characters";
  desk.painter.text_fitted({0, 0, 200, 40}, name, scale.label_bold, 24, ink);
  EXPECT_EQ(desk.painter.overflows().size(), 1U) << "one line of eight characters does not";
}

TEST(Text, ChineseCharactersAreAsWideAsTheirSize) {
  Desk desk;
  EXPECT_EQ(desk.painter.width_of("桃核芋", scale.label), 90);
  EXPECT_EQ(desk.painter.width_of("桃核芋", scale.total), 312);
  EXPECT_EQ(desk.painter.width_of("0123456789", scale.money), 10 * desk.painter.width_of("8", scale.money)) << "money stands in columns";
}

TEST(Text, AFullTextureSaysSoAndIsUsableAfterClearing) {
  const auto sprites = std::move(*Sprites::open("", ""));
  for (char32_t c = 0x4E00; c < 0x4E00 + 2000 && !sprites->full(); ++c) sprites->glyph(c, 100, true);
  EXPECT_TRUE(sprites->full());
  sprites->clear();
  EXPECT_FALSE(sprites->full());
  EXPECT_GT(sprites->glyph(U'桃', 100, true).w, 0);
  EXPECT_EQ(sprites->texture().coverage[0], 255) << "the white texel";
}

TEST(Text, AMissingFontNamesThePackage) {
  const auto sprites = Sprites::open("/nowhere/font.ttc", "");
  ASSERT_FALSE(sprites);
  EXPECT_EQ(sprites.error().code, core::Errc::not_found);
  EXPECT_NE(sprites.error().remedy.find("fonts-noto-cjk"), std::string::npos);
  EXPECT_EQ(Sprites::open("/etc/hostname", "").error().code, core::Errc::corrupt);
}

}  // namespace
}  // namespace zhuangui::ui

#include "receipt/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zhuangui::receipt {
namespace {

using device::Align;
using device::Picture;
using device::TextLine;

bool is_black(const Picture& picture, int x, int y) {
  return (picture.bits[static_cast<std::size_t>(y * ((picture.width + 7) / 8) + x / 8)] & (0x80 >> x % 8)) != 0;
}

// First and last black column, -1 when there is none.
std::pair<int, int> black_columns(const Picture& picture) {
  std::pair<int, int> found{-1, -1};
  for (int x = 0; x < picture.width; ++x)
    for (int y = 0; y < picture.height; ++y)
      if (is_black(picture, x, y)) {
        if (found.first < 0) found.first = x;
        found.second = x;
      }
  return found;
}

std::unique_ptr<Font> open_font() {
  auto font = Font::open();
  EXPECT_TRUE(font) << font.error().cause;
  return std::move(*font);
}

TEST(Font, ALineIsDrawnInItsColumns) {
  const auto font = open_font();
  const Picture left = font->draw_line(TextLine{"桃"}, 576, 48);
  EXPECT_EQ(left.width, 576);
  EXPECT_EQ(left.height, 34);
  EXPECT_LT(black_columns(left).second, 24) << "one character is two columns of 12 dots";
  EXPECT_GE(black_columns(left).first, 0);
  const auto right = black_columns(font->draw_line(TextLine{"桃", Align::right}, 576, 48));
  EXPECT_GE(right.first, 576 - 24);
  const auto centre = black_columns(font->draw_line(TextLine{"桃桃", Align::centre}, 576, 48));
  EXPECT_GE(centre.first, 264);
  EXPECT_LT(centre.second, 312);
  const Picture big = font->draw_line(TextLine{"桃", Align::left, true, 2, 2}, 576, 48);
  EXPECT_EQ(big.height, 58);
  EXPECT_GT(black_columns(big).second, 36);
  EXPECT_LT(black_columns(big).second, 49);
}

TEST(Font, RareCharactersHaveAGlyphAndBlanksHaveNone) {
  const auto font = open_font();
  for (const char* text : {"㛃", "𠮷", "䶮", "￥", "0"})
    EXPECT_GE(black_columns(font->draw_line(TextLine{text}, 384, 32)).first, 0) << text;
  EXPECT_EQ(black_columns(font->draw_line(TextLine{"  "}, 384, 32)).first, -1);
  EXPECT_EQ(black_columns(font->draw_line(TextLine{""}, 384, 32)).first, -1);
}

TEST(Font, AMissingFileIsSaidWithItsCure) {
  const auto font = Font::open("/nowhere/font.ttc");
  ASSERT_FALSE(font);
  EXPECT_EQ(font.error().code, core::Errc::not_found);
  EXPECT_THAT(font.error().cause, testing::HasSubstr("/nowhere/font.ttc"));
  EXPECT_THAT(font.error().remedy, testing::HasSubstr("fonts-noto-cjk"));
}

TEST(DrawQr, HasItsQuietZoneAndFinderPatterns) {
  const Picture symbol = draw_qr({"ZG1|T-0001-463920-17|1234|1a2b3c4d5e6f7788", 5});
  ASSERT_EQ(symbol.width, symbol.height);
  ASSERT_EQ(symbol.width % 5, 0);
  EXPECT_EQ(black_columns(symbol).first, 20) << "4 modules of 5 dots stay white";
  for (int module = 0; module < 7; ++module) EXPECT_TRUE(is_black(symbol, 20 + module * 5 + 2, 22)) << module;
  EXPECT_FALSE(is_black(symbol, 20 + 7 * 5 + 2, 22));
  EXPECT_EQ(draw_qr({"", 5}).width, 0);
  EXPECT_EQ(draw_qr({std::string(513, 'x'), 5}).width, 0);
}

TEST(Png, IsAPngOfTheSizeAndTheSameEachTime) {
  const Picture picture{10, 2, {0xFF, 0xC0, 0x00, 0x00}};
  const auto png = png_bytes(picture);
  const std::vector<std::uint8_t> head{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13,
                                       'I',  'H', 'D', 'R', 0,    0,    0,    10,   0, 0, 0, 2};
  ASSERT_GT(png.size(), head.size());
  EXPECT_TRUE(std::equal(head.begin(), head.end(), png.begin()));
  EXPECT_EQ(png, png_bytes(picture));
  EXPECT_NE(png, png_bytes(Picture{10, 2, {0x00, 0x00, 0xFF, 0xC0}}));
}

TEST(RenderText, MarksWhatIsNoText) {
  const device::PrintJob job{1,
                             {TextLine{"中", Align::centre}, device::Feed{1}, device::QrCode{"X", 5},
                              Picture{8, 2, {0, 0}}, device::Cut{}, device::DrawerPulse{}}};
  EXPECT_EQ(render_text(job, {24, 288}), "           中\n\n       [二维码 X]\n        [图 8x2]\n[切纸]\n[开钱箱]\n");
}

}  // namespace
}  // namespace zhuangui::receipt

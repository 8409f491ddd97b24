#include "core/pictures.h"

#include <gtest/gtest.h>

namespace zhuangui::core {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string made;
  for (const int value : values) made.push_back(static_cast<char>(value));
  return made;
}

/// The first 24 bytes of every PNG of that size, as ISO/IEC 15948 has them.
std::string png(int width, int height) {
  return bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255});
}

/// Begin, a comment of two bytes, a frame header of ITU-T T.81 with that marker.
std::string jpeg(int width, int height, int marker = 0xC0) {
  return bytes({0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 'h', 'i', 0xFF, marker, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0});
}

TEST(PictureSize, IsReadFromTheHeaderOfAPngOrJpeg) {
  struct Case { const char* note; std::string file; int width, height; };
  for (const Case& c : {Case{"png", png(320, 200), 320, 200}, Case{"jpeg", jpeg(320, 200), 320, 200}, Case{"progressive", jpeg(64, 1024, 0xC2), 64, 1024},
                        Case{"fill bytes", bytes({0xFF, 0xD8, 0xFF, 0xFF, 0xFF}) + jpeg(100, 70).substr(3), 100, 70}}) {
    const auto size = picture_size(c.file);
    ASSERT_TRUE(size) << c.note << ": " << size.error().cause;
    EXPECT_EQ(*size, (PictureSize{c.width, c.height})) << c.note;
  }
}

TEST(PictureSize, RefusesWhatIsNoPictureOrBeyondTheBounds) {
  struct Case { const char* note; std::string file; const char* why; };
  for (const Case& c : {Case{"nothing", "", "neither"}, Case{"text", "hello", "neither"}, Case{"gif", "GIF89a", "neither"},
                        Case{"too wide", png(1025, 200), "1025x200"}, Case{"too low", png(200, 63), "200x63"}, Case{"too high", jpeg(200, 1025), "200x1025"},
                        Case{"lossless jpeg", jpeg(200, 200, 0xC3), "not whole"}, Case{"png cut off", png(200, 200).substr(0, 23), "not whole"},
                        Case{"jpeg cut off", jpeg(200, 200).substr(0, 15), "not whole"}, Case{"jpeg of markers", bytes({0xFF, 0xD8, 0xFF, 0xD9}), "not whole"},
                        Case{"length of one", bytes({0xFF, 0xD8, 0xFF, 0xFE, 0, 1, 0}), "not whole"},
                        Case{"no marker", bytes({0xFF, 0xD8, 0xFF, 0xFE, 0, 2, 0, 0}), "do not follow"},
                        Case{"too many bytes", png(200, 200) + std::string(picture_bytes_max, 'x'), "bytes"}}) {
    const auto size = picture_size(c.file);
    ASSERT_FALSE(size) << c.note;
    EXPECT_NE(size.error().cause.find(c.why), std::string::npos) << c.note << ": " << size.error().cause;
    EXPECT_FALSE(size.error().remedy.empty()) << c.note;
  }
}

TEST(PictureBook, GivesBackWhatTheSectionWasMadeOfInTheOrderOfProducts) {
  const std::vector<Picture> put{{"P-B", jpeg(100, 100) + "\nP-X 3\nabc"}, {"P-A", png(64, 64)}};
  const std::string section = pictures_section(put);
  EXPECT_TRUE(section.starts_with("zhuangui-pictures-v1\nP-A 24\n\x89PNG"));
  const auto book = PictureBook::parse(section);
  ASSERT_TRUE(book) << book.error().cause;
  EXPECT_EQ(book->size(), 2U);
  EXPECT_EQ(book->file("P-A"), png(64, 64));
  EXPECT_EQ(book->file("P-B"), put[0].file) << "what stands in a file is no line";
  EXPECT_EQ(book->file("P-X"), "");
  EXPECT_EQ(pictures_section(book->pictures()), section);
  EXPECT_EQ(PictureBook::parse(pictures_section({}))->size(), 0U);
}

TEST(PictureBook, IsRefusedWholeWhenAnythingInItIsWrong) {
  const std::string good = pictures_section({{"P-A", png(64, 64)}});
  struct Case { const char* note; std::string section; };
  for (const Case& c : {Case{"empty", ""}, Case{"another kind", "zhuangui-pictures-v2\n"}, Case{"cut off", good.substr(0, good.size() - 1)},
                        Case{"more behind", good + "x"}, Case{"twice", good + good.substr(21)}, Case{"no length", "zhuangui-pictures-v1\nP-A\n"},
                        Case{"no product", "zhuangui-pictures-v1\n 24\n" + png(64, 64)}, Case{"length of words", "zhuangui-pictures-v1\nP-A 24x\n" + png(64, 64)},
                        Case{"below zero", "zhuangui-pictures-v1\nP-A -1\n"}, Case{"no end", "zhuangui-pictures-v1\nP-A 99999999999999999999\n"},
                        Case{"no picture", "zhuangui-pictures-v1\nP-A 3\nabc"}, Case{"a large one", pictures_section({{"P-A", png(64, 2000)}})},
                        Case{"too many bytes", good + std::string(pictures_bytes_max, ' ')}}) {
    EXPECT_FALSE(PictureBook::parse(c.section)) << c.note;
  }
  ASSERT_TRUE(PictureBook::parse(good)) << "the control";
}

}  // namespace
}  // namespace zhuangui::core

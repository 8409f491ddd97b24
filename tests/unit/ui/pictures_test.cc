// Pictures of goods: decoded alike everywhere, kept within bounds, drawn pixel for pixel, and missed by nobody.
#include "ui/pictures.h"

#include <gtest/gtest.h>
#include <stb/stb_image_write.h>

#include <chrono>
#include <thread>

#include "draw/bitmap.h"
#include "screen_desk.h"

namespace zhuangui::ui {
namespace {

void append(void* into, void* bytes, int count) { static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count)); }

/// A PNG whose left half is red and right half blue, with a green band in the middle of its height.
std::string png(int width, int height) {
  std::vector<unsigned char> bytes;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool band = y >= height / 4 && y < height * 3 / 4;
      for (const int part : {x < width / 2 ? 200 : 0, band ? 255 : 0, x < width / 2 ? 0 : 200}) bytes.push_back(static_cast<unsigned char>(part));
    }
  }
  std::string file;
  stbi_write_png_to_func(append, &file, width, height, 3, bytes.data(), width * 3);
  return file;
}

std::shared_ptr<const core::PictureBook> book(const std::vector<core::Picture>& pictures) {
  auto made = core::PictureBook::parse(core::pictures_section(pictures));
  if (!made) throw std::runtime_error{made.error().cause};
  return std::make_shared<const core::PictureBook>(std::move(*made));
}

std::uint32_t at(const Bitmap& bitmap, int x, int y) { return bitmap.pixels[static_cast<std::size_t>(y * bitmap.width + x)]; }

TEST(DecodePicture, TakesTheSquareInTheMiddleAndTheMeanOfWhatAPixelCovers) {
  const auto wide = decode_picture(png(128, 64), 64, 0);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->width, 64);
  EXPECT_EQ(at(*wide, 0, 0), 0xFFC80000U) << "red, from x = 32 on";
  EXPECT_EQ(at(*wide, 63, 0), 0xFF0000C8U);
  EXPECT_EQ(at(*wide, 0, 32), 0xFFC8FF00U);
  const auto small = decode_picture(png(64, 64), 2, 0);
  ASSERT_TRUE(small);
  EXPECT_EQ(at(*small, 0, 0), 0xFFC88000U) << "half of it is green: 127.5 rounds up";
  EXPECT_EQ(at(*small, 1, 1), 0xFF0080C8U);
  const auto large = decode_picture(png(64, 64), 200, 0);
  ASSERT_TRUE(large);
  EXPECT_EQ(at(*large, 99, 0), 0xFFC80000U);
  EXPECT_EQ(at(*large, 100, 0), 0xFF0000C8U);
}

TEST(DecodePicture, CornersAreRoundAndOnlyThey) {
  const auto made = decode_picture(png(64, 64), 40, 10);
  ASSERT_TRUE(made);
  EXPECT_EQ(at(*made, 0, 0) >> 24, 0U);
  EXPECT_EQ(at(*made, 39, 39) >> 24, 0U);
  EXPECT_EQ(at(*made, 10, 0) >> 24, 255U);
  EXPECT_EQ(at(*made, 20, 20) >> 24, 255U);
  const std::uint32_t edge = at(*made, 3, 2) >> 24;  // 7.3 from the round's middle on the diagonal's side: cut through
  EXPECT_GT(edge, 0U);
  EXPECT_EQ(edge, at(*made, 36, 2) >> 24) << "mirrored";
  EXPECT_EQ(edge, at(*made, 3, 37) >> 24);
}

TEST(DecodePicture, WhatIsNoPictureIsNone) {
  EXPECT_FALSE(decode_picture("", 40, 0));
  EXPECT_FALSE(decode_picture(png(64, 64).substr(0, 60), 40, 0)) << "cut off in its pixels";
  EXPECT_FALSE(decode_picture(png(1025, 64), 40, 0));
  std::string greedy = png(64, 64);
  greedy[33] = 0x3F;  // the length of its second chunk: a gigabyte
  EXPECT_FALSE(decode_picture(greedy, 40, 0)) << "no memory is asked for that the file cannot fill";
  EXPECT_FALSE(decode_picture(png(64, 64), 0, 0));
}

TEST(PictureShelf, GivesTheSamePictureAgainAndForgetsItWithItsRelease) {
  PictureShelf shelf{PictureShelf::Work::at_once};
  EXPECT_FALSE(shelf.at("P-1", 50, 0)) << "no release yet";
  shelf.replace(book({{"P-1", png(64, 64)}}));
  const auto first = shelf.at("P-1", 50, 0);
  ASSERT_TRUE(first);
  EXPECT_EQ(shelf.at("P-1", 50, 0), first);
  EXPECT_NE(shelf.at("P-1", 51, 0)->number, first->number);
  EXPECT_FALSE(shelf.at("P-2", 50, 0));
  EXPECT_EQ(shelf.bytes(), 4U * (50 * 50 + 51 * 51));
  shelf.replace(book({}));
  EXPECT_FALSE(shelf.at("P-1", 50, 0));
  EXPECT_EQ(shelf.bytes(), 0U);
  EXPECT_EQ(at(*first, 0, 0), 0xFFC80000U) << "who holds it keeps it";
}

TEST(PictureShelf, KeepsNoMoreThanItsBoundTheLongestUnusedGoingFirst) {
  std::vector<core::Picture> pictures;
  for (int i = 0; i < 12; ++i) pictures.push_back({"P-" + std::to_string(i), png(64, 64)});
  PictureShelf shelf{PictureShelf::Work::at_once};
  shelf.replace(book(pictures));
  const auto first = shelf.at("P-0", 500, 0);  // a megabyte each
  for (int i = 1; i < 12; ++i) {
    shelf.at("P-" + std::to_string(i), 500, 0);
    EXPECT_EQ(shelf.at("P-0", 500, 0), first) << "it is used all the time";
    EXPECT_LE(shelf.bytes(), PictureShelf::bytes_max);
  }
  EXPECT_EQ(shelf.bytes(), 8U * 4 * 500 * 500);
}

TEST(PictureShelf, BesideTheScreenItTellsWhenAPictureHasCome) {
  PictureShelf shelf{PictureShelf::Work::beside};
  std::atomic<int> told{0};
  shelf.on_arrival([&told] { ++told; });
  shelf.replace(book({{"P-1", png(256, 256)}, {"P-BAD", png(64, 64).substr(0, 60)}}));
  EXPECT_FALSE(shelf.at("P-1", 120, 8)) << "not yet";
  EXPECT_FALSE(shelf.at("P-BAD", 120, 8));
  while (!shelf.at_rest()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  EXPECT_EQ(told, 1);
  EXPECT_EQ(shelf.arrivals(), 1U);
  EXPECT_TRUE(shelf.at("P-1", 120, 8));
  EXPECT_FALSE(shelf.at("P-BAD", 120, 8)) << "damaged: the drawn tile stays";
  shelf.on_arrival(nullptr);
}

TEST(PictureShelf, ManyAskWhileReleasesChange) {
  PictureShelf shelf{PictureShelf::Work::beside};
  const auto one = book({{"P-1", png(64, 64)}, {"P-2", png(80, 64)}});
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread)
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 200; ++i) {
        if (thread == 0) shelf.replace(i % 2 == 0 ? one : nullptr);
        const auto bitmap = shelf.at(i % 3 == 0 ? "P-1" : "P-2", 20 + i % 5, 4);
        if (bitmap) {
          EXPECT_EQ(bitmap->width, 20 + i % 5);
        }
      }
    });
  for (std::thread& thread : threads) thread.join();
}

std::unique_ptr<Screen> open_with_pictures(const std::shared_ptr<PictureShelf>& shelf, test::Size size) {
  Options options;
  options.width = size.width;
  options.height = size.height;
  options.strings_folder = test::strings_folder();
  options.pictures = shelf;
  auto made = Screen::create(options);
  if (!made) throw std::runtime_error{made.error().cause};
  return std::move(*made);
}

TEST(Pictures, StandInPlaceOfTheTileAndAPartialRedrawEqualsAFreshOne) {
  const auto shelf = std::make_shared<PictureShelf>(PictureShelf::Work::at_once);
  const auto with = open_with_pictures(shelf, {1280, 720});
  const auto plain = test::open_screen({1280, 720});
  const auto all = test::example_screens();
  for (const char* name : {"idle", "selling", "searching_found", "tracing", "searching_category"}) {
    shelf->replace(nullptr);
    test::draw(*with, test::example(all, name));
    test::draw(*plain, test::example(all, name));
    ASSERT_EQ(test::picture(*with), test::picture(*plain)) << name << ": without a picture nothing differs";
    shelf->replace(book({{"P-1", png(300, 200)}, {"P-2", png(64, 64)}}));
    EXPECT_TRUE(test::draw(*with, test::example(all, name)).changed) << name;
    const auto fresh = open_with_pictures(shelf, {1280, 720});
    test::draw(*fresh, test::example(all, name));
    ASSERT_EQ(test::picture(*with), test::picture(*fresh)) << name;
    EXPECT_NE(test::picture(*with), test::picture(*plain)) << name;
  }
}

TEST(Pictures, AScreenThatWaitsForOneIsWokenAndDrawnAgain) {
  const auto shelf = std::make_shared<PictureShelf>(PictureShelf::Work::beside);
  shelf->replace(book({{"P-2", png(300, 200)}}));
  const auto screen = open_with_pictures(shelf, {1280, 720});
  test::draw(*screen, test::example(test::example_screens(), "selling"));
  screen->wait(10'000);  // ends when the picture is there
  EXPECT_TRUE(screen->needs_redraw());
  EXPECT_TRUE(test::draw(*screen, test::example(test::example_screens(), "selling")).changed);
  EXPECT_FALSE(screen->needs_redraw());
}

}  // namespace
}  // namespace zhuangui::ui

#include "draw/canvas.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <random>

#include "seed.h"

namespace zhuangui::ui {
namespace {

constexpr int width = 150;
constexpr int height = 110;

/// A draw list as a screen makes one, on a small surface.
struct Sheet {
  Sheet() : list{&shared} {
    shared.ClipRectFullscreen = {0, 0, width, height};
    shared.SetCircleTessellationMaxError(0.3F);
    list._ResetForNewFrame();
    list.PushClipRectFullScreen();
    list.PushTextureID(nullptr);
    texels.assign(static_cast<std::size_t>(texture_width) * 64, 0);
    for (std::size_t i = 0; i < texels.size(); ++i) texels[i] = static_cast<std::uint8_t>(i * 7);
    texels[0] = 255;
  }
  [[nodiscard]] Texture texture() const { return {texels.data(), 64}; }
  [[nodiscard]] Scene scene() const {
    Scene made;
    collect(list, width, height, made);
    return made;
  }
  void rectangle(float x, float y, float w, float h, ImU32 colour) {
    list.PrimReserve(6, 4);
    list.PrimRect({x, y}, {x + w, y + h}, colour);
  }
  void sprite(float x, float y, int w, int h, int tx, int ty, ImU32 colour) {
    list.PrimReserve(6, 4);
    const auto uv = [](int a, int b) { return ImVec2{static_cast<float>(a) / texture_width, static_cast<float>(b) / texture_height_max}; };
    list.PrimRectUV({x, y}, {x + static_cast<float>(w), y + static_cast<float>(h)}, uv(tx, ty), uv(tx + w, ty + h), colour);
  }
  ImDrawListSharedData shared;
  ImDrawList list;
  std::vector<std::uint8_t> texels;
};

std::vector<std::uint32_t> painted(const Sheet& sheet, int tile) {
  Canvas canvas{width, height, tile};
  canvas.show(sheet.scene(), sheet.texture());
  return {canvas.pixels(), canvas.pixels() + width * height};
}

std::uint32_t at(const std::vector<std::uint32_t>& pixels, int x, int y) { return pixels[static_cast<std::size_t>(y * width + x)]; }

TEST(Canvas, ASolidRectangleFillsItsPixelsAndNoOthers) {
  Sheet sheet;
  sheet.rectangle(10, 20, 3, 2, IM_COL32(0x12, 0x34, 0x56, 255));
  const auto pixels = painted(sheet, 64);
  int coloured = 0;
  for (const std::uint32_t pixel : pixels) coloured += pixel == 0xFF123456U ? 1 : 0;
  EXPECT_EQ(coloured, 6);
  EXPECT_EQ(at(pixels, 10, 20), 0xFF123456U);
  EXPECT_EQ(at(pixels, 12, 21), 0xFF123456U);
  EXPECT_EQ(at(pixels, 13, 21), 0xFF000000U);
}

TEST(Canvas, BlendingRoundsToNearest) {
  struct Case { int below, above, alpha, want; };
  for (const Case& c : {Case{0, 255, 128, 128}, Case{255, 0, 128, 127}, Case{100, 200, 51, 120}, Case{10, 11, 127, 10},
                        Case{10, 11, 128, 11}, Case{77, 200, 255, 200}, Case{77, 200, 0, 77}}) {
    Sheet sheet;
    sheet.rectangle(0, 0, width, height, IM_COL32(c.below, c.below, c.below, 255));
    sheet.rectangle(5, 5, 9, 9, IM_COL32(c.above, c.above, c.above, c.alpha));
    const std::uint32_t want = 0xFF000000U | static_cast<std::uint32_t>(c.want) * 0x010101U;
    EXPECT_EQ(at(painted(sheet, 64), 7, 7), want) << c.below << " under " << c.above << " at " << c.alpha;
  }
}

TEST(Canvas, ASpriteIsCopiedTexelForPixelAndClipped) {
  Sheet sheet;
  sheet.list.PushClipRect({20, 20}, {30, 30});
  sheet.sprite(18, 25, 6, 4, 3, 2, IM_COL32_WHITE);
  const auto pixels = painted(sheet, 16);
  EXPECT_EQ(at(pixels, 19, 25), 0xFF000000U) << "outside the clip";
  for (int x = 20; x < 24; ++x) {
    const std::uint32_t coverage = sheet.texels[static_cast<std::size_t>(2 * texture_width + 3 + x - 18)];
    EXPECT_EQ(at(pixels, x, 25), 0xFF000000U | coverage * 0x010101U) << x;
  }
}

TEST(Canvas, TwoTrianglesWithACommonSidePaintEveryPixelOnce) {
  Sheet sheet;
  sheet.rectangle(0, 0, width, height, IM_COL32_BLACK);
  const ImVec2 a{10.3F, 8.9F}, b{90.7F, 12.2F}, c{80.1F, 90.6F}, d{5.5F, 70.4F};
  sheet.list.AddTriangleFilled(a, b, c, IM_COL32(255, 255, 255, 100));
  sheet.list.AddTriangleFilled(a, c, d, IM_COL32(255, 255, 255, 100));
  int once = 0;
  for (const std::uint32_t pixel : painted(sheet, 64)) {
    EXPECT_TRUE(pixel == 0xFF000000U || pixel == 0xFF646464U) << std::hex << pixel;
    once += pixel == 0xFF646464U ? 1 : 0;
  }
  const float twice_area = (c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y);  // by the diagonals
  EXPECT_NEAR(once, twice_area / 2, 30);
}

TEST(Canvas, AFadeChangesEvenlyFromTopToBottom) {
  Sheet sheet;
  sheet.list.AddRectFilledMultiColor({0, 0}, {40, 100}, IM_COL32(0, 0, 0, 255), IM_COL32(0, 0, 0, 255),
                                     IM_COL32(200, 200, 200, 255), IM_COL32(200, 200, 200, 255));
  const auto pixels = painted(sheet, 64);
  for (int y = 0; y < 100; ++y) EXPECT_NEAR(static_cast<int>(at(pixels, 20, y) & 0xFF), 2 * y + 1, 1) << y;
  EXPECT_EQ(at(pixels, 3, 60), at(pixels, 37, 60)) << "both triangles agree";
}

/// Anything a draw list can hold: opaque and translucent, whole and broken positions, clipped, off the surface.
void scribble(Sheet& sheet, std::mt19937_64& random, int things) {
  const auto upto = [&](int n) { return static_cast<float>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < things; ++i) {
    const ImU32 colour = static_cast<ImU32>(random()) | (random() % 2 == 0 ? 0xFF000000U : 0U);
    const bool clipped = random() % 3 == 0;
    if (clipped) sheet.list.PushClipRect({upto(80), upto(60)}, {80 + upto(70), 60 + upto(50)});
    const float x = upto(width + 40) - 20;
    const float y = upto(height + 40) - 20;
    switch (random() % 5) {
      case 0: sheet.rectangle(x, y, upto(90), upto(90), colour); break;
      case 1: sheet.sprite(x, y, 1 + static_cast<int>(upto(40)), 1 + static_cast<int>(upto(40)), 2, 1, colour); break;
      case 2: sheet.list.AddTriangleFilled({x, y}, {upto(width) + 0.37F, upto(height)}, {upto(width), upto(height) + 0.81F}, colour); break;
      case 3: sheet.list.AddRectFilledMultiColor({x, y}, {x + upto(60), y + upto(60)}, colour, ~colour, colour, ~colour); break;
      default: sheet.list.AddCircleFilled({x, y}, upto(30), colour); break;
    }
    if (clipped) sheet.list.PopClipRect();
  }
}

TEST(Canvas, WhatIsPaintedDoesNotDependOnTheTiles) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 60; ++round) {
    Sheet sheet;
    scribble(sheet, random, 1 + round);
    const auto whole = painted(sheet, 4096);
    for (const int tile : {8, 33, 64}) ASSERT_EQ(painted(sheet, tile), whole) << "round " << round << ", tile " << tile;
  }
}

TEST(Canvas, ADirtyRedrawEqualsAFullOneAndReportsEveryChangedPixel) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  Canvas kept{width, height, 16};
  std::vector<std::uint32_t> before(static_cast<std::size_t>(width * height), 0);
  for (int round = 0; round < 120; ++round) {
    Sheet sheet;
    std::mt19937_64 common{seed ^ static_cast<std::uint64_t>(round / 10)};  // most of a frame stays for ten frames
    scribble(sheet, common, 25);
    scribble(sheet, random, 2);
    const std::vector<Rect> changed = kept.show(sheet.scene(), sheet.texture());
    const std::vector<std::uint32_t> now{kept.pixels(), kept.pixels() + width * height};
    ASSERT_EQ(now, painted(sheet, 4096)) << "round " << round;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const auto covering = std::count_if(changed.begin(), changed.end(), [&](const Rect& r) { return r.contains(x, y); });
        ASSERT_LE(covering, 1) << "changed parts overlap at " << x << "," << y;
        const bool differs = at(now, x, y) != at(before, x, y);
        ASSERT_TRUE(!differs || covering == 1) << "not reported: " << x << "," << y;
      }
    }
    before = now;
    EXPECT_TRUE(kept.show(sheet.scene(), sheet.texture()).empty()) << "the same frame again changes nothing";
  }
}

}  // namespace
}  // namespace zhuangui::ui

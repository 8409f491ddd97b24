#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "draw/texture.h"
#include "ui/geometry.h"

struct ImDrawList;

namespace zhuangui::ui {

struct Bitmap;

/// A quantity that changes evenly over a triangle, in 1/65536: at + dx * (x - box.x) + dy * (y - box.y).
struct Plane {
  std::int64_t at = 0;
  std::int64_t dx = 0;
  std::int64_t dy = 0;
};

/// A triangle ready to fill: corners in 1/16 pixel. Nothing in it depends on a clip, so a part painted
/// alone equals that part of the whole.
struct Triangle {
  std::array<int, 3> x{};
  std::array<int, 3> y{};
  Rect box;  ///< all pixels it can touch, before clipping
  std::array<Plane, 4> colour{};  ///< red, green, blue, alpha
  std::array<Plane, 2> texel{};
};

/// One thing to paint. Almost all are solid rectangles and sprites copied texel for pixel; the rest are triangles.
struct Primitive {
  enum class Kind : std::uint8_t { solid, sprite, bitmap, triangle };
  Kind kind = Kind::solid;
  std::uint32_t colour = 0;  ///< 0xAARRGGBB
  Rect box;                  ///< clipped
  int texel_x = 0;           ///< sprite, bitmap: texel that falls on box.x, box.y
  int texel_y = 0;
  std::size_t triangle = 0;  ///< index into Scene::triangles
  const Bitmap* bitmap = nullptr;
};

/// What a frame consists of, in painting order. Reused from frame to frame to keep its memory.
struct Scene {
  std::vector<Primitive> primitives;
  std::vector<Triangle> triangles;
};

/// Turns a draw list, whose texture ids are bitmaps or null for the one texture, into primitives clipped to a surface of that size; appends to `scene`.
/// Positions are snapped to 1/16 pixel, so that the last bits of a float do not matter.
void collect(const ImDrawList& list, int width, int height, Scene& scene);

/// Moves all of it by so many pixels; what fills the screen up to an edge still does.
void move(Scene& scene, int dx, int dy, const Rect& screen);

/// Paints the part of a primitive inside `clip` into rows of 0xFFRRGGBB. Integers only.
void paint(const Primitive& primitive, const Scene& scene, const Texture& texture, const Rect& clip,
           std::uint32_t* pixels, int pitch);

}  // namespace zhuangui::ui

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/primitive.h"

namespace zhuangui::ui {
namespace {

int sixteenths(float position) { return static_cast<int>(std::lrintf(position * 16.0F)); }
int texel(float coordinate, int size) { return static_cast<int>(std::lrintf(coordinate * static_cast<float>(size))); }

/// ImGui packs red in the lowest byte; a pixel has blue there.
std::uint32_t pixel_colour(ImU32 packed) {
  return (packed & 0xFF00FF00U) | ((packed & 0xFFU) << 16) | ((packed >> 16) & 0xFFU);
}

bool whole(float value) { return std::nearbyintf(value) == value; }

struct Collector {
  const ImDrawVert* vertices;
  Rect clip;
  Scene& scene;
  const Bitmap* bitmap;

  /// The fast path: the six indices of ImDrawList::PrimRect and PrimRectUV over whole pixels, of one colour,
  /// either without texture or with one texel per pixel. False: it is something else.
  bool take_rectangle(const ImDrawIdx* index) {
    if (index[3] != index[0] || index[4] != index[2]) return false;
    const ImDrawVert& a = vertices[index[0]];
    const ImDrawVert& b = vertices[index[1]];
    const ImDrawVert& c = vertices[index[2]];
    const ImDrawVert& d = vertices[index[5]];
    if (b.pos.x != c.pos.x || b.pos.y != a.pos.y || d.pos.x != a.pos.x || d.pos.y != c.pos.y) return false;
    if (a.col != b.col || a.col != c.col || a.col != d.col) return false;
    if (!whole(a.pos.x) || !whole(a.pos.y) || !whole(c.pos.x) || !whole(c.pos.y)) return false;
    const Rect box{static_cast<int>(a.pos.x), static_cast<int>(a.pos.y), static_cast<int>(c.pos.x - a.pos.x),
                   static_cast<int>(c.pos.y - a.pos.y)};
    Primitive found;
    found.colour = pixel_colour(a.col);
    found.box = intersection(box, clip);
    if (a.uv.x != c.uv.x || a.uv.y != c.uv.y) {
      const int left = texel(a.uv.x, texture_width);
      const int top = texel(a.uv.y, texture_height_max);
      if (texel(c.uv.x, texture_width) - left != box.w || texel(c.uv.y, texture_height_max) - top != box.h) return false;
      if (b.uv.x != c.uv.x || b.uv.y != a.uv.y || d.uv.x != a.uv.x || d.uv.y != c.uv.y) return false;
      found.kind = bitmap != nullptr ? Primitive::Kind::bitmap : Primitive::Kind::sprite;
      found.bitmap = bitmap;
      found.texel_x = left + found.box.x - box.x;
      found.texel_y = top + found.box.y - box.y;
    }
    if (!found.box.empty() && (found.colour >> 24) != 0) scene.primitives.push_back(found);
    return true;
  }

  void take_triangle(const ImDrawIdx* index) {
    std::array<const ImDrawVert*, 3> corner{&vertices[index[0]], &vertices[index[1]], &vertices[index[2]]};
    Triangle made;
    for (std::size_t i = 0; i < 3; ++i) {
      made.x[i] = sixteenths(corner[i]->pos.x);
      made.y[i] = sixteenths(corner[i]->pos.y);
    }
    std::int64_t area = twice_area(made);
    if (area == 0) return;
    if (area < 0) {
      std::swap(made.x[1], made.x[2]);
      std::swap(made.y[1], made.y[2]);
      std::swap(corner[1], corner[2]);
      area = -area;
    }
    const auto [left, right] = std::minmax({made.x[0], made.x[1], made.x[2]});
    const auto [top, bottom] = std::minmax({made.y[0], made.y[1], made.y[2]});
    made.box = {left >> 4, top >> 4, ((right + 15) >> 4) - (left >> 4), ((bottom + 15) >> 4) - (top >> 4)};
    Primitive found;
    found.kind = Primitive::Kind::triangle;
    found.box = intersection(made.box, clip);
    if (found.box.empty()) return;
    add_planes(made, corner, area);
    found.triangle = scene.triangles.size();
    scene.triangles.push_back(made);
    scene.primitives.push_back(found);
  }

 private:
  static std::int64_t twice_area(const Triangle& t) {
    return std::int64_t{t.x[1] - t.x[0]} * (t.y[2] - t.y[0]) - std::int64_t{t.x[2] - t.x[0]} * (t.y[1] - t.y[0]);
  }

  static Plane plane(const Triangle& t, std::int64_t area, std::array<std::int64_t, 3> value) {
    const std::int64_t first = value[1] - value[0];
    const std::int64_t second = value[2] - value[0];
    Plane made;
    // 16 sixteenths to a pixel, 65536 parts to a step of the value.
    made.dx = (first * (t.y[2] - t.y[0]) - second * (t.y[1] - t.y[0])) * (16 << 16) / area;
    made.dy = (second * (t.x[1] - t.x[0]) - first * (t.x[2] - t.x[0])) * (16 << 16) / area;
    const std::int64_t to_x = t.box.x * 16 + 8 - t.x[0];  // from the first corner to the middle of the box's first pixel
    const std::int64_t to_y = t.box.y * 16 + 8 - t.y[0];
    made.at = value[0] * 65536 + (made.dx * to_x + made.dy * to_y) / 16 + 32768;
    return made;
  }

  static void add_planes(Triangle& t, const std::array<const ImDrawVert*, 3>& corner, std::int64_t area) {
    constexpr std::array<int, 4> shift{IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT};
    for (std::size_t channel = 0; channel < 4; ++channel) {
      std::array<std::int64_t, 3> value{};
      for (std::size_t i = 0; i < 3; ++i) value[i] = (corner[i]->col >> shift[channel]) & 0xFF;
      t.colour[channel] = plane(t, area, value);
    }
    std::array<std::int64_t, 3> across{};
    std::array<std::int64_t, 3> down{};
    for (std::size_t i = 0; i < 3; ++i) {
      across[i] = texel(corner[i]->uv.x, texture_width);
      down[i] = texel(corner[i]->uv.y, texture_height_max);
    }
    t.texel = {plane(t, area, across), plane(t, area, down)};
  }
};

/// `begin` and `size` of a span of the screen, moved; an end that lay on the screen's edge stays there.
void move_span(int& begin, int& size, int by, int screen, bool keeps_edges) {
  const int from = keeps_edges && begin == 0 ? 0 : begin + by;
  const int to = keeps_edges && begin + size == screen ? screen : begin + size + by;
  begin = std::max(0, from);
  size = std::min(screen, to) - begin;
}

}  // namespace

void move(Scene& scene, int dx, int dy, const Rect& screen) {
  if (dx == 0 && dy == 0) return;
  for (Triangle& triangle : scene.triangles) {
    for (std::size_t i = 0; i < 3; ++i) {
      triangle.x[i] += 16 * dx;
      triangle.y[i] += 16 * dy;
    }
    triangle.box = triangle.box.moved(dx, dy);
  }
  for (Primitive& one : scene.primitives) {
    const Rect before = one.box;
    const bool solid = one.kind == Primitive::Kind::solid;
    move_span(one.box.x, one.box.w, dx, screen.w, solid);
    move_span(one.box.y, one.box.h, dy, screen.h, solid);
    one.texel_x += one.box.x - before.x - dx;
    one.texel_y += one.box.y - before.y - dy;
  }
  std::erase_if(scene.primitives, [](const Primitive& one) { return one.box.empty(); });
}

void collect(const ImDrawList& list, int width, int height, Scene& scene) {
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const int left = static_cast<int>(std::lrintf(command.ClipRect.x));
    const int top = static_cast<int>(std::lrintf(command.ClipRect.y));
    const Rect clip{left, top, static_cast<int>(std::lrintf(command.ClipRect.z)) - left,
                    static_cast<int>(std::lrintf(command.ClipRect.w)) - top};
    Collector collector{list.VtxBuffer.Data + command.VtxOffset, intersection(clip, {0, 0, width, height}), scene,
                        static_cast<const Bitmap*>(command.GetTexID())};
    if (collector.clip.empty()) continue;
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* const end = index + command.ElemCount;
    while (index < end) {
      if (end - index >= 6 && collector.take_rectangle(index)) {
        index += 6;
      } else {
        collector.take_triangle(index);
        index += 3;
      }
    }
  }
}

}  // namespace zhuangui::ui

#include "draw/bitmap.h"
#include "draw/primitive.h"

namespace zhuangui::ui {
namespace {

constexpr std::uint32_t opaque = 0xFF000000U;

/// source over what is there, each channel (s * a + d * (255 - a)) / 255 rounded to nearest; two channels at a time.
std::uint32_t blend(std::uint32_t below, std::uint32_t source, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  std::uint32_t outer = (source & 0xFF00FFU) * alpha + (below & 0xFF00FFU) * rest + 0x800080U;
  outer = ((outer + ((outer >> 8) & 0xFF00FFU)) >> 8) & 0xFF00FFU;
  std::uint32_t green = ((source >> 8) & 0xFFU) * alpha + ((below >> 8) & 0xFFU) * rest + 0x80U;
  green = ((green + (green >> 8)) >> 8) & 0xFFU;
  return opaque | outer | (green << 8);
}

std::uint32_t scaled(std::uint32_t alpha, std::uint32_t coverage) {
  const std::uint32_t product = alpha * coverage + 0x80U;
  return (product + (product >> 8)) >> 8;
}

void paint_solid(std::uint32_t colour, const Rect& area, std::uint32_t* pixels, int pitch) {
  const std::uint32_t alpha = colour >> 24;
  for (int y = area.y; y < area.bottom(); ++y) {
    std::uint32_t* row = pixels + std::ptrdiff_t{y} * pitch + area.x;
    if (alpha == 255) {
      std::fill(row, row + area.w, colour);
    } else {
      for (int x = 0; x < area.w; ++x) row[x] = blend(row[x], colour, alpha);
    }
  }
}

void paint_sprite(const Primitive& sprite, const Texture& texture, const Rect& area, std::uint32_t* pixels, int pitch) {
  const std::uint32_t alpha = sprite.colour >> 24;
  const std::uint32_t solid = sprite.colour | opaque;
  for (int y = area.y; y < area.bottom(); ++y) {
    std::uint32_t* row = pixels + std::ptrdiff_t{y} * pitch + area.x;
    const std::uint8_t* coverage = texture.coverage + std::ptrdiff_t{sprite.texel_y + y - sprite.box.y} * texture_width +
                                   sprite.texel_x + (area.x - sprite.box.x);
    for (int x = 0; x < area.w; ++x) {
      if (coverage[x] == 0) continue;
      const std::uint32_t a = alpha == 255 ? coverage[x] : scaled(alpha, coverage[x]);
      row[x] = a == 255 ? solid : blend(row[x], sprite.colour, a);
    }
  }
}

void paint_bitmap(const Primitive& primitive, const Rect& area, std::uint32_t* pixels, int pitch) {
  const Bitmap& bitmap = *primitive.bitmap;
  for (int y = area.y; y < area.bottom(); ++y) {
    std::uint32_t* row = pixels + std::ptrdiff_t{y} * pitch + area.x;
    const std::uint32_t* from = bitmap.pixels.data() + std::ptrdiff_t{primitive.texel_y + y - primitive.box.y} * bitmap.width + primitive.texel_x + (area.x - primitive.box.x);
    for (int x = 0; x < area.w; ++x) {
      const std::uint32_t alpha = from[x] >> 24;
      if (alpha == 255) row[x] = from[x];
      else if (alpha > 0) row[x] = blend(row[x], from[x], alpha);
    }
  }
}

/// One side of a triangle: not negative inside. A pixel whose middle lies on a side belongs to the triangle of
/// which it is a top or left side, so that neighbours never paint it twice.
struct Side {
  std::int64_t at;
  std::int64_t dx;
  std::int64_t dy;
};

Side side(const Triangle& t, std::size_t from, std::size_t to) {
  const std::int64_t across = t.x[to] - t.x[from];
  const std::int64_t down = t.y[to] - t.y[from];
  const std::int64_t middle_x = t.box.x * 16 + 8 - t.x[from];
  const std::int64_t middle_y = t.box.y * 16 + 8 - t.y[from];
  const bool top_or_left = down < 0 || (down == 0 && across > 0);
  return {across * middle_y - down * middle_x - (top_or_left ? 0 : 1), -down * 16, across * 16};
}

std::uint32_t channel(const Plane& plane, std::int64_t x, std::int64_t y) {
  const std::int64_t value = (plane.at + plane.dx * x + plane.dy * y) >> 16;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, 255));
}

void paint_triangle(const Triangle& t, const Texture& texture, const Rect& area, std::uint32_t* pixels, int pitch) {
  const std::array<Side, 3> sides{side(t, 0, 1), side(t, 1, 2), side(t, 2, 0)};
  for (int row = area.y; row < area.bottom(); ++row) {
    const std::int64_t y = row - t.box.y;
    for (int column = area.x; column < area.right(); ++column) {
      const std::int64_t x = column - t.box.x;
      bool inside = true;
      for (const Side& s : sides) inside = inside && s.at + s.dx * x + s.dy * y >= 0;
      if (!inside) continue;
      const auto texel = [&](const Plane& p, int size) {
        return std::clamp<std::int64_t>((p.at - 32768 + p.dx * x + p.dy * y) >> 16, 0, size - 1);
      };
      const std::uint32_t coverage =
          texture.coverage[texel(t.texel[1], texture.rows) * texture_width + texel(t.texel[0], texture_width)];
      const std::uint32_t colour =
          channel(t.colour[0], x, y) << 16 | channel(t.colour[1], x, y) << 8 | channel(t.colour[2], x, y);
      std::uint32_t& pixel = pixels[std::ptrdiff_t{row} * pitch + column];
      pixel = blend(pixel, colour, scaled(channel(t.colour[3], x, y), coverage));
    }
  }
}

}  // namespace

void paint(const Primitive& primitive, const Scene& scene, const Texture& texture, const Rect& clip,
           std::uint32_t* pixels, int pitch) {
  const Rect area = intersection(primitive.box, clip);
  if (area.empty()) return;
  switch (primitive.kind) {
    case Primitive::Kind::solid: return paint_solid(primitive.colour, area, pixels, pitch);
    case Primitive::Kind::sprite: return paint_sprite(primitive, texture, area, pixels, pitch);
    case Primitive::Kind::bitmap: return paint_bitmap(primitive, area, pixels, pitch);
    case Primitive::Kind::triangle:
      return paint_triangle(scene.triangles[primitive.triangle], texture, area, pixels, pitch);
  }
}

}  // namespace zhuangui::ui

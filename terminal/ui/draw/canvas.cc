#include "draw/canvas.h"

#include "draw/bitmap.h"

#include <sys/mman.h>

#include <cstring>
#include <new>

namespace zhuangui::ui {
namespace {

constexpr std::uint64_t first_mark = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t mark, std::uint64_t value) {
  mark = (mark ^ value) * 0xD6E8FEB86659FD93ULL;
  return mark ^ (mark >> 32);
}

std::uint64_t mixed(std::uint64_t mark, const Plane& plane) {
  for (const std::int64_t part : {plane.at, plane.dx, plane.dy}) mark = mixed(mark, static_cast<std::uint64_t>(part));
  return mark;
}

std::uint64_t two(int a, int b) {
  return std::uint64_t{static_cast<std::uint32_t>(a)} << 32 | static_cast<std::uint32_t>(b);
}

/// Fingerprint of the part of a primitive that lies in `area`: equal parts have equal marks wherever the rest is.
std::uint64_t mark_of(const Primitive& primitive, const Scene& scene, const Rect& area) {
  std::uint64_t mark = mixed(static_cast<std::uint64_t>(primitive.kind) + 1, primitive.colour);
  mark = mixed(mixed(mark, two(area.x, area.y)), two(area.w, area.h));
  if (primitive.kind == Primitive::Kind::bitmap) mark = mixed(mark, primitive.bitmap->number);
  if (primitive.kind == Primitive::Kind::sprite || primitive.kind == Primitive::Kind::bitmap) {
    mark = mixed(mark, two(primitive.texel_x + area.x - primitive.box.x, primitive.texel_y + area.y - primitive.box.y));
  } else if (primitive.kind == Primitive::Kind::triangle) {
    const Triangle& t = scene.triangles[primitive.triangle];
    for (std::size_t i = 0; i < 3; ++i) mark = mixed(mark, two(t.x[i], t.y[i]));
    for (const Plane& p : t.colour) mark = mixed(mark, p);
    for (const Plane& p : t.texel) mark = mixed(mark, p);
  }
  return mark;
}

bool hides(const Primitive& primitive, const Rect& tile) {
  return primitive.kind == Primitive::Kind::solid && (primitive.colour >> 24) == 255 &&
         intersection(primitive.box, tile) == tile;
}

/// In huge pages where the kernel has them: 4 page faults instead of 2,000 are 20 ms of the start.
std::uint32_t* allocate_pixels(std::size_t count) {
  constexpr std::size_t huge_page = 2 * 1024 * 1024;
  const std::size_t bytes = (count * sizeof(std::uint32_t) + huge_page - 1) / huge_page * huge_page;
  void* memory = std::aligned_alloc(huge_page, bytes);
  if (memory == nullptr) throw std::bad_alloc{};
  madvise(memory, bytes, MADV_HUGEPAGE);
  std::memset(memory, 0, count * sizeof(std::uint32_t));
  return static_cast<std::uint32_t*>(memory);
}

Primitive black(const Rect& area) {
  Primitive made;
  made.colour = 0xFF000000U;
  made.box = area;
  return made;
}

}  // namespace

Canvas::Canvas(int width, int height, int tile)
    : width_{width}, height_{height}, tile_{tile}, columns_{(width + tile - 1) / tile}, rows_{(height + tile - 1) / tile},
      pixels_{allocate_pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))},
      tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void Canvas::forget() { forgotten_ = true; }

Rect Canvas::tile_rect(int column, int row) const {
  return intersection({column * tile_, row * tile_, tile_, tile_}, {0, 0, width_, height_});
}

Canvas::Tile& Canvas::tile_at(int column, int row) {
  return tiles_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)];
}

void Canvas::sort_into_tiles(const Scene& scene) {
  for (Tile& tile : tiles_) {
    tile.wanted = first_mark;
    tile.primitives.clear();
  }
  for (std::size_t i = 0; i < scene.primitives.size(); ++i) {
    const Primitive& primitive = scene.primitives[i];
    const Rect& box = primitive.box;
    for (int row = box.y / tile_; row <= (box.bottom() - 1) / tile_; ++row) {
      for (int column = box.x / tile_; column <= (box.right() - 1) / tile_; ++column) {
        Tile& tile = tile_at(column, row);
        const Rect here = tile_rect(column, row);
        if (hides(primitive, here)) {
          tile.wanted = first_mark;
          tile.primitives.clear();
        }
        tile.wanted = mixed(tile.wanted, mark_of(primitive, scene, intersection(box, here)));
        tile.primitives.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }
}

std::vector<Rect> Canvas::show(const Scene& scene, const Texture& texture) {
  sort_into_tiles(scene);
  std::vector<Rect> changed;
  for (int row = 0; row < rows_; ++row) {
    Rect run{};  // neighbours in a row are shown as one rectangle
    for (int column = 0; column < columns_; ++column) {
      Tile& tile = tile_at(column, row);
      if (!forgotten_ && tile.shown == tile.wanted) continue;
      tile.shown = tile.wanted;
      const Rect here = tile_rect(column, row);
      if (tile.primitives.empty() || !hides(scene.primitives[tile.primitives.front()], here)) {
        paint(black(here), scene, texture, here, pixels_.get(), width_);  // never blend over the frame before
      }
      for (const std::uint32_t i : tile.primitives) paint(scene.primitives[i], scene, texture, here, pixels_.get(), width_);
      if (run.right() == here.x && !run.empty()) {
        run.w += here.w;
      } else {
        if (!run.empty()) changed.push_back(run);
        run = here;
      }
    }
    if (!run.empty()) changed.push_back(run);
  }
  forgotten_ = false;
  return changed;
}

}  // namespace zhuangui::ui

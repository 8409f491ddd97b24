#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "draw/primitive.h"

namespace zhuangui::ui {

/// A picture that is repainted only where it changed. It is cut into tiles; each remembers a fingerprint of what
/// was painted in it, and a frame repaints the tiles whose fingerprint differs. What lies under an opaque rectangle
/// that fills a tile is neither remembered nor painted.
class Canvas {
 public:
  /// Throws std::bad_alloc. Black until the first show(). `tile` is the side of a tile in pixels; the pixels painted do not depend on it.
  Canvas(int width, int height, int tile = 64);

  /// Paints `scene` and returns the repainted parts, not overlapping. A texel that a sprite of the frame before
  /// used must not have changed since: call forget() when the texture was emptied.
  std::vector<Rect> show(const Scene& scene, const Texture& texture);
  /// The next show() repaints everything.
  void forget();

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] const std::uint32_t* pixels() const { return pixels_.get(); }

 private:
  struct Tile {
    std::uint64_t shown = 0;
    std::uint64_t wanted = 0;
    std::vector<std::uint32_t> primitives;
  };
  void sort_into_tiles(const Scene& scene);
  [[nodiscard]] Rect tile_rect(int column, int row) const;
  [[nodiscard]] Tile& tile_at(int column, int row);

  int width_, height_, tile_, columns_, rows_;
  bool forgotten_ = true;
  struct Free { void operator()(std::uint32_t* memory) const { std::free(memory); } };
  std::unique_ptr<std::uint32_t[], Free> pixels_;
  std::vector<Tile> tiles_;
};

}  // namespace zhuangui::ui

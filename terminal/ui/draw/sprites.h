#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "draw/icons.h"
#include "draw/texture.h"

namespace zhuangui::ui {

/// Where a sprite lies in the texture, and where it goes: `left`, `top` from the pen on the base line to its top
/// left texel (top is negative above the line); `advance` moves the pen.
struct Sprite {
  int x = 0, y = 0, w = 0, h = 0;
  int left = 0, top = 0;
  int advance = 0;
  bool missing = false;  ///< the font has no glyph for it
};

/// Draws glyphs, rounded corners and signs into the texture when they are first asked for, and keeps them.
/// Only what is really shown is ever rasterised: the first frame needs about 150 glyphs, not the 841 of all
/// strings and goods, and a release with new characters needs no preparation. The fonts are mapped, not read.
class Sprites {
 public:
  /// Empty paths mean those of Debian's fonts-noto-cjk. Errors: not_found with the package that is missing,
  /// corrupt when a file is not the Noto Sans CJK collection.
  static core::Result<std::unique_ptr<Sprites>> open(const std::string& regular_path, const std::string& bold_path);
  ~Sprites();
  Sprites(const Sprites&) = delete;
  Sprites& operator=(const Sprites&) = delete;

  const Sprite& glyph(char32_t character, int size, bool bold);
  /// Coverage of a full circle, and of a ring whose outer edge is that circle.
  const Sprite& disc(int diameter);
  const Sprite& ring(int diameter, int line);
  const Sprite& icon(Icon icon, int size);

  [[nodiscard]] Texture texture() const;
  /// True when a sprite found no room: clear(), then lay the frame out again.
  [[nodiscard]] bool full() const { return full_; }
  void clear();
  [[nodiscard]] std::size_t count() const { return sprites_.size(); }

 private:
  struct Fonts;
  struct Shelf { int y, height, used; };
  explicit Sprites(std::unique_ptr<Fonts> fonts);
  /// Room of that size in the texture; an empty sprite when there is none.
  Sprite allocate(int width, int height);
  std::uint8_t* texel(int x, int y);
  Sprite make_glyph(char32_t character, int size, bool bold);
  Sprite make_disc(int diameter, int line);
  Sprite make_icon(Icon icon, int size);

  std::unique_ptr<Fonts> fonts_;
  std::unordered_map<std::uint64_t, Sprite> sprites_;
  std::vector<std::uint8_t> texels_;
  std::vector<Shelf> shelves_;
  int rows_used_ = 0;
  bool full_ = false;
};

}  // namespace zhuangui::ui

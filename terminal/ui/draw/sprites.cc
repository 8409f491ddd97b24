#include "draw/sprites.h"

#include <algorithm>
#include <cmath>

#include "draw/fonts.h"

namespace zhuangui::ui {
namespace {

constexpr int rows_at_first = 512;
constexpr const char* debian_regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr const char* debian_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";

enum class Family : std::uint64_t { regular = 1, bold, disc, icon };

std::uint64_t key_of(Family family, int size, std::uint32_t what) {
  return static_cast<std::uint64_t>(family) << 56 | std::uint64_t{static_cast<std::uint32_t>(size)} << 32 | what;
}

int square_root(int value) {
  int root = static_cast<int>(std::sqrt(static_cast<float>(value)));
  while (root * root > value) --root;
  while ((root + 1) * (root + 1) <= value) ++root;
  return root;
}

}  // namespace

struct Sprites::Fonts {
  struct Library {
    FT_Library handle = nullptr;
    ~Library() { FT_Done_FreeType(handle); }
  };
  Library library;  // first, so that it outlives its faces
  FontFace regular, bold;
};

Sprites::Sprites(std::unique_ptr<Fonts> fonts) : fonts_{std::move(fonts)} { clear(); }
Sprites::~Sprites() = default;

core::Result<std::unique_ptr<Sprites>> Sprites::open(const std::string& regular_path, const std::string& bold_path) {
  auto fonts = std::make_unique<Fonts>();
  if (FT_Init_FreeType(&fonts->library.handle) != 0) {
    return core::fail(core::Errc::internal, "FreeType cannot be started", "reinstall the package libfreetype6");
  }
  const auto regular = fonts->regular.open(fonts->library.handle, regular_path.empty() ? debian_regular : regular_path);
  if (!regular) return tl::unexpected(regular.error());
  const auto bold = fonts->bold.open(fonts->library.handle, bold_path.empty() ? debian_bold : bold_path);
  if (!bold) return tl::unexpected(bold.error());
  return std::unique_ptr<Sprites>{new Sprites{std::move(fonts)}};
}

void Sprites::clear() {
  sprites_.clear();
  shelves_.clear();
  texels_.assign(static_cast<std::size_t>(texture_width) * rows_at_first, 0);
  rows_used_ = 0;
  full_ = false;
  *texel(allocate(1, 1).x, 0) = 255;  // the white texel, always at 0,0
}

Texture Sprites::texture() const { return {texels_.data(), static_cast<int>(texels_.size()) / texture_width}; }

std::uint8_t* Sprites::texel(int x, int y) {
  return texels_.data() + static_cast<std::size_t>(y) * texture_width + static_cast<std::size_t>(x);
}

Sprite Sprites::allocate(int width, int height) {
  Sprite place;
  if (width <= 0 || height <= 0 || width > texture_width) return place;
  const auto fits = [&](const Shelf& shelf) {
    return shelf.height >= height && shelf.height <= height + height / 4 + 2 && shelf.used + width <= texture_width;
  };
  auto shelf = std::find_if(shelves_.begin(), shelves_.end(), fits);
  if (shelf == shelves_.end()) {
    if (rows_used_ + height > texture_height_max) {
      full_ = true;
      return place;
    }
    shelves_.push_back({rows_used_, height, 0});
    rows_used_ += height;
    shelf = std::prev(shelves_.end());
    std::size_t rows = texels_.size() / texture_width;
    while (rows < static_cast<std::size_t>(rows_used_)) rows *= 2;
    texels_.resize(rows * texture_width, 0);
  }
  place.x = shelf->used;
  place.y = shelf->y;
  place.w = width;
  place.h = height;
  shelf->used += width;
  return place;
}

const Sprite& Sprites::glyph(char32_t character, int size, bool bold) {
  const std::uint64_t key = key_of(bold ? Family::bold : Family::regular, size, character);
  const auto found = sprites_.find(key);
  if (found != sprites_.end()) return found->second;
  return sprites_.emplace(key, make_glyph(character, size, bold)).first->second;
}

const Sprite& Sprites::disc(int diameter) { return ring(diameter, diameter); }

const Sprite& Sprites::ring(int diameter, int line) {
  const std::uint64_t key = key_of(Family::disc, diameter, static_cast<std::uint32_t>(line));
  const auto found = sprites_.find(key);
  if (found != sprites_.end()) return found->second;
  return sprites_.emplace(key, make_disc(diameter, line)).first->second;
}

const Sprite& Sprites::icon(Icon icon, int size) {
  const std::uint64_t key = key_of(Family::icon, size, static_cast<std::uint32_t>(icon));
  const auto found = sprites_.find(key);
  if (found != sprites_.end()) return found->second;
  return sprites_.emplace(key, make_icon(icon, size)).first->second;
}

Sprite Sprites::make_glyph(char32_t character, int size, bool bold) {
  FontFace& font = bold ? fonts_->bold : fonts_->regular;
  const FT_Face face = font.at(size);
  if (FT_Load_Char(face, character, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return {};
  const FT_GlyphSlot slot = face->glyph;
  const FT_Bitmap& bitmap = slot->bitmap;
  Sprite made = allocate(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows));
  for (int row = 0; row < made.h; ++row) {
    const unsigned char* from = bitmap.buffer + std::ptrdiff_t{row} * bitmap.pitch;
    std::copy(from, from + made.w, texel(made.x, made.y + row));
  }
  made.left = slot->bitmap_left;
  made.top = -slot->bitmap_top;
  made.advance = static_cast<int>((slot->advance.x + 32) >> 6);
  made.missing = FT_Get_Char_Index(face, character) == 0;
  font.glyph_was_read();
  return made;
}

Sprite Sprites::make_disc(int diameter, int line) {
  Sprite made = allocate(diameter, diameter);
  if (made.w == 0) return made;
  // 16 strips to a texel row; along a strip the edge is known to 1/32 texel. One quarter is reckoned, the rest mirrored.
  const int outer = diameter * 16;  // radii in 1/32 texel, so that an odd diameter has a whole one
  const int inner = std::max(0, outer - 32 * line);
  const int half = (diameter + 1) / 2;
  std::vector<int> sum(static_cast<std::size_t>(half));
  for (int row = 0; row < half; ++row) {
    std::fill(sum.begin(), sum.end(), 0);
    for (int strip = 0; strip < 16; ++strip) {
      const int dy = 2 * (row * 16 + strip) + 1 - outer;  // of the strip's middle
      const auto reach = [&](int edge) { return edge * edge > dy * dy ? square_root(edge * edge - dy * dy) : 0; };
      const int outer_reach = reach(outer);
      const int inner_reach = reach(inner);
      for (int column = (outer - outer_reach) / 32; column < half; ++column) {
        const int from = column * 32 - outer;
        const auto within = [from](int edge) { return std::max(0, std::min(from + 32, edge) - std::max(from, -edge)); };
        sum[static_cast<std::size_t>(column)] += within(outer_reach) - within(inner_reach);
      }
    }
    for (int column = 0; column < half; ++column) {
      const auto coverage = static_cast<std::uint8_t>((sum[static_cast<std::size_t>(column)] * 255 + 256) / 512);
      for (const int x : {column, diameter - 1 - column}) {
        for (const int y : {row, diameter - 1 - row}) *texel(made.x + x, made.y + y) = coverage;
      }
    }
  }
  return made;
}

Sprite Sprites::make_icon(Icon icon, int size) {
  Sprite made = allocate(size, size);
  if (made.w == 0) return made;
  const IconStrokes strokes = strokes_of(icon);
  rasterise_strokes(fonts_->library.handle, strokes.path, strokes.weight, size, texel(made.x, made.y), texture_width);
  return made;
}

}  // namespace zhuangui::ui

#pragma once
#include <cstdint>

namespace zhuangui::ui {

/// The one texture: coverage 0..255 of glyphs, rounded corners and signs. Texel 0,0 is 255 ("white").
/// Texture coordinates are texels divided by these fixed sizes, powers of two, so that they turn back into whole
/// texels exactly; the rows that exist yet may be fewer.
inline constexpr int texture_width = 1024;
inline constexpr int texture_height_max = 4096;

struct Texture {
  const std::uint8_t* coverage = nullptr;
  int rows = 0;
};

}  // namespace zhuangui::ui

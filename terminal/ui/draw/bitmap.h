#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace zhuangui::ui {

/// A decoded picture, ready to be copied pixel for pixel: rows of 0xAARRGGBB, not premultiplied.
struct Bitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;
  std::uint64_t number = 0;  ///< names these pixels among all bitmaps of the program, never 0: equal numbers, equal pixels
};

/// The PNG or JPEG `file`, cut to a square in its middle, made `side` pixels large, its corners rounded by `radius` (at
/// most half the side). Integers only, so that it is the same on every machine. nullopt when it cannot be decoded
/// whole, is beyond the bounds of core/pictures.h, or is of another size than its header says. By libpng and libjpeg-turbo:
/// the stb library ends the program by an assertion on a damaged JPEG.
std::optional<Bitmap> decode_picture(std::string_view file, int side, int radius);

}  // namespace zhuangui::ui

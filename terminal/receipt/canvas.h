#pragma once
#include <cstdint>

#include "device/print_job.h"

namespace zhuangui::receipt {

/// A picture to draw on; what falls outside is cut off.
class Canvas {
 public:
  Canvas(int width, int height)
      : picture_{
            width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>((width + 7) / 8) * static_cast<std::size_t>(height))} {}

  void black(int x, int y) {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return;
    const int row_bytes = (picture_.width + 7) / 8;
    picture_.bits[static_cast<std::size_t>(y * row_bytes + x / 8)] |= static_cast<std::uint8_t>(0x80 >> (x % 8));
  }
  /// Lays `other` over this one with its upper left corner at x, y.
  void lay(const device::Picture& other, int x, int y) {
    const int row_bytes = (other.width + 7) / 8;
    for (int row = 0; row < other.height; ++row)
      for (int column = 0; column < other.width; ++column)
        if (other.bits[static_cast<std::size_t>(row * row_bytes + column / 8)] & (0x80 >> (column % 8)))
          black(x + column, y + row);
  }
  [[nodiscard]] int width() const { return picture_.width; }
  device::Picture take() { return std::move(picture_); }

 private:
  device::Picture picture_;
};

}  // namespace zhuangui::receipt

#include "picture.h"

#include <algorithm>

namespace zhuangui::printer {
namespace {

// A black dot more beside the one of 0x10 cannot be seen, and 0x18 begins no command.
void break_real_time_patterns(std::vector<std::byte>& bytes, std::size_t first) {
  for (std::size_t at = first; at + 1 < bytes.size(); ++at) {
    const auto next = bytes[at + 1];
    const bool command = next == std::byte{0x04} || next == std::byte{0x05} || next == std::byte{0x14};
    if (bytes[at] == std::byte{0x10} && command) bytes[at] = std::byte{0x18};
  }
}

}  // namespace

void append_raster(std::vector<std::byte>& out, const device::Picture& picture, int rows_max) {
  const int row_bytes = (picture.width + 7) / 8;
  for (int top = 0; top < picture.height; top += rows_max) {
    const int rows = std::min(rows_max, picture.height - top);
    for (const int byte : {0x1D, 0x76, 0x30, 0x00, row_bytes & 0xFF, row_bytes >> 8, rows & 0xFF, rows >> 8})
      out.push_back(static_cast<std::byte>(byte));
    const auto data_at = out.size();
    const auto from = static_cast<std::size_t>(top) * static_cast<std::size_t>(row_bytes);
    const auto length = static_cast<std::size_t>(rows) * static_cast<std::size_t>(row_bytes);
    const auto* bits = reinterpret_cast<const std::byte*>(picture.bits.data()) + from;
    out.insert(out.end(), bits, bits + length);
    break_real_time_patterns(out, data_at);
  }
}

device::Picture centred(const device::Picture& picture, int dots) {
  const int margin_bytes = std::max(dots - picture.width, 0) / 16;
  const int row_bytes = (picture.width + 7) / 8;
  device::Picture wide{margin_bytes * 8 + picture.width, picture.height, {}};
  wide.bits.reserve(static_cast<std::size_t>(margin_bytes + row_bytes) * static_cast<std::size_t>(picture.height));
  for (int row = 0; row < picture.height; ++row) {
    wide.bits.insert(wide.bits.end(), static_cast<std::size_t>(margin_bytes), std::uint8_t{0});
    const auto first = picture.bits.begin() + static_cast<std::ptrdiff_t>(row) * row_bytes;
    wide.bits.insert(wide.bits.end(), first, first + row_bytes);
  }
  return wide;
}

}  // namespace zhuangui::printer

#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

#include "printer/encode.h"

namespace zhuangui::test {

/// A profile without any file: 80 mm, GBK, proven by GS ( H.
inline printer::Profile full_profile() {
  printer::Profile profile;
  profile.name = "test-80";
  profile.model = "test";
  profile.source = "test";
  profile.charset = printer::Charset::gbk;
  profile.qr = printer::QrWay::gs_k;
  profile.status = printer::StatusWay::full;
  profile.fence = printer::Fence::gs_h;
  profile.clearing = printer::Clearing::dle_dc4;
  return profile;
}

/// Draws every line as four rows of black with its columns in the first byte, so that a test knows it again.
inline printer::Rasteriser plain_rasteriser() {
  printer::Rasteriser rasteriser;
  rasteriser.line = [](const device::TextLine&, int dots, int columns) {
    device::Picture picture{dots, 4, std::vector<std::uint8_t>(static_cast<std::size_t>(dots / 8 * 4), 0xFF)};
    picture.bits[0] = static_cast<std::uint8_t>(columns);
    return picture;
  };
  rasteriser.qr = [](const device::QrCode&) { return device::Picture{16, 2, {0xAA, 0xAA, 0x55, 0x55}}; };
  return rasteriser;
}

inline std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

inline std::string hex(const std::vector<std::byte>& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte) >> 4];
    text += digits[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}

}  // namespace zhuangui::test

#pragma once
// Packets as papers print them, and when the first one comes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::scanner {

inline constexpr std::int64_t start_us = 1'000'000;

/// "00 1E" or "001E": two hex digits a byte, blanks anywhere.
inline std::vector<std::byte> hex(std::string_view text) {
  std::vector<std::byte> bytes;
  std::string digits;
  for (const char c : text)
    if (c != ' ') digits += c;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    bytes.push_back(std::byte{static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16))});
  return bytes;
}

}  // namespace zhuangui::scanner

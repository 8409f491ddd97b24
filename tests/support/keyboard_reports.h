#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace zhuangui::support {

/// One boot report: modifiers, 0, six keys.
inline std::vector<std::byte> report(std::uint8_t modifiers, std::array<std::uint8_t, 6> keys = {}) {
  std::vector<std::byte> bytes{std::byte{modifiers}, std::byte{0}};
  for (const std::uint8_t key : keys) bytes.push_back(std::byte{key});
  return bytes;
}

struct Key {
  std::uint8_t modifiers;
  std::uint8_t usage;
};

/// The key a US keyboard types `c` with, written here once more, apart from the driver's own table (HID usage page 07).
inline Key key_for(char c) {
  constexpr std::uint8_t left_control = 0x01;
  constexpr std::uint8_t left_shift = 0x02;
  struct Sign { char plain; char shifted; std::uint8_t usage; };
  constexpr Sign signs[] = {{'1', '!', 0x1E}, {'2', '@', 0x1F}, {'3', '#', 0x20}, {'4', '$', 0x21},  {'5', '%', 0x22},
                            {'6', '^', 0x23}, {'7', '&', 0x24}, {'8', '*', 0x25}, {'9', '(', 0x26},  {'0', ')', 0x27},
                            {'-', '_', 0x2D}, {'=', '+', 0x2E}, {'[', '{', 0x2F}, {']', '}', 0x30},  {'\\', '|', 0x31},
                            {';', ':', 0x33}, {'\'', '"', 0x34}, {'`', '~', 0x35}, {',', '<', 0x36}, {'.', '>', 0x37},
                            {'/', '?', 0x38}, {' ', ' ', 0x2C}};
  if (c >= 'a' && c <= 'z') return {0, static_cast<std::uint8_t>(0x04 + (c - 'a'))};
  if (c >= 'A' && c <= 'Z') return {left_shift, static_cast<std::uint8_t>(0x04 + (c - 'A'))};
  if (c == '\n') return {0, 0x28};
  if (c == '\t') return {0, 0x2B};
  if (c == '\x1D') return {left_control, 0x30};
  if (c == '\x02') return {left_control, 0x05};
  for (const Sign& sign : signs) {
    if (sign.plain == c) return {0, sign.usage};
    if (sign.shifted == c) return {left_shift, sign.usage};
  }
  throw std::invalid_argument("no key types this character");
}

/// What a scanner sends for `text`: each key down and up. '\n' is Enter, 0x1D is Ctrl+].
inline std::vector<std::vector<std::byte>> typed_reports(std::string_view text) {
  std::vector<std::vector<std::byte>> reports;
  for (const char c : text) {
    const Key key = key_for(c);
    reports.push_back(report(key.modifiers, {key.usage}));
    reports.push_back(report(0));
  }
  return reports;
}

/// The same as one row of bytes.
inline std::vector<std::byte> typed(std::string_view text) {
  std::vector<std::byte> bytes;
  for (const auto& one : typed_reports(text)) bytes.insert(bytes.end(), one.begin(), one.end());
  return bytes;
}

}  // namespace zhuangui::support

#pragma once
#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

namespace zhuangui::transport {

using Bytes = std::vector<std::byte>;

/// Waits that must end long before; only a broken program uses them up.
inline constexpr std::chrono::milliseconds patience{10'000};
inline constexpr std::chrono::milliseconds shortly{30};

inline Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

}  // namespace zhuangui::transport

#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhuangui::contract {

using Hash = std::array<std::uint8_t, 32>;       ///< BLAKE2b-256
using PublicKey = std::array<std::uint8_t, 32>;  ///< Ed25519
using Signature = std::array<std::uint8_t, 64>;  ///< Ed25519

/// Lower-case hexadecimal, and back (exactly N bytes, lower or upper case).
std::string to_hex(const std::uint8_t* data, std::size_t bytes);
template <std::size_t N>
std::string to_hex(const std::array<std::uint8_t, N>& value) { return to_hex(value.data(), N); }
bool from_hex(std::string_view hex, std::uint8_t* into, std::size_t bytes);
template <class Array>
std::optional<Array> from_hex(std::string_view hex) {
  Array value;
  if (!from_hex(hex, value.data(), value.size())) return std::nullopt;
  return value;
}

Hash blake2b(std::string_view bytes);
Hash blake2b(std::string_view first, std::string_view second);

}  // namespace zhuangui::contract

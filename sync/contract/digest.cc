#include "contract/digest.h"

#include <sodium.h>

#include "bytes.h"

namespace zhuangui::contract {
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_hex(const std::uint8_t* data, std::size_t bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(bytes * 2, '0');
  for (std::size_t index = 0; index < bytes; ++index) {
    text[index * 2] = digits[data[index] >> 4];
    text[index * 2 + 1] = digits[data[index] & 15];
  }
  return text;
}

bool from_hex(std::string_view hex, std::uint8_t* into, std::size_t bytes) {
  if (hex.size() != bytes * 2) return false;
  for (std::size_t index = 0; index < bytes; ++index) {
    const int high = hex_value(hex[index * 2]);
    const int low = hex_value(hex[index * 2 + 1]);
    if (high < 0 || low < 0) return false;
    into[index] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

Hash blake2b(std::string_view bytes) { return blake2b(bytes, {}); }

Hash blake2b(std::string_view first, std::string_view second) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof(Hash));
  crypto_generichash_update(&state, bytes_of(first), first.size());
  crypto_generichash_update(&state, bytes_of(second), second.size());
  Hash hash;
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

}  // namespace zhuangui::contract

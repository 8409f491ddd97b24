// What card readers type (EM4100 at 125 kHz, UIDs at 13.56 MHz). The forms are those that readers offer by switch or tool.
#include <algorithm>

#include "barcode/code.h"
#include "digits.h"
#include "shown.h"

namespace zhuangui::barcode {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// `count` bytes, first byte first; nothing when the number needs more.
Bytes bytes_of(std::uint64_t number, std::size_t count) {
  Bytes bytes(count);
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8) *byte = static_cast<std::uint8_t>(number & 0xFF);
  return number == 0 ? bytes : Bytes{};
}

Bytes from_decimal(std::string_view text, std::size_t digits, std::size_t count) {
  if (text.size() != digits || !all_digits(text)) return {};
  std::uint64_t number = 0;
  for (const char c : text) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return bytes_of(number, count);
}

int nibble(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Bytes from_hex(std::string_view text, std::size_t count) {
  if (text.size() != count * 2) return {};
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = nibble(text[i]), low = nibble(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

Bytes reversed(Bytes bytes) {
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

/// A byte as 3 digits, then two bytes as 5.
Bytes from_wiegand(std::string_view three, std::string_view five) {
  Bytes bytes = from_decimal(three, 3, 1);
  const Bytes rest = from_decimal(five, 5, 2);
  if (bytes.empty() || rest.empty()) return {};
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  return bytes;
}

Bytes from_uid(std::string_view text) {
  for (const std::size_t count : {std::size_t{4}, std::size_t{7}, std::size_t{10}})
    if (text.size() == count * 2) return from_hex(text, count);
  return {};
}

Bytes read(std::string_view text, CardForm form) {
  switch (form) {
    case CardForm::decimal_10: return from_decimal(text, 10, 4);
    case CardForm::decimal_10_reversed: return reversed(from_decimal(text, 10, 4));
    case CardForm::hex_8: return from_hex(text, 4);
    case CardForm::hex_8_reversed: return reversed(from_hex(text, 4));
    case CardForm::hex_10: return from_hex(text, 5);
    case CardForm::decimal_8: return from_decimal(text, 8, 3);
    case CardForm::wiegand_26: return text.size() == 8 ? from_wiegand(text.substr(0, 3), text.substr(3)) : Bytes{};
    case CardForm::wiegand_26_comma: {
      const std::size_t comma = text.find(',');
      return comma == std::string_view::npos ? Bytes{} : from_wiegand(text.substr(0, comma), text.substr(comma + 1));
    }
    case CardForm::uid: return from_uid(text);
  }
  return {};
}

}  // namespace

Code decode_card(std::string_view text, CardForm form) {
  Bytes bytes = read(text, form);
  // A card's number is short: no more than its end is shown.
  std::string masked = "****";
  if (text.size() >= 8) masked += shown(text.substr(text.size() - 4));
  if (bytes.empty()) return UnknownCode{std::move(masked), "not_a_card", {}, {}};
  return CardCode{std::move(bytes), std::move(masked)};
}

}  // namespace zhuangui::barcode

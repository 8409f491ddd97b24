#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace zhuangui::barcode {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

/// A number of at most 18 digits.
inline std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

/// True when the last of `digits` is the check digit of the others.
bool check_digit_holds(std::string_view digits);

/// First 2 and last 4 characters with stars between, whatever the length: the length of the hidden part is not told.
std::string mask(std::string_view text);

}  // namespace zhuangui::barcode

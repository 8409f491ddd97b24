#include "digits.h"

#include "barcode/code.h"

namespace zhuangui::barcode {

char check_digit(std::string_view digits) {
  int sum = 0;
  int weight = 3;
  for (auto it = digits.rbegin(); it != digits.rend(); ++it) {
    sum += weight * (*it - '0');
    weight = 4 - weight;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool check_digit_holds(std::string_view digits) {
  return digits.size() >= 2 && check_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

std::string expand_upc_e(std::string_view eight_digits) {
  if (eight_digits.size() != 8 || !all_digits(eight_digits) || eight_digits[0] > '1') return {};
  const std::string system{eight_digits.substr(0, 1)};
  const std::string_view d = eight_digits.substr(1, 6);
  const auto part = [&d](std::size_t from, std::size_t count) { return std::string{d.substr(from, count)}; };
  std::string upc_a;
  switch (d[5]) {
    case '0': case '1': case '2': upc_a = system + part(0, 2) + d[5] + "0000" + part(2, 3); break;
    case '3': upc_a = system + part(0, 3) + "00000" + part(3, 2); break;
    case '4': upc_a = system + part(0, 4) + "00000" + part(4, 1); break;
    default: upc_a = system + part(0, 5) + "0000" + part(5, 1); break;
  }
  upc_a += eight_digits[7];
  return check_digit_holds(upc_a) ? upc_a : std::string{};
}

std::string mask(std::string_view text) {
  constexpr std::size_t shown_at_front = 2;
  constexpr std::size_t shown_at_end = 4;
  if (text.size() <= shown_at_front + shown_at_end) return std::string(text.size(), '*');
  return std::string{text.substr(0, shown_at_front)} + "****" + std::string{text.substr(text.size() - shown_at_end)};
}

}  // namespace zhuangui::barcode

#include "label.h"

#include <algorithm>
#include <array>

#include "digits.h"

namespace zhuangui::barcode {

namespace {

constexpr std::size_t label_digits = 13;

/// Weighted products of the price check digits, GS1 General Specifications 7.9.2-7.9.4, indexed by the price's digit.
constexpr std::array<int, 10> product_2_minus{0, 2, 4, 6, 8, 9, 1, 3, 5, 7};
constexpr std::array<int, 10> product_3{0, 3, 6, 9, 2, 5, 8, 1, 4, 7};
constexpr std::array<int, 10> product_5_plus{0, 5, 1, 6, 2, 7, 3, 8, 4, 9};
constexpr std::array<int, 10> product_5_minus{0, 5, 9, 4, 8, 3, 7, 2, 6, 1};

int product(const std::array<int, 10>& of, char digit) { return of[static_cast<std::size_t>(digit - '0')]; }

char price_check_digit(std::string_view price) {
  if (price.size() == 4) {
    const int sum = product(product_2_minus, price[0]) + product(product_2_minus, price[1]) +
                    product(product_3, price[2]) + product(product_5_minus, price[3]);
    return static_cast<char>('0' + sum * 3 % 10);
  }
  const int sum = product(product_5_plus, price[0]) + product(product_2_minus, price[1]) +
                  product(product_5_minus, price[2]) + product(product_5_plus, price[3]) +
                  product(product_2_minus, price[4]);
  const int wanted = (10 - sum % 10) % 10;
  const auto at = std::find(product_5_minus.begin(), product_5_minus.end(), wanted);
  return static_cast<char>('0' + (at - product_5_minus.begin()));
}

/// The digits that stand under `letter`.
std::string field(std::string_view digits, std::string_view pattern, char letter) {
  std::string found;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (pattern[i] == letter) found += digits[i];
  return found;
}

/// At most 11 digits stand under one letter: always fits.
std::int64_t number_of(std::string_view digits) {
  std::int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

Code read_under(std::string_view digits, const LabelLayout& layout) {
  const std::string item = field(digits, layout.pattern, 'I');
  const std::string weight = field(digits, layout.pattern, 'W');
  const std::string price = field(digits, layout.pattern, 'E');
  const std::string price_check = field(digits, layout.pattern, 'V');
  if (!price_check.empty() && price_check_digit(price) != price_check[0])
    return UnknownCode{std::string{digits}, "check_digit"};
  const std::int64_t amount = number_of(weight.empty() ? price : weight);
  if (amount == 0) return UnknownCode{std::string{digits}, "zero"};
  if (weight.empty()) return PricedCode{item, amount};
  return WeighedCode{item, amount};
}

}  // namespace

const std::vector<LabelLayout>& default_label_layouts() {
  static const std::vector<LabelLayout> layouts{{"21", "FFIIIIIWWWWWC"}, {"22", "FFIIIIIEEEEEC"}};
  return layouts;
}

std::string label_layout_fault(const LabelLayout& layout) {
  const std::string& pattern = layout.pattern;
  const std::string named = "label layout " + pattern + ": ";
  const auto letters = [&pattern](char letter) { return std::count(pattern.begin(), pattern.end(), letter); };
  if (pattern.size() != label_digits) return named + "13 letters are wanted, one a digit";
  if (pattern.find_first_not_of("FIWEVC") != std::string::npos) return named + "only the letters F I W E V C are known";
  if (letters('C') != 1 || pattern.back() != 'C') return named + "the check digit C stands last, once";
  const std::size_t prefix_length = pattern.find_first_not_of('F');
  if (prefix_length == 0 || static_cast<std::size_t>(letters('F')) != prefix_length)
    return named + "the prefix letters F stand first and together";
  if (layout.prefix.size() != prefix_length || !all_digits(layout.prefix))
    return named + "the prefix must have as many digits as there are letters F";
  if (letters('I') == 0) return named + "no letter I for the item number";
  if ((letters('W') > 0) == (letters('E') > 0)) return named + "either W for the weight or E for the price is wanted";
  if (letters('V') > 1 || (letters('V') == 1 && letters('E') != 4 && letters('E') != 5))
    return named + "a price check digit V goes with 4 or 5 letters E, once";
  return {};
}

std::optional<Code> read_label(std::string_view digits, std::span<const LabelLayout> layouts) {
  for (const LabelLayout& layout : layouts)
    if (digits.starts_with(layout.prefix) && label_layout_fault(layout).empty()) return read_under(digits, layout);
  return std::nullopt;
}

}  // namespace zhuangui::barcode

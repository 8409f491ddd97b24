#include "label.h"

#include <algorithm>
#include <array>

#include "digits.h"
#include "payment.h"
#include "shown.h"

namespace zhuangui::barcode {

namespace {

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

UnknownCode false_label(std::string_view digits, const char* reason) { return {shown(digits), reason, {}, {}}; }

Code read_under(std::string_view digits, const LabelLayout& layout) {
  const std::string item = field(digits, layout.pattern, 'I');
  const std::string weight = field(digits, layout.pattern, 'W');
  const std::string price = field(digits, layout.pattern, 'E');
  const std::string pieces = field(digits, layout.pattern, 'N');
  const std::string price_check = field(digits, layout.pattern, 'V');
  if (!price_check.empty() && price_check_digit(price) != price_check[0]) return false_label(digits, "check_digit");
  for (const std::string* amount : {&weight, &price, &pieces})
    if (!amount->empty() && number_of(*amount) == 0) return false_label(digits, "zero");
  const std::int64_t price_fen = number_of(price);
  if (!weight.empty()) return WeighedCode{item, number_of(weight), price_fen};
  if (!pieces.empty()) return CountedCode{item, number_of(pieces), price_fen};
  return PricedCode{item, price_fen};
}

/// 1 3 1 3 … from the left: what some scales print on labels of 18 digits.
bool holds_from_left(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return (10 - sum % 10) % 10 == digits.back() - '0';
}

bool check18_holds(std::string_view digits, Check18 check18) {
  const bool right = check18 != Check18::left && check_digit_holds(digits);
  return right || (check18 != Check18::right && holds_from_left(digits));
}

}  // namespace

std::string label_layout_fault(const LabelLayout& layout) {
  const std::string& pattern = layout.pattern;
  const std::string named = "label layout " + pattern + ": ";
  const auto letters = [&pattern](char letter) { return std::count(pattern.begin(), pattern.end(), letter); };
  if (pattern.size() != 13 && pattern.size() != 18) return named + "13 or 18 letters are wanted, one a digit";
  if (pattern.find_first_not_of("FIWENVC") != std::string::npos)
    return named + "only the letters F I W E N V C are known";
  if (letters('C') != 1 || pattern.back() != 'C') return named + "the check digit C stands last, once";
  const std::size_t prefix_length = pattern.find_first_not_of('F');
  if (static_cast<std::size_t>(letters('F')) != prefix_length) return named + "the prefix letters F stand first and together";
  if (!all_digits(layout.prefix) || (prefix_length != 0 && layout.prefix.size() != prefix_length))
    return named + "the prefix must have as many digits as there are letters F, and at least one";
  if (!layout.prefix.starts_with('2') && !layout.prefix.starts_with("02") && !layout.prefix.starts_with("04"))
    return named + "in-store numbers begin with 2, 02 or 04";
  if (letters('I') == 0) return named + "no letter I for the item number";
  if (letters('W') + letters('E') + letters('N') == 0 || (letters('W') > 0 && letters('N') > 0))
    return named + "W for the weight, N for pieces or E for the price is wanted, W and N never together";
  if (letters('V') > 1 || (letters('V') == 1 && letters('E') != 4 && letters('E') != 5))
    return named + "a price check digit V goes with 4 or 5 letters E, once";
  return {};
}

bool layout_is_payments(const LabelLayout& layout) {
  return layout.pattern.size() == 18 && read_payment(layout.prefix + std::string(18 - std::min<std::size_t>(18, layout.prefix.size()), '0'));
}

std::optional<Code> read_label(std::string_view digits, const DecodeSettings& settings) {
  for (const LabelLayout& layout : settings.layouts) {
    if (layout.pattern.size() != digits.size() || !digits.starts_with(layout.prefix)) continue;
    if (!label_layout_fault(layout).empty() || layout_is_payments(layout)) continue;
    if (digits.size() == 18 && !check18_holds(digits, settings.check18)) return false_label(digits, "check_digit");
    return read_under(digits, layout);
  }
  return std::nullopt;
}

}  // namespace zhuangui::barcode

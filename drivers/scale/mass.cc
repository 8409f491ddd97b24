#include "scale/mass.h"

#include <array>
#include <string>

#include "device/settings.h"

namespace zhuangui::scale {

namespace {

constexpr std::int64_t amount_max = 10'000'000'000;

/// One unit is numerator / denominator grams, in lowest terms, so that all products stay far below 2^63.
struct Ratio {
  std::int64_t numerator;
  std::int64_t denominator;
};

constexpr Ratio grams_in(Unit unit) {
  switch (unit) {
    case Unit::milligram: return {1, 1000};
    case Unit::gram: return {1, 1};
    case Unit::kilogram: return {1000, 1};
    case Unit::tonne: return {1'000'000, 1};
    case Unit::carat: return {1, 5};
    case Unit::jin: return {500, 1};
    case Unit::grain: return {6'479'891, 100'000'000};
    case Unit::pennyweight: return {19'439'673, 12'500'000};
    case Unit::troy_ounce: return {19'439'673, 625'000};
    case Unit::ounce: return {45'359'237, 1'600'000};
    case Unit::pound: return {45'359'237, 100'000};
  }
  return {1, 1};
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const auto without_blanks = [](std::string_view part) {
    const auto first = part.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{} : part.substr(first, part.find_last_not_of(' ') - first + 1);
  };
  text = without_blanks(text);
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text = without_blanks(text.substr(1));
  } else if (!text.empty() && (text.back() == '+' || text.back() == '-')) {
    negative = text.back() == '-';
    text = without_blanks(text.substr(0, text.size() - 1));
  }
  Decimal number;
  bool point = false;
  int digits = 0;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 10) return std::nullopt;
    number.digits = number.digits * 10 + (c - '0');
    if (point) --number.exponent;
  }
  if (digits == 0 || number.exponent < -9) return std::nullopt;
  if (negative) number.digits = -number.digits;
  return number;
}

std::optional<Unit> unit_named(std::string_view name) {
  struct Name {
    std::string_view text;
    Unit unit;
  };
  static constexpr std::array<Name, 13> names{{{"mg", Unit::milligram}, {"g", Unit::gram}, {"kg", Unit::kilogram},
                                               {"t", Unit::tonne}, {"ct", Unit::carat}, {"jin", Unit::jin},
                                               {"gn", Unit::grain}, {"gr", Unit::grain}, {"dwt", Unit::pennyweight},
                                               {"ozt", Unit::troy_ounce}, {"oz", Unit::ounce}, {"lb", Unit::pound},
                                               {"lbs", Unit::pound}}};
  std::string lower;
  for (const char c : device::trimmed(name).substr(0, 8)) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const Name& one : names)
    if (one.text == lower) return one.unit;
  return std::nullopt;
}

std::optional<std::int64_t> to_grams(const Decimal& weight, Unit unit) {
  if (weight.exponent < -9 || weight.exponent > 6) return std::nullopt;
  const bool negative = weight.digits < 0;
  if (weight.digits > amount_max || weight.digits < -amount_max) return std::nullopt;
  std::int64_t amount = negative ? -weight.digits : weight.digits;
  Ratio ratio = grams_in(unit);
  for (int at = 0; at < weight.exponent; ++at)
    if ((amount *= 10) > amount_max) return std::nullopt;
  for (int at = weight.exponent; at < 0; ++at) ratio.denominator *= 10;
  const std::int64_t numerator = amount * ratio.numerator;
  std::int64_t grams = numerator / ratio.denominator;
  // The rest is below 10^17, so that twice it fits.
  if (2 * (numerator % ratio.denominator) >= ratio.denominator) ++grams;
  return negative ? -grams : grams;
}

}  // namespace zhuangui::scale

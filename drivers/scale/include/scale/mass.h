#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace zhuangui::scale {

/// Units that have one meaning everywhere. The tael is not among them (37.5, 50 and 37.799 g are all in use), nor the
/// "ton" that is short here and long there: a weight in one of these is refused.
enum class Unit { milligram, gram, kilogram, tonne, carat, jin, grain, pennyweight, troy_ounce, ounce, pound };

/// A number as a scale sends it: digits * 10^exponent.
struct Decimal {
  std::int64_t digits = 0;  ///< at most 10 digits
  int exponent = 0;         ///< -9 to 6
  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// "-  0.520" -> {-520, -3}: blanks, one sign before or behind, digits with at most one point. nullopt for anything
/// else, for no digit, and for more than 10 digits.
std::optional<Decimal> parse_decimal(std::string_view text);

/// "kg", "LB", "g "; a blank-padded name in any case. nullopt: unknown or ambiguous.
std::optional<Unit> unit_named(std::string_view name);

/// The one rule of grams: reckoned exactly (a pound is 453.59237 g, an ounce its 16th, a troy ounce 31.1034768 g, as
/// the international yard and pound agreement of 1959 has them), then to the nearest gram, half a gram away from zero.
/// A metric weight in whole grams is thus never touched. nullopt: out of range (over 10^10 units, or an exponent
/// outside of Decimal's).
std::optional<std::int64_t> to_grams(const Decimal& weight, Unit unit);

}  // namespace zhuangui::scale

#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "core/result.h"

namespace zhuangui::core {

/// An exact count of fen (1 yuan = 100 fen), negative for money going back. No way in from int or floating point.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money fen(std::int64_t count) { return Money{count}; }
  [[nodiscard]] constexpr std::int64_t in_fen() const { return fen_; }
  friend constexpr Money operator+(Money a, Money b) { return Money{a.fen_ + b.fen_}; }
  friend constexpr Money operator-(Money a, Money b) { return Money{a.fen_ - b.fen_}; }
  constexpr Money operator-() const { return Money{-fen_}; }
  constexpr Money& operator+=(Money other) { fen_ += other.fen_; return *this; }
  constexpr Money& operator-=(Money other) { fen_ -= other.fen_; return *this; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t count) : fen_{count} {}
  std::int64_t fen_ = 0;
};

/// A count of packed goods. Never mixes with grams: the two are different types.
struct Pieces {
  std::int64_t count = 0;
  friend constexpr auto operator<=>(Pieces, Pieces) = default;
};

/// A net weight in grams.
struct Grams {
  std::int64_t grams = 0;
  friend constexpr auto operator<=>(Grams, Grams) = default;
};

using Quantity = std::variant<Pieces, Grams>;
/// How many pieces, or how many grams.
constexpr std::int64_t count_of(const Quantity& quantity) {
  if (const auto* pieces = std::get_if<Pieces>(&quantity)) return pieces->count;
  return std::get<Grams>(quantity).grams;
}

/// Price of one piece, or of one kilogram.
struct PerPiece { Money price; friend constexpr auto operator<=>(PerPiece, PerPiece) = default; };
struct PerKilogram { Money price; friend constexpr auto operator<=>(PerKilogram, PerKilogram) = default; };
using UnitPrice = std::variant<PerPiece, PerKilogram>;

/// Bounds that keep every product and sum far inside 64 bits; beyond them line_price answers invalid_input.
inline constexpr std::int64_t pieces_max = 9'999;
inline constexpr std::int64_t grams_max = 999'999;
inline constexpr Money unit_price_max = Money::fen(99'999'999);
inline constexpr Money sale_total_max = Money::fen(9'999'999'999);

/// Price of a weighed line, weight >= 0. Half a fen rounds up, as the scale's own label prints it.
/// This is the only rounding of money in the system.
constexpr Money weighed_price(Grams weight, PerKilogram unit) {
  return Money::fen((weight.grams * unit.price.in_fen() + 500) / 1000);
}
static_assert(weighed_price(Grams{250}, PerKilogram{Money::fen(1998)}) == Money::fen(500));  // 499.5 -> 500

/// What a line costs. Errors: invalid_input when pieces meet a price per kilogram (or grams one per piece),
/// or when quantity or price is not positive or beyond its bound.
Result<Money> line_price(const Quantity& quantity, const UnitPrice& unit);

/// "12.34", "-0.05": yuan with two digits, no sign of currency.
std::string yuan_text(Money amount);
/// The opposite of yuan_text, digit by digit; accepts "12", "12.3", "12.34". Errors: invalid_input.
Result<Money> parse_yuan(std::string_view text);

}  // namespace zhuangui::core

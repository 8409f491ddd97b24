#include "core/money.h"

#include <gtest/gtest.h>
#include <random>
#include <type_traits>

#include "seed.h"

namespace zhuangui::core {
namespace {

static_assert(!std::is_constructible_v<Money, int> && !std::is_constructible_v<Money, double>);
static_assert(!std::is_convertible_v<Pieces, Grams> && !std::is_convertible_v<Grams, Pieces>);

TEST(LinePrice, FollowsTheTableReckonedByHand) {
  struct Case { const char* note; Quantity quantity; UnitPrice unit; std::int64_t want_fen; };
  for (const Case& c : {
           Case{"two bags at 38.00", Pieces{2}, PerPiece{Money::fen(3800)}, 7600},
           Case{"520 g at 5.98 a kilogram is 310.96 fen", Grams{520}, PerKilogram{Money::fen(598)}, 311},
           Case{"250 g at 19.98 is 499.5 fen: half rounds up", Grams{250}, PerKilogram{Money::fen(1998)}, 500},
           Case{"1 g at 4.99 is 0.499 fen: rounds down", Grams{1}, PerKilogram{Money::fen(499)}, 0},
           Case{"most pieces at the highest price stay inside 64 bits", Pieces{9999}, PerPiece{Money::fen(99'999'999)}, 999'899'990'001},
       }) {
    const auto price = line_price(c.quantity, c.unit);
    ASSERT_TRUE(price.has_value()) << c.note;
    EXPECT_EQ(*price, Money::fen(c.want_fen)) << c.note;
  }
}

TEST(LinePrice, RefusesWhatCannotBeSold) {
  struct Case { const char* note; Quantity quantity; UnitPrice unit; };
  for (const Case& c : {
           Case{"pieces of a weighed product", Pieces{1}, PerKilogram{Money::fen(598)}},
           Case{"grams of a packed product", Grams{100}, PerPiece{Money::fen(598)}},
           Case{"no piece", Pieces{0}, PerPiece{Money::fen(598)}},
           Case{"fewer than none", Pieces{-1}, PerPiece{Money::fen(598)}},
           Case{"a thousand million pieces", Pieces{1'000'000'000}, PerPiece{Money::fen(598)}},
           Case{"no weight", Grams{0}, PerKilogram{Money::fen(598)}},
           Case{"a tonne", Grams{1'000'000}, PerKilogram{Money::fen(598)}},
           Case{"for nothing", Pieces{1}, PerPiece{Money::fen(0)}},
           Case{"a negative price", Pieces{1}, PerPiece{Money::fen(-1)}},
       })
    EXPECT_FALSE(line_price(c.quantity, c.unit).has_value()) << c.note;
}

TEST(LinePrice, OfWeighedGoodsIsTheNearestFenOnAnyInput) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 20'000; ++round) {
    const std::int64_t grams = 1 + static_cast<std::int64_t>(random() % 999'999);
    const std::int64_t per_kg = 1 + static_cast<std::int64_t>(random() % 99'999'999);
    const std::int64_t fen = line_price(Grams{grams}, PerKilogram{Money::fen(per_kg)})->in_fen();
    // The nearest fen to grams * per_kg / 1000, written as distances instead of a division.
    const std::int64_t distance = fen * 1000 - grams * per_kg;
    ASSERT_LE(distance, 500);
    ASSERT_GT(distance, -500);
  }
}

TEST(YuanText, WritesTwoDigitsAndReadsThemBack) {
  struct Case { std::int64_t fen; const char* text; };
  for (const Case& c : {Case{0, "0.00"}, Case{5, "0.05"}, Case{-5, "-0.05"}, Case{1234, "12.34"}, Case{8970, "89.70"},
                        Case{-100, "-1.00"}, Case{9'999'999'999, "99999999.99"}})
    EXPECT_EQ(yuan_text(Money::fen(c.fen)), c.text);
  struct Read { const char* text; std::int64_t fen; };
  for (const Read& c : {Read{"12", 1200}, Read{"12.3", 1230}, Read{"12.34", 1234}, Read{"0.05", 5}, Read{"007", 700}})
    EXPECT_EQ(parse_yuan(c.text).value(), Money::fen(c.fen)) << c.text;
  for (const char* text : {"", ".", ".5", "1.", "1.234", "-1", "1e3", "12a", "１２", "9999999999"})
    EXPECT_FALSE(parse_yuan(text).has_value()) << text;
}

}  // namespace
}  // namespace zhuangui::core

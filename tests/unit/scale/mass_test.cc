#include "scale/mass.h"

#include <gtest/gtest.h>

namespace zhuangui::scale {
namespace {

TEST(Mass, GramsAreExactWhereTheUnitIsMetricAndTheNearestElsewhere) {
  struct Case {
    const char* note;
    Decimal number;
    Unit unit;
    std::optional<std::int64_t> grams;
  };
  const Case cases[] = {
      {"0.520 kg", {520, -3}, Unit::kilogram, 520},
      {"-0.125 kg", {-125, -3}, Unit::kilogram, -125},
      {"0.5 g goes away from zero", {5, -1}, Unit::gram, 1},
      {"-0.5 g too", {-5, -1}, Unit::gram, -1},
      {"0.49 g", {49, -2}, Unit::gram, 0},
      {"0.5204 kg", {5204, -4}, Unit::kilogram, 520},
      {"0.5205 kg", {5205, -4}, Unit::kilogram, 521},
      {"499 mg", {499, 0}, Unit::milligram, 0},
      {"1.5 t", {15, -1}, Unit::tonne, 1'500'000},
      {"1 jin", {1, 0}, Unit::jin, 500},
      {"1 oz = 28.349523125 g", {1, 0}, Unit::ounce, 28},
      {"16 oz = 453.59237 g", {16, 0}, Unit::ounce, 454},
      {"1 lb", {1, 0}, Unit::pound, 454},
      {"11.02 lb = 4998.588 g", {1102, -2}, Unit::pound, 4999},
      {"1000000 lb = 453592370 g", {1, 6}, Unit::pound, 453'592'370},
      {"10 ozt = 311.034768 g", {10, 0}, Unit::troy_ounce, 311},
      {"20 dwt = 31.1034768 g", {20, 0}, Unit::pennyweight, 31},
      {"7000 gr = 453.59237 g", {7000, 0}, Unit::grain, 454},
      {"13 ct = 2.6 g", {13, 0}, Unit::carat, 3},
      {"smallest exponent", {1'000'000'000, -9}, Unit::kilogram, 1000},
      {"largest amount", {10'000'000'000, 0}, Unit::pound, 4'535'923'700'000},
      {"too large", {10'000'000'001, 0}, Unit::gram, std::nullopt},
      {"too large by its exponent", {100'000, 6}, Unit::gram, std::nullopt},
      {"exponent too small", {1, -10}, Unit::gram, std::nullopt},
      {"exponent too large", {1, 7}, Unit::gram, std::nullopt},
  };
  for (const Case& one : cases) EXPECT_EQ(to_grams(one.number, one.unit), one.grams) << one.note;
}

TEST(Mass, NumbersAreReadWithBlanksSignAndOnePoint) {
  const std::pair<const char*, std::optional<Decimal>> cases[] = {
      {"0.520", Decimal{520, -3}}, {"  +  0.520 ", Decimal{520, -3}}, {"-00.125", Decimal{-125, -3}}, {"0.520-", Decimal{-520, -3}},
      {"000520", Decimal{520, 0}}, {"5.", Decimal{5, 0}}, {".5", Decimal{5, -1}}, {"9999999999", Decimal{9'999'999'999, 0}},
      {"", std::nullopt}, {"-", std::nullopt}, {".", std::nullopt}, {"0.5.2", std::nullopt}, {"+-5", std::nullopt},
      {"5 2", std::nullopt}, {"12345678901", std::nullopt}, {"0x5", std::nullopt}, {"------", std::nullopt}};
  for (const auto& [text, want] : cases) EXPECT_EQ(parse_decimal(text), want) << '"' << text << '"';
}

TEST(Mass, AmbiguousUnitsHaveNoName) {
  EXPECT_EQ(unit_named("KG"), Unit::kilogram);
  EXPECT_EQ(unit_named(" g"), Unit::gram);
  EXPECT_EQ(unit_named("lb "), Unit::pound);
  for (const char* name : {"tl", "tael", "ton", "", "k", "kilograms!"}) EXPECT_EQ(unit_named(name), std::nullopt) << name;
}

}  // namespace
}  // namespace zhuangui::scale

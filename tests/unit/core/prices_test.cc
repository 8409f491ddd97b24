#include "core/prices.h"

#include <gtest/gtest.h>

#include "shelf.h"

namespace zhuangui::core {
namespace {

UnitPrice piece(std::int64_t fen) { return PerPiece{Money::fen(fen)}; }
UnitPrice kilogram(std::int64_t fen) { return PerKilogram{Money::fen(fen)}; }

CartLine walnuts() {
  static const auto shelf = support::shelf();
  return freeze_line(*shelf, *shelf->find("P-HETAO"), Pieces{2}, "", WallTime{1}).value();
}

std::vector<Product> tea() { return {Product{.id = "P-CHA", .name = "茶", .unit = "袋"}}; }

TEST(PriceLists, TheOneForTheseBuyersThenTheOneOfThisCounterThenTheLatestCounts) {
  const auto built = [](const char* counter) {
    return Catalogue::build(1, tea(), {Price{"P-CHA", piece(1'000), {}, {}}, Price{"P-CHA", piece(900), {5}, {}}, Price{"P-CHA", piece(800), {}, {}, "C-1", ""},
                                       Price{"P-CHA", piece(700), {}, {9}, "", "unit"}, Price{"P-CHA", piece(600), {}, {}, "C-2", "unit"}}, {}, counter).value();
  };
  struct Case { const char* counter; const char* buyer; std::int64_t at, want; };
  for (const Case& c : {Case{"", "", 1, 1'000}, Case{"", "", 5, 900}, Case{"C-1", "", 5, 800}, Case{"C-1", "unit", 5, 700}, Case{"C-1", "unit", 9, 800},
                        Case{"C-2", "unit", 5, 600}, Case{"C-2", "", 5, 900}, Case{"C-3", "unit", 9, 900}, Case{"C-3", "member", 1, 1'000}})
    EXPECT_EQ(built(c.counter).price_at("P-CHA", WallTime{c.at}, c.buyer), piece(c.want)) << c.counter << " " << c.buyer << " " << c.at;
}

TEST(PriceBands, ComeBackFromTheSectionAndMustFitTheirGoods) {
  const std::vector<Price> prices{Price{"P-CHA", piece(1'000), {}, {}, "C-1", "unit"}};
  const std::vector<PriceBand> bands{{"P-CHA", piece(800), piece(1'200), piece(700)}};
  const std::string section = prices_section(prices, bands);
  const auto read = Catalogue::from_sections(1, products_section(tea()), section, "C-1");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  ASSERT_NE(read->band("P-CHA"), nullptr);
  EXPECT_EQ(*read->band("P-CHA"), bands[0]);
  EXPECT_EQ(read->price_at("P-CHA", {}, "unit"), piece(1'000));
  EXPECT_FALSE(Catalogue::from_sections(1, products_section(tea()), section)->price_at("P-CHA", {}, "unit")) << "another counter's";
  for (const PriceBand& bad : {PriceBand{"P-NIX", piece(1), piece(2), {}}, PriceBand{"P-CHA", kilogram(1), kilogram(2), {}}, PriceBand{"P-CHA", piece(3), piece(2), {}},
                               PriceBand{"P-CHA", piece(1), piece(2), piece(0)}})
    EXPECT_FALSE(Catalogue::build(1, tea(), {}, {bad}).has_value()) << bad.product;
  EXPECT_FALSE(Catalogue::build(1, tea(), {}, {bands[0], bands[0]}).has_value()) << "twice";
}

TEST(ChargedPrice, ACutHoldsAtOnceARiseFromTheOpeningAfterItsLabel) {
  const ShelfLabel old{piece(1'000), std::nullopt, {}}, changed{piece(1'000), piece(1'200), WallTime{50}};
  struct Case { const char* note; std::int64_t listed; std::optional<ShelfLabel> label; std::int64_t opened_at, want; };
  for (const Case& c : {Case{"no label yet", 1'200, std::nullopt, 10, 1'200}, Case{"a cut", 900, old, 10, 900}, Case{"a rise without its label", 1'200, old, 10, 1'000},
                        Case{"the label was changed while open", 1'200, changed, 10, 1'000}, Case{"the next opening", 1'200, changed, 50, 1'200},
                        Case{"the list has risen again since", 1'300, changed, 60, 1'200}, Case{"and fallen", 1'100, changed, 60, 1'100}})
    EXPECT_EQ(charged_price(piece(c.listed), c.label, WallTime{c.opened_at}), piece(c.want)) << c.note;
  EXPECT_TRUE(needs_label(piece(1'200), old));
  EXPECT_FALSE(needs_label(piece(1'200), changed));
  EXPECT_TRUE(needs_label(piece(1'201), changed));
  EXPECT_FALSE(needs_label(piece(900), old)) << "a cut is charged whatever the label says";
}

TEST(WithBetterPrice, ALineNeverGetsDearerAndAPersonsPriceStays) {
  EXPECT_EQ(with_better_price(walnuts(), piece(3'500), 9).unit_price, piece(3'500));
  EXPECT_EQ(with_better_price(walnuts(), piece(3'500), 9).release, 9);
  EXPECT_EQ(with_better_price(walnuts(), piece(3'900), 9), walnuts());
  EXPECT_EQ(with_better_price(walnuts(), piece(3'800), 9), walnuts());
  CartLine agreed = walnuts();
  agreed.price_reason = "damaged";
  EXPECT_EQ(with_better_price(agreed, piece(100), 9), agreed);
}

TEST(PricedByHand, NeedsARightAReasonAndOutsideTheBandASecondPerson) {
  const PriceBand band{"P-HETAO", piece(3'000), piece(4'000), {}};
  struct Case { const char* note; HandPrice wish; const PriceBand* band; std::optional<Errc> refused; };
  for (const Case& c : {Case{"inside", {piece(3'000), "damaged", true, ""}, &band, std::nullopt},
                        Case{"no right", {piece(3'000), "damaged", false, "S-1"}, &band, Errc::permission},
                        Case{"no reason", {piece(3'000), "", true, ""}, &band, Errc::invalid_input},
                        Case{"a reason of one's own", {piece(3'000), "因为", true, ""}, &band, Errc::invalid_input},
                        Case{"nothing", {piece(0), "damaged", true, "S-1"}, &band, Errc::invalid_input},
                        Case{"by weight", {kilogram(3'000), "damaged", true, "S-1"}, &band, Errc::invalid_input},
                        Case{"a fen below", {piece(2'999), "damaged", true, ""}, &band, Errc::permission},
                        Case{"a fen below, and two agree", {piece(2'999), "damaged", true, "S-1"}, &band, std::nullopt},
                        Case{"a fen above", {piece(4'001), "damaged", true, ""}, &band, Errc::permission},
                        Case{"no band", {piece(3'799), "damaged", true, ""}, nullptr, Errc::permission}}) {
    const auto line = priced_by_hand(walnuts(), c.wish, c.band);
    ASSERT_EQ(line.has_value(), !c.refused) << c.note;
    if (!line) {
      EXPECT_EQ(line.error().code, *c.refused) << c.note;
      continue;
    }
    EXPECT_EQ(line->unit_price, c.wish.price);
    EXPECT_EQ(line->list_price, piece(3'800));
    EXPECT_EQ(line->price_reason, "damaged");
    EXPECT_EQ(line->price_second, c.wish.second_reference);
    EXPECT_EQ(priced_by_hand(*line, {piece(3'500), "bulk", true, ""}, &band)->list_price, piece(3'800)) << "set again, the list's price stays known";
  }
}

}  // namespace
}  // namespace zhuangui::core

// What the promotions come to is what is shown, paid and kept; and a cart keeps the better price.
#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

core::Promotion promotion(const char* id, core::PromotionTerms terms, core::WallTime until) {
  core::Promotion one{id, id, core::WallTime{0}, until};
  one.terms = std::move(terms);
  return one;
}

/// Every bag of walnuts, 38.00, costs 30.00 until a minute after the stand's begin; from 60.00 on 5.00 come off.
struct OfferStand : Stand {
  OfferStand() { offer({}); }
  void offer(std::vector<core::Promotion> more) {
    more.push_back(promotion("急销", core::ShelfPrice{{{"P-HETAO", core::PerPiece{core::Money::fen(3'000)}}}}, core::WallTime{now.wall.utc_ms + 60'000}));
    more.push_back(promotion("满60减5", core::MoneyOff{{{core::Money::fen(6'000), core::Money::fen(500)}}}, core::WallTime{now.wall.utc_ms * 2}));
    more.back().order = 1;
    feed(CatalogueReplaced{zhuangui::support::shelf(), std::make_shared<const core::PriceRules>(core::PriceRules::build(std::move(more), {}).value())});
  }
  View view() {
    surroundings.now = now.wall;
    return make_view(till, surroundings);
  }
  Surroundings surroundings;
};

TEST(TillPromotions, WhatIsShownIsPaidAndKeptLineByLine) {
  OfferStand stand;
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(3'000));
  ASSERT_EQ(stand.view().offers.next_steps.size(), 1u);
  EXPECT_EQ(stand.view().offers.next_steps[0].missing, core::Money::fen(3'000));
  ASSERT_TRUE(stand.view().offers.mark_downs[0]);
  EXPECT_EQ(stand.view().offers.mark_downs[0]->base, core::UnitPrice{core::PerPiece{core::Money::fen(3'800)}});
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(5'500));
  stand.ask(Checkout{});
  EXPECT_EQ(stand.view().shortcuts.front(), core::Money::fen(5'500));
  stand.key_in("54");
  stand.ask(ConfirmTender{});
  EXPECT_TRUE(stand.says("not_enough_cash"));
  stand.key_in("C60");
  stand.ask(ConfirmTender{});
  ASSERT_TRUE(stand.till.committing);
  const core::Sale& sale = *stand.till.committing;
  EXPECT_EQ(sale.total, core::Money::fen(5'500));
  EXPECT_EQ(sale.change, core::Money::fen(500));
  EXPECT_EQ(sale.lines[0].discounts, (std::vector<core::Discount>{{"急销", "急销", core::Money::fen(1'600)}, {"满60减5", "满60减5", core::Money::fen(500)}}));
}

TEST(TillPromotions, OneThatEndsWhileItIsBeingPaidStillCountsAndNotBefore) {
  OfferStand stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.wait(60'000);
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(3'000));
  stand.ask(Back{});
  stand.wait(1);
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(3'800));
}

TEST(TillPromotions, OneThatComesWithANewListCountsForTheOpenCart) {
  OfferStand stand;
  stand.scan(support::chicken);
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(8'300));
  stand.offer({promotion("九折", core::PercentOff{1'000}, core::WallTime{stand.now.wall.utc_ms + 1})});
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(7'920 - 500));
}

TEST(TillPromotions, TheDayOnALabelMakesGoodsCheaperThatAreNearTheirEnd) {
  OfferStand stand;  // 24 November 2026
  stand.offer({promotion("临期", core::NearExpiry{{{1, 5'000}}}, core::WallTime{stand.now.wall.utc_ms + 1})});
  stand.scan("0106901234567908" "15261125", "d2");
  ASSERT_EQ(stand.till.cart.lines.size(), 1u);
  EXPECT_EQ(stand.till.cart.lines[0].best_before, "2026-11-25");
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(4'400));
  stand.scan("0106901234567908" "15261126", "d2");
  ASSERT_EQ(stand.till.cart.lines.size(), 2u) << "another lot is another line";
  EXPECT_EQ(stand.view().priced.total, core::Money::fen(4'400 + 8'800 - 500));
}

TEST(TillPrices, AnOpenCartTakesACutAtOnceAndSaysSo) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.scan(support::chicken);
  auto changed = core::Catalogue::build(4, stand.till.catalogue->products(),
                                        {core::Price{"P-HETAO", core::PerPiece{core::Money::fen(3'500)}, {}, {}}, core::Price{"P-JI", core::PerPiece{core::Money::fen(9'900)}, {}, {}}});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(std::move(*changed)), nullptr});
  EXPECT_EQ(stand.total(), core::Money::fen(3'500 + 8'800));
  EXPECT_EQ(stand.till.cart.lines[0].release, 4);
  EXPECT_TRUE(stand.says("price_lowered"));
  EXPECT_TRUE(std::holds_alternative<SaveCart>(stand.last_effects.back()));
}

TEST(TillPrices, ACutThatComesIntoForceByItselfCountsWhenItIsPaid) {
  Stand stand;
  stand.scan(support::walnuts);
  const core::WallTime later{stand.now.wall.utc_ms + 1'000};
  auto changed = core::Catalogue::build(4, stand.till.catalogue->products(), {core::Price{"P-HETAO", core::PerPiece{core::Money::fen(3'800)}, {}, {}},
                                                                              core::Price{"P-HETAO", core::PerPiece{core::Money::fen(3'300)}, later, {}}});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(std::move(*changed)), nullptr});
  EXPECT_EQ(stand.total(), core::Money::fen(3'800));
  stand.wait(1'000);
  stand.ask(Checkout{});
  EXPECT_EQ(stand.total(), core::Money::fen(3'300));
}

}  // namespace
}  // namespace zhuangui::till

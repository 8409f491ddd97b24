#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

TEST(Selling, AScanOpensTheCartSavesItAndGivesTheSaleItsId) {
  Stand stand;
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.sale, "T-0001-471000-1");
  EXPECT_EQ(stand.till.next_sale_number, 2);
  ASSERT_EQ(stand.count<SaveCart>(), 1u);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
}

TEST(Selling, TheSamePackedGoodsJoinTheirLineAndEveryWeighedBagIsALine) {
  Stand stand;
  for (const char* code : {support::walnuts, support::potatoes_520_g, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  ASSERT_EQ(stand.till.cart.lines.size(), 3u);
  EXPECT_EQ(stand.total(), core::Money::fen(2 * 3800 + 2 * 311));
}

TEST(Selling, WhatCannotBeSoldChangesNothingAndSaysWhy) {
  struct Case { const char* note; const char* code; const char* symbology; const char* notice; };
  for (const Case& c : {
           Case{"goods nobody listed", "6939990000001", "", "unknown_code"},
           Case{"a wrong check digit", "6901234567893", "", "check_digit"},
           Case{"goods without a price", "6901234567915", "", "not_for_sale"},
           Case{"a payment code", "134567890123456789", "", "payment_code_here"},
           Case{"one of our receipts", "ZG1|T-0001-471000-1|5|0011223344556677", "", "receipt_code_here"},
           Case{"a label with a price only", "2201234012809", "", "price_label_refused"},
           Case{"an in-store number nobody knows", "2109999005206", "", "unknown_code"},
           Case{"nonsense", "hello", "", "unknown_code"},
       }) {
    Stand stand;
    stand.scan(support::walnuts);
    const core::Cart before = stand.till.cart;
    stand.scan(c.code, c.symbology);
    EXPECT_TRUE(stand.says(c.notice)) << c.note;
    EXPECT_EQ(stand.till.cart, before) << c.note;
    ASSERT_EQ(stand.last_effects.size(), 1u) << c.note;
    EXPECT_FALSE(std::get<Sound>(stand.last_effects.front()).accepted) << c.note;
  }
}

TEST(Selling, APaymentCodeIsNeverKeptInFull) {
  Stand stand;
  stand.scan("134567890123456789");
  for (const Notice& notice : stand.till.notices)
    for (const std::string& argument : notice.arguments) EXPECT_EQ(argument.find("567890123"), std::string::npos);
}

TEST(Selling, PiecesGoUpAndDownAndWhatIsTakenOffIsRemembered) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(LinePlus{0});
  stand.ask(LinePlus{0});
  EXPECT_EQ(stand.total(), core::Money::fen(3 * 3800));
  stand.ask(LineMinus{0});
  EXPECT_EQ(stand.total(), core::Money::fen(2 * 3800));
  ASSERT_EQ(stand.till.cart.removed.size(), 1u);
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.removed[0].quantity).count, 1);
  EXPECT_EQ(stand.count<SaveCart>(), 4u) << "the cart is saved after every step";
}

TEST(Selling, ARemovedLineComesBackWhereItWas) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.scan(support::chicken);
  const core::Cart before = stand.till.cart;
  stand.ask(LineRemove{0});
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  EXPECT_EQ(stand.till.cart.removed.size(), 1u);
  stand.ask(UndoRemove{});
  EXPECT_EQ(stand.till.cart, before);
}

TEST(Selling, NoQuantityBeyondTheBoundIsTaken) {
  Stand stand;
  stand.scan(support::walnuts);
  std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count = core::pieces_max;
  stand.ask(LinePlus{0});
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count, core::pieces_max);
  EXPECT_TRUE(stand.says("quantity_limit"));
  stand.scan(support::walnuts);
  EXPECT_EQ(std::get<core::Pieces>(stand.till.cart.lines[0].quantity).count, core::pieces_max);
}

TEST(Selling, ClearingAsksOnceAndLeavesARecord) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(ClearCart{});
  EXPECT_TRUE(stand.till.confirm_clear);
  EXPECT_EQ(stand.count<AbandonCart>(), 0u);
  stand.ask(ConfirmClear{false});
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  stand.ask(ClearCart{});
  stand.ask(ConfirmClear{true});
  EXPECT_EQ(stand.till.state, State::idle);
  ASSERT_EQ(stand.count<AbandonCart>(), 1u);
  EXPECT_EQ(std::get<AbandonCart>(stand.effects.back()).reason, "cleared");
}

TEST(Selling, ANewPriceListDoesNotChangeLinesThatAreThere) {
  Stand stand;
  stand.scan(support::walnuts);
  auto dearer = core::Catalogue::build(4, stand.till.catalogue->products(),
                                       {core::Price{"P-HETAO", core::PerPiece{core::Money::fen(4200)}, {}, {}}});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(std::move(*dearer))});
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
  stand.scan(support::walnuts);
  ASSERT_EQ(stand.till.cart.lines.size(), 2u) << "another price is another line";
  EXPECT_EQ(stand.till.cart.lines[1].release, 4);
  EXPECT_EQ(stand.total(), core::Money::fen(3800 + 4200));
}

TEST(Selling, ARecoveredCartGoesOn) {
  Stand stand;
  stand.scan(support::walnuts);
  const core::Cart cart = stand.till.cart;
  Stand again;
  again.till = Till{};
  again.feed(CatalogueReplaced{zhuangui::support::shelf()});
  again.feed(Ready{"T-0001", 471'001, 1, cart, {}});
  EXPECT_EQ(again.till.state, State::selling);
  EXPECT_EQ(again.till.cart, cart);
  EXPECT_TRUE(again.says("cart_recovered"));
}

TEST(Selling, TheIdleScreenShowsOnlyPricedGoodsOfTheMonth) {
  Stand stand;
  Surroundings surroundings;
  surroundings.now = stand.now.wall;  // 24 November
  const View view = make_view(stand.till, surroundings);
  std::vector<std::string> names;
  for (const core::Product* product : view.in_season) names.push_back(product->id);
  EXPECT_EQ(names, (std::vector<std::string>{"P-YANGYU", "P-HETAO", "P-DONGTAO", "P-JI"}));
  surroundings.now = *core::parse_time("2026-07-01T10:00:00");
  EXPECT_TRUE(make_view(stand.till, surroundings).in_season.empty());
}

}  // namespace
}  // namespace zhuangui::till

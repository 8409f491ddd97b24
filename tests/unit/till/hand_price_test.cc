#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using core::Money;
using support::Stand;

const std::string clerk = "S-AAAAAA", manager = "S-BBBBBB";

/// Walnuts at 38.00 with reference prices from 30.00 to 40.00; potatoes at 2.99 the 500 grams without any.
struct PricingStand : Stand {
  PricingStand() {
    const core::UnitPrice walnuts = core::PerPiece{Money::fen(3'800)}, potatoes = core::PerKilogram{Money::fen(598)};
    feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(
        core::Catalogue::build(4, till.catalogue->products(), {{"P-HETAO", walnuts, {}, {}}, {"P-YANGYU", potatoes, {}, {}}},
                               {{"P-HETAO", core::PerPiece{Money::fen(3'000)}, core::PerPiece{Money::fen(4'000)}, std::nullopt}}).value())});
  }
  /// Wang may set prices, Li may only agree.
  void people(std::vector<std::string> wangs_rights) {
    feed(StaffReplaced{std::make_shared<const core::StaffList>(core::StaffList{
        "C-0001", std::string(64, '7'), {{clerk, "12", "王芳", "", "hash 1", std::move(wangs_rights)}, {manager, "3", "李强", "", "hash 2", {"approve"}}}})});
    till.staff.operator_reference = clerk;
    till.state = State::selling;
  }
  void li_agrees() {
    key_in("3");
    ask(ConfirmPin{});
    key_in("1111");
    ask(ConfirmPin{});
    feed(StaffChecked{manager, SecretKind::pin, 0});
  }
  void open(std::size_t number = 0) {
    ask(ShowTrace{till.cart.lines[number].product, number});
    ask(OpenHandPrice{});
  }
  void price(const char* keys, const char* reason = "damaged") {
    key_in(keys);
    if (*reason) ask(ChooseReason{reason});
    ask(ConfirmHandPrice{});
  }
  const core::CartLine& line(std::size_t number = 0) const { return till.cart.lines.at(number); }
};

TEST(HandPrice, IsFrozenOnTheLineWithTheListsPriceAndTheReason) {
  PricingStand stand;
  stand.scan(support::walnuts);
  stand.open();
  stand.price("35");
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.line().unit_price, core::UnitPrice{core::PerPiece{Money::fen(3'500)}});
  EXPECT_EQ(stand.line().list_price, core::UnitPrice{core::PerPiece{Money::fen(3'800)}});
  EXPECT_EQ(stand.line().price_reason, "damaged");
  EXPECT_EQ(stand.total(), Money::fen(3'500));
  EXPECT_TRUE(std::holds_alternative<SaveCart>(stand.last_effects.back()));
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.cart.lines.size(), 2u) << "the next piece costs what the list says";
}

TEST(HandPrice, TheListsPriceAgainLeavesNothingOfTheOther) {
  PricingStand stand;
  stand.scan(support::walnuts);
  const core::CartLine before = stand.line();
  stand.open();
  stand.price("35");
  stand.open();
  stand.price("38", "");
  EXPECT_EQ(stand.line(), before);
}

TEST(HandPrice, NothingZeroTooMuchAndNoReasonAreRefusedAndTheLineStaysAsItWas) {
  struct Case { const char* keys; const char* reason; const char* refused; };
  for (const Case& c : {Case{"", "damaged", "price_missing"}, Case{"0", "damaged", "price_missing"}, Case{"0.00", "damaged", "price_missing"},
                        Case{"35", "", "shift_reason_first"}, Case{"29.99", "damaged", "price_outside_band"}, Case{"40.01", "damaged", "price_outside_band"},
                        Case{"9999999", "damaged", "price_too_high"}}) {
    PricingStand stand;
    stand.scan(support::walnuts);
    const core::CartLine before = stand.line();
    stand.open();
    stand.price(c.keys, c.reason);
    const bool too_much = stand.says("price_too_high") || stand.says("price_outside_band");
    EXPECT_TRUE(std::string{c.refused} == "price_too_high" ? too_much : stand.says(c.refused)) << c.keys;
    EXPECT_EQ(stand.till.state, State::hand_pricing) << c.keys;
    stand.ask(Back{});
    EXPECT_EQ(stand.till.state, State::selling) << c.keys;
    EXPECT_EQ(stand.line(), before) << c.keys;
  }
}

TEST(HandPrice, WeighedGoodsArePricedByFiveHundredGrams) {
  PricingStand stand;
  stand.scan(support::potatoes_520_g);
  stand.people({"manual_price"});
  stand.open();
  stand.price("2.5");
  EXPECT_EQ(stand.till.state, State::approving) << "without reference prices any other price is outside";
  stand.li_agrees();
  EXPECT_EQ(stand.line().unit_price, core::UnitPrice{core::PerKilogram{Money::fen(500)}});
  EXPECT_EQ(stand.line().price_second, manager);
  EXPECT_EQ(stand.total(), Money::fen(260));
}

TEST(HandPrice, OutsideTheReferencePricesASecondPersonAgreesAlsoToWhoHasTheRight) {
  PricingStand stand;
  stand.scan(support::walnuts);
  stand.people({"manual_price"});
  stand.open();
  stand.price("35");
  EXPECT_EQ(stand.line().price_second, "") << "inside nobody else is asked";
  stand.open();
  stand.price("20");
  ASSERT_EQ(stand.till.state, State::approving);
  EXPECT_EQ(stand.line().unit_price, core::UnitPrice{core::PerPiece{Money::fen(3'500)}});
  stand.li_agrees();
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.line().unit_price, core::UnitPrice{core::PerPiece{Money::fen(2'000)}});
  EXPECT_EQ(stand.line().price_second, manager);
}

TEST(HandPrice, WhoHasNotTheRightAsksSomebody) {
  PricingStand stand;
  stand.scan(support::walnuts);
  stand.people({});
  stand.open();
  stand.price("35");
  ASSERT_EQ(stand.till.state, State::approving);
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::hand_pricing);
  EXPECT_EQ(stand.till.entered, "35") << "what was typed is still there";
  stand.ask(ConfirmHandPrice{});
  stand.li_agrees();
  EXPECT_EQ(stand.line().price_second, manager);
}

TEST(HandPrice, IsNotForWhoBuysAlone) {
  PricingStand stand;
  stand.feed(ModeRead{Mode::self_service});
  stand.scan(support::walnuts);
  stand.open();
  EXPECT_EQ(stand.till.state, State::tracing);
}

}  // namespace
}  // namespace zhuangui::till

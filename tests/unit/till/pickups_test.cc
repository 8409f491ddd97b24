// 提货码: goods that were ordered and paid before are handed out once, at what was paid for them then.
#include <gtest/gtest.h>

#include "counter_lists.h"

namespace zhuangui::till {
namespace {

using support::pickup_slip;
using support::Stand;

constexpr const char* number = "TH-7Q2MK4";

template <class Kind = Stand>
Kind stand_with_pickups(void (*change)(core::Pickup&) = [](core::Pickup&) {}) {
  Kind stand;
  PaymentLists lists = support::all_lists();
  auto pickups = support::pickups();
  change(pickups->pickups[0]);
  lists.pickups = pickups;
  stand.feed(PaymentListsReplaced{lists});
  return stand;
}

TEST(Pickups, TheSlipPutsItsGoodsIntoTheCartAndPaysForThem) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  ASSERT_EQ(stand.till.state, State::selling);
  ASSERT_EQ(stand.till.cart.lines.size(), 2u);
  EXPECT_EQ(stand.total(), core::Money::fen(16'000)) << "what was paid then, not what it costs now";
  EXPECT_EQ(stand.till.cart.lines[0].list_price, core::UnitPrice{core::PerPiece{core::Money::fen(3'800)}});
  stand.ask(Checkout{});
  ASSERT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(make_view(stand.till, {}).plan.is_paid());
  stand.ask(ConfirmTender{});
  ASSERT_EQ(stand.till.state, State::committing);
  const core::Sale& sale = std::get<CommitSale>(stand.last_effects.back()).sale;
  EXPECT_EQ(sale.tenders, (std::vector<core::Tender>{{core::TenderKind::pickup, core::Money::fen(16'000), "", number, ""}}));
  EXPECT_EQ(sale.attribution, (core::Attribution{core::FundSource::partner, "U-0044", "G-02", number}));
}

TEST(Pickups, ASecondTimeTheSameSlipIsRefusedAlsoAfterARestart) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  stand.ask(Checkout{});
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.scan(pickup_slip);
  ASSERT_TRUE(stand.says("pickup_refused"));
  EXPECT_EQ(stand.till.notices[0].arguments, (std::vector<std::string>{"used", number}));
  EXPECT_EQ(stand.till.state, State::paid);
  Stand again = stand_with_pickups();
  again.feed(SpentRead{{{number, core::Money::fen(16'000)}}});
  again.scan(pickup_slip);
  EXPECT_TRUE(again.says("pickup_refused"));
  EXPECT_TRUE(again.till.cart.lines.empty());
}

TEST(Pickups, RefusalsAreSaidAndTheCartStaysAsItWas) {
  struct Case {
    const char* what;
    void (*change)(core::Pickup&);
    std::vector<std::string> why;
  };
  const Case cases[] = {{"another counter's", [](core::Pickup& one) { one.code = "OTHERCODE"; }, {}},
                        {"its last day is over", [](core::Pickup& one) { one.last_day = {2026, 11, 23}; }, {"past", number}},
                        {"goods without a price", [](core::Pickup& one) { one.goods[1].product = "P-UNPRICED"; }, {"goods", "没有定价的干豇豆"}},
                        {"goods in no list", [](core::Pickup& one) { one.goods[1].product = "P-GONE"; }, {"goods", "P-GONE"}},
                        {"goods by weight", [](core::Pickup& one) { one.goods[1].product = "P-YANGYU"; }, {"goods", "巫溪洋芋"}}};
  for (const Case& one : cases) {
    Stand stand = stand_with_pickups(one.change);
    stand.scan(support::chicken);
    stand.scan(pickup_slip);
    ASSERT_TRUE(stand.says("pickup_refused")) << one.what;
    EXPECT_EQ(stand.till.notices[0].arguments, one.why) << one.what;
    EXPECT_EQ(stand.till.cart.lines.size(), 1u) << one.what;
  }
}

TEST(Pickups, TwiceInOneCartIsRefusedAndItsLinesAreTakenWhole) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  stand.scan(pickup_slip);
  EXPECT_TRUE(stand.says("pickup_in_cart"));
  for (const Intent& intent : {Intent{LineMinus{0}}, Intent{LinePlus{0}}, Intent{LineRemove{0}}}) {
    stand.ask(intent);
    EXPECT_TRUE(stand.says("pickup_whole"));
    EXPECT_EQ(stand.till.cart.lines.size(), 2u);
  }
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.cart.lines.size(), 3u) << "a bag that is bought now is none of those";
}

TEST(Pickups, WhatIsBoughtBesideIsPaidOtherwiseAndTheSlipComesBackWithItsLines) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(3'800));
  stand.ask(GiveBackPart{0});
  EXPECT_TRUE(stand.says("pickup_whole"));
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
  stand.ask(Checkout{});
  stand.key_in("38");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(std::get<CommitSale>(stand.last_effects.back()).sale.tenders.size(), 2u);
}

TEST(Pickups, OfTwoCartsWithTheSameSlipOneIsPaid) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  stand.ask(Park{});
  stand.scan(pickup_slip);
  stand.ask(Checkout{});
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.ask(Finish{});
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  stand.ask(Checkout{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_TRUE(stand.says("pickup_refused"));
  support::hold_card(stand);
  EXPECT_EQ(stand.till.state, State::selling) << "nor with a card";
}

TEST(Pickups, ABuyerAloneTakesTheirGoodsWithTwoTouches) {
  auto alone = stand_with_pickups<support::Alone>();
  alone.scan(pickup_slip);
  alone.ask(Checkout{});
  alone.ask(ConfirmTender{});
  EXPECT_EQ(alone.till.state, State::committing);
  auto other = stand_with_pickups<support::Alone>();
  other.scan(support::walnuts);
  other.ask(Checkout{});
  other.ask(ConfirmTender{});
  EXPECT_EQ(other.till.state, State::paying) << "what is not paid is not theirs to confirm";
}

TEST(Pickups, AQuotaOrAnOrderDoesNotGoWithThem) {
  Stand stand = stand_with_pickups();
  stand.scan(pickup_slip);
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.ask(ChooseAccount{});
  EXPECT_TRUE(stand.says("two_documents"));
}

}  // namespace
}  // namespace zhuangui::till

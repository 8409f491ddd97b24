// 职工卡: held over the goods it pays all of them, after three seconds in which everybody can see what happens.
#include <gtest/gtest.h>

#include "counter_lists.h"

namespace zhuangui::till {
namespace {

using support::card_is_wangs;
using support::hold_card;
using support::Stand;
using support::stand_with_lists;

Stand stand_shown() {
  Stand stand = stand_with_lists();
  hold_card(stand);
  card_is_wangs(stand);
  return stand;
}

// Two walnuts and a chicken: 164.00, above the limit without a PIN.
Stand stand_dear() {
  Stand stand = stand_with_lists();
  stand.scan(support::walnuts);
  stand.scan(support::chicken);
  hold_card(stand);
  return stand;
}

TEST(PayingByCard, ACardHeldOverTheGoodsPaysAllOfThemAfterThreeSeconds) {
  Stand stand = stand_with_lists();
  hold_card(stand);
  ASSERT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(std::get<IdentifyCard>(stand.last_effects.back()).card, std::string("\0\x47\x11", 3));
  card_is_wangs(stand);
  ASSERT_EQ(stand.till.payment.step, PayStep::card_shown);
  const View view = make_view(stand.till, {});
  ASSERT_NE(view.holder, nullptr);
  EXPECT_EQ(view.holder->masked_name, "王*");
  stand.wait(2'999);
  EXPECT_EQ(stand.till.state, State::paying) << "not a moment sooner";
  stand.wait(1);
  ASSERT_EQ(stand.till.state, State::committing);
  const core::Sale& sale = std::get<CommitSale>(stand.last_effects.back()).sale;
  EXPECT_EQ(sale.tenders, (std::vector<core::Tender>{{core::TenderKind::card, core::Money::fen(3800), support::wang, "", ""}}));
  EXPECT_EQ(sale.attribution, core::Attribution{}) << "the buyer's own money";
}

TEST(PayingByCard, TheThreeSecondsAreATick) {
  Stand stand = stand_shown();
  EXPECT_EQ(next_tick(stand.till), stand.now.monotonic_ms + 3'000);
}

TEST(PayingByCard, CancelledInTimeNothingIsTaken) {
  Stand stand = stand_shown();
  stand.wait(2'900);
  stand.ask(Back{});
  stand.wait(10'000);
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  EXPECT_TRUE(stand.till.payment.taken.empty());
  EXPECT_EQ(stand.count<CommitSale>(), 0u);
}

TEST(PayingByCard, ASecondCardWhileOneIsShownChangesNothing) {
  Stand stand = stand_shown();
  hold_card(stand);
  EXPECT_TRUE(stand.says("card_under_way"));
  EXPECT_EQ(stand.count<IdentifyCard>(), 1u);
  EXPECT_EQ(stand.till.payment.step, PayStep::card_shown);
}

TEST(PayingByCard, WithoutGoodsOrWithoutAListACardSaysWhatIsMissing) {
  Stand stand;
  hold_card(stand);
  EXPECT_TRUE(stand.says("card_not_taken"));
  stand.feed(PaymentListsReplaced{support::all_lists()});
  hold_card(stand);
  EXPECT_TRUE(stand.says("card_needs_goods"));
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_EQ(stand.count<IdentifyCard>(), 0u);
}

TEST(PayingByCard, RefusalsAreSaidAndLeaveEverythingAsItWas) {
  struct Case {
    const char* what;
    void (*change)(core::Holder&);
    core::HolderTaken taken;
    const char *why, *room;
  };
  const auto none = [](core::Holder&) {};
  const Case cases[] = {
      {"expired", [](core::Holder& one) { one.card_until = {2026, 11, 23}; }, {}, "expired", "200.00"},
      {"no authorisation", [](core::Holder& one) { one.authorised_from.reset(); }, {}, "not_authorised", "200.00"},
      {"the day's cap", none, {core::Money::fen(16'201), core::Money::fen(16'201)}, "day_cap", "37.99"},
      {"the month's cap", none, {core::Money{}, core::Money::fen(46'201)}, "month_cap", "37.99"}};
  for (const Case& one : cases) {
    Stand stand = stand_with_lists();
    auto list = support::holders();
    one.change(list->members[0]);
    PaymentLists lists = support::all_lists();
    lists.holders = list;
    stand.feed(PaymentListsReplaced{lists});
    hold_card(stand);
    card_is_wangs(stand, one.taken);
    EXPECT_EQ(stand.till.payment.step, PayStep::counting) << one.what;
    ASSERT_TRUE(stand.says("card_refused")) << one.what;
    EXPECT_EQ(stand.till.notices[0].arguments, (std::vector<std::string>{one.why, one.room})) << one.what;
    EXPECT_TRUE(stand.till.payment.taken.empty());
  }
}

TEST(PayingByCard, WhatTheCapLeavesCanBePaidAndTheRestInCash) {
  Stand stand = stand_with_lists();
  stand.ask(Checkout{});
  stand.key_in("37.99");
  hold_card(stand);
  card_is_wangs(stand, {core::Money{}, core::Money::fen(46'201)});
  stand.wait(3'000);
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(1));
  stand.key_in(".01");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(std::get<CommitSale>(stand.last_effects.back()).sale.tenders.size(), 2u);
}

TEST(PayingByCard, OneCardPaysOnePart) {
  Stand stand = stand_with_lists();
  stand.ask(Checkout{});
  stand.key_in("10");
  hold_card(stand);
  card_is_wangs(stand);
  stand.wait(3'000);
  ASSERT_EQ(stand.till.payment.taken.size(), 1u);
  hold_card(stand);
  card_is_wangs(stand);
  EXPECT_TRUE(stand.says("part_twice")) << "its caps do not know of the first part yet";
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

TEST(PayingByCard, AStrangeCardAndAnUnreadableJournalAreToldApart) {
  Stand stand = stand_with_lists();
  hold_card(stand);
  stand.feed(CardIdentified{"", {}, 0, true});
  EXPECT_TRUE(stand.says("card_unknown"));
  hold_card(stand);
  stand.feed(CardIdentified{"", {}, 0, false});
  EXPECT_TRUE(stand.says("card_not_looked_up"));
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

TEST(PayingByCard, AboveTheLimitThePinIsAskedFor) {
  Stand stand = stand_dear();
  card_is_wangs(stand);
  ASSERT_EQ(stand.till.payment.step, PayStep::card_pin);
  stand.key_in("2580");
  stand.ask(ConfirmTender{});
  const auto& check = std::get<CheckHolderPin>(stand.last_effects.back());
  EXPECT_EQ(check.holder, support::wang);
  EXPECT_EQ(check.pin, "2580");
  EXPECT_EQ(stand.till.entered, "") << "a PIN stays nowhere";
  stand.feed(HolderPinChecked{true, 0});
  EXPECT_EQ(stand.till.payment.step, PayStep::card_shown);
  stand.wait(3'000);
  EXPECT_EQ(std::get<CommitSale>(stand.last_effects.back()).sale.tenders[0].proof, "pin");
}

TEST(PayingByCard, AWrongPinFiveTimesEndsIt) {
  Stand stand = stand_dear();
  card_is_wangs(stand);
  for (int wrong = 1; wrong < 5; ++wrong) {
    stand.key_in("1111");
    stand.ask(ConfirmTender{});
    stand.feed(HolderPinChecked{false, wrong});
    ASSERT_TRUE(stand.says("card_pin_wrong"));
    EXPECT_EQ(stand.till.payment.step, PayStep::card_pin);
  }
  stand.key_in("1111");
  stand.ask(ConfirmTender{});
  stand.feed(HolderPinChecked{false, 5});
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  EXPECT_EQ(stand.till.notices[0].arguments[0], "pin_blocked");
  hold_card(stand);
  card_is_wangs(stand, {}, 5);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting) << "not by holding it again either";
}

TEST(PayingByCard, APinThatNobodyCouldCheckPaysNothing) {
  Stand stand = stand_dear();
  card_is_wangs(stand);
  stand.key_in("2580");
  stand.ask(ConfirmTender{});
  stand.feed(HolderPinChecked{false, 0, false});
  EXPECT_TRUE(stand.says("card_not_looked_up"));
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

TEST(PayingByCard, AShortPinIsNotAskedAndOneAnswerIsWaitedFor) {
  Stand stand = stand_dear();
  card_is_wangs(stand);
  stand.key_in("258");
  stand.ask(ConfirmTender{});
  EXPECT_TRUE(stand.says("pin_too_short"));
  stand.key_in("0");
  stand.ask(ConfirmTender{});
  stand.key_in("1");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.count<CheckHolderPin>(), 1u);
  EXPECT_EQ(stand.till.entered, "");
}

TEST(PayingByCard, NobodyComesAndTheCardsStepEndsByItself) {
  Stand stand = stand_with_lists();
  stand.ask(Checkout{});
  stand.ask(ChooseCard{});
  ASSERT_EQ(stand.till.payment.step, PayStep::card_awaited);
  stand.wait(30'000);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  EXPECT_TRUE(stand.says("card_time_over"));
  EXPECT_FALSE(next_tick(stand.till) == std::nullopt) << "the notice fades";
}

TEST(PayingByCard, AListThatNoLongerNamesTheHolderStopsThePinAndAnswersThatComeLateDoNothing) {
  Stand stand = stand_dear();
  card_is_wangs(stand);
  PaymentLists lists = support::all_lists();
  lists.holders = std::make_shared<core::HolderList>();
  stand.feed(PaymentListsReplaced{lists});
  stand.key_in("2580");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.count<CheckHolderPin>(), 0u);
  stand.ask(Back{});
  stand.feed(HolderPinChecked{true, 0});
  card_is_wangs(stand);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

TEST(PayingByCard, ALockedScreenPaysNothing) {
  Stand stand = stand_shown();
  stand.ask(LockScreen{});
  ASSERT_EQ(stand.till.state, State::locked);
  stand.wait(10'000);
  EXPECT_EQ(stand.count<CommitSale>(), 0u);
  stand.ask(OpenLock{});
  EXPECT_EQ(stand.till.state, State::selling);
  stand.ask(Checkout{});
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
}

}  // namespace
}  // namespace zhuangui::till

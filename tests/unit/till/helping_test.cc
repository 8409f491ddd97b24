#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Alone;

/// Walnuts for 38.00, and the buyer chooses to pay in cash.
Alone who_pays_in_cash() {
  Alone stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.ask(ChooseCash{});
  return stand;
}

TEST(SelfService, ACashSaleTakesTwoTouchesOfTheBuyerAndTwoOfWhoComes) {
  Alone stand = who_pays_in_cash();  // two touches
  ASSERT_EQ(stand.till.state, State::calling);
  EXPECT_EQ(stand.last<CallHelp>().reason, CallReason::cash);
  EXPECT_EQ(stand.last<CallHelp>().where, "paying");
  EXPECT_EQ(stand.last<CallHelp>().sale, "T-0001-471000-1");
  EXPECT_EQ(stand.last<ParkCart>().parked.reason, core::ParkReason::cash);
  EXPECT_EQ(stand.till.call->number, 1);
  stand.wait(20'000);
  stand.ask(AnswerCall{});
  EXPECT_EQ(stand.last<EndHelp>().outcome, "answered");
  EXPECT_EQ(stand.last<EndHelp>().waited_s, 20);
  ASSERT_EQ(stand.till.state, State::paying);
  EXPECT_FALSE(is_self_service(stand.till));
  EXPECT_EQ(stand.till.entered, "38") << "the exact sum stands there";
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  ASSERT_EQ(stand.till.state, State::paid);
  EXPECT_TRUE(stand.till.last->sale.self_service);
  EXPECT_TRUE(stand.till.parked.empty());
  stand.ask(Finish{});
  EXPECT_TRUE(is_self_service(stand.till)) << "the next buyer stands alone again";
}

TEST(SelfService, WhereASecretIsSetNobodyTakesCashWithoutIt) {
  Alone stand;
  stand.feed(LockRead{true, true, 0});
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.ask(ChooseCash{});
  stand.ask(AnswerCall{});
  ASSERT_EQ(stand.till.state, State::proving);
  stand.scan(support::chicken);
  EXPECT_TRUE(stand.says("scan_refused_calling"));
  stand.key_in("1234");
  stand.ask(ConfirmPin{});
  EXPECT_EQ(stand.last<CheckSecret>().text, "1234");
  stand.feed(SecretChecked{false, 1});
  ASSERT_EQ(stand.till.state, State::proving);
  EXPECT_EQ(stand.count<EndHelp>(), 0u) << "nobody has come yet";
  stand.ask(Back{});
  ASSERT_EQ(stand.till.state, State::calling);
  stand.feed(Scanned{barcode::CardCode{{'7', '7'}}});
  ASSERT_EQ(stand.till.state, State::proving) << "a card held to it is asked about at once";
  stand.feed(SecretChecked{true, 0});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(stand.till.staff_here);
}

TEST(SelfService, WhatIsForPeopleOfTheCounterDoesNothingBeforeABuyer) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.ask(OpenMore{});
  for (const Intent& ask : std::initializer_list<Intent>{OpenDevices{}, OpenSyncing{}, OpenSettings{}, OpenToday{}, OpenTraining{}, LockScreen{}, Help{true}}) {
    stand.ask(ask);
    EXPECT_EQ(stand.till.state, State::more) << ask.index();
    EXPECT_FALSE(stand.till.help_open);
  }
  stand.ask(Back{});
  stand.ask(Checkout{});
  stand.ask(QuickCash{core::Money::fen(10'000)});
  stand.ask(PadKey{'9'});
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(stand.till.entered, "");
  EXPECT_EQ(stand.count<CommitSale>(), 0u);
  stand.ask(Back{});
  stand.ask(OpenMore{});
  stand.ask(EnterStaff{});
  ASSERT_TRUE(stand.till.staff_here);
  stand.ask(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::settings);
  stand.ask(LeaveStaff{});
  EXPECT_EQ(stand.till.state, State::selling) << "the buyer finds the cart";
  EXPECT_TRUE(is_self_service(stand.till));
}

TEST(SelfService, AnAttendedTerminalCallsNobodyAndLeavesNoCart) {
  support::Stand stand;
  stand.scan(support::walnuts);
  stand.ask(CallStaff{});
  EXPECT_EQ(stand.till.state, State::selling);
  stand.ask(Checkout{});
  stand.ask(ChooseCash{});
  EXPECT_EQ(stand.till.state, State::paying);
  stand.wait(3'600'000);
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(stand.count<ParkCart>(), 0u);
}

TEST(Calling, ACallLeadsBackToWhereItCameFromAndTheCartIsUntouched) {
  Alone stand;
  stand.scan(support::walnuts);
  const core::Cart cart = stand.till.cart;
  stand.ask(CallStaff{});
  ASSERT_EQ(stand.till.state, State::calling);
  EXPECT_EQ(stand.last<CallHelp>().where, "selling");
  EXPECT_EQ(stand.till.cart, cart);
  stand.scan(support::chicken);
  EXPECT_TRUE(stand.says("scan_refused_calling"));
  EXPECT_EQ(stand.till.cart, cart);
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.last<EndHelp>().outcome, "withdrawn");
  EXPECT_FALSE(stand.till.call);
  stand.ask(CallStaff{});
  stand.ask(AnswerCall{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_TRUE(stand.till.staff_here) << "what a person must clear is cleared here";
  stand.ask(LeaveStaff{});
  EXPECT_TRUE(is_self_service(stand.till));
  EXPECT_EQ(stand.till.cart, cart);
}

TEST(Calling, AfterAMinuteTheCartCanWaitUnderANumberAndIsTakenBackByIt) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.ask(CallStaff{});
  stand.wait(59'000);
  EXPECT_FALSE(stand.till.call->unanswered);
  const std::uint64_t screen = stand.till.screen;
  stand.wait(1'000);
  ASSERT_TRUE(stand.till.call->unanswered);
  EXPECT_NE(stand.till.screen, screen) << "a touch meant for the screen before does nothing";
  stand.ask(SetAside{});
  ASSERT_EQ(stand.till.state, State::set_aside);
  EXPECT_EQ(stand.till.set_aside_number, 1);
  EXPECT_EQ(stand.last<EndHelp>().outcome, "parked");
  stand.wait(30'000);
  ASSERT_EQ(stand.till.state, State::idle);
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
}

TEST(Calling, ACallThatCouldNotBeRecordedShowsTheOtherWaysAtOnce) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.ask(CallStaff{});
  stand.feed(HelpNotCalled{{core::Errc::disk_full, "", ""}});
  EXPECT_TRUE(stand.till.call->unanswered);
}

TEST(Calling, AnotherWayToPayBringsTheCartBack) {
  Alone stand = who_pays_in_cash();
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(is_self_service(stand.till));
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
  EXPECT_TRUE(stand.till.parked.empty());
  EXPECT_EQ(stand.last<EndHelp>().outcome, "withdrawn");
}

TEST(Calling, ACartThatWaitedForCashIsFoundByItsBuyerOnceTheyGoAwayWithItsNumber) {
  Alone stand = who_pays_in_cash();
  stand.wait(60'000);
  stand.ask(SetAside{});
  ASSERT_EQ(stand.till.state, State::set_aside);
  EXPECT_EQ(stand.last<ParkCart>().parked.reason, core::ParkReason::asked) << "so it is kept, too";
  stand.ask(Finish{});
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
}

TEST(Calling, ASaleInDoubtIsNeitherSetAsideNorLost) {
  Alone stand = who_pays_in_cash();
  stand.ask(AnswerCall{});
  stand.ask(ConfirmTender{});
  stand.feed(CommitFailed{{core::Errc::unknown_outcome, "", ""}});
  ASSERT_TRUE(stand.till.committing);
  stand.ask(LeaveStaff{});
  stand.wait(600'000);
  ASSERT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(stand.till.staff_here) << "who took the money stays until it is known";
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.till.state, State::paid);
}

}  // namespace
}  // namespace zhuangui::till

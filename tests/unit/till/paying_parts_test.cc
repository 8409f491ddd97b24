// A sum paid in parts, by the shop's fixed code, on a purchase order, and rounded down in cash.
#include <gtest/gtest.h>

#include "counter_lists.h"

namespace zhuangui::till {
namespace {

using support::Stand;
using support::stand_with_lists;

Stand stand_counting(core::Rounding rounding = core::Rounding::off) {
  Stand stand = stand_with_lists(rounding);
  stand.ask(Checkout{});
  return stand;
}

const core::Sale& asked_of_journal(const Stand& stand) { return std::get<CommitSale>(stand.last_effects.back()).sale; }

TEST(PayingParts, ACounterWithoutListsTakesCashAlone) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  const TendersHere here = tenders_here(stand.till, stand.now.wall);
  EXPECT_FALSE(here.card || here.code || here.account);
  for (const Intent& intent : {Intent{ChooseCard{}}, Intent{ChooseCode{}}, Intent{ChooseAccount{}}}) {
    stand.ask(intent);
    EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  }
}

TEST(PayingParts, CashThenTheShopsCodePaysTheRestAndBothStandOnTheSale) {
  Stand stand = stand_counting();
  stand.key_in("10");
  stand.ask(TakePart{});
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(2800));
  stand.ask(ChooseCode{});
  EXPECT_EQ(stand.till.payment.step, PayStep::code);
  EXPECT_EQ(stand.till.payment.part.amount, core::Money::fen(2800));
  stand.key_in("4711");
  stand.ask(ConfirmTender{});
  ASSERT_EQ(stand.till.state, State::committing);
  const core::Sale& sale = asked_of_journal(stand);
  ASSERT_EQ(sale.tenders.size(), 2u);
  EXPECT_EQ(sale.tenders[0], (core::Tender{core::TenderKind::cash, core::Money::fen(1000), "", "", ""}));
  EXPECT_EQ(sale.tenders[1], (core::Tender{core::TenderKind::code_by_hand, core::Money::fen(2800), "", "", "4711"}));
  EXPECT_EQ(sale.change, core::Money{});
  EXPECT_EQ(sale.attribution, core::Attribution{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.count<OpenDrawer>(), 1u);
  EXPECT_TRUE(stand.till.payment.taken.empty()) << "the next cart begins with nothing taken";
}

TEST(PayingParts, WhatIsOnThePadIsThePartThatTheCodePays) {
  Stand stand = stand_counting();
  stand.key_in("8");
  stand.ask(ChooseCode{});
  stand.key_in("4711");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(3000));
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(asked_of_journal(stand).change, core::Money::fen(2000));
  EXPECT_EQ(asked_of_journal(stand).tenders.size(), 2u);
}

TEST(PayingParts, TheOtherTendersHaveAScreenWhereWhatIsOnThePadStays) {
  Stand stand = stand_counting();
  stand.key_in("8");
  stand.ask(ChooseOther{});
  EXPECT_EQ(stand.till.payment.step, PayStep::others);
  stand.ask(ChooseCode{});
  EXPECT_EQ(stand.till.payment.part.amount, core::Money::fen(800));
  stand.ask(Back{});
  stand.key_in("10");
  stand.ask(ChooseOther{});
  stand.ask(TakePart{});
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(2800));
  stand.ask(ChooseOther{});
  support::hold_card(stand);
  EXPECT_EQ(stand.till.payment.step, PayStep::card_looked_up) << "a card is taken there too";
}

TEST(PayingParts, TheDrawerStaysShutWithoutCash) {
  Stand stand = stand_counting();
  stand.ask(ChooseCode{});
  stand.key_in("4711");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.count<OpenDrawer>(), 0u);
  EXPECT_EQ(stand.count<PrintReceipt>(), 1u);
}

TEST(PayingParts, TheCodeAsksForFourDigits) {
  Stand stand = stand_counting();
  stand.ask(ChooseCode{});
  stand.key_in("471");
  stand.ask(ConfirmTender{});
  EXPECT_TRUE(stand.says("trade_digits_short"));
  EXPECT_EQ(stand.till.state, State::paying);
  stand.key_in(".12");
  EXPECT_EQ(stand.till.entered, "4711") << "neither a point nor a fifth digit";
}

TEST(PayingParts, MoreThanIsLeftIsRefusedWithWhatIsLeft) {
  Stand stand = stand_counting();
  stand.key_in("38.01");
  stand.ask(ChooseCode{});
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  ASSERT_TRUE(stand.says("part_too_high"));
  EXPECT_EQ(stand.till.notices[0].arguments[0], "38.00");
}

TEST(PayingParts, ThePartThatIsEnoughIsNoPart) {
  Stand stand = stand_counting();
  for (const char* keys : {"", "0", "38", "40"}) {
    stand.key_in("C");
    stand.key_in(keys);
    stand.ask(TakePart{});
    EXPECT_TRUE(stand.till.payment.taken.empty()) << keys;
  }
}

TEST(PayingParts, OnePaymentNumberPaysOnce) {
  Stand stand = stand_counting();
  for (int turn = 0; turn < 2; ++turn) {
    stand.key_in("8");
    stand.ask(ChooseCode{});
    stand.key_in("4711");
    stand.ask(ConfirmTender{});
  }
  EXPECT_TRUE(stand.says("part_twice"));
  EXPECT_EQ(stand.till.payment.taken.size(), 1u);
}

TEST(PayingParts, APartIsGivenBackAndTheWayBackLeadsThroughThem) {
  Stand stand = stand_counting();
  stand.key_in("10");
  stand.ask(TakePart{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(stand.says("parts_taken"));
  stand.ask(LockScreen{});
  EXPECT_EQ(stand.till.state, State::paying) << "what was taken is not forgotten behind a lock";
  stand.ask(GiveBackPart{1});
  EXPECT_EQ(stand.till.payment.taken.size(), 1u);
  stand.ask(GiveBackPart{0});
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(3800));
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(PayingParts, BackLeavesThePartUnderWayAndNothingElse) {
  Stand stand = stand_counting();
  stand.key_in("10");
  stand.ask(TakePart{});
  for (const Intent& intent : {Intent{ChooseCard{}}, Intent{ChooseCode{}}, Intent{ChooseAccount{}}}) {
    stand.ask(intent);
    EXPECT_NE(stand.till.payment.step, PayStep::counting);
    stand.ask(Back{});
    EXPECT_EQ(stand.till.payment.step, PayStep::counting);
    EXPECT_EQ(stand.till.payment.taken.size(), 1u);
  }
}

TEST(PayingParts, AFailedCommitKeepsThePartsAndTheSameIsAskedForAgain) {
  Stand stand = stand_counting();
  stand.ask(ChooseCode{});
  stand.key_in("4711");
  stand.ask(ConfirmTender{});
  const core::Sale first = asked_of_journal(stand);
  stand.feed(CommitFailed{{core::Errc::disk_full, "disk full", "free space"}});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(make_view(stand.till, {}).change, core::Money{}) << "it is all paid, and can be confirmed";
  stand.key_in("5");
  EXPECT_EQ(stand.till.entered, "") << "nothing more is to be counted";
  stand.ask(ConfirmTender{});
  ASSERT_EQ(stand.till.state, State::committing);
  EXPECT_EQ(asked_of_journal(stand), first);
}

TEST(PayingParts, InDoubtNoPartIsGivenBackOrAdded) {
  Stand stand = stand_counting();
  stand.ask(ChooseCode{});
  stand.key_in("4711");
  stand.ask(ConfirmTender{});
  stand.feed(CommitFailed{{core::Errc::unknown_outcome, "disk failed", "ask again"}});
  for (const Intent& intent : {Intent{GiveBackPart{0}}, Intent{ChooseCode{}}, Intent{ChooseCard{}}, Intent{ChooseAccount{}}, Intent{TakePart{}}, Intent{ChooseCash{}}})
    stand.ask(intent);
  support::hold_card(stand);
  EXPECT_EQ(stand.till.payment.taken.size(), 1u);
  EXPECT_EQ(stand.till.payment.step, PayStep::counting);
  EXPECT_EQ(stand.count<IdentifyCard>(), 0u);
}

// 38.00 and 520 g at 5.98 the kilogram, 3.11: 41.11.
TEST(PayingParts, CashIsRoundedDownAndNothingElseIs) {
  Stand stand = stand_with_lists(core::Rounding::jiao);
  stand.scan(support::potatoes_520_g);
  stand.ask(Checkout{});
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(4110));
  EXPECT_EQ(make_view(stand.till, {}).shortcuts.front(), core::Money::fen(4110));
  Stand by_code = stand;
  stand.key_in("41.10");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(asked_of_journal(stand).total, core::Money::fen(4110));
  EXPECT_EQ(asked_of_journal(stand).discount(), core::Money::fen(1));
  by_code.ask(ChooseCode{});
  by_code.key_in("4711");
  by_code.ask(ConfirmTender{});
  EXPECT_EQ(asked_of_journal(by_code).total, core::Money::fen(4111));
  EXPECT_EQ(asked_of_journal(by_code).discount(), core::Money{});
}

TEST(PayingParts, APurchaseOrderPaysOnAccountAndSaysWhoseMoneyItIs) {
  Stand stand = stand_counting();
  stand.ask(ChooseAccount{});
  stand.ask(PickOrder{support::canteen});
  EXPECT_EQ(stand.till.payment.step, PayStep::order_shown);
  EXPECT_EQ(stand.count<CommitSale>(), 0u) << "it is shown first";
  stand.ask(ConfirmTender{});
  ASSERT_EQ(stand.till.state, State::committing);
  const core::Sale& sale = asked_of_journal(stand);
  EXPECT_EQ(sale.tenders[0], (core::Tender{core::TenderKind::account, core::Money::fen(3800), "", support::canteen, ""}));
  EXPECT_EQ(sale.attribution, (core::Attribution{core::FundSource::partner, "U-0031", "G-02", support::canteen}));
}

// The order is over 50.00: of the second walnuts it has 12.00 left.
TEST(PayingParts, AnOrderIsUsedUpByWhatWasSoldOnItBefore) {
  Stand stand = stand_counting();
  stand.ask(ChooseAccount{});
  stand.ask(PickOrder{support::canteen});
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.ask(ChooseAccount{});
  stand.ask(PickOrder{support::canteen});
  ASSERT_TRUE(stand.says("order_refused"));
  EXPECT_EQ(stand.till.notices[0].arguments, (std::vector<std::string>{"used_up", "12.00"}));
  stand.ask(Back{});
  stand.key_in("12");
  stand.ask(ChooseAccount{});
  stand.ask(PickOrder{support::canteen});
  stand.ask(ConfirmTender{});
  EXPECT_EQ(make_view(stand.till, {}).due, core::Money::fen(2600)) << "the rest otherwise";
  stand.key_in("26");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  EXPECT_FALSE(tenders_here(stand.till, stand.now.wall).account) << "nothing is left on any order";
}

TEST(PayingParts, AnOrderOutsideItsDaysIsNotOffered) {
  Stand stand = stand_counting();
  stand.now.wall.utc_ms += 7 * 86'400'000LL;  // December
  EXPECT_FALSE(tenders_here(stand.till, stand.now.wall).account);
  stand.feed(SpentRead{{{support::canteen, core::Money::fen(5'000)}}});
  stand.now.wall.utc_ms -= 7 * 86'400'000LL;
  EXPECT_FALSE(tenders_here(stand.till, stand.now.wall).account) << "used up in an earlier life of the terminal";
}

}  // namespace
}  // namespace zhuangui::till

#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

constexpr const char* sale_id = "T-0001-471000-1";
constexpr const char* receipt_code = "ZG1|T-0001-471000-1|5|0011223344556677";

struct Counter : Stand {
  Counter() { till.takes_returns = true; }
};

// The sale that is given back: two bags at 38.00 and 520 g at 5.98: 76.00 + 3.11, paid with 80.00.
core::Sale sold() {
  Stand stand;
  for (const char* code : {support::walnuts, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  stand.ask(Checkout{});
  stand.key_in("80");
  stand.ask(ConfirmTender{});
  return *stand.till.committing;
}

struct Giving : Counter {
  Giving() {
    scan(receipt_code);
    answer();
  }
  void answer(std::vector<core::Refund> earlier = {}) {
    feed(SaleFound{sold(), core::WallTime{1'795'478'400'000}, std::move(earlier)});
  }
  [[nodiscard]] std::int64_t chosen_fen() const {
    const auto refund = refund_chosen(till);
    return refund ? refund->total.in_fen() : -1;
  }
  void confirm() {
    ask(ChooseReason{"spoiled"});
    ask(ConfirmReturn{});
  }
};

TEST(Returning, AReceiptsCodeOpensItsSale) {
  Counter stand;
  stand.scan(receipt_code);
  ASSERT_EQ(stand.till.state, State::returning);
  ASSERT_EQ(stand.count<FindSale>(), 1u);
  EXPECT_EQ(std::get<FindSale>(stand.last_effects.back()).sale, sale_id);
  stand.feed(SaleFound{sold(), {}, {}});
  ASSERT_TRUE(stand.till.returning.sale.has_value());
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Returning, WithoutAReceiptTheSaleIsChosenAmongTheLastOnes) {
  Counter stand;
  stand.ask(OpenMore{});
  stand.ask(OpenReturn{});
  ASSERT_EQ(stand.count<ListSales>(), 1u);
  stand.feed(SalesListed{{{sale_id, {}, 2, core::Money::fen(7911)}}});
  stand.ask(ChooseSale{sale_id});
  ASSERT_EQ(stand.count<FindSale>(), 1u);
  stand.feed(SaleFound{sold(), {}, {}});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::returning) << "back to the list first";
  EXPECT_FALSE(stand.till.returning.sale.has_value());
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Returning, ASaleNobodyKnowsIsSaidAndTheLastOnesAreOffered) {
  Counter stand;
  stand.scan(receipt_code);
  stand.feed(SaleNotFound{sale_id});
  EXPECT_TRUE(stand.says("sale_not_found"));
  EXPECT_EQ(stand.count<ListSales>(), 1u);
}

TEST(Returning, OneTouchTakesALineASecondLeavesItAndThePadSaysHowMuch) {
  Giving stand;
  EXPECT_EQ(stand.chosen_fen(), -1);
  stand.ask(TouchReturnLine{0});
  EXPECT_EQ(stand.chosen_fen(), 7600);
  stand.ask(TouchReturnLine{0});
  EXPECT_EQ(stand.chosen_fen(), -1);
  stand.key_in("1");
  EXPECT_EQ(stand.chosen_fen(), 3800);
  stand.ask(TouchReturnLine{1});
  stand.key_in("200");
  EXPECT_EQ(stand.chosen_fen(), 3800 + 120);  // 311 * 200 / 520 = 119.6
  stand.key_in("0");
  EXPECT_TRUE(stand.says("more_than_is_left"));
  EXPECT_EQ(stand.chosen_fen(), 3800) << "what cannot be is not half taken";
}

TEST(Returning, ItIsGivenBackOnlyForAReasonAndOnlyOnce) {
  Giving stand;
  stand.ask(ConfirmReturn{});
  EXPECT_TRUE(stand.says("choose_a_reason"));
  stand.confirm();
  EXPECT_TRUE(stand.says("nothing_chosen"));
  EXPECT_EQ(stand.count<CommitRefund>(), 0u);
  stand.ask(TouchReturnLine{0});
  const std::uint64_t seen = stand.till.screen;
  stand.feed(Asked{ConfirmReturn{}, seen});
  stand.feed(Asked{ConfirmReturn{}, seen});
  ASSERT_EQ(stand.count<CommitRefund>(), 1u);
  EXPECT_EQ(stand.till.state, State::refunding);
}

TEST(Returning, TheDrawerOpensAndThePaperComesOnlyAfterTheEntryStands) {
  Giving stand;
  stand.ask(TouchReturnLine{0});
  stand.ask(ChooseFate{core::GoodsFate::waste});
  stand.confirm();
  EXPECT_EQ(stand.count<OpenDrawer>() + stand.count<PrintRefund>(), 0u);
  const core::Refund asked = *stand.till.returning.committing;
  EXPECT_EQ(asked.id, "T-0001-471000-1") << "the next number of the counter both share";
  EXPECT_EQ(stand.till.next_sale_number, 2);
  EXPECT_EQ(asked.lines.front().fate, core::GoodsFate::waste);
  stand.feed(RefundCommitted{asked.id, 9, stand.now.wall});
  ASSERT_EQ(stand.till.state, State::refunded);
  EXPECT_EQ(stand.count<OpenDrawer>(), 1u);
  EXPECT_EQ(stand.count<PrintRefund>(), 1u);
  EXPECT_EQ(stand.till.given_back->refund, asked);
  stand.ask(Finish{});
  EXPECT_EQ(stand.till.state, State::idle);
}

TEST(Returning, WhatOthersGaveBackMeanwhileIsLookedUpAgain) {
  Giving stand;
  stand.ask(TouchReturnLine{0});
  stand.confirm();
  stand.feed(RefundFailed{{core::Errc::conflict, "", ""}});
  EXPECT_EQ(stand.till.state, State::returning);
  EXPECT_TRUE(stand.says("refund_failed"));
  EXPECT_EQ(stand.count<FindSale>(), 2u);
  const core::Sale sale = sold();
  const std::vector<core::RefundWish> one{{0, 1, std::nullopt, core::GoodsFate::waste}};
  stand.answer({core::make_refund(sale, {}, one, {.id = "T-0002-1-1", .reason = "spoiled"}).value()});
  stand.ask(TouchReturnLine{0});
  EXPECT_EQ(stand.chosen_fen(), 3800);
}

TEST(Returning, WhileNobodyKnowsWhetherItStandsOnlyTheVerySameCanBeAskedForAgain) {
  Giving stand;
  stand.ask(TouchReturnLine{0});
  stand.confirm();
  const core::Refund asked = *stand.till.returning.committing;
  stand.feed(RefundFailed{{core::Errc::unknown_outcome, "", ""}});
  ASSERT_EQ(stand.till.state, State::returning);
  for (const Intent& intent : std::vector<Intent>{Back{}, TouchReturnLine{1}, ChooseReason{"mistake"}, PadKey{'1'}, LockScreen{},
                                                  DismissNotice{"refund_failed"}})
    stand.ask(intent);
  stand.scan(receipt_code);
  stand.wait(support::untouched_for_ms);
  EXPECT_EQ(stand.till.state, State::returning);
  EXPECT_EQ(stand.till.returning.committing, asked);
  stand.ask(ConfirmReturn{});
  EXPECT_EQ(std::get<CommitRefund>(stand.last_effects.back()).refund, asked);
}

TEST(Returning, TheSaleJustMadeIsUndoneWholeInTwoTouches) {
  Counter stand;
  for (const char* code : {support::walnuts, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  stand.ask(Checkout{});
  stand.key_in("80");
  stand.ask(ConfirmTender{});
  const core::Sale sale = *stand.till.committing;
  stand.commit_succeeds();
  stand.ask(VoidSale{});
  stand.feed(SaleFound{sale, {}, {}});
  stand.ask(ConfirmReturn{});
  ASSERT_EQ(stand.count<CommitRefund>(), 1u);
  const core::Refund refund = *stand.till.returning.committing;
  EXPECT_EQ(refund.total, core::Money::fen(7911));
  EXPECT_TRUE(refund.voids);
  EXPECT_EQ(refund.reason, "mistake");
  EXPECT_EQ(refund.id, "T-0001-471000-2");
}

TEST(Returning, AnOpenCartWaitsAndGoodsScannedAreNotAddedToIt) {
  Counter stand;
  stand.scan(support::chicken);
  const core::Cart cart = stand.till.cart;
  stand.scan(receipt_code);
  stand.feed(SaleFound{sold(), {}, {}});
  stand.scan(support::walnuts);
  EXPECT_TRUE(stand.says("scan_refused_returning"));
  stand.ask(TouchReturnLine{0});
  stand.ask(ChooseReason{"spoiled"});
  stand.ask(ConfirmReturn{});
  stand.feed(RefundCommitted{stand.till.returning.committing->id, 9, {}});
  stand.ask(Finish{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart, cart);
}

TEST(Returning, ALineThatIsAllBackCannotBeTouchedAgainAndALateAnswerIsNotTaken) {
  Giving stand;
  const core::Sale sale = sold();
  const std::vector<core::RefundWish> both{{0, 2, std::nullopt, core::GoodsFate::waste}};
  stand.scan(receipt_code);
  stand.answer({core::make_refund(sale, {}, both, {.id = "R", .reason = "spoiled"}).value()});
  stand.ask(TouchReturnLine{0});
  EXPECT_TRUE(stand.says("nothing_left_of_line"));
  core::Sale other = sale;
  other.id = "T-0001-471000-7";
  stand.feed(SaleFound{other, {}, {}});
  EXPECT_EQ(stand.till.returning.sale->id, sale.id);
}

TEST(Returning, NobodyThereForAWhileAndItGoes) {
  Giving stand;
  stand.ask(TouchReturnLine{0});
  ASSERT_TRUE(next_tick(stand.till).has_value());
  stand.wait(support::untouched_for_ms);
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_FALSE(stand.till.returning.sale.has_value());
}

}  // namespace
}  // namespace zhuangui::till

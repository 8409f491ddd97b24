#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

constexpr const char* sale_id = "T-0001-471000-1";
constexpr const char* receipt_code = "ZG1|T-0001-471000-1|5|0011223344556677";

// The sale that is given back: two bags at 38.00 and 520 g at 5.98: 76.00 + 3.11, paid with 80.00.
core::Sale sold() {
  Stand stand;
  for (const char* code : {support::walnuts, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  stand.ask(Checkout{});
  stand.key_in("80");
  stand.ask(ConfirmTender{});
  return *stand.till.committing;
}

struct Giving : Stand {
  Giving() {
    scan(receipt_code);
    answer();
  }
  void answer(std::vector<core::Refund> earlier = {}) {
    feed(SaleFound{sold(), core::WallTime{1'795'478'400'000}, std::move(earlier)});
    feed(ReturnsAnswered{sale_id, std::nullopt, {}, {}});
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
  Stand stand;
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
  Stand stand;
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
  Stand stand;
  stand.scan(receipt_code);
  stand.feed(SaleNotFound{sale_id});
  EXPECT_EQ(stand.count<AskReturns>(), 1u) << "another terminal may have sold it";
  stand.feed(ReturnsAnswered{sale_id, std::nullopt, {}, {}});
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
  Stand stand;
  for (const char* code : {support::walnuts, support::walnuts, support::potatoes_520_g}) stand.scan(code);
  stand.ask(Checkout{});
  stand.key_in("80");
  stand.ask(ConfirmTender{});
  const core::Sale sale = *stand.till.committing;
  stand.commit_succeeds();
  stand.ask(VoidSale{});
  stand.feed(SaleFound{sale, {}, {}});
  stand.feed(ReturnsAnswered{sale.id, sale, {}, {}});
  stand.ask(ConfirmReturn{});
  ASSERT_EQ(stand.count<CommitRefund>(), 1u);
  const core::Refund refund = *stand.till.returning.committing;
  EXPECT_EQ(refund.total, core::Money::fen(7911));
  EXPECT_TRUE(refund.voids);
  EXPECT_EQ(refund.reason, "mistake");
  EXPECT_EQ(refund.id, "T-0001-471000-2");
}

TEST(Returning, AnOpenCartWaitsAndGoodsScannedAreNotAddedToIt) {
  Stand stand;
  stand.scan(support::chicken);
  const core::Cart cart = stand.till.cart;
  stand.scan(receipt_code);
  stand.feed(SaleFound{sold(), {}, {}});
  stand.feed(ReturnsAnswered{sale_id, std::nullopt, {}, {}});
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

TEST(Returning, AllThatIsLeftIsTakenByOneTouchAndTheReasonIsAskedForOnASecondPage) {
  Giving stand;
  stand.ask(SettleReturn{});
  EXPECT_TRUE(stand.says("nothing_chosen"));
  stand.ask(ReturnEverything{});
  EXPECT_EQ(stand.chosen_fen(), 7911);
  stand.ask(SettleReturn{});
  EXPECT_EQ(stand.till.returning.step, ReturnStep::settling);
  stand.ask(TouchReturnLine{0});
  stand.key_in("1");
  EXPECT_EQ(stand.chosen_fen(), 7911) << "what is settled is not chosen anew behind it";
  stand.ask(Back{});
  EXPECT_EQ(stand.till.returning.step, ReturnStep::choosing);
  EXPECT_EQ(stand.chosen_fen(), 7911);
}

// 坏果赔付: at most what the county allows and what is left of the line.
TEST(Returning, AnAgreedSumIsPaidUpToTheCountysLimitAndTheGoodsStay) {
  Giving stand;
  stand.ask(AgreeOnSum{});
  EXPECT_FALSE(stand.till.returning.agrees) << "the county allows none";
  PaymentLists lists;
  lists.settings.agreed_max = core::Money::fen(500);
  stand.feed(PaymentListsReplaced{lists});
  stand.ask(AgreeOnSum{});
  stand.ask(TouchReturnLine{0});
  stand.key_in("5.01");
  EXPECT_TRUE(stand.says("agreed_too_much"));
  EXPECT_EQ(stand.chosen_fen(), -1);
  stand.key_in("5");
  stand.ask(TouchReturnLine{1});
  stand.key_in("3.12");
  EXPECT_TRUE(stand.says("agreed_too_much")) << "the line cost 3.11";
  stand.key_in("1.5");
  EXPECT_EQ(stand.chosen_fen(), 650);
  stand.ask(SettleReturn{});
  stand.confirm();
  const core::Refund refund = *stand.till.returning.committing;
  ASSERT_EQ(refund.lines.size(), 2u);
  for (const core::RefundLine& line : refund.lines) {
    EXPECT_EQ(line.fate, core::GoodsFate::kept);
    EXPECT_EQ(core::count_of(line.facts.quantity), 0);
  }
}

// By the rights of data: whoever has not the right asks a second person, for this act and this amount.
TEST(Returning, WhoMayNotGiveBackAsksSomebodyWhoMay) {
  struct Case { const char* right; bool agrees, voids; };
  for (const Case& one : {Case{"refund", false, false}, Case{"agreed_refund", true, false}, Case{"void", false, true}}) {
    SCOPED_TRACE(one.right);
    auto list = std::make_shared<core::StaffList>();
    list->members = {{"S-AAAAAA", "1", "王芳", "", "h", {}}, {"S-BBBBBB", "2", "李强", "", "h", {"approve", one.right}}};
    Giving stand;
    stand.till.staff.list = list;
    stand.till.staff.operator_reference = "S-AAAAAA";
    stand.till.lists.settings.agreed_max = core::Money::fen(500);
    stand.till.returning.voids = one.voids;
    stand.till.returning.chosen = {2, 520};
    if (one.agrees) stand.ask(AgreeOnSum{});
    if (one.agrees) stand.key_in("5");
    stand.confirm();
    ASSERT_EQ(stand.till.state, State::approving);
    EXPECT_EQ(stand.till.staff.asking->act, one.right);
    EXPECT_EQ(stand.till.staff.asking->amount, core::Money::fen(one.agrees ? 500 : 7911));
    EXPECT_EQ(stand.count<CommitRefund>(), 0u);
    stand.key_in("2");
    stand.ask(ConfirmPin{});
    stand.key_in("1234");
    stand.ask(ConfirmPin{});
    stand.feed(StaffChecked{"S-BBBBBB", SecretKind::pin, 0});
    ASSERT_EQ(stand.count<CommitRefund>(), 1u);
    EXPECT_EQ(stand.till.returning.committing->operator_reference, "S-AAAAAA");
    EXPECT_EQ(stand.till.returning.committing->second_reference, "S-BBBBBB");
  }
}

TEST(Returning, ABuyerAloneGivesNothingBackAndSomebodyWhoCameDoes) {
  support::Alone stand;
  stand.scan(receipt_code);
  EXPECT_TRUE(stand.says("receipt_code_here"));
  stand.ask(OpenMore{});
  stand.ask(OpenReturn{});
  EXPECT_EQ(stand.till.state, State::more);
  stand.ask(EnterStaff{});
  stand.ask(OpenReturn{});
  ASSERT_EQ(stand.till.state, State::returning);
  stand.ask(ChooseSale{sale_id});
  stand.feed(SaleFound{sold(), {}, {}});
  stand.wait(120'001);
  EXPECT_EQ(stand.till.state, State::idle) << "who of the counter has gone leaves no open return behind";
  EXPECT_FALSE(stand.till.staff_here);
}

TEST(Returning, WhatAnotherTerminalGaveBackIsTakenOffBeforeAnythingIsGivenBack) {
  Stand stand;
  stand.scan(receipt_code);
  stand.feed(SaleFound{sold(), stand.now.wall, {}});
  stand.ask(ReturnEverything{});
  stand.ask(ChooseReason{"spoiled"});
  stand.ask(ConfirmReturn{});
  EXPECT_TRUE(stand.says("asking_county")) << "not before the county has said what came back elsewhere";
  EXPECT_EQ(stand.count<CommitRefund>(), 0u);
  const std::vector<core::RefundWish> one{{0, 1, std::nullopt, core::GoodsFate::waste}};
  const core::Refund elsewhere = core::make_refund(sold(), {}, one, {.id = "T-0002-1-1", .reason = "spoiled"}).value();
  stand.feed(ReturnsAnswered{sale_id, std::nullopt, {}, {elsewhere, elsewhere}});
  EXPECT_EQ(stand.till.returning.earlier.size(), 1u) << "each once";
  stand.ask(ConfirmReturn{});
  ASSERT_EQ(stand.count<CommitRefund>(), 1u);
  EXPECT_EQ(stand.till.returning.committing->total, core::Money::fen(3800 + 311));
  EXPECT_FALSE(stand.till.returning.committing->unchecked);
}

TEST(Returning, WhatAnotherTerminalSoldComesBackAsTheCountyTellsItAndNotWhileItIsAway) {
  Stand stand;
  stand.scan(receipt_code);
  stand.feed(SaleNotFound{sale_id});
  stand.feed(ReturnsNotAnswered{sale_id});
  EXPECT_TRUE(stand.says("return_needs_county"));
  EXPECT_FALSE(stand.till.returning.sale.has_value());
  stand.scan(receipt_code);
  stand.feed(SaleNotFound{sale_id});
  stand.feed(ReturnsAnswered{sale_id, sold(), stand.now.wall, {}});
  ASSERT_TRUE(stand.till.returning.sale.has_value());
  stand.ask(ReturnEverything{});
  stand.ask(ChooseReason{"spoiled"});
  stand.ask(ConfirmReturn{});
  EXPECT_EQ(stand.till.returning.committing->total, core::Money::fen(7911));
}

// Its own sale of today a terminal gives back by itself; of another day only who may take that on. Either is marked.
TEST(Returning, WhileTheCountyIsAwayAReturnIsMarkedAndOfAnOlderSaleTakenOnByAPerson) {
  for (const bool of_today : {true, false}) {
    SCOPED_TRACE(of_today);
    auto list = std::make_shared<core::StaffList>();
    list->members = {{"S-AAAAAA", "1", "王芳", "", "h", {"refund"}}};
    Stand stand;
    stand.till.staff.list = list;
    stand.till.staff.operator_reference = "S-AAAAAA";
    stand.scan(receipt_code);
    stand.feed(SaleFound{sold(), core::WallTime{stand.now.wall.utc_ms - (of_today ? 0 : 86'400'000)}, {}});
    stand.feed(ReturnsNotAnswered{sale_id});
    stand.ask(ReturnEverything{});
    stand.ask(ChooseReason{"spoiled"});
    stand.ask(ConfirmReturn{});
    EXPECT_EQ(stand.till.state, of_today ? State::refunding : State::approving);
    if (of_today) EXPECT_TRUE(stand.till.returning.committing->unchecked);
    else EXPECT_EQ(stand.till.staff.asking->act, "unchecked_refund");
  }
}

TEST(Returning, WhoPractisesAsksNobody) {
  Stand stand;
  stand.till.training = true;
  stand.scan(receipt_code);
  stand.feed(SaleFound{sold(), stand.now.wall, {}});
  EXPECT_EQ(stand.count<AskReturns>(), 0u);
  stand.ask(ReturnEverything{});
  stand.ask(ChooseReason{"spoiled"});
  stand.ask(ConfirmReturn{});
  EXPECT_EQ(stand.count<CommitRefund>(), 1u);
}

TEST(Returning, WhatGoesBackToAPurchaseOrderCanBeDrawnOnItAgainAndTheDrawerStaysShut) {
  Stand stand;
  stand.till.spent["CG-2026-0117"] = core::Money::fen(9000);
  core::Sale sale = sold();
  sale.tenders = {{core::TenderKind::account, sale.total, "", "CG-2026-0117", ""}};
  sale.change = {};
  stand.scan(receipt_code);
  stand.feed(SaleFound{sale, stand.now.wall, {}});
  stand.feed(ReturnsAnswered{sale_id, std::nullopt, {}, {}});
  stand.ask(ReturnEverything{});
  stand.ask(ChooseReason{"spoiled"});
  stand.ask(ConfirmReturn{});
  stand.feed(RefundCommitted{stand.till.returning.committing->id, 9, {}});
  EXPECT_EQ(stand.till.spent["CG-2026-0117"], core::Money::fen(9000 - 7911));
  EXPECT_EQ(stand.count<OpenDrawer>(), 0u);
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

#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

Stand stand_paying() {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  return stand;
}

TEST(Paying, CashIsKeyedInAndChangeIsReckoned) {
  Stand stand = stand_paying();
  stand.key_in("50");
  const View view = make_view(stand.till, {});
  EXPECT_EQ(view.entered, core::Money::fen(5000));
  EXPECT_EQ(view.change, core::Money::fen(1200));
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::committing);
  ASSERT_EQ(stand.last_effects.size(), 1u);
  const core::Sale& sale = std::get<CommitSale>(stand.last_effects[0]).sale;
  EXPECT_EQ(sale.total, core::Money::fen(3800));
  EXPECT_EQ(sale.change, core::Money::fen(1200));
}

TEST(Paying, ADiskThatIsNearlyFullIsWarnedOfOnEveryScreenUntilThereIsRoom) {
  Stand stand;
  stand.feed(DiskSpaceChanged{true});
  EXPECT_TRUE(stand.says("disk_nearly_full"));
  stand.scan(support::walnuts);
  stand.wait(60'000);
  EXPECT_TRUE(stand.says("disk_nearly_full")) << "it does not fade";
  stand.ask(DismissNotice{"disk_nearly_full"});
  EXPECT_FALSE(stand.says("disk_nearly_full"));
  stand.ask(Checkout{});
  EXPECT_TRUE(stand.says("disk_nearly_full")) << "before the payment it is said again";
  stand.key_in("38");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::committing) << "a warning stops no sale";
  stand.commit_succeeds();
  stand.ask(Finish{});
  EXPECT_TRUE(stand.says("disk_nearly_full"));
  stand.feed(DiskSpaceChanged{false});
  EXPECT_FALSE(stand.says("disk_nearly_full"));
  stand.scan(support::walnuts);
  EXPECT_FALSE(stand.says("disk_nearly_full"));
}

TEST(Paying, ThePadReadsWhatAPersonMeans) {
  struct Case { const char* keys; std::int64_t want_fen; };
  for (const Case& c : {Case{"38", 3800}, Case{"38.5", 3850}, Case{"38.", 3800}, Case{".5", 50}, Case{"1D", 10'000},
                        Case{"123<<", 100}, Case{"12C7", 700}, Case{"007", 700}, Case{"1.234", 123}, Case{"1..2", 120},
                        Case{"99999999", 999'999'900}}) {
    Stand stand = stand_paying();
    stand.key_in(c.keys);
    EXPECT_EQ(entered_money(stand.till), core::Money::fen(c.want_fen)) << c.keys << " reads " << stand.till.entered;
  }
}

TEST(Paying, TooLittleCashIsRefusedWithWhatIsMissing) {
  Stand stand = stand_paying();
  stand.key_in("37.99");
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::paying);
  ASSERT_TRUE(stand.says("not_enough_cash"));
  EXPECT_EQ(stand.till.notices[0].arguments[0], "0.01");
  EXPECT_EQ(stand.count<CommitSale>(), 0u);
}

TEST(Paying, QuickNotesAreTheExactSumAndTheNextNotes) {
  const auto fen = [](std::vector<std::int64_t> values) {
    std::vector<core::Money> answer;
    for (const auto value : values) answer.push_back(core::Money::fen(value));
    return answer;
  };
  EXPECT_EQ(quick_cash(core::Money::fen(3800)), fen({3800, 4000, 5000, 10'000}));
  EXPECT_EQ(quick_cash(core::Money::fen(8970)), fen({8970, 9000, 10'000}));
  EXPECT_EQ(quick_cash(core::Money::fen(10'000)), fen({10'000}));
  EXPECT_EQ(quick_cash(core::Money::fen(311)), fen({311, 1000, 2000, 5000}));
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  EXPECT_EQ(entered_money(stand.till), core::Money::fen(5000));
  stand.key_in("4");
  EXPECT_EQ(entered_money(stand.till), core::Money::fen(400)) << "a key after a shortcut begins anew";
}

TEST(Paying, NothingIsPrintedAndNoDrawerOpensBeforeTheCommit) {
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.count<PrintReceipt>() + stand.count<OpenDrawer>(), 0u);
  EXPECT_NE(stand.till.state, State::paid);
  stand.commit_succeeds();
  EXPECT_EQ(stand.till.state, State::paid);
  EXPECT_EQ(stand.count<PrintReceipt>(), 1u);
  EXPECT_EQ(stand.count<OpenDrawer>(), 1u);
}

TEST(Paying, AFailedCommitPrintsNothingAndKeepsCartAndAmount) {
  Stand stand = stand_paying();
  const core::Cart cart = stand.till.cart;
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  stand.feed(CommitFailed{{core::Errc::disk_full, "write the journal: the disk is full", "free some space"}});
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_EQ(stand.till.cart, cart);
  EXPECT_EQ(stand.till.entered, "50");
  EXPECT_TRUE(stand.says("commit_failed"));
  EXPECT_EQ(stand.count<PrintReceipt>() + stand.count<OpenDrawer>(), 0u);
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.till.last->sale.id, cart.sale) << "the same sale, not a second one";
}

TEST(Paying, WhileNobodyKnowsWhetherASaleStandsNothingIsPossibleButToAskForTheSameSaleAgain) {
  Stand stand = stand_paying();
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  const core::Sale sale = *stand.till.committing;
  const CommitFailed in_doubt{{core::Errc::unknown_outcome, "write the journal: the disk failed", "ask again"}};
  stand.feed(in_doubt);
  EXPECT_EQ(stand.till.state, State::paying);
  EXPECT_TRUE(stand.says("commit_failed"));
  const std::vector<Intent> others{Back{}, PadKey{'C'}, PadKey{'7'}, QuickCash{core::Money::fen(10000)}, ClearCart{}, ConfirmClear{true},
                                   DismissNotice{"commit_failed"}, Start{}, Checkout{}, Finish{}, Reprint{}};
  for (const Intent& other : others) {
    stand.ask(other);
    EXPECT_EQ(stand.till.state, State::paying);
    EXPECT_EQ(stand.till.entered, "50");
    EXPECT_EQ(stand.till.cart.sale, sale.id);
    EXPECT_TRUE(stand.says("commit_failed"));
  }
  EXPECT_EQ(stand.count<AbandonCart>(), 0u);
  // A new price list in between changes nothing of what was asked for.
  stand.feed(CatalogueReplaced{nullptr});
  stand.ask(ConfirmTender{});
  EXPECT_EQ(stand.till.state, State::committing);
  ASSERT_FALSE(stand.last_effects.empty());
  EXPECT_EQ(std::get<CommitSale>(stand.last_effects.back()).sale, sale);
  stand.feed(in_doubt);
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.till.state, State::paid);
  EXPECT_EQ(stand.till.last->sale, sale);
  EXPECT_FALSE(stand.till.committing);
}

TEST(Paying, OnceItIsKnownThatTheSaleDoesNotStandTheAmountCanBeChangedAgain) {
  Stand stand = stand_paying();
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  stand.feed(CommitFailed{{core::Errc::unknown_outcome, "write the journal: the disk failed", "ask again"}});
  stand.ask(ConfirmTender{});
  stand.feed(CommitFailed{{core::Errc::io_error, "write the journal: the disk failed", "ask again"}});
  stand.ask(PadKey{'C'});
  EXPECT_EQ(stand.till.entered, "");
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(Paying, ADoubleTapPaysOnce) {
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  const Asked tap{ConfirmTender{}, stand.till.screen};
  stand.feed(tap);
  stand.feed(tap);
  stand.commit_succeeds();
  stand.feed(tap);
  EXPECT_EQ(stand.count<CommitSale>(), 1u);
  EXPECT_EQ(stand.till.state, State::paid);
}

TEST(Paying, ACommitAnsweredTwiceOrForAnotherSaleDoesNothing) {
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  stand.ask(ConfirmTender{});
  stand.feed(SaleCommitted{"T-0001-471000-99", 5, "00", stand.now.wall});
  EXPECT_EQ(stand.till.state, State::committing);
  const std::string id = stand.till.committing->id;
  stand.commit_succeeds();
  stand.feed(SaleCommitted{id, 5, "00", stand.now.wall});
  EXPECT_EQ(stand.count<PrintReceipt>(), 1u);
}

TEST(Paying, AScanWhilePayingIsRefusedWithASentence) {
  Stand stand = stand_paying();
  const core::Cart cart = stand.till.cart;
  stand.scan(support::chicken);
  EXPECT_TRUE(stand.says("scan_refused_paying"));
  EXPECT_EQ(stand.till.cart, cart);
}

TEST(ThankYou, TheNextScanBeginsTheNextSale) {
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.scan(support::chicken);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.sale, "T-0001-471000-2");
  EXPECT_EQ(stand.total(), core::Money::fen(8800));
}

TEST(ThankYou, GoesByItselfAndStaysLongerWithoutPaper) {
  for (const ReceiptState paper : {ReceiptState::printed, ReceiptState::trouble, ReceiptState::held}) {
    const bool printed = paper == ReceiptState::printed;
    Stand stand = stand_paying();
    stand.ask(QuickCash{core::Money::fen(5000)});
    stand.ask(ConfirmTender{});
    stand.commit_succeeds();
    stand.feed(ReceiptChanged{stand.till.last->sale.id, paper, printed ? "" : "printer.paper_out"});
    ASSERT_TRUE(next_tick(stand.till).has_value());
    stand.wait(14'999);
    EXPECT_EQ(stand.till.state, State::paid);
    stand.wait(1);
    EXPECT_EQ(stand.till.state, printed ? State::idle : State::paid);
    stand.wait(15'000);
    EXPECT_EQ(stand.till.state, State::idle);
  }
}

TEST(ThankYou, AReprintIsCounted) {
  Stand stand = stand_paying();
  stand.ask(QuickCash{core::Money::fen(5000)});
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  stand.ask(Reprint{});
  stand.ask(Reprint{});
  EXPECT_EQ(std::get<PrintReceipt>(stand.last_effects.at(0)).copy, 2);
}

TEST(ThankYou, AfterARestartTheLastSaleIsShownAndCanBeReprinted) {
  Stand stand;
  Completed last;
  last.sale.id = "T-0001-471000-7";
  stand.till = Till{};
  stand.feed(CatalogueReplaced{zhuangui::support::shelf()});
  stand.feed(Ready{"T-0001", 471'001, 1, {}, last});
  EXPECT_EQ(stand.till.state, State::idle);
  ASSERT_TRUE(stand.till.last.has_value());
  stand.ask(Reprint{});
  EXPECT_EQ(std::get<PrintReceipt>(stand.last_effects.at(0)).sale, "T-0001-471000-7");
}

}  // namespace
}  // namespace zhuangui::till

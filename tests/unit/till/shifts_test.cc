#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using core::Money;
using support::Stand;

core::ShiftReport running(std::int64_t shift = 3) {
  core::ShiftReport report;
  report.shift = shift;
  report.business_day = "2026-11-24";
  report.opened = true;
  report.float_amount = Money::fen(20'000);
  report.cash = Money::fen(7'600);
  return report;
}

struct Drawer : Stand {
  void open() {
    ask(OpenMore{});
    ask(OpenShifts{});
    feed(ShiftsAnswered{.act = ShiftAct::read, .running = running()});
  }
  template <class E>
  E last() const {
    for (auto effect = effects.rbegin(); effect != effects.rend(); ++effect)
      if (const auto* found = std::get_if<E>(&*effect)) return *found;
    ADD_FAILURE() << "it was never asked for";
    return {};
  }
  void choose(ShiftPlace place) { ask(ChooseShiftPlace{place}); }
};

TEST(ShiftDesk, TheMenuIsShownWhenTheJournalHasAnswered) {
  Drawer stand;
  stand.ask(OpenMore{});
  stand.ask(OpenShifts{});
  EXPECT_EQ(stand.till.state, State::shifts);
  EXPECT_EQ(stand.last<AskShifts>().act, ShiftAct::read);
  stand.choose(ShiftPlace::close);
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::menu) << "nothing is done before";
  stand.feed(ShiftsAnswered{.act = ShiftAct::read, .running = running()});
  EXPECT_FALSE(stand.till.shifts.asked);
}

TEST(ShiftDesk, OpeningSendsTheFloatAndGoesBackToTheMenuOnlyWhenItIsRecorded) {
  Drawer stand;
  stand.ask(OpenMore{});
  stand.ask(OpenShifts{});
  core::ShiftReport fresh;
  fresh.shift = 4;
  stand.feed(ShiftsAnswered{.act = ShiftAct::read, .running = fresh});
  stand.choose(ShiftPlace::open);
  stand.key_in("200.50");
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.last<AskShifts>().act, ShiftAct::open);
  EXPECT_EQ(stand.last<AskShifts>().amount, Money::fen(20'050));
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.count<AskShifts>(), 2u) << "pressing twice asks once";
  stand.feed(ShiftsAnswered{.act = ShiftAct::open, .error = core::Error{core::Errc::disk_full, "", ""}});
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::opening);
  EXPECT_TRUE(stand.says("not_recorded"));
  stand.ask(ConfirmShift{});
  stand.feed(ShiftsAnswered{.act = ShiftAct::open, .running = running()});
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::menu);
  EXPECT_TRUE(stand.says("shift_opened"));
}

TEST(ShiftDesk, TheCountIsBlindAndADifferenceNeedsAReason) {
  Drawer stand;
  stand.open();
  stand.choose(ShiftPlace::close);
  stand.ask(ConfirmShift{});
  EXPECT_TRUE(stand.says("shift_count_first"));
  stand.ask(ChooseDenomination{1});
  stand.key_in("2");
  stand.ask(ChooseDenomination{2});
  stand.key_in("1");
  stand.ask(ChooseDenomination{8});
  stand.key_in("260");
  EXPECT_EQ(counted_money(stand.till), Money::fen(2 * 10'000 + 5'000 + 260 * 10)) << "276.00";
  stand.ask(ChooseDenomination{1});
  EXPECT_EQ(stand.till.entered, "2") << "what was counted is there again";
  stand.ask(PadKey{'C'});
  stand.key_in("1");
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::settling);
  EXPECT_EQ(stand.till.shifts.counted, Money::fen(17'600));
  EXPECT_EQ(expected_in_drawer(stand.till), Money::fen(27'600));
  stand.ask(ConfirmShift{});
  EXPECT_TRUE(stand.says("shift_reason_first"));
  EXPECT_EQ(stand.count<AskShifts>(), 1u);
  stand.ask(ChooseReason{"bank"});
  EXPECT_TRUE(stand.till.shifts.reason.empty()) << "a reason of another list";
  stand.ask(ChooseReason{"unknown"});
  stand.ask(ConfirmShift{});
  const auto asked = stand.last<AskShifts>();
  EXPECT_EQ(asked.act, ShiftAct::close);
  EXPECT_EQ(asked.counted, Money::fen(17'600));
  EXPECT_FALSE(asked.first_counted);
  EXPECT_EQ(asked.reason, "unknown");
}

TEST(ShiftDesk, CountingAgainKeepsWhatWasCountedFirst) {
  Drawer stand;
  stand.open();
  stand.choose(ShiftPlace::close);
  stand.key_in("300");
  stand.ask(ConfirmShift{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::counting);
  stand.key_in("276");
  stand.ask(ConfirmShift{});
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.last<AskShifts>().counted, Money::fen(27'600));
  EXPECT_EQ(stand.last<AskShifts>().first_counted, Money::fen(30'000));
  EXPECT_EQ(stand.last<AskShifts>().reason, "") << "there is no difference";
}

TEST(ShiftDesk, AClosedShiftIsShownAndPrintedOnce) {
  Drawer stand;
  stand.open();
  stand.choose(ShiftPlace::close);
  stand.key_in("276");
  stand.ask(ConfirmShift{});
  stand.ask(ConfirmShift{});
  core::ShiftReport closed = running();
  closed.closed = true;
  closed.counted = Money::fen(27'600);
  core::ShiftReport next;
  next.shift = 4;
  stand.feed(ShiftsAnswered{.act = ShiftAct::close, .running = next, .done = closed});
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::sums);
  EXPECT_EQ(stand.count<PrintShiftReport>(), 1u);
  EXPECT_EQ(stand.last<PrintShiftReport>().report, closed);
  stand.ask(PrintShift{});
  EXPECT_EQ(stand.count<PrintShiftReport>(), 1u);
  EXPECT_EQ(stand.count<OpenDrawer>() + stand.count<OpenDrawerByHand>(), 0u);
}

TEST(ShiftDesk, AShiftLeftOvernightIsCountedWithWhatCameSince) {
  Drawer stand;
  stand.ask(OpenMore{});
  stand.ask(OpenShifts{});
  core::ShiftReport left = running(2), now = running(3);
  left.closed = true;
  now.opened = false;
  now.cash = Money::fen(3'200);
  stand.feed(ShiftsAnswered{.act = ShiftAct::read, .running = now, .uncounted = left});
  stand.choose(ShiftPlace::count);
  EXPECT_EQ(expected_in_drawer(stand.till), Money::fen(27'600 + 3'200));
  stand.ask(CloseUncounted{});
  EXPECT_EQ(stand.count<AskShifts>(), 1u) << "it was left uncounted once already";
  stand.key_in("308");
  stand.ask(ConfirmShift{});
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.last<AskShifts>().act, ShiftAct::count);
  EXPECT_EQ(stand.last<AskShifts>().shift, 2);
  EXPECT_EQ(stand.last<AskShifts>().amount, Money::fen(30'800));
}

TEST(ShiftDesk, TheDrawerOpensOnlyAfterItsEntry) {
  Drawer stand;
  stand.open();
  stand.choose(ShiftPlace::drawer);
  stand.ask(ConfirmShift{});
  EXPECT_TRUE(stand.says("shift_reason_first"));
  stand.ask(ChooseReason{"check"});
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.count<OpenDrawerByHand>(), 0u);
  stand.feed(ShiftsAnswered{.act = ShiftAct::drawer, .error = core::Error{core::Errc::disk_full, "", ""}});
  EXPECT_EQ(stand.count<OpenDrawerByHand>(), 0u) << "what is not recorded does not happen";
  stand.ask(ConfirmShift{});
  stand.feed(ShiftsAnswered{.act = ShiftAct::drawer, .running = running()});
  EXPECT_EQ(stand.count<OpenDrawerByHand>(), 1u);
}

TEST(ShiftDesk, CashIsMovedWithAnAmountAndAReasonAndByRight) {
  Drawer stand;
  stand.open();
  stand.choose(ShiftPlace::cash_out);
  stand.ask(ConfirmShift{});
  EXPECT_TRUE(stand.says("shift_amount_first"));
  stand.key_in("50");
  stand.ask(ConfirmShift{});
  EXPECT_TRUE(stand.says("shift_reason_first"));
  stand.ask(ChooseReason{"bank"});
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.last<AskShifts>().act, ShiftAct::move);
  EXPECT_TRUE(stand.last<AskShifts>().out);
  EXPECT_EQ(stand.last<AskShifts>().amount, Money::fen(5'000));
}

TEST(ShiftDesk, WhoMayNotMoveCashIsApprovedForThisAmountAndBothAreNamed) {
  Drawer stand;
  stand.feed(StaffReplaced{std::make_shared<const core::StaffList>(core::StaffList{
      "C-0001", std::string(64, '7'), {{"S-AAAAAA", "1", "王芳", "b", "", {}}, {"S-BBBBBB", "2", "李强", "b", "", {"approve"}}}})});
  stand.feed(StaffChecked{"S-AAAAAA", SecretKind::card, 0});
  stand.open();
  stand.choose(ShiftPlace::cash_in);
  stand.key_in("50");
  stand.ask(ChooseReason{"bank"});
  stand.ask(ConfirmShift{});
  EXPECT_EQ(stand.till.state, State::approving);
  EXPECT_EQ(stand.till.staff.asking->amount, Money::fen(5'000));
  stand.feed(Scanned{barcode::CardCode{{1, 2, 3}, "…"}});
  stand.feed(StaffChecked{"S-BBBBBB", SecretKind::card, 0});
  EXPECT_EQ(stand.till.state, State::shifts);
  EXPECT_EQ(stand.till.shifts.step, ShiftStep::moving);
  EXPECT_EQ(stand.last<AskShifts>().operator_reference, "S-AAAAAA");
  EXPECT_EQ(stand.last<AskShifts>().second_reference, "S-BBBBBB");
  EXPECT_EQ(stand.last<AskShifts>().amount, Money::fen(5'000));
}

TEST(ShiftDesk, EachStepLeadsBackAndAScanThereIsRefused) {
  Drawer stand;
  stand.open();
  for (const ShiftPlace place : {ShiftPlace::close, ShiftPlace::cash_in, ShiftPlace::cash_out, ShiftPlace::drawer, ShiftPlace::sums}) {
    stand.choose(place);
    EXPECT_NE(stand.till.shifts.step, ShiftStep::menu);
    stand.scan(support::walnuts);
    EXPECT_TRUE(stand.says("scan_refused_shifts"));
    stand.ask(Back{});
    EXPECT_EQ(stand.till.shifts.step, ShiftStep::menu);
  }
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::more);
  EXPECT_TRUE(stand.till.cart.lines.empty());
}

}  // namespace
}  // namespace zhuangui::till

#include <algorithm>
#include <charconv>
#include <utility>

#include "steps.h"

// The drawer and its shifts: opened, counted blind, closed; cash moved; the drawer opened without a sale. What they come to
// is the journal's; here is what a person enters, and in which order.

namespace zhuangui::till {
namespace {

constexpr std::int64_t pieces_max = 99'999;

bool is_at(const Working& work, ShiftStep step) {
  return work.till.state == State::shifts && work.till.shifts.step == step && !work.till.shifts.asked;
}

void go_to(Working& work, ShiftStep step) {
  work.till.shifts.step = step;
  work.till.entered.clear();
  ++work.till.screen;  // other words and buttons stand there now
}

AskShifts begin_act(const Working& work, ShiftAct act) {
  AskShifts ask;
  ask.act = act;
  ask.operator_reference = who(work.till);
  ask.second_reference = second(work.till);
  ask.reason = work.till.shifts.reason;
  return ask;
}

void ask_journal_of_shifts(Working& work, AskShifts ask) {
  work.till.shifts.asked = true;
  work.till.notices.clear();
  work.effects.push_back(std::move(ask));
}

std::int64_t digits_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The pieces that stand on the pad belong to the denomination that is counted.
void keep_pieces(Till& till) {
  Shifts& shifts = till.shifts;
  if (shifts.step == ShiftStep::counting && shifts.denomination > 0) shifts.pieces.at(shifts.denomination - 1) = digits_of(till.entered);
}

void begin_counting(Working& work, bool late) {
  Shifts& shifts = work.till.shifts;
  shifts.late = late;
  shifts.denomination = 0;
  shifts.pieces = {};
  shifts.counted.reset();
  shifts.first_counted.reset();
  shifts.reason.clear();
  go_to(work, ShiftStep::counting);
}

void show_sums(Working& work, core::ShiftReport report) {
  work.till.shifts.shown = std::move(report);
  work.till.shifts.printed = false;
  go_to(work, ShiftStep::sums);
}

void confirm_opening(Working& work) {
  const auto amount = work.till.entered.empty() ? std::optional{core::Money{}} : entered_money(work.till);
  if (!amount) return work.sound(false);
  AskShifts ask = begin_act(work, ShiftAct::open);
  ask.amount = *amount;
  ask_journal_of_shifts(work, std::move(ask));
}

// Blind: what should be there is shown only now, and a first count that is corrected stays in the entry.
void confirm_counting(Working& work) {
  Shifts& shifts = work.till.shifts;
  keep_pieces(work.till);
  const auto counted = counted_money(work.till);
  if (!counted) return refuse(work, "shift_count_first", {});
  if (shifts.counted && *shifts.counted != *counted && !shifts.first_counted) shifts.first_counted = shifts.counted;
  shifts.counted = counted;
  shifts.reason.clear();
  work.till.notices.clear();
  go_to(work, ShiftStep::settling);
}

void confirm_settling(Working& work) {
  const Shifts& shifts = work.till.shifts;
  const bool differs = *shifts.counted != expected_in_drawer(work.till);
  if (differs && shifts.reason.empty()) return refuse(work, "shift_reason_first", {});
  AskShifts ask = begin_act(work, shifts.late ? ShiftAct::count : ShiftAct::close);
  if (!differs) ask.reason.clear();
  ask.counted = shifts.counted;
  ask.first_counted = shifts.first_counted;
  ask.amount = *shifts.counted;
  if (shifts.late) ask.shift = shifts.uncounted->shift;
  ask_journal_of_shifts(work, std::move(ask));
}

void confirm_moving(Working& work) {
  const auto amount = entered_money(work.till);
  if (!amount || *amount == core::Money{}) return refuse(work, "shift_amount_first", {});
  if (work.till.shifts.reason.empty()) return refuse(work, "shift_reason_first", {});
  if (!may_or_ask(work, core::right::cash_move, *amount, ConfirmShift{})) return;
  AskShifts ask = begin_act(work, ShiftAct::move);
  ask.amount = *amount;
  ask.out = work.till.shifts.out;
  ask_journal_of_shifts(work, std::move(ask));
}

void confirm_drawer(Working& work) {
  if (work.till.shifts.reason.empty()) return refuse(work, "shift_reason_first", {});
  if (may_or_ask(work, core::right::open_drawer, {}, ConfirmShift{})) ask_journal_of_shifts(work, begin_act(work, ShiftAct::drawer));
}

}  // namespace

std::optional<core::Money> counted_money(const Till& till) {
  const Shifts& shifts = till.shifts;
  std::int64_t sum_fen = 0;
  bool any = false;
  for (std::size_t i = 0; i < denominations_fen.size(); ++i) {
    const bool now = shifts.denomination == i + 1;
    const std::int64_t pieces = now ? digits_of(till.entered) : shifts.pieces[i];
    any = any || pieces > 0 || (now && !till.entered.empty());
    sum_fen += pieces * denominations_fen[i];
  }
  if (any) return core::Money::fen(sum_fen);
  return shifts.denomination == 0 ? entered_money(till) : std::nullopt;
}

core::Money expected_in_drawer(const Till& till) {
  const Shifts& shifts = till.shifts;
  if (!shifts.running) return {};
  if (!shifts.late || !shifts.uncounted) return shifts.running->expected();
  const core::ShiftReport& since = *shifts.running;
  return shifts.uncounted->expected() + (since.opened ? core::Money{} : since.cash - since.cash_back + since.moved_in - since.moved_out);
}

const std::vector<std::string>& shift_reasons(ShiftStep step) {
  static const std::vector<std::string> differences{"wrong_change", "not_rung", "unknown", "other"};
  static const std::vector<std::string> moves{"small_change", "bank", "expense", "other"};
  static const std::vector<std::string> openings{"check", "small_change", "stuck", "other"};
  static const std::vector<std::string> none;
  switch (step) {
    case ShiftStep::settling: return differences;
    case ShiftStep::moving: return moves;
    case ShiftStep::drawer: return openings;
    default: return none;
  }
}

void open_shifts(Working& work) {
  if (work.till.state != State::more) return;
  work.till.shifts = {};
  work.go(State::shifts);
  ask_journal_of_shifts(work, begin_act(work, ShiftAct::read));
}

void choose_shift_place(Working& work, ShiftPlace place) {
  Shifts& shifts = work.till.shifts;
  if (!is_at(work, ShiftStep::menu) || !shifts.running) return;
  work.till.notices.clear();
  shifts.reason.clear();
  const Intent again = ChooseShiftPlace{place};
  switch (place) {
    case ShiftPlace::open:
      if (!shifts.running->opened && may_or_ask(work, core::right::shift, {}, again)) go_to(work, ShiftStep::opening);
      return;
    case ShiftPlace::close:
      if (!shifts.running->business_day.empty() && may_or_ask(work, core::right::shift, {}, again)) begin_counting(work, false);
      return;
    case ShiftPlace::count:
      if (shifts.uncounted && may_or_ask(work, core::right::shift, {}, again)) begin_counting(work, true);
      return;
    case ShiftPlace::sums:
      if (may_or_ask(work, core::right::shift_sums, {}, again)) show_sums(work, *shifts.running);
      return;
    case ShiftPlace::cash_in:
    case ShiftPlace::cash_out:
      shifts.out = place == ShiftPlace::cash_out;
      return go_to(work, ShiftStep::moving);
    case ShiftPlace::drawer: return go_to(work, ShiftStep::drawer);
  }
}

void choose_denomination(Working& work, std::size_t number) {
  if (!is_at(work, ShiftStep::counting) || number > denominations_fen.size()) return;
  keep_pieces(work.till);
  Shifts& shifts = work.till.shifts;
  shifts.denomination = number;
  work.till.entered.clear();
  if (number > 0 && shifts.pieces[number - 1] > 0) work.till.entered = std::to_string(shifts.pieces[number - 1]);
  if (number == 0) shifts.pieces = {};  // the sum is entered instead
}

void choose_reason(Working& work, const std::string& reason) {
  if (work.till.state != State::shifts || work.till.shifts.asked) return;
  const auto& known = shift_reasons(work.till.shifts.step);
  if (std::find(known.begin(), known.end(), reason) == known.end()) return;
  work.till.shifts.reason = reason;
  work.unsay("shift_reason_first");
}

void press_shift(Working& work, char key) {
  const Shifts& shifts = work.till.shifts;
  const bool takes = shifts.step == ShiftStep::opening || shifts.step == ShiftStep::counting || shifts.step == ShiftStep::moving;
  if (!takes || shifts.asked) return;
  const auto longer = with_key(work.till.entered, key);
  const bool pieces = shifts.step == ShiftStep::counting && shifts.denomination > 0;
  if (!longer || (pieces && (longer->find('.') != std::string::npos || digits_of(*longer) > pieces_max))) return work.sound(false);
  work.till.entered = *longer;
}

void confirm_shift(Working& work) {
  if (work.till.state != State::shifts || work.till.shifts.asked) return;
  switch (work.till.shifts.step) {
    case ShiftStep::opening: return confirm_opening(work);
    case ShiftStep::counting: return confirm_counting(work);
    case ShiftStep::settling: return confirm_settling(work);
    case ShiftStep::moving: return confirm_moving(work);
    case ShiftStep::drawer: return confirm_drawer(work);
    default: return;
  }
}

void close_uncounted(Working& work) {
  if (!is_at(work, ShiftStep::counting) || work.till.shifts.late) return;
  ask_journal_of_shifts(work, begin_act(work, ShiftAct::close));
}

void print_shift(Working& work) {
  if (!is_at(work, ShiftStep::sums) || work.till.shifts.printed) return;
  work.till.shifts.printed = true;
  work.effects.push_back(PrintShiftReport{*work.till.shifts.shown});
}

void shifts_answered(Working& work, const ShiftsAnswered& event) {
  Shifts& shifts = work.till.shifts;
  if (work.till.state != State::shifts || !shifts.asked) return;
  shifts.asked = false;
  if (event.error) {
    work.say("not_recorded", {core::errc_name(event.error->code)}, Weight::danger);
    return work.sound(false);
  }
  shifts.running = event.running;
  shifts.uncounted = event.uncounted;
  if (event.act == ShiftAct::read) return;
  work.sound(true);
  shifts.counted.reset();
  shifts.first_counted.reset();
  if (event.done) {
    show_sums(work, *event.done);
    return print_shift(work);
  }
  if (event.act == ShiftAct::drawer) work.effects.push_back(OpenDrawerByHand{});
  go_to(work, ShiftStep::menu);
  work.say(event.act == ShiftAct::open ? "shift_opened" : event.act == ShiftAct::drawer ? "drawer_opened" : "cash_moved", {}, Weight::information);
}

bool back_in_shifts(Working& work) {
  Shifts& shifts = work.till.shifts;
  if (work.till.state != State::shifts || shifts.step == ShiftStep::menu) return false;
  if (shifts.asked) return true;  // the journal's answer decides where it goes on
  work.till.notices.clear();
  if (shifts.step != ShiftStep::settling) {
    go_to(work, ShiftStep::menu);
    return true;
  }
  go_to(work, ShiftStep::counting);  // counted again; what was counted first stays
  if (shifts.denomination > 0 && shifts.pieces[shifts.denomination - 1] > 0)
    work.till.entered = std::to_string(shifts.pieces[shifts.denomination - 1]);
  return true;
}

}  // namespace zhuangui::till

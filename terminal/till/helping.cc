#include <algorithm>
#include <utility>

#include "steps.h"

// A buyer calls somebody of the counter, for help or to pay in cash. Who comes opens the same screen with all its buttons,
// with the counter's PIN or card where one is set, and hands it back.

namespace zhuangui::till {
namespace {

void open_call(Working& work, Call call) {
  Till& till = work.till;
  call.since = work.now.wall;
  call.since_ms = work.now.monotonic_ms;
  std::string sale = till.cart.sale;
  for (const core::ParkedCart& one : till.parked)
    if (one.number == call.number) sale = one.cart.sale;
  work.effects.push_back(CallHelp{call.reason, state_name(call.from), std::move(sale)});
  if (!till.committing) till.notices.clear();
  till.call = std::move(call);
  work.go(State::calling);
}

/// Back to where it was called from, before a buyer or before who came.
void go_back(Working& work, Call call) {
  if (call.reason == CallReason::cash) {
    work.go(State::selling);
    const bool changed = take_up(work, call.number);
    if (changed || work.till.cart.lines.empty()) return;
    return is_self_service(work.till) ? work.go(State::paying) : go_paying_exactly(work);
  }
  if (call.from == State::paid) work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  if (call.from == State::set_aside) work.till.set_aside_until_ms = work.now.monotonic_ms + set_aside_ms;
  work.go(call.from);
  work.till.entered = std::move(call.entered);
}

void come(Working& work) {
  Call call = *work.till.call;
  end_call(work, "answered");
  if (call.from == State::idle) {  // nothing to clear there: what else a person of the counter can do
    work.till.home = State::idle;
    call.from = State::more;
  }
  work.till.staff_here = true;
  go_back(work, std::move(call));
}

bool is_under_way(State state) {
  return state == State::starting || state == State::enrolling || state == State::committing || state == State::calling ||
         state == State::proving || state == State::locked;
}

}  // namespace

bool may_call(const Till& till) { return is_self_service(till) && !is_under_way(till.state); }

void call_staff(Working& work) {
  if (!may_call(work.till)) return;
  open_call(work, {CallReason::help, work.till.state, work.till.entered, 0, {}, 0, false});
}

void call_for_cash(Working& work) {
  if (work.till.state != State::paying || work.till.committing) return;
  work.till.payment = {};  // nothing of it was written down: who comes takes all of it, and a quota can be used then too
  if (!set_cart_aside(work, core::ParkReason::cash)) return refuse(work, "parked_full", {});
  open_call(work, {CallReason::cash, State::paying, {}, work.till.parked.back().number, {}, 0, false});
}

void answer_call(Working& work) {
  if (work.till.state != State::calling || !work.till.call) return;
  if (!work.till.lock.has_secret()) return come(work);
  work.till.staff_wish = StaffWish::answer;
  work.go(State::proving);
}

void withdraw_call(Working& work) {
  if (work.till.state != State::calling || !work.till.call) return;
  Call call = *work.till.call;
  end_call(work, "withdrawn");
  go_back(work, std::move(call));
}

void set_aside_while_calling(Working& work) {
  Till& till = work.till;
  if (till.state != State::calling || !till.call || till.committing) return;
  std::int64_t number = till.call->number;
  for (core::ParkedCart& parked : till.parked) {  // it waits for its buyer now, not for the cash
    if (parked.number != number) continue;
    parked.reason = core::ParkReason::asked;
    work.effects.push_back(ParkCart{parked, till.next_sale_number});
  }
  if (number == 0) {
    if (till.cart.lines.empty()) return;
    if (!set_cart_aside(work, core::ParkReason::asked)) return refuse(work, "parked_full", {});
    number = till.parked.back().number;
  }
  end_call(work, "parked");
  show_set_aside(work, number);
}

void end_call(Working& work, const char* outcome) {
  if (!work.till.call) return;
  const std::int64_t waited_ms = std::max<std::int64_t>(0, work.now.monotonic_ms - work.till.call->since_ms);
  work.effects.push_back(EndHelp{outcome, waited_ms / 1'000});
  work.till.call.reset();
}

void show_set_aside(Working& work, std::int64_t number) {
  work.till.set_aside_number = number;
  work.till.set_aside_until_ms = work.now.monotonic_ms + set_aside_ms;
  work.till.notices.clear();
  work.go(State::set_aside);
}

void enter_staff(Working& work) {
  if (work.till.state != State::more || !is_self_service(work.till)) return;
  work.till.staff_wish = StaffWish::more;
  if (!work.till.lock.has_secret()) return proven(work);
  work.go(State::proving);
}

void proven(Working& work) {
  work.till.notices.clear();
  if (work.till.staff_wish == StaffWish::answer && work.till.call) return come(work);
  work.till.staff_here = true;
  work.go(State::more);
}

void back_from_proving(Working& work) {
  if (work.till.state != State::proving) return;
  work.till.notices.clear();
  work.go(work.till.staff_wish == StaffWish::answer && work.till.call ? State::calling : State::more);
}

void leave_staff(Working& work) {
  Till& till = work.till;
  if (!till.staff_here || till.state == State::committing || till.committing || till.returning.committing) return;
  till.notices.clear();
  if (till.state == State::paid) return finish(work);
  if (till.state == State::refunded) finish_return(work);
  if (till.state == State::returning) leave_returning(work);
  till.staff_here = false;
  work.go(is_beside(till.state) ? till.home : till.state);
}

}  // namespace zhuangui::till

#include <algorithm>
#include <utility>

#include "steps.h"

// Nobody touches the screen any more. A buyer who has goods in the cart is asked, and after a countdown everybody can see
// the cart is set aside for the counter to find; who of the counter has gone is not there any more.

namespace zhuangui::till {
namespace {

/// Where a cart may lie before a buyer.
bool is_before_a_buyer(const Till& till) {
  if (!is_self_service(till) || till.committing) return false;
  return till.state == State::selling || till.state == State::paying || till.state == State::calling || is_beside(till.state);
}

std::optional<std::int64_t> asks_at(const Till& till) {
  if (!is_before_a_buyer(till) || till.still_there_until_ms != 0) return std::nullopt;
  const bool calling = till.state == State::calling;
  if (till.cart.lines.empty() && !calling && till.state != State::selling) return std::nullopt;  // goes by itself: untouched_ms
  return till.touched_ms + (calling ? caller_waits_ms : still_there_after_ms);
}

std::optional<std::int64_t> staff_gone_at(const Till& till) {
  if (!till.staff_here || till.committing || till.state == State::committing || till.returning.committing) return std::nullopt;
  return till.touched_ms + staff_stays_ms;
}

void leave(Working& work) {
  Till& till = work.till;
  if (till.call && till.call->from == State::paid) till.last.reset();
  end_call(work, "left");
  if (!till.cart.lines.empty()) set_cart_aside(work, core::ParkReason::abandoned);
  till.undo.reset();
  till.notices.clear();
  work.go(State::idle);
  // Nothing lies there any more, or there was no number for it.
  if (core::Cart cart = std::exchange(till.cart, {}); !cart.sale.empty())
    work.effects.push_back(AbandonCart{std::move(cart), "timeout"});
}

void ask_whether_still_there(Working& work) {
  if (work.till.cart.lines.empty() && !work.till.call) return leave(work);
  work.till.confirm_clear = false;
  work.till.still_there_until_ms = work.now.monotonic_ms + still_there_ms;
  work.till.still_there_until = core::WallTime{work.now.wall.utc_ms + still_there_ms};
  ++work.till.screen;  // what was under the finger lies behind the question
}

}  // namespace

std::optional<std::int64_t> leaves_at(const Till& till) {
  std::optional<std::int64_t> due;
  const auto consider = [&due](std::optional<std::int64_t> at) {
    if (at) due = due ? std::min(*due, *at) : *at;
  };
  if (till.call && !till.call->unanswered) consider(till.call->since_ms + unanswered_ms);
  if (till.state == State::set_aside) consider(till.set_aside_until_ms);
  if (till.state == State::proving) consider(till.touched_ms + proving_ms);
  if (till.still_there_until_ms != 0) consider(till.still_there_until_ms);
  consider(asks_at(till));
  consider(staff_gone_at(till));
  return due;
}

void look_whether_left(Working& work) {
  Till& till = work.till;
  const std::int64_t now_ms = work.now.monotonic_ms;
  if (till.call && !till.call->unanswered && now_ms >= till.call->since_ms + unanswered_ms) {
    till.call->unanswered = true;
    ++till.screen;  // more can be pressed now
  }
  if (till.state == State::set_aside && now_ms >= till.set_aside_until_ms) work.go(State::idle);
  if (till.state == State::proving && now_ms >= till.touched_ms + proving_ms) back_from_proving(work);
  if (till.still_there_until_ms != 0 && now_ms >= till.still_there_until_ms) return leave(work);
  if (const auto at = asks_at(till); at && now_ms >= *at) return ask_whether_still_there(work);
  if (const auto at = staff_gone_at(till); at && now_ms >= *at) leave_staff(work);
}

void answer_still_there(Working& work, bool yes) {
  if (work.till.still_there_until_ms == 0) return;
  if (!yes) return leave(work);
  work.till.still_there_until_ms = 0;
  ++work.till.screen;
}

}  // namespace zhuangui::till

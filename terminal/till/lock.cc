#include <algorithm>
#include <utility>

#include "steps.h"

// The screen is covered, the cart under it stays as it is. Who opens it again shows the secret of this counter, or where
// none was set just touches it.

namespace zhuangui::till {
namespace {

using core::pin_digits_max, core::pin_digits_min;
constexpr int tries_at_once = 5;
constexpr std::int64_t first_wait_ms = 30'000, longest_wait_ms = 600'000;

// The fifth wrong one waits half a minute, each further one twice as long as the one before.
std::int64_t wait_after(int wrong_tries) {
  if (wrong_tries < tries_at_once) return 0;
  return std::min(longest_wait_ms, first_wait_ms << std::min(wrong_tries - tries_at_once, 5));
}

void begin_waiting(Working& work) {
  const std::int64_t wait_ms = wait_after(work.till.lock.wrong_tries);
  if (wait_ms == 0) return;
  work.till.lock.wait_until_ms = work.now.monotonic_ms + wait_ms;
  work.till.lock.wait_until = core::WallTime{work.now.wall.utc_ms + wait_ms};
}

// While it is locked the counter's people show who they are, where there is a list of them; its own PIN and card rest then.
bool is_asking_for_people(const Till& till) {
  return till.state == State::approving || (till.state == State::locked && till.staff.has_list());
}

bool is_asking_for_the_present(const Till& till) {
  return is_asking_for_people(till) || till.state == State::locked || till.state == State::proving ||
         (till.state == State::securing && till.secret_step == SecretStep::present);
}

void ask_whether_right(Working& work, SecretKind kind, std::string text) {
  work.till.entered.clear();
  work.till.lock.checking = true;
  work.effects.push_back(CheckSecret{kind, std::move(text)});
}

void ask_for(Working& work, SecretStep step) {
  work.till.secret_step = step;
  work.till.entered.clear();
  ++work.till.screen;  // other words and buttons stand there now
}

void keep_pin(Working& work) {
  const std::string again = std::exchange(work.till.entered, {});
  const std::string first = std::exchange(work.till.fresh_pin, {});
  ask_for(work, SecretStep::fresh);
  if (again != first) return refuse(work, "pins_differ", {});
  work.till.lock.checking = true;
  work.effects.push_back(KeepSecret{SecretKind::pin, again});
}

// As many digits as what is typed there may have.
std::size_t digits_max(const Till& till) {
  if (!is_asking_for_people(till) || (till.staff.asking && till.staff.asking->by_code)) return pin_digits_max;
  return till.staff.number.empty() ? core::staff_number_digits_max : pin_digits_max;
}

}  // namespace

bool must_wait(const Working& work) {
  return work.till.lock.checking || work.now.monotonic_ms < work.till.lock.wait_until_ms;
}

void answer_wrong(Working& work, int wrong_tries) {
  work.till.lock.wrong_tries = wrong_tries;
  begin_waiting(work);
  const int left = tries_at_once - wrong_tries;
  if (left > 0) return refuse(work, "pin_wrong", {std::to_string(left)});
  work.unsay("pin_wrong");
  work.sound(false);  // the screen itself says how long it waits
}

bool may_lock(const Till& till) {
  switch (till.state) {
    case State::starting:
    case State::enrolling:
    case State::committing:
    case State::calling:
    case State::proving:
    case State::refunding:
    case State::locked: return false;
    case State::returning: return !till.returning.committing;
    case State::approving: return !(till.staff.asking && till.staff.asking->from == State::paying && till.committing);
    case State::paying: return !till.committing && till.payment.taken.empty();  // what was taken is not forgotten
    default: return true;
  }
}

void lock_screen(Working& work) {
  if (!may_lock(work.till)) return;
  if (work.till.state == State::approving) leave_approving(work);
  if (work.till.state == State::paid) finish(work);
  if (work.till.state == State::set_aside) work.go(State::idle);
  if (work.till.state == State::refunded) finish_return(work);
  if (work.till.state != State::returning && !is_beside(work.till.state)) work.till.home = work.till.state == State::idle ? State::idle : State::selling;
  work.till.notices.clear();
  work.till.fresh_pin.clear();
  work.till.returning = {};
  work.go(State::locked);
}

void open_lock(Working& work) {
  if (work.till.state == State::locked && !work.till.lock.has_secret() && !work.till.staff.has_list()) work.go(work.till.home);
}

void open_securing(Working& work) {
  if (work.till.state != State::settings || work.till.staff.has_list()) return;
  work.till.secret_step = work.till.lock.has_secret() ? SecretStep::present : SecretStep::fresh;
  work.till.notices.clear();
  work.go(State::securing);
}

void press_pin(Working& work, char key) {
  std::string& text = work.till.entered;
  if (is_asking_for_the_present(work.till) && must_wait(work)) return work.sound(false);
  const std::string digits = key == 'D' ? "00" : std::string(1, key);
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (digits.find_first_not_of("0123456789") == std::string::npos && text.size() + digits.size() <= digits_max(work.till)) text += digits;
  else work.sound(false);
}

void confirm_pin(Working& work) {
  Till& till = work.till;
  if (is_asking_for_people(till)) return confirm_staff(work);
  if (till.state != State::locked && till.state != State::proving && till.state != State::securing) return;
  if (till.state != State::securing && !till.lock.pin) return;
  if (is_asking_for_the_present(till) && must_wait(work)) return work.sound(false);
  if (till.entered.size() < pin_digits_min) return refuse(work, "pin_too_short", {});
  work.unsay("pin_too_short");
  if (is_asking_for_the_present(till)) return ask_whether_right(work, SecretKind::pin, till.entered);
  if (till.secret_step == SecretStep::again) return keep_pin(work);
  till.fresh_pin = till.entered;
  ask_for(work, SecretStep::again);
}

void card_held(Working& work, const std::string& card) {
  Till& till = work.till;
  if (is_asking_for_people(till)) return badge_held(work, card);
  if (is_asking_for_the_present(till)) {
    if (!till.lock.card) return refuse(work, "card_opens_nothing", {});
    if (must_wait(work)) return work.sound(false);
    return ask_whether_right(work, SecretKind::card, card);
  }
  till.fresh_pin.clear();
  ask_for(work, SecretStep::fresh);
  till.lock.checking = true;
  work.effects.push_back(KeepSecret{SecretKind::card, card});
}

void forget_secrets(Working& work) {
  if (work.till.state != State::securing || work.till.secret_step == SecretStep::present || !work.till.lock.has_secret()) return;
  work.till.lock.checking = true;
  work.effects.push_back(ForgetSecrets{});
}

void secret_checked(Working& work, const SecretChecked& event) {
  Till& till = work.till;
  till.lock.checking = false;
  till.lock.wrong_tries = event.wrong_tries;
  if (!is_asking_for_the_present(till)) return;
  if (event.right) {
    work.sound(true);
    work.till.notices.clear();
    till.lock.wait_until_ms = 0;
    if (till.state == State::proving) return proven(work);
    return till.state == State::locked ? work.go(till.home) : ask_for(work, SecretStep::fresh);
  }
  answer_wrong(work, event.wrong_tries);
}

void secret_kept(Working& work, const SecretKept& event) {
  work.till.lock.checking = false;
  work.till.lock.pin = event.pin;
  work.till.lock.card = event.card;
  if (work.till.state == State::securing) work.say(event.pin || event.card ? "secret_kept" : "secret_forgotten", {}, Weight::information);
}

void lock_read(Working& work, const LockRead& event) {
  work.till.lock.pin = event.pin;
  work.till.lock.card = event.card;
  work.till.lock.wrong_tries = event.wrong_tries;
  begin_waiting(work);  // switching it off and on again spares nobody the wait
}

}  // namespace zhuangui::till

#include <utility>

#include "core/entry_kinds.h"
#include "steps.h"

// Who is at the terminal, where the counter has a list of its people; what they may; and the second person, or the office
// over the phone, for what they may not.

namespace zhuangui::till {
namespace {

constexpr std::size_t code_digits = 8;

std::string six_digits(core::WallTime at) {
  std::string digits = std::to_string(at.utc_ms / 1'000 % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

const char* word_of(SecretKind kind) { return kind == SecretKind::card ? "badge" : "pin"; }

void record(Working& work, std::string_view kind, std::string body) { work.effects.push_back(Record{kind, std::move(body)}); }

void leave(Working& work, const char* cause) {
  Staff& staff = work.till.staff;
  if (staff.operator_reference.empty()) return;
  record(work, core::kind::operator_left, core::operator_left_body(staff.operator_reference, cause));
  staff.operator_reference.clear();
}

void entered(Working& work, const std::string& reference, SecretKind kind) {
  Till& till = work.till;
  if (reference != till.staff.operator_reference) {
    leave(work, "switch");
    till.staff.operator_reference = reference;
    record(work, core::kind::operator_entered, core::operator_entered_body(reference, word_of(kind)));
  }
  work.go(till.home);
  work.say("logged_in", {till.staff.at_terminal()->name}, Weight::information);
}

// The act is written before it is done, so that it never stands there without its second person.
void approved(Working& work, std::string second_reference, std::string how) {
  Staff& staff = work.till.staff;
  const Asking asking = *staff.asking;  // leave_approving() still needs it whole
  leave_approving(work);
  core::Approval approval{asking.act, asking.amount, staff.operator_reference, std::move(second_reference), std::move(how), {}};
  if (asking.by_code) approval.challenge = asking.challenge;
  record(work, core::kind::act_approved, core::act_approved_body(approval));
  work.sound(true);
  staff.approved = std::move(approval);
  answer_intent(work, asking.again);
  staff.approved.reset();
}

void ask_who(Working& work, SecretKind kind, std::vector<CheckStaff::Candidate> candidates, std::string text) {
  work.till.entered.clear();
  work.till.lock.checking = true;
  work.effects.push_back(CheckStaff{kind, std::move(candidates), std::move(text)});
}

void ask_for_code(Working& work) {
  const Asking& asking = *work.till.staff.asking;
  std::string code = std::exchange(work.till.entered, {});
  work.till.lock.checking = true;
  const core::StaffList& list = *work.till.staff.list;
  work.effects.push_back(CheckApprovalCode{list.approval_key, asking.act, asking.amount, work.till.terminal, list.counter, asking.challenge, std::move(code)});
}

}  // namespace

void staff_replaced(Working& work, const StaffReplaced& event) {
  Staff& staff = work.till.staff;
  const bool is_first = !staff.has_list();
  staff.list = event.staff;
  if (work.till.state == State::approving && !staff.has_list()) leave_approving(work);
  if (!staff.operator_reference.empty() && !staff.at_terminal()) leave(work, "list");
  // From the first list on people say who they are; nobody is interrupted at a cart.
  if (is_first && staff.has_list() && work.till.state == State::idle && work.till.mode == Mode::attended) lock_screen(work);
}

void open_login(Working& work) {
  const State from = work.till.state;
  if (work.till.staff.has_list() && (from == State::idle || from == State::selling || from == State::more)) lock_screen(work);
}

void log_out(Working& work) {
  if (!work.till.staff.has_list() || work.till.staff.operator_reference.empty()) return;
  leave(work, "logout");
  lock_screen(work);
}

void confirm_staff(Working& work) {
  Till& till = work.till;
  if (must_wait(work)) return work.sound(false);
  if (till.staff.asking && till.staff.asking->by_code) {
    if (till.entered.size() != code_digits) return refuse(work, "approval_code_short", {});
    return ask_for_code(work);
  }
  if (till.staff.number.empty()) {
    if (till.entered.empty()) return work.sound(false);
    std::string number = std::exchange(till.entered, {});
    till.staff.number = std::move(number);
    ++till.screen;  // other words stand there now
    return;
  }
  if (till.entered.size() < core::pin_digits_min) return refuse(work, "pin_too_short", {});
  work.unsay("pin_too_short");
  std::vector<CheckStaff::Candidate> candidates;  // none: as wrong as a wrong PIN, and as slow to try
  const core::StaffMember* member = till.staff.list->with_number(till.staff.number);
  if (member && !member->pin_hash.empty()) candidates.push_back({member->reference, member->pin_hash});
  ask_who(work, SecretKind::pin, std::move(candidates), till.entered);
}

void badge_held(Working& work, const std::string& badge) {
  if (must_wait(work)) return work.sound(false);
  std::vector<CheckStaff::Candidate> candidates;
  for (const core::StaffMember& member : work.till.staff.list->members)
    if (!member.badge_hash.empty()) candidates.push_back({member.reference, member.badge_hash});
  ask_who(work, SecretKind::card, std::move(candidates), badge);
}

void staff_checked(Working& work, const StaffChecked& event) {
  Till& till = work.till;
  till.lock.checking = false;
  till.lock.wrong_tries = event.wrong_tries;
  const core::StaffMember* member = till.staff.has_list() ? till.staff.list->find(event.reference) : nullptr;
  if ((till.state != State::locked && till.state != State::approving) || !till.staff.has_list()) return;
  if (!member) return answer_wrong(work, event.wrong_tries);
  till.lock.wait_until_ms = 0;
  till.notices.clear();
  if (till.state == State::locked) {
    work.sound(true);
    return entered(work, member->reference, event.kind);
  }
  till.staff.number.clear();
  ++till.screen;
  if (!till.staff.asking || till.staff.asking->by_code) return;  // the way to approve was changed meanwhile
  if (member->reference == till.staff.operator_reference || !member->may(core::right::approve)) return refuse(work, "may_not_approve", {member->name});
  approved(work, member->reference, word_of(event.kind));
}

bool may_or_ask(Working& work, std::string_view right, core::Money amount, Intent again) {
  return work.till.staff.may(right) || second_or_ask(work, right, amount, std::move(again));
}

bool second_or_ask(Working& work, std::string_view right, core::Money amount, Intent again) {
  Staff& staff = work.till.staff;
  if (staff.approved && staff.approved->act == right && staff.approved->amount == amount) return true;
  if (work.till.state == State::approving) return false;
  const std::string standing = work.till.entered;
  const State from = work.till.state;
  work.till.notices.clear();
  work.go(State::approving);
  staff.asking = Asking{std::string{right}, amount, six_digits(work.now.wall), std::move(again), from, standing, false};
  return false;
}

std::string who(const Till& till) { return till.staff.operator_reference; }
std::string second(const Till& till) { return till.staff.approved ? till.staff.approved->second_reference : std::string{}; }

void use_approval_code(Working& work) {
  if (work.till.state != State::approving || must_wait(work)) return;
  Asking& asking = *work.till.staff.asking;
  asking.by_code = !asking.by_code;
  work.till.staff.number.clear();
  work.till.entered.clear();
  work.till.notices.clear();
  ++work.till.screen;
}

void approval_code_checked(Working& work, const ApprovalCodeChecked& event) {
  Till& till = work.till;
  till.lock.checking = false;
  till.lock.wrong_tries = event.wrong_tries;
  if (till.state != State::approving || !till.staff.asking || !till.staff.asking->by_code) return;
  if (!event.right) return answer_wrong(work, event.wrong_tries);
  till.lock.wait_until_ms = 0;
  till.notices.clear();
  approved(work, {}, "code");
}

void leave_approving(Working& work) {
  if (work.till.state != State::approving || !work.till.staff.asking) return;
  const Asking asking = std::move(*work.till.staff.asking);
  work.till.staff.asking.reset();
  work.till.notices.clear();
  work.go(asking.from);
  work.till.entered = asking.entered;
}

}  // namespace zhuangui::till

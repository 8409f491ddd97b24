#include "core/staff.h"
#include "steps.h"

// 职工卡: held, looked up, shown for three seconds with a way out, and then it pays, from the wage or a 慰问额度.

namespace zhuangui::till {
namespace {

bool takes_a_card(const Till& till) {
  if (till.state == State::selling) return !till.cart.lines.empty();
  return till.state == State::paying && (is_between_parts(till.payment.step) || till.payment.step == PayStep::card_awaited) &&
         !payment_plan(till).is_paid();
}

const core::Holder* holder_of(const Till& till) {
  return till.lists.holders ? till.lists.holders->find(till.payment.part.holder) : nullptr;
}

bool already_pays(const Till& till, const std::string& holder) {
  for (const core::Tender& part : till.payment.taken)
    if (part.kind == core::TenderKind::card && part.holder == holder) return true;
  return false;
}

// Blocked is the card, not the quota: somebody of the counter may take a signature for that.
const char* refusal_of(const Working& work) {
  return work.till.payment.part.kind == core::TenderKind::quota ? "quota_refused" : "card_refused";
}

}  // namespace

void card_refused(Working& work, std::string code, std::vector<std::string> arguments) {
  drop_part(work);
  refuse(work, std::move(code), std::move(arguments));
}

void wait_for(Working& work, PayStep step, std::int64_t ms) {
  start_part(work, step, work.till.payment.part);
  work.till.payment.until_ms = work.now.monotonic_ms + ms;
}

void choose_card(Working& work) {
  if (work.till.state != State::paying || refuses_while_in_doubt(work) || !takes_a_card(work.till)) return;
  if (!tenders_here(work.till, work.now.wall).card) return;
  const auto amount = next_part(work);
  if (!amount) return;
  work.till.payment.part = {.kind = core::TenderKind::card, .amount = *amount};
  wait_for(work, PayStep::card_awaited, card_step_ms);
}

// Over goods it pays all of them at once; while paying, what is on the pad or all that is left.
void card_presented(Working& work, const std::string& card) {
  Till& till = work.till;
  if (till.state == State::committing) return refuse(work, "scan_refused_committing", {});
  if (refuses_while_in_doubt(work)) return;
  if (!takes_a_card(till)) return refuse(work, till.state == State::paying ? "card_under_way" : "card_needs_goods", {});
  if (till.state == State::selling) begin_paying(work);  // start_part() takes the notices away
  if (till.state != State::paying || payment_plan(till).is_paid()) return;
  if (is_between_parts(till.payment.step)) {
    const auto amount = next_part(work);
    if (!amount) return;
    till.payment.part = {.kind = core::TenderKind::card, .amount = *amount};
  }
  wait_for(work, PayStep::card_looked_up, card_step_ms);
  work.effects.push_back(IdentifyCard{till.lists.holders, card});
}

void card_identified(Working& work, const CardIdentified& event) {
  Till& till = work.till;
  if (till.state != State::paying || till.payment.step != PayStep::card_looked_up) return;
  if (!event.looked_up) return card_refused(work, "card_not_looked_up", {});
  till.payment.part.holder = event.holder;
  till.payment.holder_taken = event.taken;
  till.payment.wrong_pins = event.wrong_pins;
  if (!holder_of(till)) return card_refused(work, "card_unknown", {});
  if (asks_for_quota(work)) return wait_for(work, PayStep::quotas, card_step_ms);
  if (till.payment.part.kind == core::TenderKind::quota) return card_refused(work, "quota_refused", {"none"});
  charge_wage(work);
}

void charge_wage(Working& work) {
  Till& till = work.till;
  const core::Holder* holder = holder_of(till);
  if (!holder) return card_refused(work, "card_unknown", {});
  const core::HolderTaken taken = till.payment.holder_taken;
  till.payment.part.kind = core::TenderKind::card;
  if (already_pays(till, holder->reference)) return card_refused(work, "part_twice", {});
  const core::Money amount = till.payment.part.amount;
  const auto why = core::why_card_refused(*till.lists.holders, *holder, amount, taken, core::shanghai_date(work.now.wall));
  if (why) return card_refused(work, "card_refused", {core::card_refusal_name(*why), core::yuan_text(core::card_room(*holder, taken))});
  if (!core::card_needs_pin(*holder, amount, taken)) return wait_for(work, PayStep::card_shown, card_shown_ms);
  if (till.payment.wrong_pins >= wrong_pins_max) return card_refused(work, "card_refused", {"pin_blocked"});
  wait_for(work, PayStep::card_pin, card_step_ms);
}

void confirm_holder_pin(Working& work) {
  Till& till = work.till;
  const core::Holder* holder = holder_of(till);
  if (!holder || till.payment.checking) return work.sound(false);
  if (!core::is_pin(till.entered)) return refuse(work, "pin_too_short", {});
  work.till.notices.clear();
  till.payment.checking = true;
  till.payment.until_ms = work.now.monotonic_ms + card_step_ms;
  work.effects.push_back(CheckHolderPin{holder->reference, holder->pin_hash, till.entered});
  till.entered.clear();
}

void holder_pin_checked(Working& work, const HolderPinChecked& event) {
  Till& till = work.till;
  if (till.state != State::paying || till.payment.step != PayStep::card_pin || !till.payment.checking) return;
  till.payment.checking = false;
  if (!event.looked_up) return card_refused(work, "card_not_looked_up", {});
  if (event.right) {
    return prove_with(work, "pin");
  }
  till.payment.wrong_pins = event.wrong_pins;
  if (event.wrong_pins >= wrong_pins_max) return card_refused(work, refusal_of(work), {"pin_blocked"});
  refuse(work, "card_pin_wrong", {std::to_string(wrong_pins_max - event.wrong_pins)});
}

// Shown long enough: it pays. Nobody came, or no PIN: back to counting, and nothing was taken.
void card_time_over(Working& work) {
  if (work.till.state != State::paying) {
    work.till.payment.until_ms = 0;
    return;
  }
  if (work.till.payment.step == PayStep::card_shown) return finish_part(work);
  if (work.till.payment.step == PayStep::quota_asked) return card_refused(work, "quota_refused", {"no_county"});
  card_refused(work, "card_time_over", {});
}

}  // namespace zhuangui::till

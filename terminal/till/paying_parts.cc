#include <algorithm>
#include <utility>

#include "steps.h"

// A sum paid in parts. Nothing is written down before all is paid: until then each part can be given back.

namespace zhuangui::till {
namespace {

bool is_counting(Working& work) {
  if (work.till.state != State::paying || refuses_while_in_doubt(work)) return false;
  return is_between_parts(work.till.payment.step) && !payment_plan(work.till).is_paid();
}

// Other words and buttons stand there now.
void go_to(Working& work, PayStep step) {
  work.till.payment.step = step;
  work.till.payment.until_ms = 0;
  work.till.payment.checking = false;
  work.till.entered.clear();
  work.till.entered_by_shortcut = false;
  ++work.till.screen;
}

}  // namespace

core::PaymentPlan payment_plan(const Till& till) { return payment_plan(till, promoted(till).cart); }

core::PaymentPlan payment_plan(const Till& till, core::PricedCart priced) {
  core::PaymentPlan plan{std::move(priced), till.lists.settings.rounding, {}};
  plan.taken = till.payment.taken;
  return plan;
}

core::Money spent_on(const Till& till, const std::string& document) {
  const auto found = till.spent.find(document);
  return found == till.spent.end() ? core::Money{} : found->second;
}

TendersHere tenders_here(const Till& till, core::WallTime now) {
  TendersHere here;
  here.card = till.lists.holders && !till.lists.holders->members.empty();
  if (is_self_service(till)) return here;  // the others want a person of the counter
  here.quota = here.card && till.lists.quotas && !till.lists.quotas->quotas.empty();
  here.code = till.lists.settings.shop_code;
  const core::Date today = core::shanghai_date(now);
  if (till.lists.orders)
    for (const core::PurchaseOrder& order : till.lists.orders->orders)
      here.account = here.account || core::order_room(order, spent_on(till, order.number), today) > core::Money{};
  return here;
}

void begin_paying(Working& work) {
  work.till.undo.reset();
  work.till.payment = {};
  take_better_prices(work);
  if (take_pickup_part(work)) work.go(State::paying);
}

std::optional<core::Money> next_part(Working& work) {
  const core::Money left = payment_plan(work.till).left();
  const core::Money asked = entered_money(work.till).value_or(core::Money{});
  if (asked == core::Money{}) return left;
  if (asked <= left) return asked;
  refuse(work, "part_too_high", {core::yuan_text(left)});
  return std::nullopt;
}

void start_part(Working& work, PayStep step, core::Tender part) {
  work.till.notices.clear();
  work.till.payment.part = std::move(part);
  go_to(work, step);
}

void drop_part(Working& work) {
  work.till.payment.part = {};
  work.till.payment.holder_taken = {};
  go_to(work, PayStep::counting);
}

bool has_document(const std::vector<core::Tender>& taken) {
  return std::any_of(taken.begin(), taken.end(), [](const core::Tender& one) {
    return core::is_document(one.kind);
  });
}

bool holds_parts(const std::vector<core::Tender>& taken) {
  return std::any_of(taken.begin(), taken.end(), [](const core::Tender& one) { return one.kind != core::TenderKind::pickup; });
}

void finish_part(Working& work) {
  core::PaymentPlan plan = payment_plan(work.till);
  const auto taken = core::take_part(plan, work.till.payment.part);
  drop_part(work);
  if (!taken) return refuse(work, taken.error().code == core::Errc::conflict ? "part_twice" : "part_too_high", {core::yuan_text(plan.left())});
  work.till.payment.taken = plan.taken;
  work.sound(true);
  if (plan.is_paid()) settle(work, plan);
}

void take_cash_part(Working& work) {
  if (!is_counting(work)) return;
  const core::PaymentPlan plan = payment_plan(work.till);
  const core::Money given = entered_money(work.till).value_or(core::Money{});
  if (given <= core::Money{} || given >= plan.left_in_cash()) return work.sound(false);
  start_part(work, PayStep::counting, {.kind = core::TenderKind::cash, .amount = given});
  finish_part(work);
}

void give_part_back(Working& work, std::size_t index) {
  if (work.till.state != State::paying || refuses_while_in_doubt(work)) return;
  if (!is_between_parts(work.till.payment.step)) return;
  core::PaymentPlan plan = payment_plan(work.till);
  // What was ordered costs what was paid for it then: nothing else may pay for it.
  if (index < plan.taken.size() && plan.taken[index].kind == core::TenderKind::pickup) return refuse(work, "pickup_whole", {});
  if (!core::give_part_back(plan, index)) return;
  work.till.payment.taken = plan.taken;
  work.till.notices.clear();
  go_to(work, PayStep::counting);
}

// What is on the pad stays there: it says how much the next part is.
void choose_other(Working& work) {
  if (!is_counting(work) || work.till.payment.step == PayStep::others) return;
  const std::string entered = work.till.entered;
  go_to(work, PayStep::others);
  work.till.entered = entered;
}

void choose_code(Working& work) {
  if (!is_counting(work) || !tenders_here(work.till, work.now.wall).code) return;
  if (const auto amount = next_part(work)) start_part(work, PayStep::code, {.kind = core::TenderKind::code_by_hand, .amount = *amount});
}

void press_digit(Working& work, char key, std::size_t digits_max) {
  std::string& text = work.till.entered;
  if (work.till.payment.checking) return work.sound(false);
  const std::string digits = key == 'D' ? "00" : std::string(1, key);
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (digits.find_first_not_of("0123456789") == std::string::npos && text.size() + digits.size() <= digits_max) text += digits;
  else work.sound(false);
}

// The person has seen 到账 on the merchant's phone; the digits say which payment it was.
void confirm_code(Working& work) {
  if (work.till.entered.size() != trade_digits) return refuse(work, "trade_digits_short", {});
  work.till.payment.part.proof = work.till.entered;
  finish_part(work);
}

void choose_account(Working& work) {
  if (!is_counting(work) || !tenders_here(work.till, work.now.wall).account) return;
  if (has_document(work.till.payment.taken)) return refuse(work, "two_documents", {});
  if (const auto amount = next_part(work)) start_part(work, PayStep::orders, {.kind = core::TenderKind::account, .amount = *amount});
}

void pick_order(Working& work, const std::string& number) {
  if (work.till.state != State::paying || work.till.payment.step != PayStep::orders) return;
  const core::PurchaseOrder* order = work.till.lists.orders ? work.till.lists.orders->find(number) : nullptr;
  if (!order) return refuse(work, "order_refused", {"gone"});
  core::Tender part = work.till.payment.part;
  const core::Money before = spent_on(work.till, number);
  const core::Date today = core::shanghai_date(work.now.wall);
  if (const auto why = core::why_order_refused(*order, part.amount, before, today))
    return refuse(work, "order_refused", {core::order_refusal_name(*why), core::yuan_text(core::order_room(*order, before, today))});
  part.document = number;
  start_part(work, PayStep::order_shown, std::move(part));
}

void confirm_order(Working& work) { finish_part(work); }

}  // namespace zhuangui::till

#include <algorithm>

#include "core/mutant.h"
#include "core/staff.h"
#include "steps.h"

namespace zhuangui::till {
namespace {

// What the pad would read after `digits`: at most nine digits before the point and two after it.
bool acceptable(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = std::min(point, text.size());
  if (whole > 7) return false;
  return point == std::string_view::npos || (text.size() - point - 1 <= 2 && text.find('.', point + 1) == std::string_view::npos);
}

void say_failed(Working& work, core::Errc code) {
  work.say("commit_failed", {core::errc_name(code)}, Weight::danger);
  work.sound(false);
}

}  // namespace

bool refuses_while_in_doubt(Working& work) {
  if (work.till.state != State::paying || !work.till.committing) return false;
  say_failed(work, core::Errc::unknown_outcome);
  return true;
}

std::optional<std::string> with_key(std::string text, char key) {
  if (key == 'C') return std::string{};
  if (key == '<') {
    if (!text.empty()) text.pop_back();
    return text;
  }
  std::string longer = text;
  if (key == 'D')
    longer += text.empty() ? "0" : "00";
  else if (key == '.')
    longer += text.empty() ? "0." : ".";
  else if (key >= '0' && key <= '9')
    longer = text == "0" ? std::string(1, key) : text + key;
  if (longer == text || !acceptable(longer)) return std::nullopt;
  return longer;
}

void press_pad(Working& work, char key) {
  if (work.till.state != State::paying || refuses_while_in_doubt(work)) return;
  if (work.till.payment.step == PayStep::code) return press_digit(work, key, trade_digits);
  if (work.till.payment.step == PayStep::card_pin) return press_digit(work, key, core::pin_digits_max);
  if (work.till.payment.step != PayStep::counting || payment_plan(work.till).is_paid()) return work.sound(false);
  std::string text = work.till.entered_by_shortcut && key != '<' ? std::string() : work.till.entered;
  work.till.entered_by_shortcut = false;
  const auto longer = with_key(std::move(text), key);
  if (!longer) return work.sound(false);
  work.till.entered = *longer;
  work.unsay("not_enough_cash");
}

void quick_cash_pressed(Working& work, core::Money amount) {
  if (work.till.state != State::paying || amount <= core::Money{} || refuses_while_in_doubt(work)) return;
  if (work.till.payment.step != PayStep::counting || payment_plan(work.till).is_paid()) return;
  work.till.entered = core::yuan_text(amount);
  if (work.till.entered.ends_with(".00")) work.till.entered.resize(work.till.entered.size() - 3);
  work.till.entered_by_shortcut = true;
  work.unsay("not_enough_cash");
}

void go_paying_exactly(Working& work) {
  if (work.till.cart.lines.empty()) return;
  begin_paying(work);
  quick_cash_pressed(work, payment_plan(work.till).left_in_cash());
}

namespace {

void ask_journal(Working& work, core::Sale sale) {
  const std::string entered = work.till.entered;
  work.till.notices.clear();
  work.go(State::committing);
  work.till.entered = entered;  // a failed commit comes back to what was entered
  work.till.committing = sale;
  if (core::mutant("print-before-commit")) work.effects.push_back(PrintReceipt{sale.id, 0});
  work.effects.push_back(CommitSale{std::move(sale)});
}

}  // namespace

void settle(Working& work, const core::PaymentPlan& plan) {
  static const core::OrderList no_orders;
  static const core::QuotaList no_quotas;
  static const core::PickupList no_pickups;
  if (drops_what_is_over(work)) return;
  const Till& till = work.till;
  const auto priced = core::settled_cart(till.cart, plan);
  auto attribution = core::attribution_of(plan.taken, till.lists.orders ? *till.lists.orders : no_orders,
                                          till.lists.quotas ? *till.lists.quotas : no_quotas,
                                          till.lists.pickups ? *till.lists.pickups : no_pickups);
  if (!priced || !attribution) return refuse(work, attribution ? "quantity_limit" : "two_documents", {});
  core::Settlement settlement;
  settlement.tenders = plan.taken;
  settlement.attribution = std::move(*attribution);
  settlement.self_service = till.mode == Mode::self_service;
  settlement.operator_reference = who(till);
  settlement.late = till.late;
  if (till.late) settlement.second_reference = till.late_second;
  auto sale = core::complete_sale(till.cart, *priced, settlement, till.catalogue ? till.catalogue->release() : 0);
  if (!sale) return refuse(work, "quantity_limit", {});
  ask_journal(work, std::move(*sale));
}

namespace {

void confirm_cash(Working& work) {
  core::PaymentPlan plan = payment_plan(work.till);
  if (plan.is_paid()) return settle(work, plan);
  const core::Money given = entered_money(work.till).value_or(core::Money{});
  const core::Money due = plan.left_in_cash();
  if (given < due) return refuse(work, "not_enough_cash", {core::yuan_text(due - given)});
  if (!core::take_part(plan, {.kind = core::TenderKind::cash, .amount = given})) return refuse(work, "quantity_limit", {});
  settle(work, plan);
}

}  // namespace

void confirm_tender(Working& work) {
  if (work.till.state != State::paying) return;
  if (work.till.committing) return ask_journal(work, *work.till.committing);
  switch (work.till.payment.step) {
    case PayStep::counting: return confirm_cash(work);
    case PayStep::code: return confirm_code(work);
    case PayStep::card_pin: return confirm_holder_pin(work);
    case PayStep::quota_paper: return confirm_signature(work);
    case PayStep::order_shown: return confirm_order(work);
    case PayStep::others:
    case PayStep::card_awaited:
    case PayStep::card_looked_up:
    case PayStep::card_shown:
    case PayStep::quotas:
    case PayStep::quota_asked:
    case PayStep::orders: return;  // these are not waiting for a person's word
  }
}

void committed(Working& work, const SaleCommitted& event) {
  if (work.till.state != State::committing || !work.till.committing || work.till.committing->id != event.sale) return;
  Completed last;
  last.sale = std::move(*work.till.committing);
  last.seq = event.seq;
  last.hash_prefix_hex = event.hash_prefix_hex;
  last.at = event.at;
  last.receipt = ReceiptState::waiting;
  work.till.committing.reset();
  work.till.payment = {};
  for (const core::Tender& one : last.sale.tenders)
    if (!one.document.empty()) work.till.spent[one.document] += one.amount;
  work.till.cart = {};
  forget_late(work.till);
  work.till.undo.reset();
  work.go(State::paid);
  work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  work.till.last = std::move(last);
  const auto& tenders = work.till.last->sale.tenders;
  const bool cash = std::any_of(tenders.begin(), tenders.end(), [](const core::Tender& one) { return one.kind == core::TenderKind::cash; });
  if (cash) work.effects.push_back(OpenDrawer{event.sale});
  work.effects.push_back(PrintReceipt{event.sale, 0});
  work.sound(true);
}

void commit_failed(Working& work, const CommitFailed& event) {
  if (work.till.state != State::committing) return;
  const std::string entered = work.till.entered;
  if (core::mutant("drawer-on-failed-commit")) work.effects.push_back(OpenDrawer{work.till.committing->id});
  if (event.error.code != core::Errc::unknown_outcome) work.till.committing.reset();
  work.go(State::paying);
  work.till.entered = entered;
  say_failed(work, event.error.code);
}

void receipt_changed(Working& work, const ReceiptChanged& event) {
  if (auto& back = work.till.given_back; back && back->refund.id == event.sale) {
    back->receipt = event.state;
    back->receipt_trouble = event.trouble;
    const bool done = event.state == ReceiptState::printed;
    work.till.paid_until_ms = work.now.monotonic_ms + (done ? paid_screen_ms : paid_trouble_ms);
    return;
  }
  if (!work.till.last || work.till.last->sale.id != event.sale) return;
  Completed& last = *work.till.last;
  last.receipt = event.state;
  last.receipt_trouble = event.trouble;
  if (work.till.state != State::paid) return;
  const bool out = event.state == ReceiptState::printed;
  const std::int64_t stays_ms = out ? paid_screen_ms : paid_trouble_ms;
  work.till.paid_until_ms = work.now.monotonic_ms + stays_ms;
}

void finish(Working& work) {
  if (work.till.state != State::paid) return;
  work.till.notices.clear();
  work.till.last.reset();
  work.go(State::idle);
}

void request_invoice(Working& work) {
  if (work.till.state != State::paid || !work.till.last || work.till.last->asking_invoice) return;
  Completed& last = *work.till.last;
  work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  if (last.sale.total == core::Money{}) return refuse(work, "invoice_refused", {"nothing"});
  if (!last.invoice.empty()) return work.effects.push_back(PrintPaper{last.sale.id, Slip::invoice});
  last.asking_invoice = true;
  work.effects.push_back(AskInvoice{last.sale.id, who(work.till)});
}

void invoice_requested(Working& work, const InvoiceRequested& event) {
  if (!work.till.last || work.till.last->sale.id != event.sale) return;
  Completed& last = *work.till.last;
  last.asking_invoice = false;
  last.invoice = event.reference;
  last.invoice_amount = event.amount;
  if (work.till.state != State::paid) return;
  work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  work.say("invoice_requested", {event.reference, core::yuan_text(event.amount)}, Weight::information);
  work.effects.push_back(PrintPaper{event.sale, Slip::invoice});
}

void invoice_refused(Working& work, const InvoiceRefused& event) {
  if (!work.till.last || work.till.last->sale.id != event.sale) return;
  work.till.last->asking_invoice = false;
  if (work.till.state == State::paid) refuse(work, "invoice_refused", {event.error.code == core::Errc::conflict ? "before" : core::errc_name(event.error.code)});
}

bool is_delivered(const core::Sale& sale) {
  return std::any_of(sale.tenders.begin(), sale.tenders.end(), [](const core::Tender& one) { return one.kind == core::TenderKind::account; });
}

std::optional<core::Money> entered_money(const Till& till) {
  std::string_view text = till.entered;
  if (text.ends_with('.')) text.remove_suffix(1);
  const auto amount = core::parse_yuan(text);
  if (!amount) return std::nullopt;
  return *amount;
}

std::vector<core::Money> quick_cash(core::Money due) {
  std::vector<core::Money> answer{due};
  for (const std::int64_t note : {1'000, 2'000, 5'000, 10'000}) {
    const core::Money next = core::Money::fen((due.in_fen() + note - 1) / note * note);
    if (next > answer.back() && answer.size() < 4) answer.push_back(next);
  }
  return answer;
}

}  // namespace zhuangui::till

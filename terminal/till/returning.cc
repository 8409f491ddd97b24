#include <algorithm>
#include <utility>

#include "steps.h"

// A return begins with its sale: by the code on the receipt, or chosen from the last ones. The journal has the last word
// on what is left of it.

namespace zhuangui::till {
namespace {

constexpr std::size_t quantity_digits_max = 6;

bool is_open(Working& work) {
  return work.till.state == State::returning && work.till.returning.sale && !refund_is_in_doubt(work);
}

std::vector<core::Refundable> left_of(const Returning& returning) {
  return core::refundable(*returning.sale, returning.earlier);
}

// What the sale gives back for what is chosen; nullopt: nothing is chosen.
core::Result<core::Refund> wanted(const Till& till, std::string id) {
  const Returning& returning = till.returning;
  std::vector<core::RefundWish> wishes;
  for (std::size_t line = 0; line < returning.chosen.size(); ++line)
    if (returning.chosen[line] > 0) wishes.push_back({line, returning.chosen[line], std::nullopt, returning.fate});
  core::RefundTerms terms{.id = std::move(id), .reason = returning.reason, .voids = returning.voids,
                          .release = till.catalogue ? till.catalogue->release() : 0};
  if (terms.reason.empty()) terms.reason = core::refund_reasons.front();  // what it comes to does not hang on it
  return core::make_refund(*returning.sale, returning.earlier, wishes, terms);
}

void look_for(Working& work, std::string sale) {
  work.till.returning.looking_for = sale;
  work.effects.push_back(FindSale{std::move(sale)});
}

void begin(Working& work) {
  const State from = work.till.state;
  if (from == State::idle || from == State::selling) work.till.home = from;
  if (from == State::paid) work.till.home = State::idle;
  if (from == State::paid) finish(work);
  if (from == State::refunded) finish_return(work);
  work.till.notices.clear();
  work.till.returning = {};
  work.go(State::returning);
}

void say_refund_failed(Working& work, core::Errc code) {
  work.say("refund_failed", {core::errc_name(code)}, Weight::danger);
  work.sound(false);
}

void ask_journal_to_give_back(Working& work, core::Refund refund) {
  work.till.notices.clear();
  work.go(State::refunding);
  work.till.returning.committing = refund;
  work.effects.push_back(CommitRefund{std::move(refund)});
}

}  // namespace

void open_return(Working& work) {
  if (work.till.state != State::more || !work.till.takes_returns) return;
  begin(work);
  work.effects.push_back(ListSales{});
}

void receipt_held(Working& work, const std::string& sale) {
  if (!work.till.takes_returns || work.till.state == State::securing) return refuse(work, "receipt_code_here", {sale});
  if (refund_is_in_doubt(work)) return;
  begin(work);
  work.sound(true);
  look_for(work, sale);
}

void void_last_sale(Working& work) {
  if (work.till.state != State::paid || !work.till.last || !work.till.takes_returns) return;
  std::string sale = work.till.last->sale.id;
  begin(work);
  work.till.returning.voids = true;
  look_for(work, std::move(sale));
}

void choose_sale(Working& work, const std::string& sale) {
  if (work.till.state == State::returning && !work.till.returning.sale) look_for(work, sale);
}

void sales_listed(Working& work, const SalesListed& event) {
  if (work.till.state == State::returning) work.till.returning.recent = event.sales;
}

void sale_found(Working& work, const SaleFound& event) {
  Returning& returning = work.till.returning;
  if (work.till.state != State::returning || returning.looking_for != event.sale.id) return;
  returning.looking_for.clear();
  returning.sale = event.sale;
  returning.sold_at = event.sold_at;
  returning.earlier = event.earlier;
  returning.chosen.assign(event.sale.lines.size(), 0);
  returning.selected = 0;
  ++work.till.screen;  // other things can be pressed now
  if (!returning.voids) return;
  const auto left = left_of(returning);
  for (std::size_t line = 0; line < left.size(); ++line) returning.chosen[line] = left[line].quantity;
  returning.reason = "mistake";
  returning.fate = core::GoodsFate::saleable;
}

void sale_not_found(Working& work, const SaleNotFound& event) {
  if (work.till.state != State::returning || work.till.returning.looking_for != event.sale) return;
  work.till.returning.looking_for.clear();
  refuse(work, "sale_not_found", {event.sale});
  if (work.till.returning.recent.empty()) work.effects.push_back(ListSales{});
}

// The first touch takes all that is left of the line, the second none of it; the pad says something in between.
void touch_return_line(Working& work, std::size_t line) {
  if (!is_open(work) || line >= work.till.returning.chosen.size()) return;
  Returning& returning = work.till.returning;
  const std::int64_t left = left_of(returning)[line].quantity;
  if (left == 0) return refuse(work, "nothing_left_of_line", {returning.sale->lines[line].facts.name});
  const bool again = returning.selected == line && returning.chosen[line] > 0;
  returning.selected = line;
  returning.chosen[line] = again ? 0 : left;
  work.till.entered.clear();
}

void press_return_pad(Working& work, char key) {
  if (!is_open(work)) return;
  std::string& text = work.till.entered;
  const std::string digits = key == 'D' ? "00" : std::string(1, key);
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (digits.find_first_not_of("0123456789") == std::string::npos && text.size() + digits.size() <= quantity_digits_max) text += digits;
  else work.sound(false);
  Returning& returning = work.till.returning;
  const std::int64_t left = left_of(returning)[returning.selected].quantity;
  const std::int64_t typed = text.empty() ? 0 : std::stoll(text);
  if (typed > left) {
    refuse(work, "more_than_is_left", {returning.sale->lines[returning.selected].facts.name, std::to_string(left)});
    text.clear();
  }
  returning.chosen[returning.selected] = typed > left ? 0 : typed;
}

void choose_fate(Working& work, core::GoodsFate fate) {
  if (is_open(work) && fate != core::GoodsFate::kept) work.till.returning.fate = fate;
}

void choose_return_reason(Working& work, const std::string& reason) {
  const auto& all = core::refund_reasons;
  if (is_open(work) && std::find(all.begin(), all.end(), reason) != all.end()) work.till.returning.reason = reason;
}

void confirm_return(Working& work) {
  if (work.till.state != State::returning || !work.till.returning.sale) return;
  if (work.till.returning.committing) return ask_journal_to_give_back(work, *work.till.returning.committing);
  if (work.till.returning.reason.empty()) return refuse(work, "choose_a_reason", {});
  const std::string id = work.till.terminal + "-" + std::to_string(work.till.epoch) + "-" + std::to_string(work.till.next_sale_number);
  auto refund = wanted(work.till, id);
  if (!refund) return refuse(work, "nothing_chosen", {});
  ++work.till.next_sale_number;
  work.save_cart();  // the number is never given twice, whatever happens to the return
  ask_journal_to_give_back(work, std::move(*refund));
}

void refund_committed(Working& work, const RefundCommitted& event) {
  Returning& returning = work.till.returning;
  if (work.till.state != State::refunding || !returning.committing || returning.committing->id != event.id) return;
  GivenBack done;
  done.refund = std::move(*returning.committing);
  done.seq = event.seq;
  done.at = event.at;
  done.receipt = ReceiptState::waiting;
  const bool cash = core::cash_of(done.refund) > core::Money{};
  for (const core::Tender& road : done.refund.tenders)
    if (!road.document.empty()) work.till.spent[road.document] -= road.amount;
  returning = {};
  work.go(State::refunded);
  work.till.given_back = std::move(done);
  work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  if (cash) work.effects.push_back(OpenDrawer{event.id});
  work.effects.push_back(PrintRefund{event.id});
  work.sound(true);
}

void refund_failed(Working& work, const RefundFailed& event) {
  if (work.till.state != State::refunding) return;
  if (event.error.code != core::Errc::unknown_outcome) work.till.returning.committing.reset();
  work.go(State::returning);
  say_refund_failed(work, event.error.code);
  // Somebody was quicker: what is left is not what stands on the screen.
  if (event.error.code == core::Errc::conflict) look_for(work, work.till.returning.sale->id);
}

bool refund_is_in_doubt(Working& work) {
  if (work.till.state != State::returning || !work.till.returning.committing) return false;
  say_refund_failed(work, core::Errc::unknown_outcome);
  return true;
}

void back_from_returning(Working& work) {
  Returning& returning = work.till.returning;
  work.till.notices.clear();
  if (!returning.sale || returning.voids || returning.recent.empty()) {
    returning = {};
    return work.go(work.till.home);
  }
  const auto recent = std::move(returning.recent);
  returning = {};
  returning.recent = recent;
  work.go(State::returning);
}

void finish_return(Working& work) {
  if (work.till.state != State::refunded) return;
  work.till.notices.clear();
  work.till.given_back.reset();
  work.go(work.till.home);
}

std::optional<core::Refund> refund_chosen(const Till& till) {
  if (till.state != State::returning || !till.returning.sale) return std::nullopt;
  if (till.returning.committing) return till.returning.committing;
  auto refund = wanted(till, "");
  if (!refund) return std::nullopt;
  return std::move(*refund);
}

}  // namespace zhuangui::till

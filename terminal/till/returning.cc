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
// Of a sale that is undone whole nothing is chosen.
bool chooses_lines(Working& work) {
  return is_open(work) && work.till.returning.step == ReturnStep::choosing && !work.till.returning.voids;
}

std::vector<core::Refundable> left_of(const Returning& returning) {
  return core::refundable(*returning.sale, returning.earlier);
}

std::vector<core::RefundWish> wishes_of(const Returning& returning) {
  std::vector<core::RefundWish> wishes;
  for (std::size_t line = 0; line < returning.chosen.size(); ++line) {
    if (returning.agrees && returning.agreed[line] > core::Money{}) wishes.push_back({line, 0, returning.agreed[line], core::GoodsFate::kept});
    if (!returning.agrees && returning.chosen[line] > 0) wishes.push_back({line, returning.chosen[line], std::nullopt, returning.fate});
  }
  return wishes;
}

// What the sale gives back for what is chosen; nullopt: nothing is chosen.
core::Result<core::Refund> wanted(const Till& till, std::string id) {
  const Returning& returning = till.returning;
  const std::vector<core::RefundWish> wishes = wishes_of(returning);
  core::RefundTerms terms{.id = std::move(id), .reason = returning.reason, .agreed_max = till.lists.settings.agreed_max,
                          .voids = returning.voids, .unchecked = returning.county == CountyWord::silent, .operator_reference = who(till), .second_reference = second(till),
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

// What was sold today on this terminal can hardly have come back elsewhere yet; of anything older a person takes it on.
std::string_view right_to(const Working& work) {
  const Returning& returning = work.till.returning;
  const bool of_today = core::shanghai_date(returning.sold_at) == core::shanghai_date(work.now.wall);
  if (returning.county == CountyWord::silent && !of_today) return core::right::unchecked_refund;
  if (returning.agrees) return core::right::agreed_refund;
  return returning.voids ? core::right::void_sale : core::right::refund;
}

void ask_county(Working& work, const std::string& sale) {
  Returning& returning = work.till.returning;
  returning.county = work.till.training ? CountyWord::told : CountyWord::asked;  // who practises sells nothing elsewhere
  if (!work.till.training) work.effects.push_back(AskReturns{sale});
}

void open_sale(Working& work, const core::Sale& sale, core::WallTime sold_at, std::vector<core::Refund> earlier) {
  Returning& returning = work.till.returning;
  returning.looking_for.clear();
  returning.sale = sale;
  returning.sold_at = sold_at;
  returning.earlier = std::move(earlier);
  returning.step = ReturnStep::choosing;
  returning.chosen.assign(sale.lines.size(), 0);
  returning.agreed.assign(sale.lines.size(), core::Money{});
  returning.agrees = false;
  returning.selected = 0;
  work.till.entered.clear();
  ++work.till.screen;  // other things can be pressed now
}

// What others gave back is no longer there to be chosen.
void keep_to_what_is_left(Returning& returning) {
  const auto left = left_of(returning);
  for (std::size_t line = 0; line < left.size(); ++line) {
    returning.chosen[line] = std::min(returning.chosen[line], left[line].quantity);
    returning.agreed[line] = std::min(returning.agreed[line], left[line].total);
  }
}

bool is_known(const std::vector<core::Refund>& known, const core::Refund& refund) {
  return std::any_of(known.begin(), known.end(), [&](const core::Refund& one) { return one.id == refund.id; });
}

void nobody_knows_it(Working& work, const char* notice) {
  const std::string sale = std::move(work.till.returning.looking_for);
  work.till.returning.looking_for.clear();
  work.till.returning.county = CountyWord::none;
  refuse(work, notice, {sale});
  if (work.till.returning.recent.empty()) work.effects.push_back(ListSales{});
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
  if (work.till.state != State::more) return;
  begin(work);
  work.effects.push_back(ListSales{});
}

void receipt_held(Working& work, const std::string& sale) {
  if (is_self_service(work.till) || work.till.state == State::securing) return refuse(work, "receipt_code_here", {sale});
  if (refund_is_in_doubt(work)) return;
  begin(work);
  work.sound(true);
  look_for(work, sale);
}

void void_last_sale(Working& work) {
  if (work.till.state != State::paid || !work.till.last) return;
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
  open_sale(work, event.sale, event.sold_at, event.earlier);
  returning.sold_here = true;
  ask_county(work, event.sale.id);
  if (!returning.voids) return;
  const auto left = left_of(returning);
  for (std::size_t line = 0; line < left.size(); ++line) returning.chosen[line] = left[line].quantity;
  returning.step = ReturnStep::settling;
  returning.reason = "mistake";
  returning.fate = core::GoodsFate::saleable;
}

// What another terminal sold the county knows.
void sale_not_found(Working& work, const SaleNotFound& event) {
  if (work.till.state != State::returning || work.till.returning.looking_for != event.sale) return;
  if (work.till.training) return nobody_knows_it(work, "sale_not_found");
  ask_county(work, event.sale);
}

void returns_answered(Working& work, const ReturnsAnswered& event) {
  Returning& returning = work.till.returning;
  if (work.till.state != State::returning || returning.county != CountyWord::asked || returning.committing) return;
  if (!returning.sale) {
    if (returning.looking_for != event.sale) return;
    if (!event.sold || event.sold->id != event.sale) return nobody_knows_it(work, "sale_not_found");
    open_sale(work, *event.sold, event.sold_at, {});
    returning.sold_here = false;
  }
  if (returning.sale->id != event.sale) return;
  returning.county = CountyWord::told;
  for (const core::Refund& refund : event.returns)
    if (refund.sale == event.sale && !is_known(returning.earlier, refund)) returning.earlier.push_back(refund);
  keep_to_what_is_left(returning);
}

void returns_not_answered(Working& work, const ReturnsNotAnswered& event) {
  Returning& returning = work.till.returning;
  if (work.till.state != State::returning || returning.county != CountyWord::asked) return;
  if (returning.sale && returning.sale->id == event.sale) returning.county = CountyWord::silent;
  else if (!returning.sale && returning.looking_for == event.sale) nobody_knows_it(work, "return_needs_county");
}

// The first touch takes all that is left of the line, the second none of it; the pad says something in between. What is
// agreed on is always typed.
void touch_return_line(Working& work, std::size_t line) {
  if (!chooses_lines(work) || line >= work.till.returning.chosen.size()) return;
  Returning& returning = work.till.returning;
  const core::Refundable left = left_of(returning)[line];
  if (left.quantity == 0 || (returning.agrees && left.total <= core::Money{}))
    return refuse(work, "nothing_left_of_line", {returning.sale->lines[line].facts.name});
  const bool again = returning.selected == line && returning.chosen[line] > 0;
  returning.selected = line;
  if (!returning.agrees) returning.chosen[line] = again ? 0 : left.quantity;
  work.till.entered.clear();
}

namespace {

void type_agreed_sum(Working& work, char key) {
  Returning& returning = work.till.returning;
  const auto longer = with_key(work.till.entered, key);
  if (!longer) return work.sound(false);
  work.till.entered = *longer;
  const core::Money most = std::min(work.till.lists.settings.agreed_max, left_of(returning)[returning.selected].total);
  core::Money typed = entered_money(work.till).value_or(core::Money{});
  if (typed > most) {
    refuse(work, "agreed_too_much", {core::yuan_text(most)});
    work.till.entered.clear();
    typed = {};
  }
  returning.agreed[returning.selected] = typed;
}

}  // namespace

void press_return_pad(Working& work, char key) {
  if (!chooses_lines(work)) return;
  Returning& returning = work.till.returning;
  if (returning.agrees) return type_agreed_sum(work, key);
  std::string& text = work.till.entered;
  const std::string digits = key == 'D' ? "00" : std::string(1, key);
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (digits.find_first_not_of("0123456789") == std::string::npos && text.size() + digits.size() <= quantity_digits_max) text += digits;
  else return work.sound(false);
  const std::int64_t left = left_of(returning)[returning.selected].quantity;
  const std::int64_t typed = text.empty() ? 0 : std::stoll(text);
  if (typed > left) {
    refuse(work, "more_than_is_left", {returning.sale->lines[returning.selected].facts.name, std::to_string(left)});
    text.clear();
  }
  returning.chosen[returning.selected] = typed > left ? 0 : typed;
}

void return_everything(Working& work) {
  if (!chooses_lines(work) || work.till.returning.agrees) return;
  Returning& returning = work.till.returning;
  const auto left = left_of(returning);
  for (std::size_t line = 0; line < left.size(); ++line) returning.chosen[line] = left[line].quantity;
  work.till.entered.clear();
}

void agree_on_sum(Working& work, bool on) {
  if (!chooses_lines(work) || (on && work.till.lists.settings.agreed_max <= core::Money{})) return;
  Returning& returning = work.till.returning;
  returning.agrees = on;
  returning.agreed.assign(returning.agreed.size(), core::Money{});
  work.till.entered.clear();
  ++work.till.screen;  // the pad types another thing now
}

void settle_return(Working& work) {
  if (!chooses_lines(work)) return;
  if (wishes_of(work.till.returning).empty()) return refuse(work, "nothing_chosen", {});
  work.till.notices.clear();
  work.till.returning.step = ReturnStep::settling;
  work.till.entered.clear();
  ++work.till.screen;
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
  if (work.till.returning.county == CountyWord::asked) return refuse(work, "asking_county", {});
  const std::string id = work.till.terminal + "-" + std::to_string(work.till.epoch) + "-" + std::to_string(work.till.next_sale_number);
  auto refund = wanted(work.till, id);
  if (!refund) return refuse(work, "nothing_chosen", {});
  if (!may_or_ask(work, right_to(work), refund->total, ConfirmReturn{})) return;
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

void leave_returning(Working& work) {
  work.till.returning = {};
  work.till.notices.clear();
  work.go(work.till.home);
}

void back_from_returning(Working& work) {
  Returning& returning = work.till.returning;
  work.till.notices.clear();
  if (returning.sale && returning.step == ReturnStep::settling && !returning.voids) {
    returning.step = ReturnStep::choosing;
    ++work.till.screen;
    return;
  }
  if (!returning.sale || returning.voids || returning.recent.empty()) return leave_returning(work);
  auto recent = std::move(returning.recent);
  returning = {};
  returning.recent = std::move(recent);
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

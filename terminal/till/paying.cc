#include <algorithm>

#include "core/mutant.h"
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
  std::string text = work.till.entered_by_shortcut && key != '<' ? std::string() : work.till.entered;
  work.till.entered_by_shortcut = false;
  const auto longer = with_key(std::move(text), key);
  if (!longer) return work.sound(false);
  work.till.entered = *longer;
  work.unsay("not_enough_cash");
}

void quick_cash_pressed(Working& work, core::Money amount) {
  if (work.till.state != State::paying || amount <= core::Money{} || refuses_while_in_doubt(work)) return;
  work.till.entered = core::yuan_text(amount);
  if (work.till.entered.ends_with(".00")) work.till.entered.resize(work.till.entered.size() - 3);
  work.till.entered_by_shortcut = true;
  work.unsay("not_enough_cash");
}

void go_paying_exactly(Working& work) {
  if (work.till.cart.lines.empty()) return;
  take_better_prices(work);
  work.go(State::paying);
  quick_cash_pressed(work, promoted(work.till).cart.total);
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

void confirm_tender(Working& work) {
  if (work.till.state != State::paying) return;
  if (work.till.committing) return ask_journal(work, *work.till.committing);
  const auto given = entered_money(work.till);
  const core::PricedCart priced = promoted(work.till).cart;
  if (!given || *given < priced.total) {
    const core::Money missing = priced.total - given.value_or(core::Money{});
    work.say("not_enough_cash", {core::yuan_text(missing)});
    return work.sound(false);
  }
  core::Settlement settlement = core::cash_settlement(*given);
  settlement.self_service = work.till.mode == Mode::self_service;
  settlement.operator_reference = who(work.till);
  settlement.late = work.till.late;
  if (work.till.late) settlement.second_reference = work.till.late_second;
  auto sale = core::complete_sale(work.till.cart, priced, settlement, work.till.catalogue ? work.till.catalogue->release() : 0);
  if (!sale) {
    work.say("quantity_limit", {});
    return work.sound(false);
  }
  ask_journal(work, std::move(*sale));
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
  work.till.cart = {};
  forget_late(work.till);
  work.till.undo.reset();
  work.go(State::paid);
  work.till.paid_until_ms = work.now.monotonic_ms + paid_trouble_ms;
  work.till.last = std::move(last);
  work.effects.push_back(OpenDrawer{event.sale});
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

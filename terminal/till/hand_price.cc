#include <algorithm>

#include "core/prices.h"
#include "steps.h"

// 改价: another price than the list's, by right and with a reason; outside the reference prices a second person agrees.
// Weighed goods are priced as the shelf says it, by 500 grams.

namespace zhuangui::till {
namespace {

core::UnitPrice priced_like(const core::UnitPrice& price, core::Money typed) {
  if (std::holds_alternative<core::PerPiece>(price)) return core::PerPiece{typed};
  return core::PerKilogram{typed + typed};
}

core::Money money_of(const core::UnitPrice& price) {
  return std::visit([](const auto& unit) { return unit.price; }, price);
}

// Back to what the list says: nothing is left of the other price.
core::CartLine as_listed(core::CartLine line) {
  line.unit_price = *line.list_price;
  line.list_price.reset();
  line.price_reason.clear();
  line.price_second.clear();
  return line;
}

// Whoever agreed, where an approval of this very act has just been given; by the office's code there is no person to name.
std::string agreed(const Till& till) {
  if (!till.staff.approved) return {};
  const std::string person = second(till);
  return person.empty() ? std::string{"office"} : person;
}

}  // namespace

std::optional<core::UnitPrice> typed_price(const Till& till) {
  const auto typed = entered_money(till);
  if (!till.hand_price.line || !typed || *typed <= core::Money{}) return std::nullopt;
  return priced_like(till.hand_price.line->unit_price, *typed);
}

void open_hand_price(Working& work) {
  if (work.till.state != State::tracing || !work.till.traced_line) return;
  const core::CartLine line = *work.till.traced_line;
  work.till.notices.clear();
  work.till.hand_price = {line, {}};
  work.go(State::hand_pricing);
}

void press_hand_price(Working& work, char key) {
  const auto longer = with_key(work.till.entered, key);
  if (!longer) return work.sound(false);
  work.till.entered = *longer;
}

void choose_price_reason(Working& work, const std::string& reason) {
  if (core::is_price_reason(reason)) work.till.hand_price.reason = reason;
}

void confirm_hand_price(Working& work) {
  Till& till = work.till;
  if (till.state != State::hand_pricing || !till.hand_price.line) return;
  const core::CartLine& meant = *till.hand_price.line;
  const auto price = typed_price(till);
  if (!price) return refuse(work, "price_missing", {});
  const core::UnitPrice listed = meant.list_price.value_or(meant.unit_price);
  const bool back_to_list = meant.list_price && *price == listed;
  if (till.hand_price.reason.empty() && !back_to_list) return refuse(work, "shift_reason_first", {});
  if (!core::line_price(meant.quantity, *price)) return refuse(work, "price_too_high", {meant.name});
  const core::PriceBand* band = till.catalogue->band(meant.product);
  const bool inside = back_to_list || core::inside_band(*price, listed, band);
  if (!inside && !till.staff.has_list()) return refuse(work, "price_outside_band", {meant.name});
  const bool agreed_to = inside ? may_or_ask(work, core::right::manual_price, money_of(*price), ConfirmHandPrice{})
                                : second_or_ask(work, core::right::manual_price, money_of(*price), ConfirmHandPrice{});
  if (!agreed_to) return;
  const core::CartLine before = meant;
  auto priced = back_to_list ? core::Result<core::CartLine>{as_listed(before)}
                             : core::priced_by_hand(before, {*price, till.hand_price.reason, true, agreed(till)}, band);
  core::Cart cart = till.cart;
  const auto line = std::find(cart.lines.begin(), cart.lines.end(), before);
  if (line == cart.lines.end()) {  // it has changed meanwhile
    work.go(State::selling);
    return work.sound(false);
  }
  if (!priced) return refuse(work, "price_outside_band", {before.name});
  *line = std::move(*priced);
  if (!core::price_cart(cart)) return refuse(work, "price_too_high", {before.name});
  till.cart = std::move(cart);
  till.undo.reset();
  work.go(State::selling);
  work.sound(true);
  work.save_cart();
}

}  // namespace zhuangui::till

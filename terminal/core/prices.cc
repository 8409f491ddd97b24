#include "core/prices.h"

#include <algorithm>

namespace zhuangui::core {

bool is_price_reason(std::string_view word) {
  return std::find(price_reasons.begin(), price_reasons.end(), word) != price_reasons.end();
}

ShelfLabel label_since(const ShelfLabel& label, WallTime opened_at) {
  if (!label.changed_to || label.changed_at > opened_at) return label;
  return {*label.changed_to, std::nullopt, {}};
}

UnitPrice charged_price(const UnitPrice& listed, const std::optional<ShelfLabel>& label, WallTime opened_at) {
  if (!label) return listed;
  const UnitPrice shown = label_since(*label, opened_at).shown;
  return shown.index() == listed.index() ? std::min(shown, listed) : listed;
}

bool needs_label(const UnitPrice& listed, const ShelfLabel& label) {
  const UnitPrice& newest = label.changed_to ? *label.changed_to : label.shown;
  return newest.index() == listed.index() && newest < listed;
}

CartLine with_better_price(CartLine line, const UnitPrice& now, std::int64_t release) {
  if (!line.price_reason.empty() || now.index() != line.unit_price.index() || now >= line.unit_price) return line;
  line.unit_price = now;
  line.release = release;
  return line;
}

bool inside_band(const UnitPrice& price, const UnitPrice& list_price, const PriceBand* band) {
  if (!band) return price == list_price;
  return price.index() == band->low.index() && band->low <= price && price <= band->high;
}

Result<CartLine> priced_by_hand(CartLine line, const HandPrice& wish, const PriceBand* band) {
  const std::string doing = "set the price of " + line.name + ": ";
  if (!wish.has_right) return fail(Errc::permission, doing + "that needs a right", "let somebody who has it log in");
  if (!is_price_reason(wish.reason)) return fail(Errc::invalid_input, doing + "it needs a reason", "choose one from the list");
  if (!line_price(line.quantity, wish.price)) return fail(Errc::invalid_input, doing + "it is not a price of this line", "enter it again");
  const UnitPrice list_price = line.list_price.value_or(line.unit_price);
  if (wish.second_reference.empty() && !inside_band(wish.price, list_price, band))
    return fail(Errc::permission, doing + "it lies outside the reference prices", "have a second person agree");
  line.list_price = list_price;
  line.unit_price = wish.price;
  line.price_reason = wish.reason;
  line.price_second = wish.second_reference;
  return line;
}

}  // namespace zhuangui::core

#include "core/prices.h"
#include "steps.h"

namespace zhuangui::till {

core::Promoted promoted(const Till& till) { return promoted(till, till.cart); }

core::Promoted promoted(const Till& till, const core::Cart& cart) {
  static const core::PriceRules no_promotions;
  core::PricingMoment moment;
  moment.at = till.priced_at;
  if (till.catalogue) moment.counter = till.catalogue->counter();
  auto priced = core::price_cart(cart, till.rules ? *till.rules : no_promotions, moment);
  return priced ? std::move(*priced) : core::Promoted{};
}

void take_better_prices(Working& work) {
  const bool open = work.till.state != State::paying && work.till.state != State::committing;
  // What was sold on paper costs what it cost then.
  if (!open || !work.till.catalogue || work.till.late) return;
  const core::Catalogue& list = *work.till.catalogue;
  bool changed = false;
  for (core::CartLine& line : work.till.cart.lines) {
    const auto now = list.price_at(line.product, work.now.wall);
    if (!now) continue;
    core::CartLine better = core::with_better_price(line, *now, list.release());
    changed = changed || better != line;
    line = std::move(better);
  }
  if (!changed) return;
  work.till.undo.reset();
  work.say("price_lowered", {}, Weight::information);
  work.save_cart();
}

}  // namespace zhuangui::till

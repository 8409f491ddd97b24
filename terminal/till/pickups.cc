#include "core/pickups.h"

#include "steps.h"

// 提货码: the slip puts what was ordered before into the cart, at what was paid for it then, and pays for it, once.

namespace zhuangui::till {
namespace {

/// The one that may be taken now; null: it may not, which is said.
const core::Pickup* open_pickup(Working& work, const core::Pickup* pickup) {
  if (!pickup) return refuse(work, "pickup_refused", {}), nullptr;
  const auto why = core::why_pickup_refused(*pickup, spent_on(work.till, pickup->number), core::shanghai_date(work.now.wall));
  if (!why) return pickup;
  return refuse(work, "pickup_refused", {core::pickup_refusal_name(*why), pickup->number}), nullptr;
}

}  // namespace

void pickup_shown(Working& work, const std::string& code) {
  Till& till = work.till;
  const core::Pickup* pickup = open_pickup(work, till.lists.pickups ? till.lists.pickups->with_code(code) : nullptr);
  if (!pickup) return;
  const std::string in_cart = core::pickup_in(till.cart);
  if (!in_cart.empty()) return refuse(work, in_cart == pickup->number ? "pickup_in_cart" : "two_documents", {});
  const auto lines = core::pickup_lines(*till.catalogue, *pickup, work.now.wall);
  if (!lines) {
    const core::Product* product = till.catalogue->find(lines.error().cause);
    return refuse(work, "pickup_refused", {"goods", product ? product->name : lines.error().cause});
  }
  core::Cart whole = till.cart;
  whole.lines.insert(whole.lines.end(), lines->begin(), lines->end());
  if (!core::price_cart(whole)) return refuse(work, "quantity_limit", {lines->front().name});
  for (const core::CartLine& line : *lines) put_line(work, line, {});
}

bool take_pickup_part(Working& work) {
  Till& till = work.till;
  const std::string number = core::pickup_in(till.cart);
  if (number.empty()) return true;
  const core::Pickup* pickup = open_pickup(work, till.lists.pickups ? till.lists.pickups->find(number) : nullptr);
  if (!pickup) return false;
  core::PaymentPlan plan = payment_plan(till);
  const core::Money worth = core::preordered_total(till.cart, plan.priced);
  if (!core::take_part(plan, {.kind = core::TenderKind::pickup, .amount = worth, .document = number})) return true;  // it cost nothing
  till.payment.taken = plan.taken;
  return true;
}

bool is_whole_pickup(Working& work, const core::CartLine& line) {
  if (!core::is_preordered(line)) return false;
  refuse(work, "pickup_whole", {});
  return true;
}

}  // namespace zhuangui::till

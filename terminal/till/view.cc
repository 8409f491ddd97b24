#include "till/view.h"

#include <algorithm>

#include "core/search.h"

namespace zhuangui::till {
namespace {

bool is_in_season(const core::Product& product, core::WallTime now) {
  const auto& months = product.season_months;
  return std::find(months.begin(), months.end(), core::shanghai_date(now).month) != months.end();
}

std::vector<const core::Product*> in_season(const Till& till, core::WallTime now) {
  std::vector<const core::Product*> answer;
  if (!till.catalogue) return answer;
  for (const core::Product& product : till.catalogue->products())
    if (is_in_season(product, now) && till.catalogue->price_at(product.id, now)) answer.push_back(&product);
  return answer;
}

std::vector<View::Found> found(const Till& till, core::WallTime now) {
  std::vector<View::Found> answer;
  const core::Catalogue& all = *till.catalogue;
  if (!till.searched.empty()) {
    for (const core::Product* product : core::search(all, till.searched, found_max)) answer.push_back({product, all.price_at(product->id, now)});
    return answer;
  }
  for (const bool season : {true, false}) {
    for (const core::Product& product : all.products()) {
      if (answer.size() == found_max) return answer;
      const bool meant = till.category->empty() || product.category == *till.category;
      if (!meant || is_in_season(product, now) != season) continue;
      if (const auto price = all.price_at(product.id, now)) answer.push_back({&product, price});
    }
  }
  return answer;
}

std::vector<View::Category> categories(const Till& till, core::WallTime now) {
  std::vector<View::Category> answer;
  for (const core::Product& product : till.catalogue->products()) {
    if (!till.catalogue->price_at(product.id, now)) continue;
    const auto is_its = [&](const View::Category& one) { return one.name == product.category; };
    const auto known = std::find_if(answer.begin(), answer.end(), is_its);
    if (known == answer.end()) answer.push_back({product.category, 1, &product});
    else ++known->goods;
  }
  std::stable_sort(answer.begin(), answer.end(), [](const auto& a, const auto& b) { return a.goods > b.goods; });
  return answer;
}

// A price stands only beside a weight that can become one.
std::optional<View::Weighed> weighed(const Till& till, core::WallTime now) {
  const core::Product* product = till.catalogue->find(till.weighing.product);
  if (!product) return std::nullopt;
  View::Weighed answer{product, till.catalogue->price_at(product->id, now), weigh_step(till, now), net_weight_g(till), {}, nullptr,
                       may_weigh_by_hand(till, now)};
  const bool by_hand = till.weighing.by_hand && till.weighing.second < till.scale.second.size();
  if (by_hand) answer.by = &till.scale.second[till.weighing.second];
  else if (till.scale.own) answer.by = &*till.scale.own;
  const bool counts = answer.step == WeighStep::ready || answer.step == WeighStep::moving || answer.step == WeighStep::too_light;
  if (!counts || !answer.price || !answer.net_g || *answer.net_g <= 0) return answer;
  if (const auto total = core::line_price(core::Grams{*answer.net_g}, *answer.price)) answer.amount = *total;
  return answer;
}

void look_at_payment(View& view, core::WallTime now) {
  const Till& till = view.till;
  view.plan = payment_plan(till, view.priced);
  view.tenders = tenders_here(till, now);
  if (till.lists.holders) view.holder = till.lists.holders->find(till.payment.part.holder);
  if (till.lists.orders)
    for (const core::PurchaseOrder& order : till.lists.orders->orders)
      if (core::order_room(order, spent_on(till, order.number), core::shanghai_date(now)) > core::Money{}) view.orders.push_back(&order);
  view.quotas = quota_offers(till, now);
  const core::Money due = view.due = till.committing ? till.committing->total : view.plan.left_in_cash();
  view.entered = entered_money(till);
  if (view.plan.is_paid()) view.change = view.plan.change();
  else if (view.entered && *view.entered >= due) view.change = *view.entered - due;
  if (!view.plan.is_paid()) view.shortcuts = quick_cash(due);
}

View::Counted counted(const Till& till) {
  View::Counted answer{&*till.counted, typed_pieces(till), {}};
  if (!answer.pieces) return answer;
  if (const auto total = core::line_price(core::Pieces{*answer.pieces}, answer.line->unit_price)) answer.amount = *total;
  return answer;
}

std::vector<View::Found> quick_keys(const Till& till, core::WallTime now) {
  std::vector<View::Found> answer;
  for (const std::string& id : till.quick)
    if (const core::Product* product = till.catalogue->find(id)) answer.push_back({product, till.catalogue->price_at(id, now)});
  return answer;
}

View::HandPriced hand_priced(const Till& till) {
  const core::CartLine& line = *till.hand_price.line;
  View::HandPriced answer{&line, line.list_price.value_or(line.unit_price), typed_price(till), {}, till.catalogue->band(line.product)};
  if (!answer.price) return answer;
  if (const auto total = core::line_price(line.quantity, *answer.price)) answer.amount = *total;
  return answer;
}

void look_beside(View& view, core::WallTime now) {
  const Till& till = view.till;
  if (till.state == State::counting && till.counted) view.counted = counted(till);
  if (!till.catalogue) return;
  if (till.state == State::quick) view.found = quick_keys(till, now);
  if (till.state == State::hand_pricing && till.hand_price.line) view.hand_priced = hand_priced(till);
  if (till.state == State::weighing) view.weighed = weighed(till, now);
  if (till.state == State::searching && till.searched.empty() && !till.category) view.categories = categories(till, now);
  else if (till.state == State::searching) view.found = found(till, now);
  if (till.state != State::tracing) return;
  if (const core::Product* product = till.catalogue->find(till.traced))
    view.traced = View::Found{product, till.catalogue->price_at(product->id, now)};
}

}  // namespace

View make_view(const Till& till, const Surroundings& surroundings) {
  View view{.till = till, .surroundings = surroundings};
  view.offers = promoted(till);
  view.priced = std::move(view.offers.cart);
  view.due = view.priced.total;
  if (till.state == State::paying || till.state == State::committing) look_at_payment(view, surroundings.now);
  for (const core::ParkedCart& parked : till.parked)
    if (may_take_up(till, parked)) view.parked.push_back(&parked);
  look_beside(view, surroundings.now);
  if (till.state == State::idle) view.in_season = in_season(till, surroundings.now);
  return view;
}

}  // namespace zhuangui::till

#include "till/view.h"

#include <algorithm>

namespace zhuangui::till {
namespace {

std::vector<const core::Product*> in_season(const Till& till, core::WallTime now) {
  std::vector<const core::Product*> answer;
  if (!till.catalogue) return answer;
  const int month = core::shanghai_date(now).month;
  for (const core::Product& product : till.catalogue->products()) {
    const auto& months = product.season_months;
    if (std::find(months.begin(), months.end(), month) == months.end()) continue;
    if (till.catalogue->price_at(product.id, now)) answer.push_back(&product);
  }
  return answer;
}

}  // namespace

View make_view(const Till& till, const Surroundings& surroundings) {
  View view{till, {}, {}, {}, {}, {}, surroundings};
  if (auto priced = core::price_cart(till.cart)) view.priced = std::move(*priced);
  if (till.state == State::paying || till.state == State::committing) {
    view.entered = entered_money(till);
    if (view.entered && *view.entered >= view.priced.total) view.change = *view.entered - view.priced.total;
    view.shortcuts = quick_cash(view.priced.total);
  }
  if (till.state == State::idle) view.in_season = in_season(till, surroundings.now);
  return view;
}

}  // namespace zhuangui::till

#include "example_parts.h"

// Goods that are weighed, counted, quick to find or priced by hand.

namespace zhuangui::test {

using till::State;

std::vector<Example> weighing_screens() {
  const std::vector<std::pair<const char*, till::Pan>> pans{
      {"weighing_empty", {till::PanState::empty, 0}}, {"weighing_moving", {till::PanState::moving, 515}},
      {"weighing_stable", {till::PanState::stable, 1135}}, {"weighing_spent", {till::PanState::spent, 1135}},
      {"weighing_too_light", {till::PanState::stable, 60}}, {"weighing_over", {till::PanState::over, 0}},
      {"weighing_refused", {till::PanState::moving, 515}}, {"weighing_expired", {till::PanState::stable, 520}},
      {"weighing_unplugged", {till::PanState::absent, 0}}, {"weighing_by_hand", {till::PanState::absent, 0}}};
  std::vector<Example> all;
  for (const auto& [name, pan] : pans) {
    all.push_back(start(name, State::weighing));
    till::Till& till = all.back().till;
    till.scale = {.own = till::RegisteredScale{"A-20240718", {2027, 3, 31}}, .min_g = 100, .tares_g = {15, 120, 260}};
    till.weighing.product = "P-3";
    till.pan = pan;
    all.back().around.scale = till::ScaleState::ready;
  }
  all[2].till.weighing.tare_g = 120;
  all[6].till.notices.push_back({"weight_moving", {}, till::Weight::pending, 0});
  all[7].till.scale.own->verified_until = {2026, 11, 1};
  for (std::size_t i = 8; i < all.size(); ++i) {
    all[i].around.scale = till::ScaleState::absent;
    all[i].till.scale.second = {{"B-0007", {2027, 1, 31}}, {"B-0008", {2027, 1, 31}}};
    all[i].till.scale.may_enter_by_hand = true;
  }
  all[9].till.weighing.by_hand = true;
  all[9].till.entered = "520";
  for (const auto& [name, days] : {std::pair{"scale_month", 30}, {"scale_week", 7}, {"scale_expired", -1}}) {
    all.push_back(start(std::string{"selling_"} + name, State::selling));
    fill_cart(all.back());
    all.back().till.scale.own = till::RegisteredScale{"A-20240718", core::date_from_days(core::days_since_epoch(core::shanghai_date(example_time())) + days)};
    all.back().around.scale = till::ScaleState::ready;
    all.back().around.registered_scale = all.back().till.scale.own;
    all.back().till.help_open = days == 7;
  }
  return all;
}

std::vector<Example> counting_screens() {
  std::vector<Example> all{start("counting", State::counting), start("counting_refused", State::counting)};
  for (Example& one : all) {
    fill_cart(one);
    one.till.counted = one.till.cart.lines.back();
  }
  all[0].till.entered = "12";
  all[1].till.entered = "1000000000";
  all[1].till.notices.push_back({"quantity_limit", {"巫溪核桃"}, till::Weight::pending, 0});
  return all;
}

std::vector<Example> quick_screens() {
  std::vector<Example> all{start("quick", State::quick), start("quick_none", State::quick), start("help_quick", State::quick)};
  for (Example& one : all) {
    fill_cart(one);
    if (one.name == "quick_none") continue;
    for (const core::Product& product : one.till.catalogue->products()) one.till.quick.push_back(product.id);
  }
  all[2].till.help_open = true;
  return all;
}

std::vector<Example> hand_price_screens() {
  std::vector<Example> all{start("hand_price", State::hand_pricing), start("hand_price_refused", State::hand_pricing),
                           start("hand_price_weighed", State::hand_pricing), start("tracing_line", State::tracing), start("hand_priced", State::selling)};
  for (Example& one : all) {
    fill_cart(one);
    one.till.hand_price = {one.till.cart.lines.back(), "damaged"};
    one.till.traced_line = one.till.cart.lines.back();
    one.till.traced = one.till.cart.lines.back().product;
  }
  all[0].till.entered = "35";
  all[1].till.entered = "1000000";
  all[1].till.notices.push_back({"price_outside_band", {"巫溪核桃"}, till::Weight::pending, 0});
  for (const core::CartLine& line : all[2].till.cart.lines)
    if (std::holds_alternative<core::Grams>(line.quantity)) all[2].till.hand_price = {line, ""};
  all[2].till.entered = "2.5";
  core::CartLine& priced = all[4].till.cart.lines.back();
  priced.list_price = priced.unit_price;
  priced.price_reason = "damaged";
  return all;
}

}  // namespace zhuangui::test

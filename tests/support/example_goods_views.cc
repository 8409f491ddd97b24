#include "example_parts.h"

// Goods that are weighed or counted.

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

}  // namespace zhuangui::test

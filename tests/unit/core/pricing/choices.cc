#include "choices.h"

#include <algorithm>

namespace zhuangui::choices {
namespace {

constexpr std::int64_t noon_ms = 1'795'492'800'000;  // 2026-11-24 12:00 in Shanghai
constexpr const char* product_names[] = {"P-CHA", "P-GU", "P-HETAO", "P-JI", "P-TAO", "P-YU"};
constexpr const char* category_names[] = {"预包装食品", "食用农产品"};
bool is_weighed(unsigned product) { return product % 6 >= 4; }
std::string product_name(unsigned product) { return product_names[product % 6]; }

core::UnitPrice unit_of(const std::string& product, std::int64_t fen) {
  const bool weighed = product == product_names[4] || product == product_names[5];
  return weighed ? core::UnitPrice{core::PerKilogram{core::Money::fen(fen)}} : core::UnitPrice{core::PerPiece{core::Money::fen(fen)}};
}

core::PromotionTerms terms_of(const plain::Rule& rule) {
  using namespace core;
  switch (rule.kind) {
    case plain::Kind::money_off: {
      MoneyOff terms{{}, rule.repeats};
      for (const auto& [from, off] : rule.steps) terms.steps.push_back({Money::fen(from), Money::fen(off)});
      return terms;
    }
    case plain::Kind::gift: return ThresholdGift{Money::fen(rule.from), rule.product, rule.pieces, rule.repeats};
    case plain::Kind::points: return PointsPrice{rule.product, rule.points, Money::fen(rule.price), rule.pieces};
    case plain::Kind::combination: {
      CombinationPrice terms{{}, Money::fen(rule.price)};
      for (const auto& [product, pieces] : rule.parts) terms.parts.push_back({product, pieces});
      return terms;
    }
    case plain::Kind::near_expiry: {
      NearExpiry terms;
      for (const auto& [days, off] : rule.steps) terms.steps.push_back({days, off});
      return terms;
    }
    case plain::Kind::percent: return PercentOff{rule.permyriad};
    case plain::Kind::shelf: {
      ShelfPrice terms;
      for (const auto& [product, price] : rule.parts) terms.products.push_back({product, unit_of(product, price)});
      return terms;
    }
  }
  return PercentOff{};
}

std::string told_line(const plain::Line& line, std::int64_t total, const std::vector<std::pair<std::string, std::int64_t>>& discounts) {
  std::string text = line.product + " " + std::to_string(line.quantity) + " x " + std::to_string(line.price) + " " + line.code + " " +
                     std::to_string(line.days_left) + (line.by_hand ? " by hand" : "") + " = " + std::to_string(total);
  for (const auto& [rule, fen] : discounts) text += ", " + rule + " -" + std::to_string(fen);
  return text;
}

}  // namespace

plain::Line line_of(const LineChoice& choice) {
  plain::Line line;
  line.product = product_name(choice.product);
  line.weighed = is_weighed(choice.product);
  line.category = category_names[line.weighed];
  line.quantity = line.weighed ? 1 + choice.quantity % 3'000 : 1 + choice.quantity % 7;
  line.price = choice.price % 3 == 0 ? 1'000 : 1 + choice.price % 5'000;
  line.code = choice.extra % 5 == 0 ? "6901" : "";
  if (choice.extra % 3 == 0) line.days_left = choice.extra % 8;
  line.by_hand = choice.extra % 13 == 12;
  return line;
}

plain::Rule rule_of(const RuleChoice& choice, std::size_t number) {
  plain::Rule rule;
  rule.kind = static_cast<plain::Kind>(choice.kind % 7);
  rule.id = "R" + std::to_string(number);
  rule.order = choice.order % 4;
  rule.group = choice.group % 3 == 0 ? "" : "G" + std::to_string(choice.group % 3);
  rule.below_floor = choice.group % 5 == 4;
  rule.repeats = choice.c % 3 == 0;
  rule.product = product_name(choice.b);
  rule.pieces = 1 + choice.c % 3;
  rule.from = 1 + choice.a % 9'000;
  rule.points = 1 + choice.a % 500;
  rule.price = choice.b % 1'200;
  rule.permyriad = 1 + choice.a % 9'999;
  const std::int64_t off = 1 + choice.b % rule.from;
  if (rule.kind == plain::Kind::money_off) rule.steps.emplace_back(rule.from, off);
  if (rule.kind == plain::Kind::money_off && !rule.repeats) rule.steps.emplace_back(rule.from + off, off + 1 + choice.c % rule.from);
  if (rule.kind == plain::Kind::near_expiry) rule.steps = {{choice.b % 4, rule.permyriad}};
  if (rule.kind == plain::Kind::near_expiry && rule.permyriad > 1) rule.steps.emplace_back(4 + choice.c % 4, 1 + choice.c % (rule.permyriad - 1));
  if (rule.kind == plain::Kind::combination) {
    rule.price = 1 + choice.a % 4'000;
    rule.parts = {{product_name(choice.b % 4), 1 + choice.c % 2}, {product_name((choice.b + 1) % 4), 1 + choice.c % 3}};
  }
  if (rule.kind == plain::Kind::shelf) rule.parts = {{product_name(choice.b), 1 + choice.a % 2'000}, {product_name(choice.b + 1), 1 + choice.c % 2'000}};
  const bool names_its_own = rule.kind == plain::Kind::points || rule.kind == plain::Kind::combination || rule.kind == plain::Kind::shelf;
  if (!names_its_own && choice.scope % 3 == 1) rule.products = {product_name(choice.scope), product_name(choice.scope / 2)};
  if (!names_its_own && choice.scope % 4 == 2) rule.categories = {category_names[choice.scope % 2]};
  return rule;
}

plain::Shop shop_of(const std::vector<RuleChoice>& choices, unsigned floors) {
  plain::Shop shop;
  for (std::size_t n = 0; n < choices.size(); ++n) {
    const plain::Rule& rule = shop.rules.emplace_back(rule_of(choices[n], n));
    if (rule.kind == plain::Kind::points && choices[n].scope % 4 != 0) shop.set_aside[rule.id] = choices[n].scope % 5;
    if (rule.kind == plain::Kind::gift && choices[n].scope % 2 == 0) shop.gifts_left[rule.id] = choices[n].scope % 6;
  }
  for (unsigned product = 0; product < 6; ++product)
    if ((floors >> product) % 2 == 1) shop.floors[product_name(product)] = 200 + floors % 900;
  return shop;
}

core::CartLine core_line(const plain::Line& line) {
  core::CartLine facts;
  facts.product = facts.name = line.product;
  facts.category = line.category;
  facts.code = line.code;
  facts.unit_price = unit_of(line.product, line.price);
  if (line.weighed)
    facts.quantity = core::Grams{line.quantity};
  else
    facts.quantity = core::Pieces{line.quantity};
  if (line.days_left >= 0)
    facts.best_before = core::date_text(core::date_from_days(core::days_since_epoch(core::shanghai_date(core::WallTime{noon_ms})) + line.days_left));
  if (line.by_hand) facts.price_reason = "damaged";
  return facts;
}

core::Promotion core_rule(const plain::Rule& rule) {
  core::Promotion promotion;
  promotion.id = rule.id;
  promotion.name = "活动" + rule.id;
  promotion.valid_from = core::WallTime{noon_ms};
  promotion.valid_until = core::WallTime{noon_ms + 1};
  promotion.order = rule.order;
  promotion.exclusive_group = rule.group;
  promotion.products = rule.products;
  promotion.categories = rule.categories;
  promotion.below_floor = rule.below_floor;
  promotion.terms = terms_of(rule);
  return promotion;
}

core::PriceRules core_rules(const plain::Shop& shop) {
  std::vector<core::Promotion> promotions;
  for (const plain::Rule& rule : shop.rules) promotions.push_back(core_rule(rule));
  std::map<std::string, core::UnitPrice> floors;
  for (const auto& [product, fen] : shop.floors) floors.emplace(product, unit_of(product, fen));
  return core::PriceRules::build(std::move(promotions), std::move(floors)).value();
}

core::PricingMoment core_moment(const plain::Shop& shop) {
  core::PricingMoment moment;
  moment.at = core::WallTime{noon_ms};
  moment.gifts_left = shop.gifts_left;
  moment.points_pieces = shop.set_aside;
  return moment;
}

std::vector<std::string> told(const std::vector<plain::Line>& cart, const plain::Answer& answer) {
  std::vector<std::string> lines;
  for (std::size_t n = 0; n < cart.size(); ++n) lines.push_back(told_line(cart[n], answer.totals[n], answer.discounts[n]));
  for (const auto& [rule, fen] : answer.missing) lines.push_back(rule + " needs " + std::to_string(fen));
  for (const auto& [rule, gift] : answer.gifts) lines.push_back(rule + " gives " + std::to_string(gift.first) + ", there " + std::to_string(gift.second));
  for (const auto& [rule, points] : answer.points) lines.push_back(rule + " costs points " + std::to_string(points));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> told(const std::vector<plain::Line>& cart, const core::Promoted& promoted) {
  plain::Answer answer;
  for (const core::PricedLine& line : promoted.cart.lines) {
    answer.totals.push_back(line.total.in_fen());
    auto& discounts = answer.discounts.emplace_back();
    for (const core::Discount& one : line.discounts) discounts.emplace_back(one.rule, one.amount.in_fen());
  }
  for (const core::NextStep& step : promoted.next_steps) answer.missing[step.rule] = step.missing.in_fen();
  for (const core::EarnedGift& gift : promoted.gifts) answer.gifts[gift.rule] = {gift.pieces, gift.in_cart};
  for (const core::PointsSpent& spent : promoted.points) answer.points[spent.rule] = spent.points;
  return told(cart, answer);
}

}  // namespace zhuangui::choices

// A cart of 100 lines under 200 promotions of all kinds, priced anew as each scan does; floor: the same cart multiplied
// and added up without any promotion, 200 times over. Prints one line in the form of tests/bench/run.sh.
#include "core/pricing.h"
#include "measure.h"

namespace {

using namespace zhuangui;
using core::Money;

constexpr std::size_t lines_count = 100, rules_count = 200, rounds = 2'000, pairs = 7;
constexpr double target_us = 1'000;
constexpr core::WallTime now{1'795'492'800'000};

std::string product(std::size_t n) { return "P-" + std::to_string(100'000 + n % 60); }

core::Cart cart() {
  core::Cart cart;
  for (std::size_t n = 0; n < lines_count; ++n) {
    core::CartLine& line = cart.lines.emplace_back();
    line.product = line.name = product(n * 37);
    line.category = n % 2 == 0 ? "预包装食品" : "食用农产品";
    line.quantity = core::Pieces{static_cast<std::int64_t>(1 + n % 5)};
    line.unit_price = core::PerPiece{Money::fen(static_cast<std::int64_t>(317 + n * 71 % 4'000))};
    line.best_before = n % 3 == 0 ? "2026-11-26" : "";
  }
  return cart;
}

core::PromotionTerms terms(std::size_t n) {
  const auto fen = [n](std::int64_t base) { return Money::fen(base + static_cast<std::int64_t>(n)); };
  switch (n % 7) {
    case 0: return core::MoneyOff{{{fen(10'000), fen(300)}, {fen(30'000), fen(1'000)}}, false};
    case 1: return core::ThresholdGift{fen(9'000), product(n), 1, true};
    case 2: return core::PointsPrice{product(n), 200, fen(100), 2};
    case 3: return core::CombinationPrice{{{product(n), 1}, {product(n + 1), 2}}, fen(900)};
    case 4: return core::NearExpiry{{{1, 500}, {3, 200}}};
    case 5: return core::PercentOff{100};
    default: return core::ShelfPrice{{{product(n), core::PerPiece{fen(200)}}, {product(n + 9), core::PerPiece{fen(300)}}}};
  }
}

core::PriceRules rules() {
  std::vector<core::Promotion> promotions;
  for (std::size_t n = 0; n < rules_count; ++n) {
    core::Promotion& one = promotions.emplace_back();
    one.id = "M-" + std::to_string(n);
    one.name = "活动";
    one.valid_until = core::WallTime{now.utc_ms + 1};
    one.order = static_cast<std::int64_t>(n * 13 % 17);
    one.exclusive_group = n % 4 == 0 ? "" : "G" + std::to_string(n % 40);
    one.terms = terms(n);
    if (n % 7 == 4 || n % 7 == 5) one.products = {product(n), product(n + 5), product(n + 11), product(n + 30)};
    if (n % 14 == 0) one.categories = {"食用农产品"};  // the other thresholds count the whole cart
  }
  return core::PriceRules::build(std::move(promotions), {{product(3), core::PerPiece{Money::fen(150)}}}).value();
}

}  // namespace

int main() {
  const core::Cart goods = cart();
  const core::PriceRules promotions = rules();
  core::PricingMoment moment;
  moment.at = now;
  for (std::size_t n = 2; n < rules_count; n += 7) moment.points_pieces["M-" + std::to_string(n)] = 1;
  std::vector<double> all, ratios, floors;
  std::size_t discounts = 0;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    const auto start = bench::Clock::now();
    for (std::size_t n = 0; n < rules_count; ++n)
      if (core::price_cart(goods).value().lines.size() != lines_count) return 1;
    floors.push_back(bench::microseconds_since(start));
    std::vector<double> took;
    for (std::size_t round = 0; round < rounds / pairs; ++round) {
      const auto began = bench::Clock::now();
      const auto priced = core::price_cart(goods, promotions, moment);
      took.push_back(bench::microseconds_since(began));
      discounts = 0;
      for (const core::PricedLine& line : priced.value().cart.lines) discounts += line.discounts.size();
    }
    ratios.push_back(bench::median(took) / floors.back());
    all.insert(all.end(), took.begin(), took.end());
  }
  if (discounts < 2 * lines_count) return 1;  // or the promotions are not what they are measured for
  bench::Figure figure{"price", bench::median(all), "us", bench::median(floors), bench::median(ratios), target_us};
  figure.judged = figure.value;
  figure.n = all.size();
  figure.p50 = figure.value;
  figure.p99 = bench::quantile(all, 0.99);
  figure.spread = figure.p99 / figure.p50;
  return bench::print(figure) ? 0 : 1;
}

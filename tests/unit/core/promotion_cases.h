#pragma once
// A shop of four goods and short ways to say a promotion, for the tests of promotions.
#include <string>

#include "core/pricing.h"

namespace zhuangui::core::promoted {

inline constexpr WallTime noon{1'795'492'800'000};  // 2026-11-24 12:00 in Shanghai
inline constexpr std::int64_t day_ms = 86'400'000;

inline CartLine goods(const std::string& product, std::int64_t pieces, std::int64_t fen) {
  CartLine line;
  line.product = line.name = product;
  line.category = "预包装食品";
  line.quantity = Pieces{pieces};
  line.unit_price = PerPiece{Money::fen(fen)};
  return line;
}
inline CartLine weighed(const std::string& product, std::int64_t grams, std::int64_t fen) {
  CartLine line = goods(product, 1, fen);
  line.category = "食用农产品";
  line.quantity = Grams{grams};
  line.unit_price = PerKilogram{Money::fen(fen)};
  return line;
}
inline CartLine best_before(CartLine line, const char* date) {
  line.best_before = date;
  return line;
}

inline Promotion promotion(const std::string& id, PromotionTerms terms, std::int64_t order = 0) {
  Promotion one;
  one.id = id;
  one.name = "活动" + id;
  one.valid_from = WallTime{noon.utc_ms - day_ms};
  one.valid_until = WallTime{noon.utc_ms + day_ms};
  one.order = order;
  one.terms = std::move(terms);
  return one;
}
inline Promotion in_group(const std::string& group, Promotion one) {
  one.exclusive_group = group;
  return one;
}
inline Promotion only_for(std::vector<std::string> products, Promotion one) {
  one.products = std::move(products);
  return one;
}
inline MoneyOff off(std::int64_t from_yuan, std::int64_t off_yuan, bool repeats = false) {
  return {{{Money::fen(from_yuan * 100), Money::fen(off_yuan * 100)}}, repeats};
}

inline Promoted priced(std::vector<CartLine> lines, std::vector<Promotion> promotions, std::map<std::string, UnitPrice> floors = {},
                       PricingMoment moment = {}) {
  if (moment.at == WallTime{}) moment.at = noon;
  Cart cart;
  cart.lines = std::move(lines);
  return price_cart(cart, PriceRules::build(std::move(promotions), std::move(floors)).value(), moment).value();
}
inline std::vector<std::int64_t> totals(const Promoted& answer) {
  std::vector<std::int64_t> fen;
  for (const PricedLine& line : answer.cart.lines) fen.push_back(line.total.in_fen());
  return fen;
}

}  // namespace zhuangui::core::promoted

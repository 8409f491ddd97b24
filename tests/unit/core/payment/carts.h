#pragma once
// Carts whose lines cost what is written, for tests of paying: one piece a line.
#include <initializer_list>
#include <string>
#include <utility>

#include "core/payment.h"

namespace zhuangui::support {

/// Goods "A", "B" … at so many fen each, of category 食用农产品.
inline core::Cart cart_of(std::initializer_list<std::int64_t> lines_fen) {
  core::Cart cart{.sale = "T-0001-471000-1"};
  char name = 'A';
  for (const std::int64_t fen : lines_fen) {
    core::CartLine line;
    line.product = line.name = std::string(1, name++);
    line.category = "食用农产品";
    line.unit = "袋";
    line.quantity = core::Pieces{1};
    line.unit_price = core::PerPiece{core::Money::fen(fen)};
    cart.lines.push_back(std::move(line));
  }
  return cart;
}

inline core::PaymentPlan plan_of(const core::Cart& cart, core::Rounding rounding = core::Rounding::off) {
  return {core::price_cart(cart).value(), rounding, {}};
}

inline core::Tender cash(std::int64_t fen) { return {.kind = core::TenderKind::cash, .amount = core::Money::fen(fen)}; }
inline core::Tender card(std::int64_t fen, std::string holder = "H-000001") {
  return {.kind = core::TenderKind::card, .amount = core::Money::fen(fen), .holder = std::move(holder)};
}
inline core::Tender by_hand(std::int64_t fen, std::string digits = "4711") {
  return {.kind = core::TenderKind::code_by_hand, .amount = core::Money::fen(fen), .proof = std::move(digits)};
}

}  // namespace zhuangui::support

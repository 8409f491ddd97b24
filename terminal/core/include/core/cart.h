#pragma once
#include <string>
#include <vector>

#include "core/catalogue.h"

namespace zhuangui::core {

/// One line of a cart with its facts frozen when it was added: later releases do not change it.
struct CartLine {
  std::string product;
  std::string name;
  std::string code;           ///< what was scanned, empty when chosen by touch
  std::string category;
  std::string unit;
  std::string specification;
  std::string township;
  std::string village;
  std::string cooperative;
  std::string tile;
  std::string tile_colour;
  Quantity quantity;
  UnitPrice unit_price;
  std::int64_t release = 0;   ///< version of the release it was priced under
  friend bool operator==(const CartLine&, const CartLine&) = default;
};

/// An open cart. `sale` is its future sale id, given when the cart opens (design §4).
struct Cart {
  std::string sale;
  WallTime opened_at;
  std::vector<CartLine> lines;
  std::vector<CartLine> removed;  ///< lines taken off again; they become part of the sale's entry
  friend bool operator==(const Cart&, const Cart&) = default;
};

struct PricedLine {
  Money total;
};
/// The lines priced and added up: total is the sum of the lines by construction.
struct PricedCart {
  std::vector<PricedLine> lines;
  Money total;
};

/// Freezes what is known of `product` at `at` into a line. Errors: not_found when it has no price in force,
/// invalid_input when the quantity does not fit the way it is sold.
Result<CartLine> freeze_line(const Catalogue& catalogue, const Product& product, const Quantity& quantity,
                             std::string code, WallTime at);

/// Totals a cart. Pure. Error: invalid_input beyond the bounds of money.h.
Result<PricedCart> price_cart(const Cart& cart);

/// A cart as JSON and back, for the cart row beside the journal.
std::string cart_json(const Cart& cart);
Result<Cart> parse_cart(std::string_view json);

}  // namespace zhuangui::core

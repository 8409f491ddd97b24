#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.h"

namespace zhuangui::core {

/// What a weighed line was weighed with, kept as the instrument said it. Of a label's line there is none.
struct Weighing {
  std::int64_t tare_g = 0;
  std::string raw;             ///< the reading as the scale sent it, printable
  std::string scale;           ///< its serial number
  std::string verified_until;  ///< 检定有效期, "2027-03-31"
  friend bool operator==(const Weighing&, const Weighing&) = default;
};

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
  std::string price_list;     ///< which list its price is from, where there are several
  std::optional<UnitPrice> list_price;  ///< what the list said, where another price is charged
  std::string price_reason;   ///< why: a word of the county's list of reasons
  std::string price_second;   ///< reference of the second person who agreed, where one had to
  std::optional<Weighing> weighing;
  std::string best_before;    ///< 保质期至 of its lot, "2026-12-05"; empty: not said
  std::string tax_class;      ///< as the county classed it; empty: not said
  std::int64_t tax_rate_permyriad = 0;  ///< 900 is 9 %; an exempt class has 0
  std::string certificate;    ///< number of its 认定证书; empty: it was not certified
  std::string benefit;        ///< 联农带农: what the purchase does for the village, in the words of that time; empty: not said
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

/// What is taken off a line, and by which rule: a promotion's id, or one of the rules that are part of selling.
struct Discount {
  std::string rule;  ///< "PR-0007", or discount_rounding
  std::string name;  ///< as the buyer reads it
  Money amount;      ///< always more than nothing
  friend bool operator==(const Discount&, const Discount&) = default;
};
inline constexpr std::string_view discount_rounding = "rounding";  ///< 抹零: what is left off a sum paid in cash

/// gross = quantity times unit price; total = gross less the discounts, never below nothing.
struct PricedLine {
  Money gross;
  std::vector<Discount> discounts;
  Money total;
  friend bool operator==(const PricedLine&, const PricedLine&) = default;
};
/// The lines priced and added up, in the order of the cart: each sum is that of the lines by construction.
struct PricedCart {
  std::vector<PricedLine> lines;
  Money gross;
  Money discount;
  Money total;
  friend bool operator==(const PricedCart&, const PricedCart&) = default;
};

/// Freezes what is known of `product` at `at` into a line. Errors: not_found when it has no price in force,
/// invalid_input when the quantity does not fit the way it is sold.
Result<CartLine> freeze_line(const Catalogue& catalogue, const Product& product, const Quantity& quantity,
                             std::string code, WallTime at);

/// Totals a cart without any promotion. Pure. Error: invalid_input beyond the bounds of money.h.
Result<PricedCart> price_cart(const Cart& cart);

/// A cart as JSON and back, for the cart row beside the journal.
std::string cart_json(const Cart& cart);
Result<Cart> parse_cart(std::string_view json);

}  // namespace zhuangui::core

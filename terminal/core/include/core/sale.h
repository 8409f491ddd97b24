#pragma once
#include <string>
#include <vector>

#include "core/cart.h"
#include "core/json.h"

namespace zhuangui::core {

/// 付款方式. Cash is the only tender so far.
enum class TenderKind { cash };
struct Tender {
  TenderKind kind = TenderKind::cash;
  Money amount;  ///< what was handed over
  friend bool operator==(const Tender&, const Tender&) = default;
};

struct SaleLine {
  CartLine facts;
  Money total;
  friend bool operator==(const SaleLine&, const SaleLine&) = default;
};

/// A completed sale. Only complete_sale and parse_sale make one, so these always hold:
/// total = sum of line totals, total + change = sum of tenders, change >= 0, at least one line.
struct Sale {
  std::string id;
  std::vector<SaleLine> lines;
  std::vector<SaleLine> removed;
  Money total;
  std::vector<Tender> tenders;
  Money change;
  std::int64_t release = 0;
  friend bool operator==(const Sale&, const Sale&) = default;
};

/// Errors: invalid_input when the cart is empty, over the bounds, or less cash than due was given.
Result<Sale> complete_sale(const Cart& cart, Money cash_tendered, std::int64_t release);

/// Body of the entry `sale.completed` version 1 and back.
std::string sale_body(const Sale& sale);
/// Accepts every sale.completed body ever published (fields added later are empty in old ones).
/// Errors: invalid_input when a field is missing or the sums do not hold.
Result<Sale> parse_sale(std::int64_t version, const JsonValue& body);

}  // namespace zhuangui::core

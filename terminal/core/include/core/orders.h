#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/sale.h"
#include "core/time.h"

namespace zhuangui::core {

/// 采购单: a unit buys on account.
struct PurchaseOrder {
  std::string number;            ///< 采购单号 "CG-2026-0117", frozen on the sale
  std::string unit;              ///< 采购单位, by its id
  std::string unit_name;         ///< as shown
  std::string agent;             ///< 经办人, by random reference
  Money amount;
  Date first_day, last_day;
  FundSource fund_source = FundSource::budget;  ///< budget, partner or emergency
  std::string assistance_group;  ///< 帮扶集团, by its id; empty: none
  friend bool operator==(const PurchaseOrder&, const PurchaseOrder&) = default;
};

/// Release section `orders`: those that one counter may deliver on.
struct OrderList {
  std::string counter;
  std::vector<PurchaseOrder> orders;
  [[nodiscard]] const PurchaseOrder* find(std::string_view number) const;
  friend bool operator==(const OrderList&, const OrderList&) = default;
};
inline constexpr std::size_t orders_of_counter_max = 2'000;

std::string orders_section(const OrderList& orders);
/// Errors: invalid_input (a field is missing or wrong, a number stands twice, another fund source than the three).
Result<OrderList> parse_orders_section(std::string_view json);

enum class OrderRefusal { not_yet, past, used_up };
const char* order_refusal_name(OrderRefusal refusal);  ///< "used_up"

/// `delivered` is what was sold on it before, as the journal knows it.
Money order_room(const PurchaseOrder& order, Money delivered, Date today);
std::optional<OrderRefusal> why_order_refused(const PurchaseOrder& order, Money amount, Money delivered, Date today);

struct QuotaList;
struct PickupList;
/// What says whose money a sale is; at most one of them is in a sale.
bool is_document(TenderKind kind);
/// Whose money a sale is, by what was presented: the order's, the union's of a quota, that of who ordered before, else the
/// buyer's own. Errors: conflict (two documents in one sale), not_found (one that is in no list).
Result<Attribution> attribution_of(const std::vector<Tender>& tenders, const OrderList& orders, const QuotaList& quotas,
                                   const PickupList& pickups);

}  // namespace zhuangui::core

#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/cart.h"
#include "core/json.h"

namespace zhuangui::core {

/// 付款方式: by what the money comes. Whose money it is says the fund source.
enum class TenderKind {
  cash,          ///< 现金
  code_by_hand,  ///< 扫码·人工核对: a person saw it arrive on the merchant's phone; never called confirmed
  card,          ///< 职工卡, taken off the wage
  quota,         ///< 工会慰问额度
  pickup,        ///< 提货码: paid before
  account        ///< 单位挂账 against a 采购单
};
const char* tender_name(TenderKind kind);  ///< "code_by_hand", as entries say it
std::optional<TenderKind> tender_of(std::string_view name);

struct Tender {
  TenderKind kind = TenderKind::cash;
  Money amount;          ///< what was handed over; of all but cash never more than is due
  std::string holder;    ///< random reference of the card's holder, where there is one
  std::string document;  ///< what it is drawn on: quota, pick-up, purchase order, the attempt's number
  std::string proof;     ///< pin | signature | proxy:<reference>, or the last four digits of a trade number
  std::string reservation{};  ///< id under which the county granted it; empty: it was not asked
  friend bool operator==(const Tender&, const Tender&) = default;
};

/// 资金来源. Never chosen by a buyer alone: personal unless a document says otherwise.
enum class FundSource { personal, union_funds, budget, partner, emergency };
const char* fund_source_name(FundSource source);  ///< "personal", "union", "budget", "partner", "emergency"
std::optional<FundSource> fund_source_of(std::string_view name);

/// For whom it was bought, frozen on the sale.
struct Attribution {
  FundSource fund_source = FundSource::personal;
  std::string buyer_unit;        ///< 采购单位, by its id
  std::string assistance_group;  ///< 帮扶集团, by its id
  std::string document;          ///< number of the paper that says so
  friend bool operator==(const Attribution&, const Attribution&) = default;
};

/// 补录: a sale that was made on paper, written down later.
struct LateEntry {
  WallTime stated_at;  ///< when it is said to have been made
  std::string paper;   ///< number of the paper slip
  std::string reason;  ///< a word of the list of reasons
  friend bool operator==(const LateEntry&, const LateEntry&) = default;
};

struct SaleLine {
  CartLine facts;
  Money total;                      ///< what is paid for it, discounts taken off
  std::vector<Discount> discounts;
  [[nodiscard]] Money discount() const;
  friend bool operator==(const SaleLine&, const SaleLine&) = default;
};

/// How a cart is paid, and under whose hands.
struct Settlement {
  std::vector<Tender> tenders;
  Attribution attribution;
  std::string operator_reference;  ///< random reference of the 营业员; empty: nobody had logged in
  std::string second_reference;    ///< of the person who agreed to what one alone may not do
  bool self_service = false;
  std::optional<LateEntry> late;
};
/// The whole of it in cash, for the buyer alone.
Settlement cash_settlement(Money tendered);

/// A completed sale. Only complete_sale and parse_sale make one, so these always hold:
/// line total = quantity times unit price less its discounts, total = sum of line totals, total + change = sum of
/// tenders, 0 <= change <= the cash among them, at least one line.
struct Sale {
  std::string id;
  std::vector<SaleLine> lines;
  std::vector<SaleLine> removed;
  Money total;
  std::vector<Tender> tenders;
  Money change;
  std::int64_t release = 0;
  Attribution attribution;
  std::string operator_reference;
  std::string second_reference;
  bool self_service = false;
  std::optional<LateEntry> late;
  [[nodiscard]] Money discount() const;
  friend bool operator==(const Sale&, const Sale&) = default;
};

/// `priced` is what the cart's lines cost, as the screen showed it. Errors: invalid_input when the cart is empty or over
/// the bounds, `priced` is not of this cart, less was given than is due, or more than is due by anything but cash.
Result<Sale> complete_sale(const Cart& cart, const PricedCart& priced, const Settlement& settlement, std::int64_t release);

/// Body of the entry `sale.completed` in the version that is written now, and back.
inline constexpr std::int64_t sale_version = 2;
std::string sale_body(const Sale& sale);
/// Accepts every sale.completed body ever published: what came with a later version is empty in an older one.
/// Errors: invalid_input when a field is missing or the sums do not hold; newer_version.
Result<Sale> parse_sale(std::int64_t version, const JsonValue& body);

}  // namespace zhuangui::core

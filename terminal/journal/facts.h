#pragma once
// Private to journal: what the projections need of one entry. One reading for commit, replay, rebuild and verify, so
// that they cannot differ.
#include <optional>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace zhuangui::journal {

/// What one sale sold of one product from one township.
struct ProductFacts {
  std::string_view product;
  std::string_view township;
  std::int64_t pieces = 0;
  std::int64_t weight_g = 0;
  std::int64_t gross_fen = 0;     ///< quantity times price
  std::int64_t discount_fen = 0;  ///< what was taken off it
};

/// What one tender drew on a card's holder, a quota or an order. Cash and a code by hand draw on nothing.
struct DrawnFacts {
  std::string_view kind;
  std::string_view reference;
  std::int64_t amount_fen = 0;
};

/// The texts point into `document`.
struct SaleFacts {
  core::JsonDocument document;
  std::string_view sale;
  std::string_view business_day;
  std::int64_t at = 0;
  std::int64_t lines = 0;
  std::int64_t total_fen = 0;
  std::int64_t change_fen = 0;
  std::int64_t cash_fen = 0;
  std::vector<std::pair<std::string_view, std::int64_t>> tenders;  ///< each kind once, with its sum
  std::string_view fund_source;
  std::vector<ProductFacts> products;  ///< each (product, township) once, in the order of the lines
  std::vector<DrawnFacts> drawn;       ///< in the order of the tenders
  std::vector<std::pair<std::string_view, std::int64_t>> by_hand;  ///< digits and fen of each code that a person checked
};

/// What one return gave back of one product from one township.
struct ReturnedFacts {
  std::string_view product;
  std::string_view township;
  std::int64_t pieces = 0;
  std::int64_t weight_g = 0;
  std::int64_t refund_fen = 0;
};

/// The texts point into `document`.
struct RefundFacts {
  core::JsonDocument document;
  std::string_view id;
  std::string_view sale;
  std::string_view business_day;
  std::int64_t at = 0;
  std::int64_t lines = 0;
  std::int64_t total_fen = 0;
  std::int64_t cash_fen = 0;            ///< paid out in cash
  std::vector<ReturnedFacts> products;  ///< one for each line
  std::vector<DrawnFacts> drawn;        ///< given back, as amounts below nothing
};

/// nullopt: not a return.completed of a version this program counts, or figures beyond the bounds of core/money.h.
std::optional<RefundFacts> read_refund_facts(std::string_view payload);

/// What was paid for goods of each township, in the order of the lines.
std::vector<std::pair<std::string_view, std::int64_t>> net_by_township(const SaleFacts& facts);

/// An entry of shifts and drawer. The texts point into `document`.
struct ShiftFacts {
  enum class What { opened, moved_in, moved_out, drawer, closed, counted };
  core::JsonDocument document;
  What what = What::opened;
  std::string_view business_day;
  std::int64_t shift = 0;
  std::string_view operator_reference;
  std::int64_t amount_fen = 0;  ///< 备用金 that the shift begins with, or what was moved
  std::optional<std::int64_t> counted_fen, first_counted_fen;
  std::string_view reason;
};
/// What an entry says of an invoice: drawn on its sale by invoice.requested, and given back by invoice.reversal_due. The texts
/// point into `document`.
struct InvoiceFacts {
  core::JsonDocument document;
  std::string_view business_day;
  std::vector<DrawnFacts> drawn;  ///< one, of the kind "invoice"
};
/// nullopt: neither of them, or of a version this program does not count.
std::optional<InvoiceFacts> read_invoice_facts(std::string_view payload);

/// nullopt: none of these, or of a version this program does not count.
std::optional<ShiftFacts> read_shift_facts(std::string_view payload);

/// nullopt: not a sale.completed of a version this program counts, or figures beyond the bounds of core/money.h.
std::optional<SaleFacts> read_sale_facts(std::string_view payload);

/// The offset of a clock.set entry; nullopt: it is none.
std::optional<std::int64_t> read_clock_offset(std::string_view payload);

}  // namespace zhuangui::journal

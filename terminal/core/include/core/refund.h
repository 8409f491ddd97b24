#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/sale.h"

namespace zhuangui::core {

/// What becomes of goods that came back: for sale again, held for a look, thrown away; or the buyer keeps them
/// (坏果赔付).
enum class GoodsFate { saleable, quarantine, waste, kept };
const char* goods_fate_name(GoodsFate fate);  ///< "saleable", …, as entries say it
std::optional<GoodsFate> goods_fate_of(std::string_view name);

/// One line of a sale, or part of it, going back.
struct RefundLine {
  std::size_t line = 0;             ///< of the sale's lines, from 0
  CartLine facts;                   ///< as frozen on the sale, with the quantity that comes back; none of it: an agreed sum
  Money total;                      ///< what is paid back for it
  std::vector<Discount> discounts;  ///< the part of the sale's discounts that is taken back with it
  GoodsFate fate = GoodsFate::saleable;
  friend bool operator==(const RefundLine&, const RefundLine&) = default;
};

/// A return that was made (退货). Only make_refund and parse_refund make one, so these always hold: total = sum of line
/// totals = sum of tenders, at least one line, nothing is negative.
struct Refund {
  std::string id;    ///< from the same counter as the ids of sales
  std::string sale;  ///< what it gives back of
  std::vector<RefundLine> lines;
  Money total;
  std::vector<Tender> tenders;  ///< by what the money goes back
  Attribution attribution;      ///< of the sale
  std::string reason;           ///< a word of refund_reasons
  bool voids = false;           ///< the whole of the last sale at once, before the buyer left
  bool unchecked = false;       ///< whether another counter gave some of it back before was not asked: a person took it on
  std::string operator_reference;
  std::string second_reference;
  std::int64_t release = 0;
  friend bool operator==(const Refund&, const Refund&) = default;
};
inline constexpr std::array refund_reasons{"spoiled", "wrong_goods", "wrong_price", "recalled", "not_wanted", "mistake"};

/// What a person asks to give back of one line.
struct RefundWish {
  std::size_t line = 0;
  std::int64_t quantity = 0;    ///< pieces, or grams of a weighed line; 0 with an agreed sum
  std::optional<Money> agreed;  ///< 坏果赔付: this much, and the goods stay with the buyer
  GoodsFate fate = GoodsFate::saleable;
};

/// What is left of one line of a sale after what has come back of it.
struct Refundable {
  std::int64_t quantity = 0;  ///< pieces or grams
  Money total;
};
/// One for each line of the sale. `earlier`: the returns of it that are known, in any order.
std::vector<Refundable> refundable(const Sale& sale, std::span<const Refund> earlier);

/// How a return is made, beside what comes back.
struct RefundTerms {
  std::string id;
  std::string reason;
  Money agreed_max;   ///< the county's limit for one agreed sum
  bool voids = false;
  bool unchecked = false;
  std::string operator_reference;
  std::string second_reference;
  std::int64_t release = 0;
};

/// Gives back part of a sale. Of a line that cost `total` for `quantity`, all that came back of it so far has been paid
/// total * returned / quantity, rounded half up, and its last part the rest: all parts together are the sale to the
/// fen, however it is cut. The money goes back by the roads it came, what is no money of the buyer's first (quota,
/// pick-up, account), cash last. Errors: invalid_input (nothing asked for, no such line, one twice, more than is left,
/// an agreed sum above the limit or the rest, an unknown reason, earlier returns of another sale).
Result<Refund> make_refund(const Sale& sale, std::span<const Refund> earlier, std::span<const RefundWish> wishes,
                           const RefundTerms& terms);

/// What is paid out in cash.
Money cash_of(const Refund& refund);
/// All that is left of a sale, as wishes.
std::vector<RefundWish> everything_left(const Sale& sale, std::span<const Refund> earlier);

/// Body of the entry `return.completed` version 1 and back. Errors of parse: invalid_input, newer_version.
std::string refund_body(const Refund& refund);
Result<Refund> parse_refund(std::int64_t version, const JsonValue& body);

}  // namespace zhuangui::core

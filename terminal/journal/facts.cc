#include "facts.h"

#include <algorithm>

#include "core/entry_kinds.h"
#include "core/money.h"

namespace zhuangui::journal {
namespace {

using core::JsonValue;

std::int64_t integer_of(const JsonValue& object, std::string_view name) {
  const auto field = object.get(name);
  return field ? field->as_integer().value_or(-1) : 0;
}
std::string_view text_of(const JsonValue& object, std::string_view name) {
  const auto field = object.get(name);
  return field ? field->as_string().value_or(std::string_view{}) : std::string_view{};
}
bool is_amount(std::int64_t fen) { return fen >= 0 && fen <= core::sale_total_max.in_fen(); }

// -1 where one of them is no amount.
std::int64_t discount_of(const JsonValue& line) {
  std::int64_t sum = 0;
  const auto discounts = line.get("discounts");
  if (!discounts) return sum;
  for (const JsonValue& discount : discounts->elements()) {
    const std::int64_t amount = integer_of(discount, "amount_fen");
    if (!is_amount(amount) || !is_amount(sum += amount)) return -1;
  }
  return sum;
}

bool add_line(SaleFacts& facts, const JsonValue& line) {
  const std::int64_t discount_fen = discount_of(line), total_fen = integer_of(line, "total_fen");
  if (!is_amount(discount_fen) || !is_amount(total_fen)) return false;
  const ProductFacts one{text_of(line, "product"), text_of(line, "township"), integer_of(line, "pieces"),
                         integer_of(line, "weight_g"), total_fen + discount_fen, discount_fen};
  if (one.pieces < 0 || one.pieces > core::pieces_max || one.weight_g < 0 || one.weight_g > core::grams_max ||
      !is_amount(one.gross_fen))
    return false;
  ++facts.lines;
  const auto same = std::find_if(facts.products.begin(), facts.products.end(), [&one](const ProductFacts& other) {
    return other.product == one.product && other.township == one.township;
  });
  if (same == facts.products.end()) {
    facts.products.push_back(one);
    return true;
  }
  same->pieces += one.pieces;
  same->weight_g += one.weight_g;
  same->gross_fen += one.gross_fen;
  same->discount_fen += one.discount_fen;
  return true;
}

// nullopt: an amount that is none. What was drawn on cards and documents goes to `drawn`, times `sign`; `kinds`, if any:
// each kind once, with its sum.
std::optional<std::int64_t> cash_of(const JsonValue& body, std::vector<DrawnFacts>& drawn, int sign,
                                    std::vector<std::pair<std::string_view, std::int64_t>>* kinds) {
  std::int64_t cash_fen = 0;
  const auto tenders = body.get("tenders");
  if (!tenders) return cash_fen;
  for (const JsonValue& tender : tenders->elements()) {
    const std::int64_t amount = integer_of(tender, "amount_fen");
    if (!is_amount(amount)) return std::nullopt;
    const std::string_view kind = text_of(tender, "kind");
    if (kind == "cash") cash_fen += amount;
    const std::string_view reference = text_of(tender, kind == "card" ? "holder" : "document");
    if (!reference.empty()) drawn.push_back({kind, reference, sign * amount});
    if (!kinds) continue;
    const auto same = std::find_if(kinds->begin(), kinds->end(), [kind](const auto& other) { return other.first == kind; });
    if (same == kinds->end()) kinds->emplace_back(kind, amount);
    else same->second += amount;
  }
  return cash_fen;
}

bool add_returned(RefundFacts& facts, const JsonValue& line) {
  const auto sold = line.get("sold");
  if (!sold) return false;
  const ReturnedFacts one{text_of(*sold, "product"), text_of(*sold, "township"), integer_of(*sold, "pieces"),
                          integer_of(*sold, "weight_g"), integer_of(*sold, "total_fen")};
  if (one.pieces < 0 || one.pieces > core::pieces_max || one.weight_g < 0 || one.weight_g > core::grams_max ||
      !is_amount(one.refund_fen))
    return false;
  ++facts.lines;
  facts.products.push_back(one);
  return true;
}

}  // namespace

std::optional<SaleFacts> read_sale_facts(std::string_view payload) {
  // Looked for before parsing: most entries of a quiet day are no sales.
  if (payload.find(core::kind::sale_completed) == std::string_view::npos) return std::nullopt;
  auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  SaleFacts facts{.document = std::move(*document)};
  const JsonValue root = facts.document.root();
  const auto body = root.get("body");
  const std::int64_t version = integer_of(root, "version");
  const bool is_sale = text_of(root, "kind") == core::kind::sale_completed && version >= 1 && version <= core::sale_version;
  if (!is_sale || !body) return std::nullopt;
  facts.business_day = text_of(root, "business_day");
  facts.at = integer_of(root, "at");
  facts.sale = text_of(*body, "sale");
  facts.total_fen = integer_of(*body, "total_fen");
  facts.change_fen = integer_of(*body, "change_fen");
  const auto lines = body->get("lines");
  if (facts.sale.empty() || !lines || !is_amount(facts.total_fen) || !is_amount(facts.change_fen)) return std::nullopt;
  for (const JsonValue& line : lines->elements())
    if (!add_line(facts, line)) return std::nullopt;
  const auto cash_fen = cash_of(*body, facts.drawn, 1, &facts.tenders);
  if (!cash_fen) return std::nullopt;
  facts.cash_fen = *cash_fen;
  if (const auto tenders = body->get("tenders"))
    for (const JsonValue& tender : tenders->elements())
      if (text_of(tender, "kind") == "code_by_hand") facts.by_hand.emplace_back(text_of(tender, "proof"), integer_of(tender, "amount_fen"));
  facts.fund_source = version == 1 ? "personal" : text_of(*body, "fund_source");
  return facts;
}

std::optional<RefundFacts> read_refund_facts(std::string_view payload) {
  if (payload.find(core::kind::return_completed) == std::string_view::npos) return std::nullopt;
  auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  RefundFacts facts{.document = std::move(*document)};
  const JsonValue root = facts.document.root();
  const auto body = root.get("body");
  if (text_of(root, "kind") != core::kind::return_completed || integer_of(root, "version") != 1 || !body)
    return std::nullopt;
  facts.business_day = text_of(root, "business_day");
  facts.at = integer_of(root, "at");
  facts.id = text_of(*body, "return");
  facts.sale = text_of(*body, "sale");
  facts.total_fen = integer_of(*body, "total_fen");
  const auto lines = body->get("lines");
  const auto cash_fen = cash_of(*body, facts.drawn, -1, nullptr);
  if (facts.id.empty() || facts.sale.empty() || !lines || !is_amount(facts.total_fen) || !cash_fen) return std::nullopt;
  facts.cash_fen = *cash_fen;
  for (const JsonValue& line : lines->elements())
    if (!add_returned(facts, line)) return std::nullopt;
  return facts;
}

std::optional<InvoiceFacts> read_invoice_facts(std::string_view payload) {
  if (payload.find("\"kind\":\"invoice.") == std::string_view::npos) return std::nullopt;
  auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  InvoiceFacts facts{.document = std::move(*document), .business_day = {}, .drawn = {}};
  const JsonValue root = facts.document.root();
  const auto body = root.get("body");
  const std::string_view kind = text_of(root, "kind");
  if (!body || integer_of(root, "version") != 1 || (kind != core::kind::invoice_requested && kind != core::kind::invoice_reversal_due)) return std::nullopt;
  const std::int64_t amount_fen = integer_of(*body, "amount_fen");
  if (!is_amount(amount_fen)) return std::nullopt;
  facts.business_day = text_of(root, "business_day");
  facts.drawn.push_back({"invoice", text_of(*body, "sale"), kind == core::kind::invoice_requested ? amount_fen : -amount_fen});
  return facts;
}

std::vector<std::pair<std::string_view, std::int64_t>> net_by_township(const SaleFacts& facts) {
  std::vector<std::pair<std::string_view, std::int64_t>> sums;
  for (const ProductFacts& one : facts.products) {
    const auto same = std::find_if(sums.begin(), sums.end(), [&one](const auto& other) { return other.first == one.township; });
    if (same == sums.end()) sums.emplace_back(one.township, one.gross_fen - one.discount_fen);
    else same->second += one.gross_fen - one.discount_fen;
  }
  return sums;
}

std::optional<ShiftFacts> read_shift_facts(std::string_view payload) {
  using What = ShiftFacts::What;
  static constexpr std::string_view before_kind = "\"kind\":\"";
  const std::size_t at = payload.find(before_kind);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = payload.substr(at + before_kind.size());
  if (!rest.starts_with("shift.") && !rest.starts_with(core::kind::cash_moved) && !rest.starts_with(core::kind::drawer_opened)) return std::nullopt;
  auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  ShiftFacts facts{.document = std::move(*document)};
  const JsonValue root = facts.document.root();
  const auto body = root.get("body");
  if (integer_of(root, "version") != 1 || !body) return std::nullopt;
  const std::string_view kind = text_of(root, "kind");
  const bool out = text_of(*body, "direction") == "out";
  if (kind == core::kind::shift_opened) facts.what = What::opened;
  else if (kind == core::kind::cash_moved) facts.what = out ? What::moved_out : What::moved_in;
  else if (kind == core::kind::drawer_opened) facts.what = What::drawer;
  else if (kind == core::kind::shift_closed) facts.what = What::closed;
  else if (kind == core::kind::shift_counted) facts.what = What::counted;
  else return std::nullopt;
  facts.business_day = text_of(root, "business_day");
  facts.shift = integer_of(*body, "shift");
  facts.operator_reference = text_of(*body, "operator");
  facts.amount_fen = integer_of(*body, facts.what == What::opened ? "float_fen" : "amount_fen");
  if (const auto counted = body->get("counted_fen")) facts.counted_fen = counted->as_integer();
  if (const auto first = body->get("first_counted_fen")) facts.first_counted_fen = first->as_integer();
  facts.reason = text_of(*body, "reason");
  if (!is_amount(facts.amount_fen)) return std::nullopt;
  return facts;
}

std::optional<std::int64_t> read_clock_offset(std::string_view payload) {
  if (payload.find(core::kind::clock_set) == std::string_view::npos) return std::nullopt;
  const auto document = core::JsonDocument::parse(payload);
  if (!document) return std::nullopt;
  const JsonValue root = document->root();
  const auto body = root.get("body");
  if (text_of(root, "kind") != core::kind::clock_set || integer_of(root, "version") != 1 || !body) return std::nullopt;
  const auto offset = body->get("offset_ms");
  return offset ? offset->as_integer() : std::nullopt;
}

}  // namespace zhuangui::journal

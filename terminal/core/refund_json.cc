#include "core/refund.h"
#include "line_json.h"
#include "tender_json.h"

namespace zhuangui::core {
namespace {

void write_refund_line(JsonWriter& json, const RefundLine& line) {
  json.begin_object().field("line", static_cast<std::int64_t>(line.line)).field("goods", goods_fate_name(line.fate));
  json.key("sold");
  write_line(json, line.facts, line.total, line.discounts);
  json.end_object();
}

Result<RefundLine> read_refund_line(const JsonValue& value) {
  const auto line = value.need_integer("line");
  if (!line) return tl::unexpected(line.error());
  const auto fate = goods_fate_of(value.string_or("goods", ""));
  if (!fate) return fail(Errc::newer_version, "read a return: goods went where this program knows nothing of", "update this program");
  const auto sold = value.get("sold");
  if (!sold) return fail(Errc::invalid_input, "read a return: a line without its goods", "the entry is not one this system wrote");
  auto facts = read_line(*sold);
  if (!facts) return tl::unexpected(facts.error());
  const auto total = sold->need_integer("total_fen");
  if (!total) return tl::unexpected(total.error());
  auto discounts = read_discounts(*sold);
  if (!discounts) return tl::unexpected(discounts.error());
  return RefundLine{static_cast<std::size_t>(*line), std::move(*facts), Money::fen(*total), std::move(*discounts), *fate};
}

bool is_counted(const Quantity& quantity) {
  if (const auto* pieces = std::get_if<Pieces>(&quantity)) return pieces->count >= 0 && pieces->count <= pieces_max;
  const std::int64_t grams = std::get<Grams>(quantity).grams;
  return grams >= 0 && grams <= grams_max;
}

bool is_sum(Money amount) { return amount >= Money{} && amount <= sale_total_max; }

// Empty: the sums hold.
std::string_view what_is_wrong_with(const Refund& refund) {
  if (refund.lines.empty()) return "it has no line";
  Money sum, back;
  for (const RefundLine& line : refund.lines) {
    if (line.line > 10'000 || !is_counted(line.facts.quantity) || !is_sum(line.total)) return "a line is out of bounds";
    for (const Discount& one : line.discounts)
      if (one.amount <= Money{} || !is_sum(one.amount)) return "a discount is out of bounds";
    sum += line.total;
  }
  for (const Tender& tender : refund.tenders) {
    if (!is_sum(tender.amount)) return "a tender is out of bounds";
    back += tender.amount;
  }
  if (sum != refund.total || !is_sum(sum)) return "the lines do not add up to the total";
  return back == refund.total ? "" : "the tenders are not the total";
}

Result<std::vector<RefundLine>> read_refund_lines(const JsonValue& body) {
  std::vector<RefundLine> lines;
  const auto list = body.get("lines");
  if (!list) return lines;
  for (const JsonValue& element : list->elements()) {
    auto line = read_refund_line(element);
    if (!line) return tl::unexpected(line.error());
    lines.push_back(std::move(*line));
  }
  return lines;
}

Result<void> read_money(const JsonValue& body, Refund& refund) {
  const auto total = body.need_integer("total_fen");
  if (!total) return tl::unexpected(total.error());
  refund.total = Money::fen(*total);
  auto tenders = read_tenders(body);
  if (!tenders) return tl::unexpected(tenders.error());
  refund.tenders = std::move(*tenders);
  auto attribution = read_attribution(body);
  if (!attribution) return tl::unexpected(attribution.error());
  refund.attribution = std::move(*attribution);
  return {};
}

}  // namespace

std::string refund_body(const Refund& refund) {
  JsonWriter json;
  json.begin_object().field("return", refund.id).field("sale", refund.sale).key("lines").begin_array();
  for (const RefundLine& line : refund.lines) write_refund_line(json, line);
  json.end_array().field("total_fen", refund.total.in_fen());
  write_tenders(json, refund.tenders);
  json.field("reason", refund.reason);
  if (refund.voids) json.field("void", true);
  if (refund.unchecked) json.field("unchecked", true);
  if (refund.release != 0) json.field("release", refund.release);
  write_attribution(json, refund.attribution);
  if (!refund.operator_reference.empty()) json.field("operator", refund.operator_reference);
  if (!refund.second_reference.empty()) json.field("second", refund.second_reference);
  json.end_object();
  return json.take();
}

Result<Refund> parse_refund(std::int64_t version, const JsonValue& body) {
  if (version != 1) return fail(Errc::newer_version, "read a return of version " + std::to_string(version), "update this program");
  Refund refund;
  for (auto [name, into] : {std::pair{"return", &refund.id}, std::pair{"sale", &refund.sale}, std::pair{"reason", &refund.reason}}) {
    auto text = body.need_string(name);
    if (!text) return tl::unexpected(text.error());
    *into = std::move(*text);
  }
  auto lines = read_refund_lines(body);
  if (!lines) return tl::unexpected(lines.error());
  refund.lines = std::move(*lines);
  if (const auto read = read_money(body, refund); !read) return tl::unexpected(read.error());
  refund.voids = body.boolean_or("void", false);
  refund.unchecked = body.boolean_or("unchecked", false);
  refund.release = body.integer_or("release", 0);
  refund.operator_reference = body.string_or("operator", "");
  refund.second_reference = body.string_or("second", "");
  if (const std::string_view wrong = what_is_wrong_with(refund); !wrong.empty())
    return fail(Errc::invalid_input, "read return " + refund.id + ": " + std::string(wrong),
                "the entry is not one this system wrote");
  return refund;
}

}  // namespace zhuangui::core

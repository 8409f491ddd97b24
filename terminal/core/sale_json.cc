#include "core/sale.h"
#include "line_json.h"
#include "tender_json.h"

namespace zhuangui::core {
namespace {

Result<std::vector<SaleLine>> read_lines(const JsonValue& body, std::string_view name) {
  std::vector<SaleLine> lines;
  const auto list = body.get(name);
  if (!list) return lines;
  for (const JsonValue& element : list->elements()) {
    auto facts = read_line(element);
    if (!facts) return tl::unexpected(facts.error());
    const auto total = element.need_integer("total_fen");
    if (!total) return tl::unexpected(total.error());
    auto discounts = read_discounts(element);
    if (!discounts) return tl::unexpected(discounts.error());
    lines.push_back({std::move(*facts), Money::fen(*total), std::move(*discounts)});
  }
  return lines;
}

bool is_amount(Money amount) { return amount >= Money{} && amount <= sale_total_max; }

const char* what_is_wrong_with(const SaleLine& line) {
  const auto price = line_price(line.facts.quantity, line.facts.unit_price);
  if (!price) return "a line's quantity or price is out of bounds";
  Money left = *price;
  for (const Discount& one : line.discounts) {
    if (one.amount <= Money{} || one.amount > left) return "a discount is nothing, or more than its line";
    left -= one.amount;
  }
  return left == line.total ? nullptr : "a line's total is not its quantity times its price less its discounts";
}

// Empty: the sums hold.
std::string_view what_is_wrong_with(const Sale& sale) {
  if (sale.lines.empty()) return "it has no line";
  Money sum, tendered, cash;
  for (const SaleLine& line : sale.lines) {
    if (const char* wrong = what_is_wrong_with(line)) return wrong;
    sum += line.total;
    if (sum > sale_total_max) return "the sum is too high";
  }
  if (sum != sale.total) return "the lines do not add up to the total";
  for (const Tender& tender : sale.tenders) {
    if (!is_amount(tender.amount)) return "a tender is out of bounds";
    tendered += tender.amount;
    if (tender.kind == TenderKind::cash) cash += tender.amount;
  }
  if (!is_amount(sale.change) || sale.change > tendered || sale.total + sale.change != tendered)
    return "tenders are not total plus change";
  return sale.change > cash ? "change was given for something else than cash" : "";
}

Result<void> read_circumstances(const JsonValue& body, Sale& sale) {
  auto attribution = read_attribution(body);
  if (!attribution) return tl::unexpected(attribution.error());
  sale.attribution = std::move(*attribution);
  sale.operator_reference = body.string_or("operator", "");
  sale.second_reference = body.string_or("second", "");
  sale.self_service = body.boolean_or("self_service", false);
  if (const auto late = body.get("late"); late && late->is_object())
    sale.late = LateEntry{WallTime{late->integer_or("stated_at", 0)}, late->string_or("paper", ""),
                          late->string_or("reason", "")};
  return {};
}

void write_circumstances(JsonWriter& json, const Sale& sale) {
  write_attribution(json, sale.attribution);
  if (!sale.operator_reference.empty()) json.field("operator", sale.operator_reference);
  if (!sale.second_reference.empty()) json.field("second", sale.second_reference);
  if (sale.self_service) json.field("self_service", true);
  if (sale.late)
    json.key("late").begin_object().field("stated_at", sale.late->stated_at.utc_ms).field("paper", sale.late->paper)
        .field("reason", sale.late->reason).end_object();
}

}  // namespace

std::string sale_body(const Sale& sale) {
  JsonWriter json;
  json.begin_object().field("sale", sale.id).key("lines").begin_array();
  for (const SaleLine& line : sale.lines) write_line(json, line.facts, line.total, line.discounts);
  json.end_array();
  if (!sale.removed.empty()) {
    json.key("removed").begin_array();
    for (const SaleLine& line : sale.removed) write_line(json, line.facts, line.total);
    json.end_array();
  }
  json.field("total_fen", sale.total.in_fen());
  write_tenders(json, sale.tenders);
  json.field("change_fen", sale.change.in_fen());
  if (sale.release != 0) json.field("release", sale.release);
  write_circumstances(json, sale);
  json.end_object();
  return json.take();
}

Result<Sale> parse_sale(std::int64_t version, const JsonValue& body) {
  if (version < 1 || version > sale_version)
    return fail(Errc::newer_version, "read a sale of version " + std::to_string(version), "update this program");
  Sale sale;
  auto id = body.need_string("sale");
  if (!id) return tl::unexpected(id.error());
  sale.id = std::move(*id);
  for (auto [name, into] : {std::pair{"lines", &sale.lines}, std::pair{"removed", &sale.removed}}) {
    auto lines = read_lines(body, name);
    if (!lines) return tl::unexpected(lines.error());
    *into = std::move(*lines);
  }
  const auto total = body.need_integer("total_fen");
  if (!total) return tl::unexpected(total.error());
  sale.total = Money::fen(*total);
  const auto change = body.need_integer("change_fen");
  if (!change) return tl::unexpected(change.error());
  sale.change = Money::fen(*change);
  auto tenders = read_tenders(body);
  if (!tenders) return tl::unexpected(tenders.error());
  sale.tenders = std::move(*tenders);
  sale.release = body.integer_or("release", 0);
  if (version > 1)
    if (const auto read = read_circumstances(body, sale); !read) return tl::unexpected(read.error());
  if (const std::string_view wrong = what_is_wrong_with(sale); !wrong.empty())
    return fail(Errc::invalid_input, "read sale " + sale.id + ": " + std::string(wrong),
                "the entry is not one this system wrote");
  return sale;
}

}  // namespace zhuangui::core

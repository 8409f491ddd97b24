#include "core/sale.h"
#include "line_json.h"

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

Result<std::vector<Tender>> read_tenders(const JsonValue& body, std::int64_t version) {
  std::vector<Tender> tenders;
  const auto list = body.get("tenders");
  if (!list) return tenders;
  for (const JsonValue& element : list->elements()) {
    const auto amount = element.need_integer("amount_fen");
    if (!amount) return tl::unexpected(amount.error());
    const auto kind = tender_of(element.string_or("kind", ""));
    if (!kind || (version == 1 && *kind != TenderKind::cash))
      return fail(Errc::newer_version, "read a sale: it has an unknown tender", "update this program");
    tenders.push_back({*kind, Money::fen(*amount), element.string_or("holder", ""), element.string_or("document", ""),
                       element.string_or("proof", "")});
  }
  return tenders;
}

void write_tender(JsonWriter& json, const Tender& tender) {
  json.begin_object().field("kind", tender_name(tender.kind)).field("amount_fen", tender.amount.in_fen());
  if (!tender.holder.empty()) json.field("holder", tender.holder);
  if (!tender.document.empty()) json.field("document", tender.document);
  if (!tender.proof.empty()) json.field("proof", tender.proof);
  json.end_object();
}

void write_attribution(JsonWriter& json, const Attribution& attribution) {
  json.field("fund_source", fund_source_name(attribution.fund_source));
  if (!attribution.buyer_unit.empty()) json.field("buyer_unit", attribution.buyer_unit);
  if (!attribution.assistance_group.empty()) json.field("assistance_group", attribution.assistance_group);
  if (!attribution.document.empty()) json.field("document", attribution.document);
}

Result<void> read_circumstances(const JsonValue& body, Sale& sale) {
  const auto source = fund_source_of(body.string_or("fund_source", ""));
  if (!source) return fail(Errc::newer_version, "read a sale: it has an unknown fund source", "update this program");
  sale.attribution = {*source, body.string_or("buyer_unit", ""), body.string_or("assistance_group", ""),
                      body.string_or("document", "")};
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
  json.field("total_fen", sale.total.in_fen()).key("tenders").begin_array();
  for (const Tender& tender : sale.tenders) write_tender(json, tender);
  json.end_array().field("change_fen", sale.change.in_fen());
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
  auto tenders = read_tenders(body, version);
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

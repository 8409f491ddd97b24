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
    lines.push_back({std::move(*facts), Money::fen(*total)});
  }
  return lines;
}

Result<void> check_sums(const Sale& sale) {
  const auto bad = [&sale](const char* what) {
    return fail(Errc::invalid_input, "read sale " + sale.id + ": " + what, "the entry is not one this system wrote");
  };
  if (sale.lines.empty()) return bad("it has no line");
  Money sum;
  for (const SaleLine& line : sale.lines) {
    const auto price = line_price(line.facts.quantity, line.facts.unit_price);
    if (!price || *price != line.total) return bad("a line's total is not its quantity times its price");
    sum += line.total;
    if (sum > sale_total_max) return bad("the sum is too high");
  }
  if (sum != sale.total) return bad("the lines do not add up to the total");
  Money tendered;
  for (const Tender& tender : sale.tenders) {
    if (tender.amount < Money{} || tender.amount > sale_total_max) return bad("a tender is out of bounds");
    tendered += tender.amount;
  }
  if (sale.change < Money{} || sale.change > tendered || sale.total + sale.change != tendered) return bad("tenders are not total plus change");
  return {};
}

}  // namespace

std::string sale_body(const Sale& sale) {
  JsonWriter json;
  json.begin_object().field("sale", sale.id).key("lines").begin_array();
  for (const SaleLine& line : sale.lines) write_line(json, line.facts, line.total);
  json.end_array();
  if (!sale.removed.empty()) {
    json.key("removed").begin_array();
    for (const SaleLine& line : sale.removed) write_line(json, line.facts, line.total);
    json.end_array();
  }
  json.field("total_fen", sale.total.in_fen()).key("tenders").begin_array();
  for (const Tender& tender : sale.tenders)
    json.begin_object().field("kind", "cash").field("amount_fen", tender.amount.in_fen()).end_object();
  json.end_array().field("change_fen", sale.change.in_fen());
  if (sale.release != 0) json.field("release", sale.release);
  json.end_object();
  return json.take();
}

Result<Sale> parse_sale(std::int64_t version, const JsonValue& body) {
  if (version != 1)
    return fail(Errc::newer_version, "read a sale of version " + std::to_string(version), "update this program");
  Sale sale;
  auto id = body.need_string("sale");
  if (!id) return tl::unexpected(id.error());
  sale.id = std::move(*id);
  auto lines = read_lines(body, "lines");
  if (!lines) return tl::unexpected(lines.error());
  sale.lines = std::move(*lines);
  auto removed = read_lines(body, "removed");
  if (!removed) return tl::unexpected(removed.error());
  sale.removed = std::move(*removed);
  const auto total = body.need_integer("total_fen");
  if (!total) return tl::unexpected(total.error());
  sale.total = Money::fen(*total);
  const auto change = body.need_integer("change_fen");
  if (!change) return tl::unexpected(change.error());
  sale.change = Money::fen(*change);
  if (const auto tenders = body.get("tenders")) {
    for (const JsonValue& element : tenders->elements()) {
      const auto amount = element.need_integer("amount_fen");
      if (!amount) return tl::unexpected(amount.error());
      if (element.string_or("kind", "") != "cash")
        return fail(Errc::newer_version, "read sale " + sale.id + ": it has an unknown tender", "update this program");
      sale.tenders.push_back({TenderKind::cash, Money::fen(*amount)});
    }
  }
  sale.release = body.integer_or("release", 0);
  if (const auto checked = check_sums(sale); !checked) return tl::unexpected(checked.error());
  return sale;
}

}  // namespace zhuangui::core

#include "today.h"

#include <algorithm>
#include <map>

namespace zhuangui::app {
namespace {

void put_sum(std::vector<core::ShiftSum>& into, const std::string& name, core::Money amount) {
  auto at = std::lower_bound(into.begin(), into.end(), name, [](const core::ShiftSum& sum, const std::string& key) { return sum.name < key; });
  if (at == into.end() || at->name != name) at = into.insert(at, {name, 0, {}});
  ++at->sales;
  at->amount += amount;
}

// Each name once for one sale, as the shifts count them.
void count_sale(core::ShiftReport& report, const core::Sale& sale, std::int64_t at) {
  ++report.sales;
  report.total += sale.total;
  std::map<std::string, core::Money> tenders, townships;
  for (const core::Tender& tender : sale.tenders) {
    tenders[core::tender_name(tender.kind)] += tender.amount;
    if (tender.kind == core::TenderKind::code_by_hand) report.by_hand.push_back({at, sale.id, tender.amount, tender.proof});
  }
  const std::string cash = core::tender_name(core::TenderKind::cash);
  if (tenders.contains(cash)) {
    tenders[cash] -= sale.change;
    report.cash += tenders[cash];
  }
  for (const core::SaleLine& line : sale.lines) townships[line.facts.township] += line.total;
  for (const auto& [name, amount] : tenders) put_sum(report.tenders, name, amount);
  for (const auto& [name, amount] : townships) put_sum(report.townships, name, amount);
  put_sum(report.fund_sources, core::fund_source_name(sale.attribution.fund_source), sale.total);
}

}  // namespace

core::Result<core::ShiftReport> report_of_day(journal::Reader& reader, core::Date day) {
  core::ShiftReport report;
  report.shift = 0;
  report.business_day = core::date_text(day);
  const auto sales = reader.sales(report.business_day, report.business_day);
  if (!sales) return tl::unexpected(sales.error());
  for (const journal::SaleRow& row : *sales) {
    const auto sale = reader.sale(row.sale, nullptr);
    if (!sale) return tl::unexpected(sale.error());
    if (*sale) count_sale(report, **sale, row.at);
    report.last = {row.epoch, row.seq};
    if (report.first.seq == 0) report.first = report.last;
  }
  const auto products = reader.product_days(report.business_day, report.business_day);
  if (!products) return tl::unexpected(products.error());
  for (const journal::ProductDay& product : *products) report.refunds += core::Money::fen(product.refund_fen);
  return report;
}

till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms) {
  constexpr std::int64_t hour_ms = 3'600'000, shanghai_hours = 8;
  till::DaySales made{day, {}, {}};
  for (const journal::SaleRow& sale : sales) {
    const std::int64_t hours = (sale.at + offset_ms) / hour_ms + shanghai_hours;
    till::DaySales::Hour& hour = made.hours[static_cast<std::size_t>(hours % 24)];
    ++hour.sales;
    hour.sum += core::Money::fen(sale.total_fen);
  }
  return made;
}

std::vector<std::string> most_sold(const std::vector<journal::ProductDay>& days) {
  std::map<std::string, std::int64_t> sales;
  for (const journal::ProductDay& day : days)
    if (day.sales > 0) sales[day.product] += day.sales;
  std::vector<std::string> products;
  for (const auto& [product, count] : sales) products.push_back(product);
  std::stable_sort(products.begin(), products.end(), [&](const std::string& a, const std::string& b) { return sales[a] > sales[b]; });
  return products;
}

}  // namespace zhuangui::app

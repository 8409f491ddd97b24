// What is made of the entries themselves, receipt by receipt.
#include "day_report.h"
#include "sold.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using core::Refund;
using core::Sale;

Money gross_of(const Sale& sale) { return sale.total + sale.discount(); }

/// Each kind of tender once, of cash what stayed in the drawer.
std::vector<std::pair<core::TenderKind, Money>> kept_by_tender(const std::vector<core::Tender>& tenders, Money change) {
  std::vector<std::pair<core::TenderKind, Money>> kept;
  for (const core::Tender& tender : tenders) {
    const auto same = std::find_if(kept.begin(), kept.end(), [&](const auto& one) { return one.first == tender.kind; });
    if (same == kept.end()) kept.emplace_back(tender.kind, tender.amount);
    else same->second += tender.amount;
  }
  for (auto& [kind, amount] : kept)
    if (kind == core::TenderKind::cash) amount -= change;
  return kept;
}

void add_sale(const Sale& sale, CounterDay& day) {
  day.figures += {1, 0, 0, 0, gross_of(sale).in_fen(), sale.discount().in_fen(), 0, sale.total.in_fen()};
  const auto took = [](NamedSums& sums, Money amount) {
    ++sums.sales;
    sums.sum += amount;
  };
  for (const auto& [kind, amount] : kept_by_tender(sale.tenders, sale.change)) took(day.tenders[core::tender_name(kind)], amount);
  took(day.fund_sources[core::fund_source_name(sale.attribution.fund_source)], sale.total);
  if (sale.late) took(day.late, sale.total);
  std::map<std::string, Money> discounts;
  for (const core::SaleLine& line : sale.lines)
    for (const core::Discount& one : line.discounts) discounts[one.rule] += one.amount;
  for (const auto& [rule, amount] : discounts) took(day.discounts[rule], amount);
}

void add_refund(const Refund& refund, CounterDay& day) {
  day.figures += {0, 1, 0, 0, 0, 0, refund.total.in_fen(), -refund.total.in_fen()};
  const auto gave = [](NamedSums& sums, Money amount) {
    ++sums.returns;
    sums.back += amount;
  };
  for (const auto& [kind, amount] : kept_by_tender(refund.tenders, Money{})) gave(day.tenders[core::tender_name(kind)], amount);
  gave(day.fund_sources[core::fund_source_name(refund.attribution.fund_source)], refund.total);
  gave(day.returns[refund.reason], refund.total);
  std::map<std::string, Money> discounts;
  for (const core::RefundLine& line : refund.lines)
    for (const core::Discount& one : line.discounts) discounts[one.rule] += one.amount;
  for (const auto& [rule, amount] : discounts) gave(day.discounts[rule], amount);
}

}  // namespace

SalesRow row_of(const EntryAt& where, const Sale& sale) {
  SalesRow row{where, false, sale.id, {}, static_cast<std::int64_t>(sale.lines.size()), gross_of(sale), sale.discount(), sale.total,
               kept_by_tender(sale.tenders, sale.change), sale.attribution, sale.operator_reference, sale.second_reference,
               {}, {}, sale.self_service, sale.release};
  if (sale.late) {
    row.reason = sale.late->reason;
    row.paper = sale.late->paper;
  }
  return row;
}

SalesRow row_of(const EntryAt& where, const Refund& refund) {
  return {where, true, refund.id, refund.sale, static_cast<std::int64_t>(refund.lines.size()), {}, {}, refund.total,
          kept_by_tender(refund.tenders, Money{}), refund.attribution, refund.operator_reference, refund.second_reference,
          refund.reason, {}, false, refund.release};
}

Result<std::vector<CounterDay>> counter_days(Reading& tables, std::string_view from, std::string_view to, std::string_view counter) {
  std::map<std::pair<std::string, std::string>, CounterDay> days;
  const auto day_of = [&](const EntryAt& where) -> CounterDay& {
    CounterDay& day = days[{where.business_day, where.counter}];
    day.business_day = where.business_day;
    day.counter = where.counter;
    return day;
  };
  const TakeSold take{[&](const EntryAt& where, const Sale& sale) { add_sale(sale, day_of(where)); },
                      [&](const EntryAt& where, const Refund& refund) { add_refund(refund, day_of(where)); }};
  if (const auto read = each_sold(tables, {std::string(from), std::string(to), std::string(counter)}, take); !read)
    return tl::unexpected(read.error());
  std::vector<CounterDay> rows;
  for (auto& [key, day] : days) rows.push_back(std::move(day));
  return rows;
}

Result<SalesReport> sales_report(ledger::Ledger& ledger, std::string_view from, std::string_view to, std::string_view counter) {
  if (const auto checked = check_days(from, to); !checked) return tl::unexpected(checked.error());
  return reading<SalesReport>(ledger, [&](Reading& tables) -> Result<SalesReport> {
    SalesReport report{std::string(from), std::string(to), {}, {}, {}, 0};
    CounterDay sums;
    const TakeSold take{[&](const EntryAt& where, const Sale& sale) {
                          add_sale(sale, sums);
                          report.rows.push_back(row_of(where, sale));
                        },
                        [&](const EntryAt& where, const Refund& refund) {
                          add_refund(refund, sums);
                          report.rows.push_back(row_of(where, refund));
                        }};
    if (const auto read = each_sold(tables, {report.from, report.to, std::string(counter)}, take); !read) return tl::unexpected(read.error());
    std::stable_sort(report.rows.begin(), report.rows.end(), [](const SalesRow& a, const SalesRow& b) { return a.where < b.where; });
    report.total = sums.figures;
    if (const auto said = say_how_far(tables, counter, report); !said) return tl::unexpected(said.error());
    return report;
  });
}

}  // namespace zhuangui::ingest

#pragma once
// Private to ingest: what can be looked up.
#include "ingest/report.h"
#include "parts.h"

namespace zhuangui::ingest {

Result<DayReport> day_report(ledger::Ledger& ledger, std::string_view from, std::string_view to,
                             std::string_view counter);
Result<SalesReport> sales_report(ledger::Ledger& ledger, std::string_view from, std::string_view to, std::string_view counter);
Result<QuotaReport> quota_report(ledger::Ledger& ledger, std::string_view to, std::string_view counter);

Result<DayActs> day_acts(ledger::Ledger& ledger, std::string_view day);

/// What every report begins with: that the days are days, and how far it counts.
Result<void> check_days(std::string_view from, std::string_view to);
Result<std::int64_t> not_counted_in(Reading& tables);
Result<std::map<std::string, Position>> positions(Reading& tables, std::string_view counter);
/// Both, into the report that names them so.
template <class Report>
Result<void> say_how_far(Reading& tables, std::string_view counter, Report& report) {
  auto as_of = positions(tables, counter);
  if (!as_of) return tl::unexpected(as_of.error());
  report.as_of = std::move(*as_of);
  const auto not_counted = not_counted_in(tables);
  if (!not_counted) return tl::unexpected(not_counted.error());
  report.not_counted = *not_counted;
  return {};
}
/// The counters' days by receipts, made of the entries themselves.
Result<std::vector<CounterDay>> counter_days(Reading& tables, std::string_view from, std::string_view to, std::string_view counter);

Result<CountyStatus> county_status(ledger::Ledger& ledger);

}  // namespace zhuangui::ingest

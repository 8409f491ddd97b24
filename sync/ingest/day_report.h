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
/// The counters' days by receipts, made of the entries themselves.
Result<std::vector<CounterDay>> counter_days(Reading& tables, std::string_view from, std::string_view to, std::string_view counter);

Result<CountyStatus> county_status(ledger::Ledger& ledger);

}  // namespace zhuangui::ingest

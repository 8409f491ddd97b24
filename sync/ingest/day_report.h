#pragma once
// Private to ingest: what can be looked up.
#include "ingest/report.h"
#include "parts.h"

namespace zhuangui::ingest {

Result<DayReport> day_report(ledger::Ledger& ledger, std::string_view from, std::string_view to,
                             std::string_view counter);
Result<CountyStatus> county_status(ledger::Ledger& ledger);

}  // namespace zhuangui::ingest

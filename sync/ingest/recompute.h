#pragma once
// Private to ingest: every sale, return and shift reckoned once more.
#include "ingest/report.h"
#include "parts.h"

namespace zhuangui::ingest {

Result<RecomputeReport> recompute(ledger::Ledger& ledger);

}  // namespace zhuangui::ingest

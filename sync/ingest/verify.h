#pragma once
// Private to ingest: does what the county has still hold?
#include "ingest/report.h"
#include "parts.h"

namespace zhuangui::ingest {

/// Chains and heads of all journals, the county's own among them, and the projections reckoned again.
Result<VerifyReport> verify(ledger::Ledger& ledger);
/// The projections of all entries, reckoned from nothing; also the number of entries.
Result<ledger::Projected> projections_of_all(Reading& tables, std::int64_t* entries);

/// One epoch of one journal. `projected` gets what its entries count for (nullptr: not wanted).
struct EpochCheck {
  Reading& tables;
  std::string terminal;
  ledger::EpochRow row;
  ledger::Projected* projected;
  std::int64_t entries = 0;
};
Result<std::optional<FirstFalse>> first_false_in(EpochCheck& check);

}  // namespace zhuangui::ingest

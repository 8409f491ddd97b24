#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/catalogue.h"
#include "ledger/rows.h"

namespace zhuangui::ingest {

struct Position {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// `report day`. Rows are sorted by business_day, counter, product, township, fund_source. A row's `sales` counts the
/// receipts its product stands on; total.sales counts receipts, so it is not the sum of the rows. Pieces, grams and
/// fen of the total are the sums of the rows.
struct DayReport {
  std::string from, to;                      ///< business days, both counted
  std::map<std::string, Position> as_of;     ///< newest entry counted, per terminal
  std::vector<ledger::RollupRow> rows;
  ledger::Figures total;
  std::int64_t not_counted = 0;              ///< entries received that this program cannot count yet
};
/// The form of design §8.
std::string day_report_json(const DayReport& report);

/// The first thing in the county's copies that does not hold.
struct FirstFalse {
  std::string terminal;   ///< "county" for its own journal; empty for a projection
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string reason;     ///< payload | missing | added | swapped | signature | projection | truncated
  std::string sentence;
};
struct VerifyReport {
  bool ok = false;
  std::int64_t entries = 0;                  ///< checked, the county's own included
  std::optional<FirstFalse> first_false;
};
std::string verify_report_json(const VerifyReport& report);

/// What the pages and `terminal list` show.
struct TerminalStatus {
  ledger::TerminalRow terminal;
  Position received;                         ///< newest epoch and how far it goes; {0,0}: nothing yet
  std::int64_t entries = 0;                  ///< over all epochs
  std::int64_t release = 0;                  ///< version of the newest manifest signed for it
};
struct CountyStatus {
  ledger::CountyRow county;
  std::int64_t entries = 0;
  std::int64_t not_counted = 0;
  std::vector<TerminalStatus> terminals;
  std::vector<ledger::AlarmRow> alarms;
  std::vector<ledger::HelpMark> open_calls;  ///< somebody waits there; the one that waits longest first
  std::vector<ledger::BranchRow> branches;
  std::vector<core::CounterInfo> counters;
};

}  // namespace zhuangui::ingest

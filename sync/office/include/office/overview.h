#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue.h"
#include "core/money.h"
#include "ledger/rows.h"

namespace zhuangui::office {

struct TerminalView {
  ledger::TerminalRow row;
  std::int64_t epoch = 0, seq = 0;   ///< the county's head, {0,0}: nothing received
  std::string hash_hex;              ///< of that head
  std::int64_t entries = 0;          ///< over all epochs
  std::int64_t release = 0;          ///< newest signed for it
};

/// Everything the overview shows of one business day. Plain values: the page neither reads the clock nor a database.
struct OverviewView {
  std::string date;                  ///< "2026-11-24"
  std::string today;
  std::int64_t now_ms = 0;           ///< UTC
  std::int64_t release = 0;          ///< newest published, 0: none
  std::vector<ledger::RollupRow> rows;
  ledger::Figures total;
  std::map<std::string, std::int64_t> receipts;  ///< receipts of the day by counter id
  std::int64_t entries = 0;          ///< held, of all terminals and days
  std::int64_t not_counted = 0;      ///< of them not yet in any figure
  std::vector<core::Product> products;
  std::vector<core::CounterInfo> counters;
  std::vector<TerminalView> terminals;
  std::vector<ledger::HelpMark> open_calls;  ///< somebody waits there; the one that waits longest first
  std::vector<ledger::AlarmRow> alarms;      ///< newest first
  std::vector<ledger::BranchRow> branches;
};

/// The page as HTML, everything from outside escaped. Pure; any thread.
/// Errors: invalid_input (the template is not well formed).
core::Result<std::string> render_overview(std::string_view template_text, const OverviewView& view);

/// One line of a table of the page: figures summed over one counter, product or township.
struct Group {
  std::string id;
  std::string name;       ///< as people know it; the id when the county has no such row (any more)
  std::string detail;     ///< site of a counter, cooperative of a product
  std::int64_t receipts = 0;
  std::int64_t pieces = 0, weight_g = 0;
  core::Money net;
  std::int64_t permille = 0;  ///< of the largest group, for its bar; at least 4 when there is anything
};
/// Largest first, equal ones by id.
std::vector<Group> by_counter(const OverviewView& view);
std::vector<Group> by_product(const OverviewView& view);
std::vector<Group> by_township(const OverviewView& view);

/// "1,234.50", "-0.05".
std::string money_text(core::Money amount);
/// "12.345 千克", "850 克"; empty for 0.
std::string weight_text(std::int64_t grams);
/// "1,234".
std::string count_text(std::int64_t count);

}  // namespace zhuangui::office

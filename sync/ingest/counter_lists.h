#pragma once
// Private to ingest: the lists whose rows go to single counters: settings, holders, quotas, orders, pickups.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "csv.h"
#include "ledger/rows.h"

namespace zhuangui::ingest {

/// Their names, in the order in which they are published.
inline constexpr std::string_view counter_lists[] = {"settings", "holders", "quotas", "orders", "pickups"};
bool is_counter_list(std::string_view name);

/// What a list needs of the county: the key that cards of a counter are hashed with, and the time.
struct ListMaker {
  std::function<contract::Hash(std::string_view counter)> card_key;
  core::WallTime now;
};

Result<std::vector<ledger::CounterRow>> counter_rows_from_csv(std::string_view list, std::string_view text, std::string_view file,
                                                              const ListMaker& maker);
Result<std::string> csv_of_counter_rows(std::string_view list, const std::vector<ledger::CounterRow>& rows);
/// The section of one counter, of its rows alone; empty: it has none. Errors: invalid_input (a kept row is damaged).
Result<std::string> section_of_counter(std::string_view list, std::string_view counter, const std::vector<ledger::CounterRow>& rows);

}  // namespace zhuangui::ingest

#pragma once
// Private to ingest: what the office imports and exports as CSV. The header holds the field names of core's values;
// lists inside a cell are joined with ';'.
#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue.h"
#include "core/promotions.h"
#include "csv.h"
#include "ledger/rows.h"

namespace zhuangui::ingest {

Result<std::vector<core::Product>> products_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::Price>> prices_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::PriceBand>> bands_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::Promotion>> promotions_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::CounterInfo>> counters_from_csv(std::string_view text, std::string_view file);
/// A plain PIN or badge is kept only as its hash; one that is a hash already stays as it is. A reference that is not
/// given is empty here.
Result<std::vector<ledger::StaffRow>> staff_from_csv(std::string_view text, std::string_view file);

std::string csv_of(const std::vector<core::Product>& rows);
std::string csv_of(const std::vector<core::Price>& rows);
std::string csv_of(const std::vector<core::PriceBand>& rows);
std::string csv_of(const std::vector<core::Promotion>& rows);
std::string csv_of(const std::vector<core::CounterInfo>& rows);
std::string csv_of(const std::vector<ledger::StaffRow>& rows);

}  // namespace zhuangui::ingest

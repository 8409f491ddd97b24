#pragma once
// Private to ingest: what the office imports and exports as CSV. The header holds the field names of core's values;
// lists inside a cell are joined with ';'.
#include <string>
#include <string_view>
#include <vector>

#include "core/catalogue.h"
#include "csv.h"

namespace zhuangui::ingest {

Result<std::vector<core::Product>> products_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::Price>> prices_from_csv(std::string_view text, std::string_view file);
Result<std::vector<core::CounterInfo>> counters_from_csv(std::string_view text, std::string_view file);

std::string csv_of(const std::vector<core::Product>& rows);
std::string csv_of(const std::vector<core::Price>& rows);
std::string csv_of(const std::vector<core::CounterInfo>& rows);

}  // namespace zhuangui::ingest

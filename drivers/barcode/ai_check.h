#pragma once
// Whether the data of one element is what its AI says.
#include <string_view>

#include "ai_table.h"

namespace zhuangui::barcode {

/// The reason why `data` cannot stand under `row` (words of UnknownCode::reason); empty when it can.
std::string_view data_fault(const AiRow& row, std::string_view data, int current_year);

/// True when each character belongs to set 82 (GS1 General Specifications, figure 7.11-1).
bool all_in_set_82(std::string_view data);

}  // namespace zhuangui::barcode

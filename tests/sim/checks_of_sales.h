#pragma once
// The checks that hold the county's books against the model's record of sales.
#include <optional>
#include <string>

#include "run.h"

namespace zhuangui::sim {

std::optional<std::string> confirmed_sales_arrive_exactly_once(Run& run);
std::optional<std::string> totals_agree(Run& run);
/// Each reprint that was confirmed lies at the county, and none lies there that nobody asked for.
std::optional<std::string> reprints_arrive(Run& run);
std::optional<std::string> returns_arrive(Run& run);

}  // namespace zhuangui::sim

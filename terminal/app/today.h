#pragma once
#include <vector>

#include "journal/reader.h"
#include "till/view.h"

namespace zhuangui::app {

/// What `sales` of one business day come to by the hour. `offset_ms` makes the county's time of their clock.
till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms);

/// Products by the sales they were part of, the most first; of equal ones by id.
std::vector<std::string> most_sold(const std::vector<journal::ProductDay>& days);

}  // namespace zhuangui::app

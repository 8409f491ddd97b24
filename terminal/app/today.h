#pragma once
#include <vector>

#include "journal/reader.h"
#include "till/view.h"

namespace zhuangui::app {

/// What `sales` of one business day come to by the hour. `offset_ms` makes the county's time of their clock.
till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms);

/// What the sales and returns of one day come to, as a report without a drawer: it belongs to no shift.
core::Result<core::ShiftReport> report_of_day(journal::Reader& reader, core::Date day);
/// Products by the sales they were part of, the most first; of equal ones by id.
std::vector<std::string> most_sold(const std::vector<journal::ProductDay>& days);

}  // namespace zhuangui::app

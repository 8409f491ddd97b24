#pragma once
#include <vector>

#include "journal/reader.h"
#include "till/view.h"

namespace zhuangui::app {

/// What `sales` of one business day come to by the hour. `offset_ms` makes the county's time of their clock.
till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms);

}  // namespace zhuangui::app

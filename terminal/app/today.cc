#include "today.h"

namespace zhuangui::app {

till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms) {
  constexpr std::int64_t hour_ms = 3'600'000, shanghai_hours = 8;
  till::DaySales made{day, {}, {}};
  for (const journal::SaleRow& sale : sales) {
    const std::int64_t hours = (sale.at + offset_ms) / hour_ms + shanghai_hours;
    till::DaySales::Hour& hour = made.hours[static_cast<std::size_t>(hours % 24)];
    ++hour.sales;
    hour.sum += core::Money::fen(sale.total_fen);
  }
  return made;
}

}  // namespace zhuangui::app

#include "today.h"

#include <algorithm>
#include <map>

namespace zhuangui::app {

till::DaySales sales_by_hour(core::Date day, const std::vector<journal::SaleRow>& sales, std::int64_t offset_ms) {
  constexpr std::int64_t hour_ms = 3'600'000, shanghai_hours = 8;
  till::DaySales made{day, {}};
  for (const journal::SaleRow& sale : sales) {
    const std::int64_t hours = (sale.at + offset_ms) / hour_ms + shanghai_hours;
    till::DaySales::Hour& hour = made.hours[static_cast<std::size_t>(hours % 24)];
    ++hour.sales;
    hour.sum += core::Money::fen(sale.total_fen);
  }
  return made;
}

std::vector<std::string> most_sold(const std::vector<journal::ProductDay>& days) {
  std::map<std::string, std::int64_t> sales;
  for (const journal::ProductDay& day : days)
    if (day.sales > 0) sales[day.product] += day.sales;
  std::vector<std::string> products;
  for (const auto& [product, count] : sales) products.push_back(product);
  std::stable_sort(products.begin(), products.end(), [&](const std::string& a, const std::string& b) { return sales[a] > sales[b]; });
  return products;
}

}  // namespace zhuangui::app

#include "today.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

journal::SaleRow sold(const char* wuxi_time, std::int64_t total_fen) {
  journal::SaleRow row;
  row.at = core::parse_time(wuxi_time)->utc_ms;
  row.total_fen = total_fen;
  return row;
}

TEST(Today, SalesStandInTheHourOfTheClockInWuxiTheyWereMadeIn) {
  const core::Date day{2026, 11, 24};
  const auto made = sales_by_hour(day, {sold("2026-11-24T00:00:00", 100), sold("2026-11-24T09:59:59", 1'250), sold("2026-11-24T09:00:00", 3'000),
                                        sold("2026-11-24T10:00:00", 70), sold("2026-11-24T23:59:59", 5)}, 0);
  EXPECT_EQ(made.day, day);
  const std::vector<std::tuple<std::size_t, std::int64_t, std::int64_t>> wanted{{0, 1, 100}, {9, 2, 4'250}, {10, 1, 70}, {23, 1, 5}};
  std::int64_t sales = 0;
  for (const auto& hour : made.hours) sales += hour.sales;
  EXPECT_EQ(sales, 5);
  for (const auto& [hour, count, fen] : wanted) {
    EXPECT_EQ(made.hours[hour].sales, count) << hour;
    EXPECT_EQ(made.hours[hour].sum.in_fen(), fen) << hour;
  }
}

TEST(Today, AClockThatIsBehindIsCorrectedByTheCountysOffset) {
  const auto made = sales_by_hour({2026, 11, 24}, {sold("2026-11-24T08:40:00", 100)}, 30 * 60'000);
  EXPECT_EQ(made.hours[9].sales, 1);
  EXPECT_EQ(made.hours[8].sales, 0);
}

TEST(Today, ADayWithoutSalesHasNone) {
  for (const auto& hour : sales_by_hour({2026, 11, 24}, {}, 0).hours) {
    EXPECT_EQ(hour.sales, 0);
    EXPECT_EQ(hour.sum, core::Money{});
  }
}

TEST(MostSold, GoodsStandByTheSalesTheyWerePartOfOverAllDaysAndEqualOnesByName) {
  const auto sold_on = [](const char* day, const char* product, std::int64_t sales) {
    journal::ProductDay row;
    row.business_day = day;
    row.product = product;
    row.sales = sales;
    return row;
  };
  EXPECT_EQ(most_sold({sold_on("2026-11-23", "P-B", 2), sold_on("2026-11-23", "P-C", 4), sold_on("2026-11-24", "P-A", 5),
                       sold_on("2026-11-24", "P-B", 3), sold_on("2026-11-24", "P-RETURNED", 0)}),
            (std::vector<std::string>{"P-A", "P-B", "P-C"}));
  EXPECT_TRUE(most_sold({}).empty());
}

}  // namespace
}  // namespace zhuangui::app

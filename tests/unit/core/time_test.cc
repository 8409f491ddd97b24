#include "core/time.h"

#include <ctime>
#include <gtest/gtest.h>
#include <random>

#include "seed.h"

namespace zhuangui::core {
namespace {

TEST(ShanghaiDate, AgreesWithTheCLibraryOnAnyMoment) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 20'000; ++round) {
    const std::int64_t seconds = static_cast<std::int64_t>(random() % 8'000'000'000u);
    const std::time_t shifted = seconds + 8 * 3600;
    std::tm parts{};
    gmtime_r(&shifted, &parts);
    const Date want{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
    ASSERT_EQ(shanghai_date(WallTime{seconds * 1000 + 999}), want) << seconds;
    ASSERT_EQ(date_from_days(days_since_epoch(want)), want);
  }
}

TEST(ParseTime, ReadsShanghaiUtcAndMilliseconds) {
  EXPECT_EQ(parse_time("2026-11-24T09:00:00")->utc_ms, 1'795'482'000'000);
  EXPECT_EQ(parse_time("2026-11-24T09:00:00+08:00")->utc_ms, 1'795'482'000'000);
  EXPECT_EQ(parse_time("2026-11-24T01:00:00Z")->utc_ms, 1'795'482'000'000);
  EXPECT_EQ(parse_time("1795482000000")->utc_ms, 1'795'482'000'000);
  for (const char* text : {"", "2026-11-24", "2026-13-01T00:00:00", "2026-02-29T00:00:00", "2026-11-24T24:00:00",
                           "2026-11-24T09:00:00+01:00", "now"})
    EXPECT_FALSE(parse_time(text).has_value()) << text;
}

TEST(MinuteText, IsShanghaiTime) {
  EXPECT_EQ(shanghai_minute_text(WallTime{1'795'482'000'000}), "2026-11-24 09:00");
  EXPECT_EQ(shanghai_clock_text(WallTime{1'795'482'000'000 + 5 * 3600 * 1000 + 32 * 60 * 1000}), "14:32");
}

TEST(BusinessDay, NeverGoesBackAndDoesNotLeapUnconfirmed) {
  const WallTime noon = *parse_time("2026-11-24T12:00:00");
  struct Case { const char* note; std::int64_t offset_ms; std::optional<Date> previous; bool confirmed; Date want; bool doubtful; };
  constexpr std::int64_t hour = 3'600'000;
  for (const Case& c : {
           Case{"the first entry", 0, std::nullopt, false, {2026, 11, 24}, false},
           Case{"the same day", 0, Date{2026, 11, 24}, false, {2026, 11, 24}, false},
           Case{"the next day", 0, Date{2026, 11, 23}, false, {2026, 11, 24}, false},
           Case{"the county's offset moves it over midnight", 12 * hour, Date{2026, 11, 24}, false, {2026, 11, 25}, false},
           Case{"a clock set back keeps the last day", 0, Date{2026, 11, 25}, false, {2026, 11, 25}, true},
           Case{"a leap of a month is cut to one day", 0, Date{2026, 10, 24}, false, {2026, 10, 25}, true},
           Case{"the same leap with the county's word stands", 0, Date{2026, 10, 24}, true, {2026, 11, 24}, false},
       }) {
    const BusinessDay day = business_day(noon, c.offset_ms, c.previous, c.confirmed);
    EXPECT_EQ(day.date, c.want) << c.note;
    EXPECT_EQ(day.clock_doubtful, c.doubtful) << c.note;
  }
}

TEST(EpochNumber, IsMinutesOfTheYearsSince2026OrOneMore) {
  EXPECT_EQ(next_epoch_number(0, *parse_time("2026-01-01T08:00:00")), 1);
  EXPECT_EQ(next_epoch_number(0, *parse_time("2026-01-01T09:30:59")), 90);
  EXPECT_EQ(next_epoch_number(500'000, *parse_time("2026-01-01T09:30:59")), 500'001);
  EXPECT_EQ(next_epoch_number(7, *parse_time("1970-01-01T08:00:00")), 8);
}

TEST(ParseDate, RefusesDaysThatDoNotExist) {
  EXPECT_EQ(parse_date("2028-02-29"), (Date{2028, 2, 29}));
  for (const char* text : {"2026-02-29", "2026-00-10", "2026-4-1", "2026-04-31", "26-04-01", "2026/04/01"})
    EXPECT_FALSE(parse_date(text).has_value()) << text;
}

}  // namespace
}  // namespace zhuangui::core

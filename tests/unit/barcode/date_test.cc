#include <gtest/gtest.h>

#include <chrono>

#include "barcode/gs1.h"

namespace zhuangui::barcode {
namespace {

std::string told(const std::optional<LabelDate>& date) { return date ? date_text(*date) : "none"; }

TEST(LabelDates, TheCenturyIsWithin49YearsBackAnd50Ahead) {
  struct Row { int current_year; const char* yymmdd; const char* want; };
  // 2026: 77-99 are 19xx, 00-76 are 20xx (GS1 General Specifications 7.12, reckoned by hand).
  for (const Row& row : {Row{2026, "760101", "2076-01-01"}, Row{2026, "770101", "1977-01-01"}, Row{2026, "990101", "1999-01-01"},
                         Row{2026, "000101", "2000-01-01"}, Row{2049, "990101", "2099-01-01"}, Row{2048, "990101", "1999-01-01"},
                         Row{2051, "010101", "2101-01-01"}, Row{2050, "000101", "2100-01-01"}, Row{2050, "010101", "2001-01-01"},
                         Row{2099, "490101", "2149-01-01"}, Row{2099, "500101", "2050-01-01"}, Row{0, "990101", "2099-01-01"}})
    EXPECT_EQ(told(read_date(row.yymmdd, ZeroDay::refused, row.current_year)), row.want) << row.yymmdd << " in " << row.current_year;
}

TEST(LabelDates, DayZeroIsTheMonthOrItsEnd) {
  struct Row { const char* yymmdd; const char* end; const char* month; };
  for (const Row& row : {Row{"260200", "2026-02-28", "2026-02"}, Row{"280200", "2028-02-29", "2028-02"}, Row{"000200", "2000-02-29", "2000-02"},
                         Row{"261100", "2026-11-30", "2026-11"}, Row{"261200", "2026-12-31", "2026-12"}, Row{"260000", "none", "none"}}) {
    EXPECT_EQ(told(read_date(row.yymmdd, ZeroDay::end_of_month, 2026)), row.end);
    EXPECT_EQ(told(read_date(row.yymmdd, ZeroDay::month_only, 2026)), row.month);
    EXPECT_EQ(told(read_date(row.yymmdd, ZeroDay::refused, 2026)), "none");
  }
}

TEST(LabelDates, WhatIsNoDateIsNone) {
  for (const char* text : {"", "26123", "2612311", "26123A", "261301", "260431", "270229", "260132", "      "})
    EXPECT_EQ(told(read_date(text, ZeroDay::end_of_month, 2026)), "none") << text;
}

// Second reckoning: the calendar of <chrono>, and the century by trying all years in reach.
TEST(LabelDates, EveryDateOfACenturyIsWhatTheCalendarSays) {
  using namespace std::chrono;
  for (const int current_year : {2026, 2050, 2077})
    for (int yy = 0; yy < 100; ++yy) {
      int year = current_year - 49;
      while (year % 100 != yy) ++year;
      for (int month_number = 1; month_number <= 13; ++month_number)
        for (int day_number = 0; day_number <= 32; ++day_number) {
          const auto digits = [](int n) { return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)}; };
          const auto read = read_date(digits(yy) + digits(month_number) + digits(day_number), ZeroDay::end_of_month, current_year);
          const std::chrono::year in_year{year};
          const month in_month{static_cast<unsigned>(month_number)};
          year_month_day want = in_year / in_month / day{static_cast<unsigned>(day_number)};
          if (day_number == 0 && in_month.ok()) want = year_month_day{in_year / in_month / last};
          ASSERT_EQ(read.has_value(), want.ok()) << yy << "-" << month_number << "-" << day_number << " in " << current_year;
          if (!read) continue;
          ASSERT_EQ(read->year, year);
          ASSERT_EQ(static_cast<unsigned>(read->month), static_cast<unsigned>(want.month()));
          ASSERT_EQ(static_cast<unsigned>(read->day), static_cast<unsigned>(want.day()));
        }
    }
}

}  // namespace
}  // namespace zhuangui::barcode

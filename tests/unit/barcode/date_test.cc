#include <gtest/gtest.h>

#include <ctime>

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

/// The days of a month as the C library counts them: what is one day too many becomes the first of the next.
int days_counted(int year, int month) {
  int days = 28;
  for (;; ++days) {
    std::tm day{};
    day.tm_year = year - 1900, day.tm_mon = month - 1, day.tm_mday = days + 1;
    ::timegm(&day);
    if (day.tm_mday != days + 1) return days;
  }
}

std::string two(int number) { return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)}; }

// Second reckoning: the calendar of the C library, and the century by trying all years in reach.
TEST(LabelDates, EveryDateOfACenturyIsWhatTheCalendarSays) {
  for (const int current_year : {2026, 2050, 2077})
    for (int yy = 0; yy < 100; ++yy) {
      int year = current_year - 49;
      while (year % 100 != yy) ++year;
      for (int month = 0; month <= 13; ++month) {
        const int days = month >= 1 && month <= 12 ? days_counted(year, month) : -1;
        for (int day = 0; day <= 32; ++day) {
          const auto read = read_date(two(yy) + two(month) + two(day), ZeroDay::end_of_month, current_year);
          ASSERT_EQ(read.has_value(), day <= days) << year << "-" << month << "-" << day << " in " << current_year;
          if (!read) continue;
          const LabelDate want{year, month, day == 0 ? days : day};
          ASSERT_TRUE(*read == want) << date_text(*read) << " for " << date_text(want);
        }
      }
    }
}

}  // namespace
}  // namespace zhuangui::barcode

#include "date.h"

#include "barcode/gs1.h"
#include "digits.h"

namespace zhuangui::barcode {

namespace {

/// GS1 General Specifications 7.12: a year more than 50 ahead belongs to the century before, one 50 or more back to the
/// next.
int full_year(int two, int current_year) {
  if (current_year <= 0) return 2000 + two;
  const int century = current_year - current_year % 100;
  const int ahead = two - current_year % 100;
  if (ahead >= 51) return century - 100 + two;
  if (ahead <= -50) return century + 100 + two;
  return century + two;
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

int two_digits(std::string_view two) {
  if (two.size() != 2 || !all_digits(two)) return -1;
  return (two[0] - '0') * 10 + (two[1] - '0');
}

bool is_hour_minute(std::string_view four) {
  if (four.size() != 4 || !all_digits(four)) return false;
  return two_digits(four.substr(0, 2)) < 24 && two_digits(four.substr(2)) < 60;
}

std::string date_text(const LabelDate& date) {
  std::string text = padded(date.year, 4) + "-" + padded(date.month, 2);
  if (date.day != 0) text += "-" + padded(date.day, 2);
  return text;
}

std::optional<LabelDate> read_date(std::string_view yymmdd, ZeroDay zero_day, int current_year) {
  if (yymmdd.size() != 6 || !all_digits(yymmdd)) return std::nullopt;
  LabelDate date{full_year(two_digits(yymmdd.substr(0, 2)), current_year), two_digits(yymmdd.substr(2, 2)),
                 two_digits(yymmdd.substr(4, 2))};
  const int days = days_in_month(date.year, date.month);
  if (days == 0 || date.day > days) return std::nullopt;
  if (date.day == 0) {
    if (zero_day == ZeroDay::refused) return std::nullopt;
    if (zero_day == ZeroDay::end_of_month) date.day = days;
  }
  return date;
}

}  // namespace zhuangui::barcode

#include "core/time.h"

#include <algorithm>
#include <charconv>

#include "core/mutant.h"

namespace zhuangui::core {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t shanghai_offset_ms = 8 * 60 * minute_ms;

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::string two_digits(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

bool read_number(std::string_view text, std::size_t from, std::size_t digits, int& into) {
  if (from + digits > text.size()) return false;
  const char* begin = text.data() + from;
  if (std::any_of(begin, begin + digits, [](char c) { return c < '0' || c > '9'; })) return false;
  return std::from_chars(begin, begin + digits, into).ec == std::errc{};
}

int days_of_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap ? 29 : days[month - 1];
}

}  // namespace

// The two conversions follow the Gregorian rule with years that begin in March, so that the leap day comes last.
std::int64_t days_since_epoch(Date date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

Date date_from_days(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_divide(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return Date{static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

Date shanghai_date(WallTime at) { return date_from_days(floor_divide(at.utc_ms + shanghai_offset_ms, day_ms)); }

std::string date_text(Date date) {
  return std::to_string(date.year) + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

std::optional<Date> parse_date(std::string_view text) {
  Date date;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (!read_number(text, 0, 4, date.year) || !read_number(text, 5, 2, date.month) || !read_number(text, 8, 2, date.day))
    return std::nullopt;
  if (date.year < 1970 || date.month < 1 || date.month > 12 || date.day < 1) return std::nullopt;
  if (date.day > days_of_month(date.year, date.month)) return std::nullopt;
  return date;
}

std::string shanghai_clock_text(WallTime at) {
  const std::int64_t local = at.utc_ms + shanghai_offset_ms;
  const std::int64_t minute_of_day = (local - floor_divide(local, day_ms) * day_ms) / minute_ms;
  return two_digits(minute_of_day / 60) + ":" + two_digits(minute_of_day % 60);
}

std::string shanghai_minute_text(WallTime at) {
  return date_text(shanghai_date(at)) + " " + shanghai_clock_text(at);
}

std::optional<WallTime> parse_time(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t ms = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), ms).ec != std::errc{}) return std::nullopt;
    return WallTime{ms};
  }
  if (text.size() < 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  int hour = 0, minute = 0, second = 0;
  if (!date || !read_number(text, 11, 2, hour) || !read_number(text, 14, 2, minute) || !read_number(text, 17, 2, second))
    return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::string_view zone = text.substr(19);
  if (!zone.empty() && zone != "Z" && zone != "+08:00") return std::nullopt;
  const std::int64_t offset = zone == "Z" ? 0 : shanghai_offset_ms;
  return WallTime{days_since_epoch(*date) * day_ms + ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} - offset};
}

BusinessDay business_day(WallTime at, std::int64_t county_offset_ms, std::optional<Date> previous,
                         bool clock_confirmed) {
  Date today = shanghai_date(WallTime{at.utc_ms + county_offset_ms});
  if (mutant("business-day-by-local-zone")) today = date_from_days(floor_divide(at.utc_ms + county_offset_ms, day_ms));
  if (!previous) return {today, false};
  if (today < *previous) return {*previous, true};
  const Date latest = date_from_days(days_since_epoch(*previous) + 1);
  if (today > latest && !clock_confirmed) return {latest, true};
  return {today, false};
}

std::int64_t next_epoch_number(std::int64_t last_epoch, WallTime now) {
  constexpr std::int64_t start_of_2026_ms = 1'767'225'600'000;
  return std::max(last_epoch + 1, floor_divide(now.utc_ms - start_of_2026_ms, minute_ms));
}

}  // namespace zhuangui::core

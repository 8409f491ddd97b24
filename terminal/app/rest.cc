#include "rest.h"

#include <array>
#include <cstdio>
#include <string>

#include "till/view.h"

namespace zhuangui::app {
namespace {

constexpr std::int64_t day_min = 24 * 60;
constexpr std::int64_t shanghai_min = 8 * 60;
constexpr std::int64_t wanders_after_min = 5;

bool is_night(const RestSettings& settings, core::WallTime now) {
  const std::int64_t minute = (now.utc_ms / minute_ms + shanghai_min) % day_min;
  const int from = settings.night_from_min;
  const int until = settings.night_until_min;
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

}  // namespace

bool read_night(std::string_view text, RestSettings& into) {
  if (text.empty()) {
    into.night_from_min = into.night_until_min = 0;
    return true;
  }
  std::array<int, 4> number{};
  char rest = 0;
  const std::string whole{text};
  if (whole.size() != 11 || std::sscanf(whole.c_str(), "%2d:%2d-%2d:%2d%c", &number[0], &number[1], &number[2], &number[3], &rest) != 4) return false;
  for (const std::size_t hour : {0U, 2U})
    if (number[hour] < 0 || number[hour] > 23 || number[hour + 1] < 0 || number[hour + 1] > 59) return false;
  into.night_from_min = number[0] * 60 + number[1];
  into.night_until_min = number[2] * 60 + number[3];
  return true;
}

till::Rest rest_of(const RestSettings& settings, core::WallTime now, std::int64_t untouched_ms) {
  till::Rest rest;
  const std::int64_t untouched_min = untouched_ms / minute_ms;
  const bool night = is_night(settings, now);
  const int blank_after_min = night ? settings.night_blank_min : settings.blank_min;
  rest.blank = blank_after_min > 0 && untouched_min >= blank_after_min;
  if (night && untouched_min >= 1) rest.brightness_percent = settings.night_percent;
  if (untouched_min >= wanders_after_min) {
    const std::int64_t step = untouched_min % 4;  // round a square, a side a minute
    rest.shift_x = step == 1 || step == 2 ? settings.shift_pixels : 0;
    rest.shift_y = step >= 2 ? settings.shift_pixels : 0;
  }
  return rest;
}

}  // namespace zhuangui::app

#include "rest.h"

#include <gtest/gtest.h>

#include "configuration.h"
#include "till/view.h"

namespace zhuangui::app {
namespace {

constexpr std::int64_t minute = 60'000;

core::WallTime at(const char* time) { return *core::parse_time(time); }

TEST(Rest, AScreenIsDarkerAtNightAndBlackLaterAndByDayAsItIs) {
  struct Case { const char* note; const char* time; std::int64_t untouched_ms; bool blank; int percent; };
  for (const Case& c : {Case{"just touched at night", "2026-11-24T23:00:00", 0, false, 100},
                        Case{"not yet a minute", "2026-11-24T23:00:00", minute - 1, false, 100},
                        Case{"a minute at night", "2026-11-24T23:00:00", minute, false, 40},
                        Case{"the night begins", "2026-11-24T22:00:00", minute, false, 40},
                        Case{"just before it", "2026-11-24T21:59:59", minute, false, 100},
                        Case{"its last minute", "2026-11-25T05:59:59", minute, false, 40},
                        Case{"it is over", "2026-11-25T06:00:00", minute, false, 100},
                        Case{"nearly black", "2026-11-24T23:00:00", 15 * minute - 1, false, 40},
                        Case{"black", "2026-11-24T23:00:00", 15 * minute, true, 40},
                        Case{"all day at noon", "2026-11-24T12:00:00", 24 * 60 * minute, false, 100}}) {
    const till::Rest rest = rest_of({}, at(c.time), c.untouched_ms);
    EXPECT_EQ(rest.blank, c.blank) << c.note;
    EXPECT_EQ(rest.brightness_percent, c.percent) << c.note;
  }
}

TEST(Rest, WithoutANightTheDaysRuleHoldsAllDay) {
  RestSettings settings;
  ASSERT_TRUE(read_night("", settings));
  settings.blank_min = 30;
  for (const char* time : {"2026-11-24T00:00:00", "2026-11-24T03:00:00", "2026-11-24T12:00:00"}) {
    EXPECT_EQ(rest_of(settings, at(time), 29 * minute).brightness_percent, 100) << time;
    EXPECT_FALSE(rest_of(settings, at(time), 29 * minute).blank) << time;
    EXPECT_TRUE(rest_of(settings, at(time), 30 * minute).blank) << time;
  }
}

TEST(Rest, AfterFiveMinutesThePictureWandersRoundASquare) {
  const auto place = [](std::int64_t minutes) {
    const till::Rest rest = rest_of({}, at("2026-11-24T12:00:00"), minutes * minute);
    return std::pair{rest.shift_x, rest.shift_y};
  };
  EXPECT_EQ(place(4), std::pair(0, 0));
  EXPECT_EQ(place(5), std::pair(2, 0));
  EXPECT_EQ(place(6), std::pair(2, 2));
  EXPECT_EQ(place(7), std::pair(0, 2));
  EXPECT_EQ(place(8), std::pair(0, 0));
  EXPECT_EQ(place(9), std::pair(2, 0));
}

TEST(Rest, ItsSettingsAreReadAndWrongOnesRefused) {
  const auto read = parse_configuration("[screen]\nnight = \"21:30-07:05\"\nnight_percent = 60\nnight_blank_min = 0\nblank_min = 90\nshift_pixels = 4\n", "x");
  ASSERT_TRUE(read) << read.error().cause;
  EXPECT_EQ(read->screen.rest, (RestSettings{21 * 60 + 30, 7 * 60 + 5, 60, 0, 90, 4}));
  for (const char* wrong : {"night = \"22-6\"", "night = \"24:00-06:00\"", "night = \"22:00-06:60\"", "night = \"22:00-06:000\"", "night = \"-1:00-06:00\"",
                            "night = 22", "night_percent = 19", "night_percent = 101", "blank_min = -1", "blank_min = 1441", "shift_pixels = 9"}) {
    EXPECT_FALSE(parse_configuration(std::string{"[screen]\n"} + wrong + "\n", "x")) << wrong;
  }
}

}  // namespace
}  // namespace zhuangui::app

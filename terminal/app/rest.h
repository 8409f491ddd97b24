#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/time.h"
namespace zhuangui::till {
struct Rest;
}

namespace zhuangui::app {

inline constexpr std::int64_t minute_ms = 60'000;

/// [screen]: how an idle screen that nobody touches spares itself and whoever sits before it at night.
struct RestSettings {
  int night_from_min = 22 * 60;  ///< night = "22:00-06:00", in Wuxi; "" for none
  int night_until_min = 6 * 60;
  int night_percent = 40;        ///< night_percent, 20 to 100: brightness at night, after a minute untouched
  int night_blank_min = 15;      ///< night_blank_min, 0 to 1440: at night black after so many minutes; 0: never
  int blank_min = 0;             ///< blank_min, 0 to 1440: the same by day
  int shift_pixels = 2;          ///< shift_pixels, 0 to 8: how far the picture wanders, after five minutes untouched
  friend bool operator==(const RestSettings&, const RestSettings&) = default;
};

/// "HH:MM-HH:MM", the second may be of the next day; empty: no night. False: it is neither.
bool read_night(std::string_view text, RestSettings& into);

/// How the screen rests when nobody has touched it, scanned or paid for `untouched_ms`. Pure.
till::Rest rest_of(const RestSettings& settings, core::WallTime now, std::int64_t untouched_ms);

}  // namespace zhuangui::app

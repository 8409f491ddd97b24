#pragma once
#include <array>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::core {

/// How the people of a counter have set its screen. Kept from one start to the next, beside the journal.
struct Settings {
  bool high_contrast = false;
  bool large_type = false;
  bool low_reach = false;
  bool left_hand = false;
  bool english = false;        ///< the language each session begins with; false: Chinese
  int volume = 2;              ///< 0 silent, to volume_max
  bool voice = false;          ///< what matters is said aloud too, where there are clips to say it with
  int night_percent = 40;      ///< brightness at night, when nobody touches it: night_percent_min to 100
  int blank_after_minutes = 0; ///< by day black when nobody touches it so long; 0: never
  int lock_after_minutes = 0;  ///< nobody has touched it so long: one of lock_after_choices; 0: never by itself
  friend bool operator==(const Settings&, const Settings&) = default;
};
inline constexpr int volume_max = 3;
inline constexpr std::array lock_after_choices{0, 2, 5, 10, 30};
inline constexpr int night_percent_min = 20, blank_after_minutes_max = 1440;
/// What a touch goes through; the configuration may say what stands between them.
inline constexpr std::array night_percent_choices{100, 70, 40, 20};
inline constexpr std::array blank_after_choices{0, 10, 30, 60};

std::string settings_json(const Settings& settings);
/// What `text` does not say, or says in a way this program does not know, is as in `otherwise`. Error: invalid_input
/// (not a JSON object).
Result<Settings> parse_settings(std::string_view text, const Settings& otherwise);

}  // namespace zhuangui::core

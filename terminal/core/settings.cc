#include "core/settings.h"

#include <algorithm>

#include "core/json.h"

namespace zhuangui::core {

std::string settings_json(const Settings& settings) {
  JsonWriter json;
  json.begin_object().field("high_contrast", settings.high_contrast).field("large_type", settings.large_type);
  json.field("low_reach", settings.low_reach).field("left_hand", settings.left_hand).field("english", settings.english);
  json.field("voice", settings.voice).field("night_percent", settings.night_percent).field("blank_after_minutes", settings.blank_after_minutes);
  json.field("volume", settings.volume).field("lock_after_minutes", settings.lock_after_minutes).end_object();
  return json.take();
}

Result<Settings> parse_settings(std::string_view text, const Settings& otherwise) {
  const auto document = JsonDocument::parse(text);
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = document->root();
  if (!root.is_object()) return fail(Errc::invalid_input, "the kept settings are not an object", "set them anew");
  Settings read;
  read.high_contrast = root.boolean_or("high_contrast", otherwise.high_contrast);
  read.large_type = root.boolean_or("large_type", otherwise.large_type);
  read.low_reach = root.boolean_or("low_reach", otherwise.low_reach);
  read.left_hand = root.boolean_or("left_hand", otherwise.left_hand);
  read.english = root.boolean_or("english", otherwise.english);
  const std::int64_t volume = root.integer_or("volume", otherwise.volume);
  read.volume = volume >= 0 && volume <= volume_max ? static_cast<int>(volume) : otherwise.volume;
  read.voice = root.boolean_or("voice", otherwise.voice);
  const std::int64_t percent = root.integer_or("night_percent", otherwise.night_percent);
  read.night_percent = percent >= night_percent_min && percent <= 100 ? static_cast<int>(percent) : otherwise.night_percent;
  const std::int64_t blank = root.integer_or("blank_after_minutes", otherwise.blank_after_minutes);
  read.blank_after_minutes = blank >= 0 && blank <= blank_after_minutes_max ? static_cast<int>(blank) : otherwise.blank_after_minutes;
  const std::int64_t minutes = root.integer_or("lock_after_minutes", otherwise.lock_after_minutes);
  const bool known = std::find(lock_after_choices.begin(), lock_after_choices.end(), minutes) != lock_after_choices.end();
  read.lock_after_minutes = known ? static_cast<int>(minutes) : otherwise.lock_after_minutes;
  return read;
}

}  // namespace zhuangui::core

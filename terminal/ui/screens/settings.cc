#include <algorithm>

#include "screens/screens.h"

// How the screen of this counter is set: each setting with what it is now. A touch changes it, and is seen at once.

namespace zhuangui::ui {
namespace {

struct SettingRow { const char* name; till::Intent intent; std::string now; bool changed; const char* key; };

const char* secret_word(const till::Lock& lock) {
  if (lock.pin && lock.card) return "settings.lock.both";
  return lock.pin ? "settings.lock.pin" : lock.card ? "settings.lock.card" : "settings.lock.none";
}

std::string lock_after_words(Page& page, int minutes) {
  return minutes == 0 ? page.say("settings.lock_after.never") : page.say("settings.lock_after.minutes", {std::to_string(minutes)});
}

std::string blank_after_words(Page& page, int minutes) {
  return minutes == 0 ? page.say("settings.blank.never") : page.say("settings.lock_after.minutes", {std::to_string(minutes)});
}

std::vector<SettingRow> setting_rows(Page& page) {
  using till::Setting;
  const core::Settings& now = page.view.till.settings;
  const core::Settings& before = page.view.till.settings_before;
  const auto on_off = [&](bool on) { return page.say(on ? "settings.on" : "settings.off"); };
  std::vector<SettingRow> rows;
  const auto add = [&](const char* name, Setting which, std::string value, bool changed, const char* key) {
    rows.push_back({name, till::ChangeSetting{which}, std::move(value), changed, key});
  };
  add("contrast", Setting::contrast, page.say(now.high_contrast ? "settings.contrast.high" : "settings.contrast.usual"),
      now.high_contrast != before.high_contrast, "1");
  add("large_type", Setting::large_type, on_off(now.large_type), now.large_type != before.large_type, "2");
  add("low_reach", Setting::low_reach, on_off(now.low_reach), now.low_reach != before.low_reach, "3");
  add("left_hand", Setting::left_hand, on_off(now.left_hand), now.left_hand != before.left_hand, "4");
  add("language", Setting::language, page.say(now.english ? "settings.language.english" : "settings.language.chinese"),
      now.english != before.english, "5");
  add("volume", Setting::volume, page.say("settings.volume." + std::to_string(now.volume)), now.volume != before.volume, "6");
  add("lock_after", Setting::lock_after, lock_after_words(page, now.lock_after_minutes),
      now.lock_after_minutes != before.lock_after_minutes, "7");
  if (!page.view.till.staff.has_list())  // where there is, everybody opens it as themselves
    rows.push_back({"lock", till::OpenSecuring{}, page.say(secret_word(page.view.till.lock)), false, "8"});
  if (page.view.surroundings.has_voice) add("voice", Setting::voice, on_off(now.voice), now.voice != before.voice, "9");
  const int percent = now.night_percent;
  add("night", Setting::night_percent, percent == 100 ? page.say("settings.night.same") : page.say("settings.night.percent", {std::to_string(percent)}),
      percent != before.night_percent, "0");
  add("blank", Setting::blank_after, blank_after_words(page, now.blank_after_minutes), now.blank_after_minutes != before.blank_after_minutes, "-");
  return rows;
}

void draw_setting(Page& page, const Rect& rect, const SettingRow& row) {
  const std::string id = std::string{"@settings."} + row.name;
  const std::string& title = page.say(std::string{"settings."} + row.name);
  if (page.pressed == id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, id, title, row.intent);
  Rect inside = rect.inset(page.u(20), page.u(6));
  if (page.show_keys) key_cap(page, page.end(inside, page.u(44), page.u(16)), row.key, page.theme.secondary);
  const Rect value = page.end(inside, inside.w * 36 / 100, page.u(16));
  const int height = std::min(value.h, page.u(64));
  const Tone& tone = row.changed ? page.theme.pending : page.theme.forward;
  const Rect pill{value.x, value.middle_y() - height / 2, value.w, height};
  tinted(page, pill, tone);
  page.paint.text_fitted(pill.inset(page.u(12), 0), row.now, page.type.label_bold, page.type.smallest, tone.strong, Align::centre);
  const std::string& what = page.say(std::string{"settings."} + row.name + ".text");
  const bool narrow = page.paint.width_of(what, Type{page.type.smallest, false}) > inside.w;
  if (inside.h < page.u(84) || narrow) return page.paint.text_fitted(inside, title, page.type.label_bold, page.type.smallest, page.theme.text);
  inside = {inside.x, inside.middle_y() - std::min(inside.h, page.u(112)) / 2, inside.w, std::min(inside.h, page.u(112))};
  page.paint.text_fitted(inside.cut_top(inside.h / 2), title, page.type.label_bold, page.type.smallest, page.theme.text);
  page.paint.text_fitted(inside, what, page.type.body, page.type.smallest, page.theme.secondary);
}

void draw_all_settings(Page& page, const Rect& content) {
  const std::vector<SettingRow> rows = setting_rows(page);
  const int count = static_cast<int>(rows.size());
  const int gap = page.u(page.shape() == Shape::wide ? 16 : 12);
  // As few beside each other as leave each high enough to be touched.
  int across = page.shape() == Shape::tall ? 1 : 2;
  const auto height_of = [&](int beside) {
    const int rows_down = (count + beside - 1) / beside;
    return (content.h - (rows_down - 1) * gap) / rows_down;
  };
  while (across < 4 && height_of(across) < page.u(page.theme.touch)) ++across;
  const int down = (count + across - 1) / across;
  const int width = (content.w - (across - 1) * gap) / across;
  const int height = std::min((content.h - (down - 1) * gap) / down, page.u(148));
  for (int i = 0; i < count; ++i) {
    draw_setting(page, {content.x + i / down * (width + gap), content.y + i % down * (height + gap), width, height},
             rows[static_cast<std::size_t>(i)]);
  }
}

}  // namespace

void draw_settings(Page& page) {
  const int usual_width = page.u(260);
  const bool tall = page.shape() == Shape::tall;  // beside the way back there is no room for another button
  const Areas areas = lay_out(page, back_width(page) + (tall ? 0 : page.u(page.theme.gap) + usual_width));
  const till::Till& till = page.view.till;
  Rect content = areas.content;
  Rect aside = tall ? content.cut_bottom(page.u(84), page.u(page.theme.gap)) : Rect{};
  if (page.access.low_reach) content.cut_top(page.reach_y() - content.y, 0);
  else page.paint.text_fitted(content.cut_top(page.u(64), page.u(12)), page.say("settings.title"), page.type.heading, page.type.smallest, page.theme.text);
  draw_all_settings(page, content);
  Rect bottom = draw_back(page, areas.bottom, page.u(page.theme.gap));
  Button usual{"@settings.usual", page.say("settings.usual"), till::RestoreSettings{true}, Look::plain, till.settings != till.usual_settings};
  usual.key = page.say("key.delete");
  if (tall || bottom.w >= usual_width) button(page, page.start(tall ? aside : bottom, usual_width), usual);
  Button undo{"@settings.undo", page.say("settings.undo"), till::RestoreSettings{false}, Look::plain, till.settings != till.settings_before, page.type.title};
  undo.key = page.say("key.backspace");
  button(page, areas.forward, undo);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

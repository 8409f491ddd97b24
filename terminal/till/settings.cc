#include <algorithm>

#include "steps.h"

namespace zhuangui::till {
namespace {

// At once, so that a person sees what it does. The screen counts as another one: its buttons may stand elsewhere now.
void put_in_force(Working& work, const core::Settings& settings) {
  if (settings == work.till.settings) return;
  work.till.settings = settings;
  ++work.till.screen;
  work.effects.push_back(UseSettings{settings});
  work.effects.push_back(KeepSettings{settings});
}

/// After the last one the first; what stands between them leads to the first too.
template <class Choices>
int next_of(const Choices& choices, int value) {
  const auto* now = std::find(choices.begin(), choices.end(), value);
  return now == choices.end() || now + 1 == choices.end() ? choices.front() : *(now + 1);
}

}  // namespace

void open_settings(Working& work) {
  work.till.settings_before = work.till.settings;
  open_from_more(work, State::settings);
}

void change_setting(Working& work, Setting which) {
  if (work.till.state != State::settings) return;
  core::Settings settings = work.till.settings;
  switch (which) {
    case Setting::contrast: settings.high_contrast = !settings.high_contrast; break;
    case Setting::large_type: settings.large_type = !settings.large_type; break;
    case Setting::low_reach: settings.low_reach = !settings.low_reach; break;
    case Setting::left_hand: settings.left_hand = !settings.left_hand; break;
    case Setting::language: settings.english = !settings.english; break;
    case Setting::volume: settings.volume = (settings.volume + 1) % (core::volume_max + 1); break;
    case Setting::lock_after: settings.lock_after_minutes = next_of(core::lock_after_choices, settings.lock_after_minutes); break;
    case Setting::voice: settings.voice = !settings.voice; break;
    case Setting::night_percent: settings.night_percent = next_of(core::night_percent_choices, settings.night_percent); break;
    case Setting::blank_after: settings.blank_after_minutes = next_of(core::blank_after_choices, settings.blank_after_minutes); break;
  }
  put_in_force(work, settings);
  if (which == Setting::volume) work.sound(true);  // how loud it is now
}

void restore_settings(Working& work, bool usual) {
  if (work.till.state == State::settings) put_in_force(work, usual ? work.till.usual_settings : work.till.settings_before);
}

}  // namespace zhuangui::till

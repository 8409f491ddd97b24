#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

struct SettingUp : Stand {
  SettingUp() {
    ask(OpenMore{});
    ask(OpenSettings{});
  }
  template <class E>
  const E& last() const {
    const E* found = nullptr;
    for (const Effect& effect : last_effects)
      if (const E* one = std::get_if<E>(&effect)) found = one;
    if (found == nullptr) throw std::runtime_error{"no such effect"};
    return *found;
  }
};

TEST(Settings, AreOpenedFromMoreAndLeadBackThere) {
  Stand stand;
  stand.ask(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::idle) << "not where they are not shown";
  stand.ask(OpenMore{});
  stand.ask(OpenSettings{});
  EXPECT_EQ(stand.till.state, State::settings);
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::more);
}

TEST(Settings, EachTouchIsInForceAtOnceAndKept) {
  SettingUp stand;
  stand.ask(ChangeSetting{Setting::large_type});
  EXPECT_TRUE(stand.till.settings.large_type);
  EXPECT_TRUE(stand.last<UseSettings>().settings.large_type);
  EXPECT_TRUE(stand.last<KeepSettings>().settings.large_type);
  stand.ask(ChangeSetting{Setting::large_type});
  EXPECT_FALSE(stand.last<KeepSettings>().settings.large_type);
}

TEST(Settings, EverySettingGoesThroughItsValuesAndComesBackToTheFirst) {
  struct Case { Setting which; std::vector<int> values; int (*now)(const core::Settings&); };
  for (const Case& one : {Case{Setting::contrast, {1, 0}, [](const core::Settings& s) { return int{s.high_contrast}; }},
                          Case{Setting::large_type, {1, 0}, [](const core::Settings& s) { return int{s.large_type}; }},
                          Case{Setting::low_reach, {1, 0}, [](const core::Settings& s) { return int{s.low_reach}; }},
                          Case{Setting::left_hand, {1, 0}, [](const core::Settings& s) { return int{s.left_hand}; }},
                          Case{Setting::language, {1, 0}, [](const core::Settings& s) { return int{s.english}; }},
                          Case{Setting::volume, {3, 0, 1, 2}, [](const core::Settings& s) { return s.volume; }},
                          Case{Setting::voice, {1, 0}, [](const core::Settings& s) { return int{s.voice}; }},
                          Case{Setting::night_percent, {20, 100, 70, 40}, [](const core::Settings& s) { return s.night_percent; }},
                          Case{Setting::blank_after, {10, 30, 60, 0}, [](const core::Settings& s) { return s.blank_after_minutes; }},
                          Case{Setting::lock_after, {2, 5, 10, 30, 0}, [](const core::Settings& s) { return s.lock_after_minutes; }}}) {
    SettingUp stand;
    for (const int value : one.values) {
      stand.ask(ChangeSetting{one.which});
      EXPECT_EQ(one.now(stand.till.settings), value) << static_cast<int>(one.which);
    }
    EXPECT_EQ(stand.till.settings, core::Settings{}) << "and no other one has changed";
  }
}

TEST(Settings, AFingerThatTremblesChangesOneStepAlone) {
  SettingUp stand;
  const std::uint64_t seen = stand.till.screen;
  stand.feed(Asked{ChangeSetting{Setting::contrast}, seen});
  stand.feed(Asked{ChangeSetting{Setting::contrast}, seen});
  EXPECT_TRUE(stand.till.settings.high_contrast);
}

TEST(Settings, ANewVolumeIsHeard) {
  SettingUp stand;
  stand.ask(ChangeSetting{Setting::volume});
  EXPECT_EQ(stand.count<Sound>(), 1u);
}

TEST(Settings, WhatWasChangedSinceTheyWereOpenedIsUndoneInOneTouch) {
  Stand stand;
  core::Settings mine;
  mine.left_hand = true;
  stand.feed(SettingsRead{mine, {}});
  stand.ask(OpenMore{});
  stand.ask(OpenSettings{});
  stand.ask(ChangeSetting{Setting::left_hand});
  stand.ask(ChangeSetting{Setting::volume});
  stand.ask(RestoreSettings{false});
  EXPECT_EQ(stand.till.settings, mine);
  EXPECT_EQ(std::get<KeepSettings>(stand.last_effects.back()).settings, mine);
}

TEST(Settings, TheUsualOnesAreThoseOfTheConfiguration) {
  Stand stand;
  core::Settings configured, kept;
  configured.english = true;
  kept.large_type = true;
  stand.feed(SettingsRead{kept, configured});
  EXPECT_EQ(std::get<UseSettings>(stand.last_effects.back()).settings, kept) << "what was set on the machine goes before";
  stand.ask(OpenMore{});
  stand.ask(OpenSettings{});
  stand.ask(RestoreSettings{true});
  EXPECT_EQ(stand.till.settings, configured);
}

TEST(Settings, ThatTheyCouldNotBeKeptIsSaid) {
  SettingUp stand;
  stand.feed(SettingsNotKept{{core::Errc::disk_full, "full", ""}});
  EXPECT_TRUE(stand.says("settings_not_kept"));
}

TEST(Settings, NothingIsChangedFromAnotherScreen) {
  Stand stand;
  stand.ask(ChangeSetting{Setting::contrast});
  stand.ask(RestoreSettings{true});
  EXPECT_TRUE(stand.effects.empty());
  EXPECT_EQ(stand.till.settings, core::Settings{});
}

}  // namespace
}  // namespace zhuangui::till

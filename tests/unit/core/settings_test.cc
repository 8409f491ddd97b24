#include "core/settings.h"

#include <gtest/gtest.h>

namespace zhuangui::core {
namespace {

TEST(Settings, AreReadBackAsTheyWereWritten) {
  Settings all;
  all.high_contrast = all.large_type = all.low_reach = all.left_hand = all.english = true;
  all.volume = 3;
  all.lock_after_minutes = 30;
  all.voice = true;
  all.night_percent = 70;
  all.blank_after_minutes = 45;
  for (const Settings& one : {all, Settings{}}) EXPECT_EQ(parse_settings(settings_json(one), one == all ? Settings{} : all), one);
}

TEST(Settings, WhatATextDoesNotSayOrSaysWronglyIsAsItWas) {
  Settings usual;
  usual.large_type = true;
  usual.volume = 1;
  usual.lock_after_minutes = 10;
  usual.voice = true;
  usual.night_percent = 35;
  usual.blank_after_minutes = 5;
  for (const char* text : {"{}", R"({"large_type":"no","volume":4,"lock_after_minutes":7})", R"({"volume":-1,"colour":"red"})",
                           R"({"voice":1,"night_percent":19,"blank_after_minutes":1441})", R"({"night_percent":101,"blank_after_minutes":-1})"})
    EXPECT_EQ(parse_settings(text, usual), usual) << text;
  for (const char* text : {"", "[]", "7", "{"}) EXPECT_FALSE(parse_settings(text, usual)) << text;
}

}  // namespace
}  // namespace zhuangui::core

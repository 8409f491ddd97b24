#include "core/settings.h"

#include <gtest/gtest.h>

namespace zhuangui::core {
namespace {

TEST(Settings, AreReadBackAsTheyWereWritten) {
  Settings all;
  all.high_contrast = all.large_type = all.low_reach = all.left_hand = all.english = true;
  all.volume = 3;
  all.lock_after_minutes = 30;
  for (const Settings& one : {all, Settings{}}) EXPECT_EQ(parse_settings(settings_json(one), one == all ? Settings{} : all), one);
}

TEST(Settings, WhatATextDoesNotSayOrSaysWronglyIsAsItWas) {
  Settings usual;
  usual.large_type = true;
  usual.volume = 1;
  usual.lock_after_minutes = 10;
  for (const char* text : {"{}", R"({"large_type":"no","volume":4,"lock_after_minutes":7})", R"({"volume":-1,"colour":"red"})"})
    EXPECT_EQ(parse_settings(text, usual), usual) << text;
  for (const char* text : {"", "[]", "7", "{"}) EXPECT_FALSE(parse_settings(text, usual)) << text;
}

}  // namespace
}  // namespace zhuangui::core

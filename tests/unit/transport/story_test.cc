#include "transport/story.h"

#include <gtest/gtest.h>

namespace zhuangui::transport {
namespace {

// Written by hand from the form story.h describes.
constexpr std::string_view whole =
    "zhuangui-devices 1\n"
    "# a counter in the morning\n"
    "device 1 usb=0c2e:0b81 revision=0102 port=1-1.2 interface=0 class=3/1/1 serial=A%20B\n"
    "+0 1 open\n"
    "+12000 1 control 21 0a 0000 0000 out\n"
    "+5 1 control 21 09 0200 0001 out 00\n"
    "+90 1 control a1 01 0000 0000 in 4 18 00\n"
    "+8000 1 in 00 00 1e 00 00 00 00 00\n"
    "+40 1 out 1b 40\n"
    "+1 1 out 2/4096 1b 40\n"
    "+1 1 out 0/9\n"
    "+0 1 = scan ]E0 6901234567892\n"
    "+5 1 fail in 107 it was unplugged\n"
    "+0 1 close\n";

TEST(Story, EveryFormIsReadAndWrittenBackAsItWas) {
  const auto story = parse_story(whole, "morning");
  ASSERT_TRUE(story) << story.error().cause;
  ASSERT_EQ(story->devices.size(), 1u);
  const device::DeviceInfo& info = story->devices.at(1);
  EXPECT_EQ(info, (device::DeviceInfo{0x0C2E, 0x0B81, 0x0102, "1-1.2", 0, 3, 1, 1, "A B"}));
  std::string written = story_head() + "# a counter in the morning\n" + story_device_line(1, info);
  std::int64_t last_us = 0;
  for (const StoryEvent& event : story->events) {
    written += story_line(event, event.at_us - last_us);
    last_us = event.at_us;
  }
  EXPECT_EQ(written, whole);
  EXPECT_EQ(last_us, 20142);
  EXPECT_EQ(story->events[1].line, 5);
  EXPECT_EQ(story->events[3].bytes_asked, 4u);
  EXPECT_EQ(story->events[6].bytes_asked, 4096u);
  EXPECT_EQ(story->events[9].error.code, device::Errc::no_hardware);
}

TEST(Story, WhatIsNotInTheFormIsRefusedWithItsLine) {
  const std::string head = "zhuangui-devices 1\ndevice 1 usb=0c2e:0b81 port=1-1\n";
  struct Case { std::string text; const char* fault; };
  for (const Case& c : std::vector<Case>{
           {"", "x:1: the file is empty"},
           {"zhuangui-devices 2\n", "x:1: the first line"},
           {"zhuangui-devices 1\nhello\n", "x:2: a line begins"},
           {"zhuangui-devices 1\ndevice 0 port=1\n", "x:2: a device has a number"},
           {"zhuangui-devices 1\ndevice 1 usb=0c2e:0b81\n", "x:2: a device needs port="},
           {"zhuangui-devices 1\ndevice 1 port=1 colour=red\n", "x:2: \"colour=red\""},
           {"zhuangui-devices 1\ndevice 1 port=1%2\n", "x:2: \"port=1%2\""},
           {head + "device 1 port=2\n", "x:3: device 1 is told twice"},
           {head + "+0 2 open\n", "x:3: no device"},
           {head + "+x 1 open\n", "x:3: a time is"},
           {head + "+-5 1 open\n", "x:3: a time is"},
           {head + "+99999999999999 1 open\n", "x:3: a time is"},
           {head + "+0 1 in\n", "x:3: it is not"},
           {head + "+0 1 in 1\n", "x:3: it is not"},
           {head + "+0 1 in 100\n", "x:3: it is not"},
           {head + "+0 1 in 0g\n", "x:3: it is not"},
           {head + "+0 1 out 3/2 00 00 00\n", "x:3: it is not"},
           {head + "+0 1 out 1/2 00 00\n", "x:3: it is not"},
           {head + "+0 1 control 21 0a 0000 out\n", "x:3: it is not"},
           {head + "+0 1 control 21 0a 0000 0000 in 1\n", "x:3: it is not"},
           {head + "+0 1 control a1 01 0000 0000 in 1 18 18\n", "x:3: it is not"},
           {head + "+0 1 fail dance 107 x\n", "x:3: it is not"},
           {head + "+0 1 fail in 99 x\n", "x:3: it is not"},
           {head + "+0 1 fail in 107\n", "x:3: it is not"},
           {head + "+0 1 open now\n", "x:3: it is not"}}) {
    const auto story = parse_story(c.text, "x");
    ASSERT_FALSE(story) << c.text;
    EXPECT_TRUE(story.error().cause.starts_with(c.fault)) << story.error().cause << "\n for " << c.text;
  }
}

TEST(Story, ALineStaysALineWhateverASentenceHolds) {
  StoryEvent event{.device = 1, .kind = StoryEvent::Kind::result};
  event.text = "scan a\nb\x1D";
  EXPECT_EQ(story_line(event, 7), "+7 1 = scan a b \n");
}

}  // namespace
}  // namespace zhuangui::transport

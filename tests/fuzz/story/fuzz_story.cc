// Recorded sessions: files that people send each other, read and run again.
#include <array>

#include "fuzz_target.h"
#include "transport/replay.h"

namespace zhuangui::fuzz {

namespace {

constexpr int calls_max = 40;

/// A driver that does whatever it likes: no session makes a replay crash, or take it for one that goes well for ever.
void drive(const transport::Story& story, int number) {
  transport::Replay replay{story, number};
  const device::DeviceInfo& info = story.devices.at(number);
  for (int round = 0; round < 3; ++round) {
    replay.wait(std::chrono::milliseconds{1000});
    (void)replay.list();
    const auto transport = replay.open(info);
    if (!transport) {
      require(!transport.error().cause.empty() && !transport.error().remedy.empty(), "a refusal is a sentence with a remedy");
      continue;
    }
    std::array<std::byte, 64> room{};
    for (int call = 0; call < calls_max; ++call) {
      const auto got = (*transport)->read(room, std::chrono::milliseconds{500});
      require(!got || got->bytes <= room.size(), "no more comes than there is room for");
      const auto taken = (*transport)->write(std::span{room}.first(3), std::chrono::milliseconds{100});
      require(!taken || taken->bytes <= 3, "no more is taken than was offered");
      (void)(*transport)->control(0xA1, 0x01, 0, 0, std::span{room}.first(1), std::chrono::milliseconds{100});
    }
  }
  require(replay.now_us() >= 0, "the clock of a replay does not run backwards");
}

}  // namespace

std::vector<std::string> seeds() {
  return {"zhuangui-devices 1\n# a remark\ndevice 1 usb=0c2e:0b81 revision=0100 port=1-1.2 interface=0 class=3/1/1 serial=AB%20C\n"
          "+0 1 open\n+12000 1 control 21 0a 0000 0000 out\n+90 1 control a1 01 0000 0000 in 1 18\n+8000 1 in 00 00 1e 00 00 00 00 00\n"
          "+40 1 out 1b 40\n+5 1 fail in 107 it was unplugged\n+0 1 close\n+0 1 = scan ]E0 6901234567892\n",
          "zhuangui-devices 1\ndevice 1 usb=04b8:0e28 port=1-2 class=7/1/2\n+0 1 open\n+0 1 out 2/4096 1b 40\n+1 1 fail control 111 stalled\n"
          "+0 1 = printer set card 4711 profile generic-80 drawer low\n",
          "zhuangui-devices 1\ndevice 1 usb=0000:0000 port=/dev/ttyS0 class=0/0/0\n+0 1 fail open 104 no permission\n", "zhuangui-devices 1\n", ""};
}

}  // namespace zhuangui::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuangui;
  const auto story = transport::parse_story(fuzz::text_of(data, size), "s.story");
  if (!story) {
    fuzz::require(story.error().cause.starts_with("s.story:"), "an error names file and line");
    fuzz::require(!story.error().remedy.empty(), "an error has a remedy");
    return 0;
  }
  std::string again = transport::story_head();
  for (const auto& [number, info] : story->devices) again += transport::story_device_line(number, info);
  std::int64_t at_us = 0;
  for (const transport::StoryEvent& event : story->events) {
    again += transport::story_line(event, event.at_us - at_us);
    at_us = event.at_us;
  }
  const auto reread = transport::parse_story(again, "again.story");
  fuzz::require(reread.has_value() && reread->devices == story->devices && reread->events.size() == story->events.size(),
                "what is read can be written and read again");
  constexpr int devices_max = 4;
  int driven = 0;
  for (const auto& [number, info] : story->devices)
    if (++driven <= devices_max) fuzz::drive(*story, number);
  return 0;
}

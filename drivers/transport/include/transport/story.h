#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::transport {

// A session with devices as a text, one line an event; the session can be run again from it (replay.h):
//
//   zhuangui-devices 1
//   # a remark
//   device 1 usb=0c2e:0b81 revision=0100 port=1-1.2 interface=0 class=3/1/1 serial=AB%20C
//   +0 1 open
//   +12000 1 control 21 0a 0000 0000 out              a request to the device: type, request, value, index, its bytes
//   +90 1 control a1 01 0000 0000 in 1 18             a request for at most 1 byte, and the answer
//   +8000 1 in 00 00 1e 00 00 00 00 00
//   +40 1 out 1b 40                                   taken whole;  "out 2/4096 1b 40" when less was taken in time
//   +5 1 fail in 107 it was unplugged                 that call failed, with the UnifiedPOS number of the error
//   +0 1 close
//   +0 1 = scan ]E0 6901234567892                     what the driver made of it
//
// +N are microseconds since the line before. Reads that brought nothing are not written: the time tells of them.

/// One line of a session.
struct StoryEvent {
  enum class Kind { open, close, control, in, out, fail, result };
  int device = 0;                 ///< number of its `device` line
  std::int64_t at_us = 0;         ///< since the session began
  Kind kind = Kind::result;
  std::uint8_t request_type = 0;  ///< control only, as are request, value and index
  std::uint8_t request = 0;
  std::uint16_t value = 0;
  std::uint16_t index = 0;
  std::size_t bytes_asked = 0;    ///< out and control: how many the caller offered or had room for
  std::vector<std::byte> bytes;   ///< those that crossed; for a control to the device, those sent
  std::string call;               ///< fail: open | in | out | control
  device::DeviceError error;      ///< fail
  std::string text;               ///< result
  int line = 0;                   ///< where it stands in the file; 0 while it is written
};

struct Story {
  std::map<int, device::DeviceInfo> devices;
  std::vector<StoryEvent> events;
};

inline constexpr std::size_t story_bytes_max = 16u << 20;

std::string story_head();
std::string story_device_line(int number, const device::DeviceInfo& info);
/// `since_us`: microseconds since the line before.
std::string story_line(const StoryEvent& event, std::int64_t since_us);

/// Strict: an unknown word, number or form is an error "NAME:LINE: cause" (illegal). At most story_bytes_max.
device::Result<Story> parse_story(std::string_view text, const std::string& name);

}  // namespace zhuangui::transport

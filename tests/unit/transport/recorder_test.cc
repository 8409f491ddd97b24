#include "transport/recorder.h"

#include <gtest/gtest.h>

#include <cstring>

namespace zhuangui::transport {
namespace {

using std::chrono::milliseconds;

device::DeviceError gone() { return {device::Errc::no_hardware, "it was unplugged", "plug it in again"}; }

/// A device that takes two bytes of each write, answers each request with 18, and gives `packets`, one a read.
class Plain final : public device::Transport {
 public:
  Plain(device::DeviceInfo info, std::vector<std::string> packets) : info_{std::move(info)}, packets_{std::move(packets)} {}
  [[nodiscard]] const device::DeviceInfo& info() const override { return info_; }
  device::Result<device::Transferred> read(std::span<std::byte> into, milliseconds) override {
    if (next_ == packets_.size()) return device::Transferred{0, true};
    const std::string& packet = packets_[next_++];
    if (packet == "gone") return tl::unexpected(gone());
    std::memcpy(into.data(), packet.data(), packet.size());
    return device::Transferred{packet.size(), false};
  }
  device::Result<device::Transferred> write(std::span<const std::byte> bytes, milliseconds) override {
    return device::Transferred{std::min<std::size_t>(2, bytes.size()), bytes.size() > 2};
  }
  device::Result<std::size_t> control(std::uint8_t, std::uint8_t, std::uint16_t, std::uint16_t, std::span<std::byte> data,
                                      milliseconds) override {
    if (data.empty()) return tl::unexpected(gone());
    data[0] = std::byte{0x18};
    return 1;
  }
  void cancel() override {}

 private:
  device::DeviceInfo info_;
  std::vector<std::string> packets_;
  std::size_t next_ = 0;
};

class PlainBus final : public device::Bus {
 public:
  explicit PlainBus(std::vector<std::string> packets) : packets_{std::move(packets)} {}
  device::Result<std::vector<device::DeviceInfo>> list() override { return std::vector<device::DeviceInfo>{}; }
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& info) override {
    if (info.port_path == "none") return tl::unexpected(gone());
    return std::make_unique<Plain>(info, packets_);
  }

 private:
  std::vector<std::string> packets_;
};

/// A recorder whose clock goes on by ten microseconds a look.
struct Desk {
  explicit Desk(std::vector<std::string> packets, Recorder::Guarded guarded = {})
      : plain{std::move(packets)},
        recorder{std::make_unique<Recorder>([this](std::string_view lines) { text += lines; }, [this] { return now_us += 10; },
                                            std::move(guarded))},
        bus{plain, *recorder} {}

  std::unique_ptr<device::Transport> open(const std::string& port) {
    device::DeviceInfo info;
    info.port_path = port;
    return std::move(*bus.open(info));
  }
  /// What was written after the lines that name the version and the devices.
  [[nodiscard]] std::string events() const { return text.substr(std::min(text.find("\n+") + 1, text.size())); }

  std::string text;
  std::int64_t now_us = 0;
  PlainBus plain;
  std::unique_ptr<Recorder> recorder;
  Recorder::Bus bus;
};

void read_all(device::Transport& transport, int times) {
  std::array<std::byte, 64> room{};
  for (int i = 0; i < times; ++i) (void)transport.read(room, milliseconds(1));
}

TEST(Recorder, WritesDownWhatCrossesInBothDirectionsAndWhatFails) {
  Desk desk{{"ab", "gone"}};
  {
    const auto transport = desk.open("1-1");
    read_all(*transport, 2);
    (void)transport->write(std::as_bytes(std::span("xyz", 3)), milliseconds(1));
    std::array<std::byte, 2> room{};
    (void)transport->control(0xA1, 1, 0, 2, room, milliseconds(1));
    (void)transport->control(0x21, 2, 3, 4, {}, milliseconds(1));
  }
  device::DeviceInfo none;
  none.port_path = "none";
  EXPECT_FALSE(desk.bus.open(none));
  desk.recorder.reset();
  EXPECT_TRUE(desk.text.starts_with("zhuangui-devices 1\ndevice 1 usb=0000:0000 revision=0000 port=1-1 interface=0 class=0/0/0\n"));
  EXPECT_NE(desk.text.find("\ndevice 2 usb=0000:0000 revision=0000 port=none"), std::string::npos);
  EXPECT_TRUE(parse_story(desk.text, "session")) << desk.text;
  for (const char* line : {"+10 1 open\n", "+10 1 in 61 62\n", "+10 1 fail in 107 it was unplugged\n", "+10 1 out 2/3 78 79\n",
                           "+10 1 control a1 01 0000 0002 in 2 18\n", "+10 1 control 21 02 0003 0004 out\n",
                           "+10 1 fail control 107 it was unplugged\n", "+10 1 close\n", "+10 2 fail open 107 it was unplugged\n"})
    EXPECT_NE(desk.text.find(line), std::string::npos) << line << desk.text;
}

TEST(Recorder, WhatADeviceOfSecretsSendsIsWrittenOnlyWhenReleasedAndOnlyMasked) {
  Desk desk{{"13", "45"}, [](const device::DeviceInfo& info) { return info.port_path == "1-1"; }};
  const auto transport = desk.open("1-1");
  const auto other = desk.open("1-2");
  read_all(*transport, 2);
  read_all(*other, 1);
  EXPECT_EQ(desk.events().find(" in "), std::string::npos) << "nothing after it is written before it";
  desk.recorder->release("1-1", [](const device::DeviceInfo&, std::span<std::vector<std::byte>* const> packets, std::vector<std::byte>&) {
    EXPECT_EQ(packets.size(), 2u);
    for (std::byte& b : *packets[1]) b = std::byte{'0'};
    return "payment 13**";
  });
  EXPECT_NE(desk.text.find("+10 1 in 31 33\n+10 1 in 30 30\n+10 2 in 31 33\n+10 1 = payment 13**\n"), std::string::npos) << desk.text;
}

TEST(Recorder, WhatNobodyReleasedIsLeftOutAtTheEnd) {
  Desk desk{{"1345"}, [](const device::DeviceInfo&) { return true; }};
  {
    const auto transport = desk.open("1-1");
    read_all(*transport, 1);
  }
  desk.recorder.reset();
  EXPECT_EQ(desk.text.find("31 33"), std::string::npos);
  EXPECT_TRUE(desk.text.ends_with("1 close\n# what no driver had made anything of was left out\n")) << desk.text;
}

TEST(Recorder, APacketThatIsEmptiedIsLeftOutAndAStrangersResultToo) {
  Desk desk{{"13", "45"}, [](const device::DeviceInfo&) { return true; }};
  const auto transport = desk.open("1-1");
  read_all(*transport, 2);
  desk.recorder->release("9-9", [](const auto&, auto, auto&) { return "of nobody"; });
  desk.recorder->release("1-1", [](const device::DeviceInfo&, std::span<std::vector<std::byte>* const> packets, std::vector<std::byte>&) {
    packets[0]->clear();
    return "half";
  });
  EXPECT_EQ(desk.events(), "+10 1 open\n+20 1 in 34 35\n+10 1 = half\n");
}

TEST(Recorder, ADeviceThatSendsWithoutEndIsNotKeptWithoutEnd) {
  std::vector<std::string> packets(Recorder::held_max + 3, "x");
  packets.front() = "a";
  Desk desk{packets, [](const device::DeviceInfo&) { return true; }};
  const auto transport = desk.open("1-1");
  read_all(*transport, static_cast<int>(packets.size()));
  desk.recorder->release("1-1", [](const auto&, auto, auto&) { return "broken"; });
  const auto story = parse_story(desk.text, "session");
  ASSERT_TRUE(story);
  EXPECT_EQ(story->events.size(), Recorder::held_max + 2) << "open, what was held, and the result";
  EXPECT_EQ(desk.text.find("in 61"), std::string::npos) << "the oldest went";
}

}  // namespace
}  // namespace zhuangui::transport

// How long a scale that comes back is waited for, on the driver's own clock: the bus is the clock, so nothing really waits.
#include <gtest/gtest.h>

#include "scale/driver.h"

namespace zhuangui::scale {
namespace {

using device::DeviceInfo;
using std::chrono::milliseconds;

constexpr std::int64_t second_us = 1'000'000;

/// What reads nothing, and is gone at a given moment.
class WaitingTransport final : public device::Transport {
 public:
  WaitingTransport(const DeviceInfo& info, std::int64_t& now_us, std::int64_t gone_us, std::stop_source& stop)
      : info_{info}, now_us_{now_us}, gone_us_{gone_us}, stop_{stop} {}
  [[nodiscard]] const DeviceInfo& info() const override { return info_; }
  device::Result<device::Transferred> read(std::span<std::byte>, milliseconds timeout) override {
    now_us_ += timeout.count() * 1000;
    if (now_us_ > 60 * second_us) stop_.request_stop();
    if (now_us_ >= gone_us_) return tl::unexpected(device::DeviceError{device::Errc::no_hardware, "it was unplugged", "plug it in"});
    return device::Transferred{0, true};
  }
  device::Result<device::Transferred> write(std::span<const std::byte> bytes, milliseconds) override {
    return device::Transferred{bytes.size(), false};
  }
  device::Result<std::size_t> control(std::uint8_t, std::uint8_t, std::uint16_t, std::uint16_t, std::span<std::byte> data, milliseconds) override {
    return data.size();
  }
  void cancel() override {}

 private:
  const DeviceInfo info_;
  std::int64_t& now_us_;
  const std::int64_t gone_us_;
  std::stop_source& stop_;
};

/// One device, there until 5 s and again from 10 s on; for some time after that it cannot be opened yet, as before udev
/// has given its rights and while a kernel driver has its hold. No hotplug: waiting only lets the time pass.
class ReturningBus final : public device::Bus {
 public:
  ReturningBus(DeviceInfo info, std::int64_t opens_after_us, std::stop_source& stop) : info_{std::move(info)}, opens_us_{10 * second_us + opens_after_us}, stop_{stop} {}
  device::Result<std::vector<DeviceInfo>> list() override {
    const bool there = now_us < 5 * second_us || now_us >= 10 * second_us;
    return there ? std::vector{info_} : std::vector<DeviceInfo>{};
  }
  device::Result<std::unique_ptr<device::Transport>> open(const DeviceInfo&) override {
    if (now_us >= 10 * second_us && now_us < opens_us_)
      return tl::unexpected(device::DeviceError{device::Errc::no_service, "no permission", "install the rule"});
    return std::make_unique<WaitingTransport>(info_, now_us, now_us < 5 * second_us ? 5 * second_us : 90 * second_us, stop_);
  }
  bool wait_change(milliseconds timeout) override {
    now_us += timeout.count() * 1000;
    return false;
  }
  std::int64_t now_us = 0;

 private:
  const DeviceInfo info_;
  const std::int64_t opens_us_;
  std::stop_source& stop_;
};

DeviceInfo usb_scale() { return {.vendor_id = 0x0922, .product_id = 0x8003, .port_path = "1-1", .interface_class = 3}; }
DeviceInfo tty() { return {.port_path = "/dev/ttyS0"}; }

TEST(ScaleDriver, OneThatComesBackIsTakenUpWithinTwoSecondsOfItsComing) {
  const auto cas = *find_protocol(load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales").value(), "cas");
  struct Case { const char* note; DeviceInfo info; std::optional<Protocol> protocol; std::int64_t opens_after_us; };
  for (const Case& c : {Case{"by HID", usb_scale(), {}, 0}, Case{"by HID, with rights after a second", usb_scale(), {}, second_us},
                        Case{"serial", tty(), cas, 0}, Case{"serial, with rights after a second", tty(), cas, second_us}}) {
    SCOPED_TRACE(c.note);
    std::stop_source stop;
    ReturningBus bus{c.info, c.opens_after_us, stop};
    std::vector<std::int64_t> enabled_us;
    int errors_told = 0;
    const device::QuirkTable quirks;
    ScaleDriver driver{bus, quirks, {.device = {.ports = {c.info.port_path}}, .protocol = c.protocol}, [&bus] { return bus.now_us; }};
    driver.run(stop.get_token(), {[](const Reading&) {}, [&](const ScaleState& state) {
                                    if (state.stage == device::Stage::enabled && !state.error) enabled_us.push_back(bus.now_us);
                                    else if (state.stage != device::Stage::enabled && bus.now_us >= 10 * second_us) ++errors_told;
                                  }});
    ASSERT_EQ(enabled_us.size(), 2u);
    EXPECT_LE(enabled_us[1] - 10 * second_us, 2 * second_us);
    EXPECT_EQ(errors_told, 0) << "coming up is no trouble to be told";
  }
}

}  // namespace
}  // namespace zhuangui::scale

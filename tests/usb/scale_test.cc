#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "emulated_usb.h"
#include "running_scale.h"
#include "transport/usb_bus.h"

namespace zhuangui::scale {
namespace {

using device::Errc;
using device::Stage;
using support::RunningScale;
using testing::ElementsAre;

/// A DYMO M10 as Linux shows it: HID without a subclass, usbhid bound.
support::EmulatedDevice hid_scale(const std::string& port) {
  return {.port = port,
          .vendor_id = 0x0922,
          .product_id = 0x8003,
          .interfaces = {{.interface_class = 3, .endpoints = {{.address = 0x82, .interrupt = true, .packet_bytes = 8}}, .kernel_driver = "usbhid"}}};
}

class UsbScale : public testing::Test {
 protected:
  void SetUp() override {
    quirks = device::load_quirks(ZHUANGUI_SOURCE_DIR "/assets/quirks").value();
    bus = std::move(transport::UsbBus::start(quirks).value());
  }
  void report(std::initializer_list<int> bytes) {
    std::vector<std::byte> packet;
    for (const int byte : bytes) packet.push_back(static_cast<std::byte>(byte));
    usb.send("1-1", 0x82, packet);
  }
  support::EmulatedUsb usb;
  device::QuirkTable quirks;
  std::unique_ptr<transport::UsbBus> bus;
};

TEST_F(UsbScale, IsClaimedSetUpReadAndGivenBack) {
  usb.plug(hid_scale("1-1"));
  {
    RunningScale scale{*bus, quirks, {}};
    ASSERT_TRUE(scale.wait_stage(Stage::enabled));
    EXPECT_EQ(scale.last_state().model, "DYMO M10");
    report({0x03, 0x04, 0x02, 0x00, 0x08, 0x02});
    EXPECT_TRUE(scale.wait_weight(520));
    report({0x03, 0x06, 0x03, 0xFD, 0x00, 0x00});
    EXPECT_TRUE(scale.wait_state(State::over));
    report({0x01, 0x00, 0x00, 0x00, 0x00, 0x00});  // attributes: no reading
    report({0x03, 0x04, 0x0B, 0xFF, 0xB7, 0x00});
    EXPECT_TRUE(scale.wait_weight(519)) << "18.3 ounces are 518.796 g";
    const auto pressed = scale.driver().tare();
    ASSERT_FALSE(pressed);
    EXPECT_EQ(pressed.error().code, Errc::illegal);
  }
  EXPECT_THAT(usb.requests("1-1", {"DISCONNECT", "CLAIM", "CONTROL", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "CONTROL 21 0A 0000 0000 0", "RELEASE 0", "CONNECT 0"));
}

TEST_F(UsbScale, UnpluggedItIsToldAndTakenUpAgainWithoutARestart) {
  RunningScale scale{*bus, quirks, {}};
  ASSERT_TRUE(scale.wait_error(Errc::no_hardware));
  for (std::size_t round = 1; round <= 3; ++round) {
    usb.plug(hid_scale("1-1"));
    const auto back = std::chrono::steady_clock::now();
    ASSERT_TRUE(scale.wait_stage(Stage::enabled, round));
    EXPECT_LE(std::chrono::steady_clock::now() - back, std::chrono::seconds{2});
    report({0x03, 0x04, 0x02, 0x00, static_cast<int>(round), 0x00});
    ASSERT_TRUE(scale.wait_weight(static_cast<std::int64_t>(round)));
    usb.unplug("1-1");
    ASSERT_TRUE(scale.wait_error(Errc::no_hardware));
  }
}

TEST_F(UsbScale, OneThatStallsTheSetUpIsReadAllTheSame) {
  usb.plug(hid_scale("1-1"));
  usb.stall_request("1-1", 0x0A);
  RunningScale scale{*bus, quirks, {}};
  ASSERT_TRUE(scale.wait_stage(Stage::enabled));
  report({0x03, 0x02, 0x02, 0x00, 0x00, 0x00});
  EXPECT_TRUE(scale.wait_state(State::zero));
}

TEST_F(UsbScale, AModelNoQuirkKnowsIsTakenOnlyWhenItIsNamed) {
  auto unknown = hid_scale("1-1");
  unknown.vendor_id = 0x0B67;
  unknown.product_id = 0x555E;
  usb.plug(unknown);
  {
    RunningScale scale{*bus, quirks, {}};
    ASSERT_TRUE(scale.wait_error(Errc::no_hardware));
  }
  EXPECT_THAT(usb.requests("1-1", {"CLAIM"}), ElementsAre());
  RunningScale scale{*bus, quirks, {.device = {.usb_ids = {{0x0B67, 0x555E}}}}};
  ASSERT_TRUE(scale.wait_stage(Stage::enabled));
}

}  // namespace
}  // namespace zhuangui::scale

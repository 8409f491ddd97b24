#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "emulated_usb.h"
#include "transport/usb_bus.h"

namespace zhuangui::transport {
namespace {

using device::Errc;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

/// Lists until the bus shows `count` interfaces: hotplug events take their time.
std::vector<device::DeviceInfo> list_of(UsbBus& bus, std::size_t count) {
  for (int round = 0; round < 100; ++round) {
    auto list = bus.list();
    if (!list || list->size() == count) return list.value_or(std::vector<device::DeviceInfo>{});
    bus.wait_change(milliseconds{100});
  }
  return {};
}

TEST(UsbBus, ListsInterfacesByPortAndLeavesHubsOut) {
  support::EmulatedUsb usb;
  usb.plug(support::receipt_printer("1-2"));
  usb.plug(support::hub("1-1"));
  auto scanner = support::keyboard_scanner("1-1.4");
  scanner.interfaces.push_back({1, 0, 3, 0, 0, {{0x82, true, 64}}, "usbhid"});
  usb.plug(scanner);
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus) << bus.error().cause;
  const auto list = list_of(**bus, 3);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].port_path, "1-1.4");
  EXPECT_EQ(list[0].interface_number, 0);
  EXPECT_EQ(list[1].interface_number, 1);
  EXPECT_EQ(list[1].interface_protocol, 0);
  EXPECT_EQ(list[2].port_path, "1-2");
  EXPECT_EQ(list[2].vendor_id, 0x04B8);
  EXPECT_EQ(list[2].product_id, 0x0E15);
  EXPECT_EQ(list[2].revision, 0x0200);
  EXPECT_EQ(list[2].interface_class, 7);
  EXPECT_EQ(list[2].interface_subclass, 1);
  EXPECT_EQ(list[2].interface_protocol, 2);
}

TEST(UsbBus, TheSerialNumberIsTheKernelsAndNothingIsOpenedForIt) {
  support::EmulatedUsb usb;
  auto one = support::keyboard_scanner("1-1");
  one.serial = "21042B0437  ";
  usb.plug(one);
  usb.plug(support::receipt_printer("1-2"));
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 2);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].serial, "21042B0437");
  EXPECT_EQ(list[1].serial, "") << "it has none";
  EXPECT_THAT(usb.requests("1-1"), ElementsAre());
}

TEST(UsbBus, AnEmptyBusIsNoErrorAndAnAbsentDeviceIsNamed) {
  support::EmulatedUsb usb;
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = (*bus)->list();
  ASSERT_TRUE(list);
  EXPECT_TRUE(list->empty());
  device::DeviceInfo absent;
  absent.vendor_id = 0x04B8;
  absent.product_id = 0x0E15;
  absent.port_path = "1-2";
  const auto opened = (*bus)->open(absent);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::no_hardware);
  EXPECT_EQ(opened.error().cause, "USB device 04B8:0E15 at port 1-2 was unplugged or switched off");
}

TEST(UsbBus, TheKernelDriverIsDetachedBeforeTheClaimAndGivenBackAtTheEnd) {
  for (const bool old_kernel : {false, true}) {
    support::EmulatedUsb usb;
    usb.plug(support::receipt_printer("1-2"));
    if (old_kernel) usb.old_kernel("1-2");
    const auto bus = UsbBus::start();
    ASSERT_TRUE(bus);
    const auto list = list_of(**bus, 1);
    ASSERT_EQ(list.size(), 1u);
    {
      const auto opened = (*bus)->open(list[0]);
      ASSERT_TRUE(opened) << opened.error().cause;
      EXPECT_EQ((*opened)->info(), list[0]);
      EXPECT_THAT(usb.requests("1-2", {"DISCONNECT", "CLAIM", "SETINTERFACE", "CLEAR_HALT", "RESET"}),
                  ElementsAre("DISCONNECT 0", "CLAIM 0"));
    }
    EXPECT_THAT(usb.requests("1-2", {"DISCONNECT", "CLAIM", "DISCARD", "CANCELLED", "RELEASE", "CONNECT"}),
                ElementsAre("DISCONNECT 0", "CLAIM 0", "DISCARD 82", "CANCELLED 82 0", "RELEASE 0", "CONNECT 0"))
        << (old_kernel ? "old kernel" : "kernel with DISCONNECT_CLAIM");
  }
}

TEST(UsbBus, ADeviceThatHangsWhenItsDriverReturnsIsLeftWithoutIt) {
  support::EmulatedUsb usb;
  usb.plug(support::receipt_printer("1-2"));
  device::QuirkTable quirks;
  ASSERT_TRUE(quirks.add("[USB\\VID_04B8&PID_0E15]\nDriver = escpos\nFlags = no-reattach\n", "q"));
  const auto bus = UsbBus::start(quirks);
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 1);
  ASSERT_EQ(list.size(), 1u);
  ASSERT_TRUE((*bus)->open(list[0]));
  EXPECT_THAT(usb.requests("1-2", {"DISCONNECT", "CLAIM", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "RELEASE 0"));
}

TEST(UsbBus, TheOtherKeyboardsOfAScannerAreSilencedWithIt) {
  support::EmulatedUsb usb;
  auto scanner = support::keyboard_scanner("1-1");
  scanner.interfaces.push_back({1, 0, 3, 1, 1, {{0x82, true, 8}}, "usbhid"});
  scanner.interfaces.push_back({2, 0, 3, 0, 0, {{0x83, true, 64}}, "usbhid"});
  usb.plug(scanner);
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 3);
  ASSERT_EQ(list.size(), 3u);
  ASSERT_TRUE((*bus)->open(list[0]));
  EXPECT_THAT(usb.requests("1-1", {"DISCONNECT", "CLAIM", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "DISCONNECT 1", "CLAIM 1", "RELEASE 0", "CONNECT 0", "RELEASE 1",
                          "CONNECT 1"));
}

TEST(UsbBus, APrintersAnsweringSettingIsChosen) {
  support::EmulatedUsb usb;
  auto printer = support::receipt_printer("1-2");
  printer.interfaces[0].setting = 1;
  printer.interfaces.insert(printer.interfaces.begin(), {0, 0, 7, 1, 1, {{0x01, false, 64}}, "usblp"});
  usb.plug(printer);
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 1);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].interface_protocol, 2);
  ASSERT_TRUE((*bus)->open(list[0]));
  EXPECT_THAT(usb.requests("1-2", {"CLAIM", "SETINTERFACE"}), ElementsAre("CLAIM 0", "SETINTERFACE 0 1"));
}

TEST(UsbBus, MissingPermissionNamesTheRuleFileAndTheCommand) {
  support::EmulatedUsb usb;
  usb.plug(support::keyboard_scanner("1-1"));
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 1);
  ASSERT_EQ(list.size(), 1u);
  usb.forbid("1-1", true);
  const auto opened = (*bus)->open(list[0]);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::no_service);
  EXPECT_EQ(opened.error().cause, "no permission to use USB device 0C2E:0B81 at port 1-1 (/dev/bus/usb/001/002)");
  EXPECT_THAT(opened.error().remedy, HasSubstr("60-zhuangui.rules"));
  EXPECT_THAT(opened.error().remedy, HasSubstr("udevadm control --reload && sudo udevadm trigger"));
  usb.forbid("1-1", false);
  EXPECT_TRUE((*bus)->open(list[0])) << "udev has given its rights meanwhile";
}

TEST(UsbBus, ADeviceAnotherProgramHoldsIsSaidToBeHeldAndOpensOnceItIsFree) {
  support::EmulatedUsb usb;
  usb.plug(support::receipt_printer("1-2"));
  usb.hold("1-2", true);
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  const auto list = list_of(**bus, 1);
  ASSERT_EQ(list.size(), 1u);
  const auto opened = (*bus)->open(list[0]);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::claimed);
  EXPECT_EQ(opened.error().cause, "USB device 04B8:0E15 at port 1-2 is held by another program");
  EXPECT_THAT(opened.error().remedy, HasSubstr("fuser -v /dev/bus/usb/001/002"));
  EXPECT_THAT(usb.requests("1-2"), ElementsAre()) << "nothing of the other program was touched";
  usb.hold("1-2", false);
  EXPECT_TRUE((*bus)->open(list[0]));
}

TEST(UsbBus, PluggingInAndOutIsNoticedAndTheSamePortIsTheSameDevice) {
  support::EmulatedUsb usb;
  const auto bus = UsbBus::start();
  ASSERT_TRUE(bus);
  usb.plug(support::receipt_printer("1-2"));
  const auto first = list_of(**bus, 1);
  ASSERT_EQ(first.size(), 1u);
  usb.unplug("1-2");
  ASSERT_EQ(list_of(**bus, 0).size(), 0u);
  usb.plug(support::receipt_printer("1-2"));
  const auto second = list_of(**bus, 1);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0], first[0]);
  EXPECT_TRUE((*bus)->open(first[0]));
}

}  // namespace
}  // namespace zhuangui::transport

// What a bus does to a transport when something is wrong: bad packets, stalls that stay, descriptors that lie, devices
// that leave at the worst moment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <map>

#include "emulated_usb.h"
#include "own_process.h"
#include "transport/usb_bus.h"
#include "usb_bytes.h"

namespace zhuangui::transport {
namespace {

using device::Errc;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

class UsbFaults : public testing::Test {
 protected:
  std::vector<device::DeviceInfo> wait_list(std::size_t count) {
    std::vector<device::DeviceInfo> list;
    for (int round = 0; round < 200; ++round) {
      list = bus->list().value();
      if (list.size() == count) return list;
      bus->wait_change(milliseconds{50});
    }
    ADD_FAILURE() << list.size() << " interfaces instead of " << count;
    return list;
  }
  std::unique_ptr<device::Transport> open(const support::EmulatedDevice& device) {
    usb.plug(device);
    for (int round = 0; round < 200; ++round) {
      const auto list = bus->list().value();
      for (const auto& info : list)
        if (info.port_path == device.port) return bus->open(info).value();
      bus->wait_change(milliseconds{50});
    }
    throw std::runtime_error("the device does not show up");
  }
  static std::string read(device::Transport& transport, milliseconds timeout = patience) {
    Bytes into(64);
    const auto got = transport.read(into, timeout);
    if (!got) return "error " + std::to_string(static_cast<int>(got.error().code)) + ": " + got.error().cause;
    std::string text;
    for (std::size_t at = 0; at < got->bytes; ++at) text += static_cast<char>(into[at]);
    return got->timed_out ? "timed out" : text;
  }

  support::EmulatedUsb usb;
  std::unique_ptr<UsbBus> bus = UsbBus::start().value();
};

TEST_F(UsbFaults, APacketThatIsTooLongIsAnErrorAndNothingOfItIsTaken) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  usb.send("1-1", 0x81, bytes_of("nine byte"));
  EXPECT_EQ(read(*scanner), "error 111: reading from USB device 0C2E:0B81 at port 1-1: the device sent more than it announced");
  usb.send("1-1", 0x81, bytes_of("goes on!"));
  EXPECT_EQ(read(*scanner), "goes on!");
}

TEST_F(UsbFaults, BabbleAndABadCableAreErrorsAndTheNextPacketIsRead) {
  struct Case { int error; const char* told; };
  const auto scanner = open(support::keyboard_scanner("1-1"));
  for (const Case& c : {Case{EOVERFLOW, "the device sent more than it announced"}, Case{EPROTO, "LIBUSB_ERROR_IO"}, Case{EILSEQ, "LIBUSB_ERROR_IO"}}) {
    usb.end_transfer("1-1", 0x81, c.error, bytes_of("garbage!"));
    EXPECT_THAT(read(*scanner), HasSubstr(c.told));
    usb.send("1-1", 0x81, bytes_of("goes on!"));
    EXPECT_EQ(read(*scanner), "goes on!");
  }
}

TEST_F(UsbFaults, ATransferTakenBackInItsMiddleKeepsWhatCameAndTheStreamGoesOn) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.end_transfer("1-2", 0x82, ENOENT, bytes_of("part"));
  std::string got;
  for (int round = 0; round < 10 && got.size() < 8; ++round) {
    if (got == "part") usb.send("1-2", 0x82, bytes_of("rest"));
    const std::string text = read(*printer, shortly);
    if (text != "timed out") got += text;
  }
  EXPECT_EQ(got, "partrest");
}

TEST_F(UsbFaults, AWriteTakenBackInItsMiddleTellsWhatTheDeviceHas) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.take_only("1-2", 37);
  const auto sent = printer->write(bytes_of(std::string(100, 'x')), shortly);
  ASSERT_TRUE(sent) << sent.error().cause;
  EXPECT_TRUE(sent->timed_out);
  EXPECT_EQ(sent->bytes, usb.taken("1-2").size());
}

TEST_F(UsbFaults, AClearHaltThatFailsIsAnErrorNotALoop) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  usb.fail_clear_halt("1-1");
  usb.stall("1-1", 0x81, 1);
  EXPECT_THAT(read(*scanner), HasSubstr("error 111"));
  EXPECT_THAT(usb.requests("1-1", {"CLEAR_HALT"}), ElementsAre("CLEAR_HALT 81"));
  usb.send("1-1", 0x81, bytes_of("goes on!"));
  EXPECT_EQ(read(*scanner), "goes on!") << "the device came round";

  const auto printer = open(support::receipt_printer("1-2"));
  usb.fail_clear_halt("1-2");
  usb.stall("1-2", 0x01, 1);
  const auto sent = printer->write(bytes_of("receipt"), patience);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::failure);
  EXPECT_TRUE(usb.taken("1-2").empty());
}

TEST_F(UsbFaults, TwoEqualDevicesWithoutASerialAreToldApartByPortAlsoWhenSwapped) {
  auto first = open(support::receipt_printer("1-1"));
  auto second = open(support::receipt_printer("1-3"));
  ASSERT_TRUE(first->write(bytes_of("to the first port"), patience));
  ASSERT_TRUE(second->write(bytes_of("to the third"), patience));
  EXPECT_EQ(usb.taken("1-1"), bytes_of("to the first port"));
  EXPECT_EQ(usb.taken("1-3"), bytes_of("to the third"));
  const auto before = bus->list().value();
  usb.unplug("1-1");
  usb.unplug("1-3");
  wait_list(0);
  first.reset();
  second.reset();
  // Whoever swapped the plugs: nothing tells the two apart but where they hang now.
  second = open(support::receipt_printer("1-3"));
  first = open(support::receipt_printer("1-1"));
  EXPECT_EQ(bus->list().value(), before);
  ASSERT_TRUE(first->write(bytes_of("first again"), patience));
  EXPECT_EQ(usb.taken("1-1"), bytes_of("first again"));
  EXPECT_TRUE(usb.taken("1-3").empty());
}

TEST_F(UsbFaults, AHubThatLosesAllItsDevicesEndsEveryTransportAndTheyAllComeBack) {
  usb.plug(support::hub("1-1"));
  const std::vector<std::string> ports{"1-1.1", "1-1.2", "1-1.3", "1-1.4"};
  std::map<std::string, std::unique_ptr<device::Transport>> open_devices;
  for (const auto& port : ports) open_devices[port] = open(support::keyboard_scanner(port));
  for (const auto& port : ports) usb.unplug(port);
  for (const auto& port : ports) EXPECT_THAT(read(*open_devices[port]), HasSubstr("error 107")) << port;
  wait_list(0);
  open_devices.clear();
  for (const auto& port : ports) open_devices[port] = open(support::keyboard_scanner(port));
  for (const auto& port : ports) {
    usb.send(port, 0x81, bytes_of("at " + port));
    EXPECT_EQ(read(*open_devices[port]), "at " + port);
  }
}

TEST_F(UsbFaults, WrongDescriptorsHideTheirDeviceAndNoOther) {
  struct Case { const char* note; std::string descriptors; };
  int port = 2;
  for (const Case& c : {Case{"none", ""}, Case{"cut off in the device descriptor", "12010002"},
                        Case{"no configuration", "1201000200000040" "2E0C810B" "0001" "00000001"},
                        Case{"a configuration cut off", "1201000200000040" "2E0C810B" "0001" "00000001" "09022200"},
                        Case{"a length of zero", "1201000200000040" "2E0C810B" "0001" "00000001" "09022200010100A032" "0004"},
                        Case{"a total that lies", "1201000200000040" "2E0C810B" "0001" "00000001" "0902FFFF010100A032" "090400000103010100"},
                        Case{"nonsense", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}}) {
    auto broken = support::keyboard_scanner("1-" + std::to_string(port++));
    broken.descriptors = c.descriptors;
    usb.plug(broken);
  }
  const auto good = open(support::keyboard_scanner("1-1"));
  usb.send("1-1", 0x81, bytes_of("and well"));
  EXPECT_EQ(read(*good), "and well");
  const auto list = bus->list().value();
  for (const auto& info : list) {
    if (info.port_path == "1-1") continue;
    const auto opened = bus->open(info);  // what is listed all the same may open or not, but harms nothing
    if (opened) {
      EXPECT_THAT(read(**opened, shortly), testing::AnyOf(HasSubstr("error"), "timed out")) << info.port_path;
    }
  }
}

TEST_F(UsbFaults, AnInterfaceWithoutEndpointsOpensAndSaysWhatIsMissing) {
  auto scanner = support::keyboard_scanner("1-1");
  scanner.interfaces[0].endpoints.clear();
  const auto opened = open(scanner);
  EXPECT_EQ(read(*opened), "error 106: USB device 0C2E:0B81 at port 1-1 has no IN endpoint");
  auto empty_packets = support::keyboard_scanner("1-2");
  empty_packets.interfaces[0].endpoints[0].packet_bytes = 0;
  const auto silent = open(empty_packets);
  EXPECT_EQ(read(*silent), "error 106: USB device 0C2E:0B81 at port 1-2 has no IN endpoint");
}

TEST_F(UsbFaults, PulledOutInTheMiddleOfTheClaimItIsGoneAndOpensAfterTheReplug) {
  usb.plug(support::keyboard_scanner("1-1"));
  const auto info = wait_list(1).at(0);
  usb.vanish_at_claim("1-1");
  const auto opened = bus->open(info);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::no_hardware);
  usb.unplug("1-1");
  wait_list(0);
  const auto again = open(support::keyboard_scanner("1-1"));
  usb.send("1-1", 0x81, bytes_of("is back."));
  EXPECT_EQ(read(*again), "is back.");
}

TEST_F(UsbFaults, AHundredReplugsLeaveNoThreadAndNoDescriptorBehind) {
  std::size_t threads = 0, descriptors = 0;
  for (int round = 0; round < 103; ++round) {
    {
      const auto scanner = open(support::keyboard_scanner("1-1"));
      usb.unplug("1-1");
      EXPECT_THAT(read(*scanner), HasSubstr("error 107"));
    }
    wait_list(0);
    if (round == 2) threads = support::threads_now(), descriptors = support::descriptors_now();
  }
  EXPECT_EQ(support::threads_now(), threads);
  EXPECT_LE(support::descriptors_now(), descriptors + 2) << "one or two come and go with the emulated bus";
}

}  // namespace
}  // namespace zhuangui::transport

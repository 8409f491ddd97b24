#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "emulated_usb.h"
#include "transport/usb_bus.h"
#include "usb_bytes.h"

namespace zhuangui::transport {
namespace {

using device::Errc;
using std::chrono::milliseconds;
using testing::ElementsAre;

/// Bytes that tell their own place, so that a repeated or missing piece shows.
Bytes numbered(std::size_t count) {
  Bytes bytes;
  for (std::size_t i = 0; i < count; ++i) bytes.push_back(static_cast<std::byte>((i * 31 + i / 251) & 0xFF));
  return bytes;
}

class UsbTransfers : public testing::Test {
 protected:
  std::unique_ptr<device::Transport> open(const support::EmulatedDevice& device) {
    usb.plug(device);
    if (!bus) bus = UsbBus::start().value();
    for (int round = 0; round < 100; ++round) {
      const auto list = bus->list().value();
      for (const auto& info : list)
        if (info.port_path == device.port) return bus->open(info).value();
      bus->wait_change(milliseconds{100});
    }
    throw std::runtime_error("the device does not show up");
  }

  support::EmulatedUsb usb;
  std::unique_ptr<UsbBus> bus;
};

TEST_F(UsbTransfers, AScannersReportsComeOneByOneAndWhole) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  usb.send("1-1", 0x81, bytes_of("AAAAAAAA"));
  usb.send("1-1", 0x81, bytes_of("BBBBBBBB"));
  Bytes into(64);
  for (const char* want : {"AAAAAAAA", "BBBBBBBB"}) {
    const auto got = scanner->read(into, patience);
    ASSERT_TRUE(got) << got.error().cause;
    EXPECT_FALSE(got->timed_out);
    EXPECT_EQ(Bytes(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(got->bytes)), bytes_of(want));
  }
  const auto nothing = scanner->read(into, shortly);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->bytes, 0u);
  EXPECT_TRUE(nothing->timed_out);
}

TEST_F(UsbTransfers, OneReadIsAlwaysPostedAndATimeOutLosesNothing) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  ASSERT_TRUE(usb.wait_for("1-1", "SUBMIT 81 8")) << "posted before anyone reads";
  Bytes into(64);
  EXPECT_TRUE(scanner->read(into, shortly)->timed_out);
  EXPECT_THAT(usb.requests("1-1", {"SUBMIT", "DISCARD"}), ElementsAre("SUBMIT 81 8"));
  usb.send("1-1", 0x81, bytes_of("between!"));
  ASSERT_TRUE(usb.wait_for("1-1", "DONE 81 8")) << "taken while nobody reads";
  ASSERT_TRUE(usb.wait_for("1-1", "SUBMIT 81 8", 2)) << "and posted again";
  const auto got = scanner->read(into, patience);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->bytes, 8u);
}

TEST_F(UsbTransfers, APacketLongerThanTheBufferIsHandedOutInPieces) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.send("1-2", 0x82, bytes_of("0123456789"));
  Bytes into(4);
  std::string all;
  for (int piece = 0; piece < 3; ++piece) {
    const auto got = printer->read(into, patience);
    ASSERT_TRUE(got);
    for (std::size_t i = 0; i < got->bytes; ++i) all += static_cast<char>(into[i]);
  }
  EXPECT_EQ(all, "0123456789");
}

TEST_F(UsbTransfers, APrinterGetsAllBytesInOrderInPiecesOfAtMost4KiB) {
  const auto printer = open(support::receipt_printer("1-2"));
  const Bytes job = numbered(10'000);
  const auto sent = printer->write(job, patience);
  ASSERT_TRUE(sent) << sent.error().cause;
  EXPECT_EQ(sent->bytes, job.size());
  EXPECT_FALSE(sent->timed_out);
  EXPECT_EQ(usb.taken("1-2"), job);
  EXPECT_THAT(usb.requests("1-2", {"DONE"}), ElementsAre("DONE 01 4096", "DONE 01 4096", "DONE 01 1808"));
}

TEST_F(UsbTransfers, AFullPrinterTimesOutWithTheCountItTookAndGoesOnFromThere) {
  const auto printer = open(support::receipt_printer("1-2"));
  const Bytes job = numbered(9'000);
  usb.take_only("1-2", 4096 + 1000);
  const auto first = printer->write(job, milliseconds{1'000});
  ASSERT_TRUE(first) << first.error().cause;
  EXPECT_TRUE(first->timed_out);
  EXPECT_EQ(first->bytes, 5096u);
  EXPECT_THAT(usb.requests("1-2", {"DONE", "CANCELLED"}), ElementsAre("DONE 01 4096", "CANCELLED 01 1000"));
  usb.take_only("1-2", std::nullopt);
  const auto rest = printer->write(std::span{job}.subspan(first->bytes), patience);
  ASSERT_TRUE(rest);
  EXPECT_EQ(first->bytes + rest->bytes, job.size());
  EXPECT_EQ(usb.taken("1-2"), job) << "nothing twice, nothing left out";
}

TEST_F(UsbTransfers, AStallIsClearedOnceAndTheBytesGoOn) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.stall("1-2", 0x01, 1);
  const Bytes job = numbered(100);
  const auto sent = printer->write(job, patience);
  ASSERT_TRUE(sent) << sent.error().cause;
  EXPECT_EQ(sent->bytes, 100u);
  EXPECT_EQ(usb.taken("1-2"), job);
  EXPECT_THAT(usb.requests("1-2", {"STALLED", "CLEAR_HALT", "DONE"}),
              ElementsAre("STALLED 01 0", "CLEAR_HALT 01", "DONE 01 100"));
}

TEST_F(UsbTransfers, ASecondStallIsAFailure) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.stall("1-2", 0x01, 2);
  const auto sent = printer->write(numbered(100), patience);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::failure);
  EXPECT_EQ(sent.error().cause, "writing to USB device 04B8:0E15 at port 1-2: the device refuses (stall)");
  EXPECT_THAT(usb.requests("1-2", {"CLEAR_HALT"}), ElementsAre("CLEAR_HALT 01"));
  EXPECT_TRUE(usb.taken("1-2").empty());
}

TEST_F(UsbTransfers, ReadingStallsAreClearedOnceToo) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  Bytes into(64);
  usb.stall("1-1", 0x81, 1);
  ASSERT_TRUE(usb.wait_for("1-1", "STALLED 81 0"));
  usb.send("1-1", 0x81, bytes_of("after it"));
  const auto got = scanner->read(into, patience);
  ASSERT_TRUE(got) << got.error().cause;
  EXPECT_EQ(got->bytes, 8u);
  EXPECT_THAT(usb.requests("1-1", {"CLEAR_HALT"}), ElementsAre("CLEAR_HALT 81"));

  usb.stall("1-1", 0x81, 2);
  ASSERT_TRUE(usb.wait_for("1-1", "STALLED 81 0", 2));
  const auto twice = scanner->read(into, patience);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, Errc::failure);
}

TEST_F(UsbTransfers, UnpluggedWhileAReadWaits) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  std::thread hand{[&] {
    EXPECT_TRUE(usb.wait_for("1-1", "SUBMIT 81 8"));
    usb.unplug("1-1");
  }};
  Bytes into(64);
  const auto got = scanner->read(into, patience);
  hand.join();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, Errc::no_hardware);
  EXPECT_EQ(got.error().cause, "USB device 0C2E:0B81 at port 1-1 was unplugged or switched off");
  EXPECT_EQ(scanner->read(into, patience).error().code, Errc::no_hardware) << "and stays so";
}

TEST_F(UsbTransfers, UnpluggedInMidTransferTheBytesTakenAreCountedBeforeTheErrorIsTold) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.vanish_after("1-2", 4096 + 700);
  const Bytes job = numbered(9'000);
  const auto first = printer->write(job, patience);
  ASSERT_TRUE(first) << first.error().cause;
  EXPECT_EQ(first->bytes, 4796u);
  EXPECT_FALSE(first->timed_out);
  const auto second = printer->write(std::span{job}.subspan(first->bytes), patience);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::no_hardware);
  EXPECT_EQ(usb.taken("1-2"), Bytes(job.begin(), job.begin() + 4796));
  usb.unplug("1-2");
}

TEST_F(UsbTransfers, PluggedInAgainItIsOpenedAgainAtTheSamePort) {
  auto printer = open(support::receipt_printer("1-2"));
  ASSERT_TRUE(printer->write(numbered(10), patience));
  usb.unplug("1-2");
  Bytes into(64);
  ASSERT_FALSE(printer->read(into, patience));
  printer.reset();
  printer = open(support::receipt_printer("1-2"));
  ASSERT_TRUE(printer->write(numbered(20), patience));
  EXPECT_EQ(usb.taken("1-2"), numbered(20));
}

TEST_F(UsbTransfers, CancelFromAnotherThreadEndsAReadAndAWriteAtOnce) {
  const auto printer = open(support::receipt_printer("1-2"));
  usb.take_only("1-2", 10);
  std::thread canceller{[&] {
    EXPECT_TRUE(usb.wait_for("1-2", "SUBMIT 01 100"));
    printer->cancel();
  }};
  const auto sent = printer->write(numbered(100), patience);
  canceller.join();
  ASSERT_TRUE(sent) << sent.error().cause;
  EXPECT_TRUE(sent->timed_out);
  EXPECT_LE(sent->bytes, 10u);
  EXPECT_EQ(usb.taken("1-2").size(), sent->bytes) << "the count is what the device has";

  std::atomic<bool> reading{true};
  std::thread again{[&] {
    while (reading) {
      printer->cancel();
      std::this_thread::sleep_for(milliseconds{1});
    }
  }};
  Bytes into(64);
  const auto got = printer->read(into, patience);
  reading = false;
  again.join();
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->timed_out);
}

TEST_F(UsbTransfers, RequestsReachTheDeviceAndAStallIsAnswered) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  Bytes leds{std::byte{0}};
  const auto set = scanner->control(0x21, 0x09, 0x0200, 0, leds, patience);
  ASSERT_TRUE(set) << set.error().cause;
  EXPECT_EQ(*set, 1u);
  usb.stall_request("1-1", 0x0B);
  const auto refused = scanner->control(0x21, 0x0B, 0, 0, {}, patience);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::failure);
  EXPECT_THAT(usb.requests("1-1", {"CONTROL"}), ElementsAre("CONTROL 21 09 0200 0000 1", "CONTROL 21 0B 0000 0000 0"));
}

TEST_F(UsbTransfers, AnEndpointThatIsNotThereIsSaidToBeMissing) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  const auto sent = scanner->write(numbered(1), patience);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::illegal);
}

TEST_F(UsbTransfers, ATransportMayOutliveItsBus) {
  const auto scanner = open(support::keyboard_scanner("1-1"));
  bus.reset();
  usb.send("1-1", 0x81, bytes_of("still on"));
  Bytes into(64);
  const auto got = scanner->read(into, patience);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->bytes, 8u);
}

}  // namespace
}  // namespace zhuangui::transport

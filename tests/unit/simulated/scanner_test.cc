#include <thread>

#include "scanner/keyboard_decoder.h"
#include "simulated_desk.h"

namespace zhuangui::simulated {
namespace {

using test::SimulatedDesk;

// Reads all that is typed now and lets the real decoder make codes of it.
std::vector<scanner::Frame> decoded(device::Transport& transport) {
  scanner::KeyboardDecoder decoder;
  std::vector<scanner::Frame> frames;
  std::array<std::byte, 8> report{};
  for (std::int64_t at_us = 0;; at_us += 1'000) {
    const auto moved = transport.read(report, std::chrono::milliseconds(5));
    if (!moved || moved->bytes == 0) return frames;
    for (auto& frame : decoder.feed(std::span(report).first(moved->bytes), at_us)) frames.push_back(std::move(frame));
  }
}

// Written by hand from the HID usage tables: 6 is 23, 9 is 26, Enter is 28, A is shift and 04, GS is Ctrl and 30.
TEST(SimulatedScanner, TypesTheReportsOfAKeyboard) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->scanner().info());
  desk.bus->scanner().scan("69A\x1D");
  const std::string up = "0000000000000000";
  for (const char* key : {"0000230000000000", "0000260000000000", "0200040000000000", "0100300000000000", "0000280000000000"}) {
    EXPECT_EQ(SimulatedDesk::read(*transport), key);
    EXPECT_EQ(SimulatedDesk::read(*transport), up);
  }
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "");
  EXPECT_TRUE(desk.file("scanner.log").starts_with("< 00 00 23 00 00 00 00 00\n< 00 00 00 00 00 00 00 00\n< 00 00 26"));
}

TEST(SimulatedScanner, EveryByteComesBackFromTheRealDecoder) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->scanner().info());
  std::string all;
  for (int byte = 0x20; byte < 0x7F; ++byte) all += static_cast<char>(byte);
  for (const std::string& text : {std::string("6901234567892"), all, std::string("011234\x1D" "10A1"), std::string("冬桃 T-1"), std::string("ZG1|T-0001|7|1a2b")}) {
    desk.bus->scanner().scan(text, "Q1");
    const auto frames = decoded(*transport);
    ASSERT_EQ(frames.size(), 1u) << text;
    EXPECT_EQ(frames[0].text, text);
    EXPECT_EQ(frames[0].symbology, "Q1");
    EXPECT_FALSE(frames[0].broken);
  }
}

TEST(SimulatedScanner, ABurstComesAtItsPace) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->scanner().info());
  desk.bus->scanner().scan_burst(3, 1'000, {"11", "22"});
  EXPECT_EQ(decoded(*transport).at(0).text, "11");
  EXPECT_TRUE(decoded(*transport).empty()) << "the second is due in a second";
  desk.jumped_ms = 1'000;
  EXPECT_EQ(decoded(*transport).at(0).text, "22");
  desk.jumped_ms = 5'000;
  EXPECT_EQ(decoded(*transport).at(0).text, "11");
}

TEST(SimulatedScanner, AScanWakesABlockedReadAndSoDoCancelAndTheClock) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->scanner().info());
  const auto blocked = [&](const std::function<void()>& wake) {
    std::jthread waker([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      wake();
    });
    const std::int64_t before = SimulatedDesk::now_ms();
    const std::string got = SimulatedDesk::read(*transport, 20'000);
    EXPECT_LT(SimulatedDesk::now_ms() - before, 10'000);
    return got;
  };
  EXPECT_EQ(blocked([&] { desk.bus->scanner().scan("6"); }), "0000230000000000");
  decoded(*transport);
  EXPECT_EQ(blocked([&] { transport->cancel(); }), "");
  desk.bus->scanner().scan_burst(2, 3'600'000, {"9"});
  decoded(*transport);
  EXPECT_EQ(blocked([&] {
              desk.jumped_ms = 3'600'000;
              desk.bus->clock_moved();
            }),
            "0000260000000000");
  EXPECT_EQ(blocked([&] { transport->cancel(); }), "0000000000000000") << "what was typed is still there";
  decoded(*transport);
  EXPECT_EQ(blocked([&] { desk.bus->scanner().unplug(); }), "gone");
}

TEST(SimulatedScanner, AnUnpluggedOneIsOffTheBusAndItsOldTransportStaysDead) {
  SimulatedDesk desk;
  Scanner& scanner = desk.bus->scanner();
  auto before = desk.open(scanner.info());
  EXPECT_EQ(desk.bus->open(scanner.info()).error().code, device::Errc::claimed);
  scanner.scan("6");
  scanner.unplug();
  EXPECT_EQ(desk.bus->list()->size(), 1u);
  EXPECT_EQ(desk.bus->open(scanner.info()).error().code, device::Errc::no_hardware);
  scanner.scan("7");
  scanner.plug();
  EXPECT_EQ(desk.bus->list()->size(), 2u);
  const auto after = desk.open(scanner.info());
  EXPECT_EQ(SimulatedDesk::read(*before), "gone");
  before.reset();
  EXPECT_EQ(SimulatedDesk::read(*after, 1), "") << "what was scanned before or without power is lost";
  scanner.scan("9");
  EXPECT_EQ(SimulatedDesk::read(*after), "0000260000000000");
}

TEST(SimulatedScanner, ItsDescriptorSaysKeyboard) {
  SimulatedDesk desk;
  const auto& info = desk.bus->scanner().info();
  EXPECT_EQ(info.interface_class, 3);
  EXPECT_EQ(info.interface_subclass, 1);
  EXPECT_EQ(info.interface_protocol, 1);
  const auto transport = desk.open(info);
  std::array<std::byte, 4> head{};
  ASSERT_EQ(transport->control(0x81, 0x06, 0x2200, 0, head, std::chrono::milliseconds(10)).value(), 4u);
  EXPECT_EQ(head, (std::array{std::byte{0x05}, std::byte{0x01}, std::byte{0x09}, std::byte{0x06}}));
  EXPECT_TRUE(transport->control(0x21, 0x0B, 0, 0, {}, std::chrono::milliseconds(10)));
  EXPECT_EQ(transport->control(0xC0, 0x33, 0, 0, head, std::chrono::milliseconds(10)).error().code, device::Errc::failure);
}

}  // namespace
}  // namespace zhuangui::simulated

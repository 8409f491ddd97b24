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

std::string hex_of_zeros(std::size_t bytes) { return std::string(2 * bytes, '0'); }

std::span<std::byte> none() { return {}; }

// The example of the 1400g: id 02, 13 bytes, ]E0, the digits, no more to follow.
TEST(SimulatedScanner, InPosModeSendsHoneywellsReportsOnceItIsSwitchedOn) {
  SimulatedDesk desk;
  Scanner& scanner = desk.bus->pos_scanner();
  EXPECT_FALSE(scanner.is_plugged());
  scanner.plug();
  const auto transport = desk.open(scanner.info());
  scanner.scan("6901234567892", "E0");
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "") << "not switched on";
  std::array<std::byte, 2> on{std::byte{0xFE}, std::byte{0x01}};
  ASSERT_TRUE(transport->control(0x21, 0x09, 0x03FE, 0, on, std::chrono::milliseconds(10)));
  EXPECT_EQ(SimulatedDesk::read(*transport), "020d5d4530" "36393031323334353637383932" + hex_of_zeros(43 + 3));
  scanner.scan(std::string(57, '7'));
  EXPECT_EQ(SimulatedDesk::read(*transport), "0238000000" + [] { std::string seven; for (int i = 0; i < 56; ++i) seven += "37"; return seven; }() + "000001");
  EXPECT_EQ(SimulatedDesk::read(*transport), "0201000000" "37" + hex_of_zeros(55 + 3));
}

TEST(SimulatedScanner, OnASerialLineSendsRawBytesOnceDtrIsRaised) {
  SimulatedDesk desk;
  Scanner& scanner = desk.bus->serial_scanner();
  scanner.plug();
  const auto transport = desk.open(scanner.info());
  scanner.scan("69\x1D", "C1");
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "") << "no DTR";
  ASSERT_TRUE(transport->control(0x21, 0x22, 3, 0, none(), std::chrono::milliseconds(10)));
  EXPECT_EQ(SimulatedDesk::read(*transport), "5d433136391d0d");
  scanner.scan(std::string(70, '1'));
  EXPECT_EQ(SimulatedDesk::read(*transport).size(), 128u) << "a full packet is no end";
  EXPECT_EQ(SimulatedDesk::read(*transport), "3131313131310d");
}

TEST(SimulatedScanner, FaultsChangeTheNextCodeOnly) {
  SimulatedDesk desk;
  Scanner& serial = desk.bus->serial_scanner();
  serial.plug();
  const auto line = desk.open(serial.info());
  ASSERT_TRUE(line->control(0x21, 0x22, 3, 0, none(), std::chrono::milliseconds(10)));
  ASSERT_TRUE(serial.command("broken"));
  serial.scan("1234567");
  EXPECT_EQ(SimulatedDesk::read(*line), "31323334");
  ASSERT_TRUE(serial.command("joined"));
  serial.scan("11");
  EXPECT_EQ(SimulatedDesk::read(*line, 1), "");
  serial.scan("22");
  EXPECT_EQ(SimulatedDesk::read(*line), "31310d32320d") << "both in one packet";
  ASSERT_TRUE(serial.command("stall"));
  EXPECT_EQ(SimulatedDesk::read(*line), "failed");
  serial.scan("33");
  EXPECT_EQ(SimulatedDesk::read(*line), "33330d");
  const auto wrong = serial.command("explode");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, device::Errc::illegal);

  const auto keyboard = desk.open(desk.bus->scanner().info());
  ASSERT_TRUE(desk.bus->scanner().command("lost-key-up"));
  desk.bus->scanner().scan("6");
  for (const char* report : {"0000230000000000", "0000000000000000", "0000280000000000"}) EXPECT_EQ(SimulatedDesk::read(*keyboard), report);
  EXPECT_EQ(SimulatedDesk::read(*keyboard, 1), "") << "Enter stays down";
}

TEST(SimulatedScanner, ACardIsTypedByItsReader) {
  SimulatedDesk desk;
  desk.bus->card_reader().plug();
  const auto transport = desk.open(desk.bus->card_reader().info());
  desk.bus->card_reader().scan("0010597059");
  const auto frames = decoded(*transport);
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].text, "0010597059");
}

TEST(SimulatedScanner, TheBusTellsOfBothInterfacesOfASerialScanner) {
  SimulatedDesk desk;
  desk.bus->serial_scanner().plug();
  std::vector<int> classes;
  const auto list = desk.bus->list().value();
  for (const auto& info : list)
    if (info.port_path == desk.bus->serial_scanner().info().port_path) classes.push_back(info.interface_class);
  EXPECT_EQ(classes, (std::vector<int>{0x02, 0x0A}));
}

}  // namespace
}  // namespace zhuangui::simulated

#include <thread>

#include "simulated_desk.h"

namespace zhuangui::simulated {
namespace {

using test::SimulatedDesk;
using namespace std::string_view_literals;

constexpr auto ask_all = "\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"sv;

std::string answers(device::Transport& transport, std::string_view bytes) {
  EXPECT_EQ(SimulatedDesk::write(transport, bytes), std::to_string(bytes.size()));
  std::string all;
  for (std::string one; !(one = SimulatedDesk::read(transport, 1)).empty();) all += (all.empty() ? "" : " ") + one;
  return all;
}

TEST(SimulatedPrinter, TellsTheTruthAboutItselfByEveryWay) {
  struct Case { const char* words; const char* real_time; const char* automatic; int port; };
  for (const Case& c : {Case{"ok", "12 12 12 12", "10000000", 0x18}, Case{"near-end", "12 12 12 1e", "10000300", 0x18},
                        Case{"paper-out", "1a 32 12 7e", "18000f00", 0x38}, Case{"cover-open", "1a 16 12 12", "38000000", 0x10},
                        Case{"cutter-jam", "1a 52 1a 12", "18080000", 0x10}}) {
    SimulatedDesk desk;
    const auto transport = desk.open(desk.bus->printer().info());
    EXPECT_EQ(answers(*transport, "\x1D\x61\x0F"sv), "10000000");
    ASSERT_TRUE(desk.bus->printer().command(c.words));
    EXPECT_EQ(SimulatedDesk::read(*transport, 1), c.automatic == "10000000"sv ? "" : c.automatic) << c.words;
    EXPECT_EQ(answers(*transport, ask_all), c.real_time) << c.words;
    std::array<std::byte, 1> port{};
    ASSERT_TRUE(transport->control(0xA1, 0x01, 0, 0, port, std::chrono::milliseconds(10)));
    EXPECT_EQ(std::to_integer<int>(port[0]), c.port) << c.words;
  }
}

TEST(SimulatedPrinter, PrintsWhatIsSentAndAnswersFencesWhenTheyAreReached) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  const auto job = "\x1B@AB\n\x1B\x70\x00\x19\xFA\x1D\x56\x42\x00\x1D\x28\x48\x06\x00\x30\x30" "0042" "\x1D\x72\x01"sv;
  ASSERT_TRUE(printer.command("paper-out"));
  EXPECT_EQ(answers(*transport, job), "") << "nothing is printed, nothing answered";
  EXPECT_EQ(printer.bytes_held(), job.size());
  EXPECT_EQ(printer.drawer_pulses(), 0);
  ASSERT_TRUE(printer.command("ok"));
  EXPECT_EQ(SimulatedDesk::read(*transport), "37223030343200");
  EXPECT_EQ(SimulatedDesk::read(*transport), "00");
  EXPECT_EQ(printer.drawer_pulses(), 1);
  EXPECT_EQ(printer.cuts(), 1);
  EXPECT_EQ(printer.take_paper().size(), job.size());
  EXPECT_TRUE(printer.take_paper().empty());
  EXPECT_EQ(desk.file("printer.prn"), job) << "questions in real time are no paper";
  EXPECT_TRUE(desk.file("printer.log").starts_with("> 1b 40 41 42 0a"));
}

TEST(SimulatedPrinter, OneThatLiesSaysByEveryWayThatItIsWellAndStillPrintsNothingWithoutPaper) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  EXPECT_EQ(answers(*transport, "\x1D\x61\x0F"sv), "10000000");
  ASSERT_TRUE(printer.command("fake"));
  ASSERT_TRUE(printer.command("paper-out"));
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "") << "nothing has changed, it says";
  EXPECT_EQ(answers(*transport, ask_all), "12 12 12 12");
  std::array<std::byte, 1> port{};
  ASSERT_TRUE(transport->control(0xA1, 0x01, 0, 0, port, std::chrono::milliseconds(10)));
  EXPECT_EQ(std::to_integer<int>(port[0]), 0x18);
  EXPECT_EQ(answers(*transport, "AB\n\x1D\x72\x01"sv), "");
  (void)printer.take_paper();
  ASSERT_TRUE(printer.command("ok"));
  EXPECT_EQ(printer.take_paper().size(), 6u) << "with paper what it held comes out";
}

TEST(SimulatedPrinter, LateAnswersComeWhenTheirTimeHasCome) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  ASSERT_TRUE(printer.command("late 60"));
  EXPECT_EQ(answers(*transport, "\x10\x04\x01"sv), "");
  EXPECT_TRUE(printer.next_answer_ms().has_value());
  EXPECT_EQ(SimulatedDesk::read(*transport, 20'000), "12");
  EXPECT_EQ(printer.next_answer_ms(), std::nullopt);
}

TEST(SimulatedPrinter, SwitchedOffItForgetsWhatItHeldAndHadToSay) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  auto transport = desk.open(printer.info());
  ASSERT_TRUE(printer.command("cover-open"));
  EXPECT_EQ(SimulatedDesk::write(*transport, "AB\n\x10\x04\x01\x1D\x76"sv), "8");
  EXPECT_EQ(printer.bytes_held(), 5u);
  ASSERT_TRUE(printer.command("power-off"));
  EXPECT_FALSE(printer.is_plugged());
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "gone");
  ASSERT_TRUE(printer.command("power-on"));
  transport = desk.open(printer.info());
  EXPECT_EQ(printer.bytes_held(), 0u);
  EXPECT_EQ(SimulatedDesk::read(*transport, 1), "");
  ASSERT_TRUE(printer.command("ok"));
  EXPECT_TRUE(printer.take_paper().empty());
}

TEST(SimulatedPrinter, AFullBufferTakesNothingUntilItIsMended) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  ASSERT_TRUE(printer.command("cover-open"));
  const std::string text(5'000, 'x');
  EXPECT_EQ(SimulatedDesk::write(*transport, text), "4096 timed out");
  EXPECT_EQ(SimulatedDesk::write(*transport, ask_all), "0 timed out") << "a question cannot get in either";
  std::jthread mender([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    EXPECT_TRUE(printer.command("ok"));
  });
  EXPECT_EQ(SimulatedDesk::write(*transport, text.substr(4'096), 20'000), "904");
  EXPECT_EQ(printer.take_paper().size(), 5'000u);
}

TEST(SimulatedPrinter, FaultsComeAtTheirByte) {
  struct Case { const char* words; const char* first; const char* second; std::size_t paper; };
  for (const Case& c : {Case{"after 3 unplugged", "3", "gone", 3}, Case{"after 3 stall", "3", "stalled", 3},
                        Case{"after 3 nak 60", "3 timed out", "0 timed out", 3}, Case{"after 3 short 2", "10", "2 timed out", 12},
                        Case{"short 4", "4 timed out", "4 timed out", 8}, Case{"after 3 paper-out", "10", "10", 3},
                        Case{"stall", "stalled", "10", 10}, Case{"after 0 paper-out", "10", "10", 0}}) {
    SimulatedDesk desk;
    Printer& printer = desk.bus->printer();
    const auto transport = desk.open(printer.info());
    ASSERT_TRUE(printer.command(c.words));
    EXPECT_EQ(SimulatedDesk::write(*transport, "0123456789"), c.first) << c.words;
    EXPECT_EQ(SimulatedDesk::write(*transport, "0123456789"), c.second) << c.words;
    EXPECT_EQ(printer.take_paper().size(), c.paper) << c.words;
  }
}

TEST(SimulatedPrinter, ANakEndsWhenItsTimeHasPassed) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->printer().info());
  ASSERT_TRUE(desk.bus->printer().command("nak 3600"));
  std::jthread clock([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    desk.jumped_ms = 3'600'000;
    desk.bus->clock_moved();
  });
  EXPECT_EQ(SimulatedDesk::write(*transport, "abc", 20'000), "3");
}

TEST(SimulatedPrinter, RealTimeCommandsActEvenInsideAPicture) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  const auto picture = "\x1D\x76\x30\x00\x04\x00\x01\x00\xFF\x10\x04\x01"sv;
  EXPECT_EQ(answers(*transport, picture), "12");
  EXPECT_EQ(printer.take_paper().size(), picture.size()) << "and stay data of the picture";
  ASSERT_TRUE(printer.command("paper-out"));
  EXPECT_EQ(answers(*transport, "abc\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"sv), "372500");
  EXPECT_EQ(printer.bytes_held(), 0u);
}

TEST(SimulatedPrinter, IsSilentWhenMuteAndRefusesWordsItDoesNotKnow) {
  SimulatedDesk desk;
  Printer& printer = desk.bus->printer();
  const auto transport = desk.open(printer.info());
  ASSERT_TRUE(printer.command("mute"));
  EXPECT_EQ(answers(*transport, ask_all), "");
  for (const char* words : {"", "on fire", "nak", "nak x", "short 0", "after paper-out", "after 5", "ok now", "after 5 after 6 ok", "nak -1"})
    EXPECT_EQ(printer.command(words).error().code, device::Errc::illegal) << words;
}

TEST(SimulatedPrinter, HasTheDescriptorsOfAPrinter) {
  SimulatedDesk desk;
  const auto transport = desk.open(desk.bus->printer().info());
  EXPECT_EQ(transport->info().interface_class, 7);
  EXPECT_EQ(transport->info().interface_subclass, 1);
  EXPECT_EQ(transport->info().interface_protocol, 2);
  std::array<std::byte, 64> id{};
  const auto length = transport->control(0xA1, 0x00, 0, 0, id, std::chrono::milliseconds(10));
  ASSERT_TRUE(length);
  EXPECT_EQ(std::to_integer<std::size_t>(id[1]), *length) << "the length counts itself";
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(id.data()) + 2, 10), "MFG:EPSON;");
}

}  // namespace
}  // namespace zhuangui::simulated

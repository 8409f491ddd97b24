#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "display/driver.h"
#include "pseudo_terminal.h"
#include "transport/serial_bus.h"

namespace zhuangui::display {
namespace {

using device::Errc;
using device::Stage;
using support::PseudoTerminal;
using namespace std::string_literals;
using std::chrono::seconds;

Profile profile(const std::string& name) {
  static const auto all = load_profiles(ZHUANGUI_SOURCE_DIR "/assets/displays");
  return *find_profile(all.value(), name);
}

Content sale(const std::string& name, const std::string& price, const std::string& total, std::int64_t fen) {
  return {.upper = {.left = name, .right = price, .plain = "ITEM"}, .lower = {.left = "TOTAL", .right = total}, .lamp = Lamp::total, .digits_fen = fen};
}

TEST(Display, ACd5220GetsTwoWholeLines) {
  const Rendered shown = render(profile("cd5220"), sale("Honey", "45.00", "48.11", 4811));
  //                              12345678901234567890
  EXPECT_EQ(shown.bytes, "\x1BQAHoney          45.00\r\x1BQBTOTAL          48.11\r"s);
  EXPECT_EQ(shown.replaced, 0);
}

TEST(Display, AnEscPosOneIsToldWhereEachLineBegins) {
  const Rendered shown = render(profile("escpos"), sale("Honey", "45.00", "48.11", 4811));
  EXPECT_EQ(shown.bytes, "\x1F$\x01\x01Honey          45.00\x1F$\x01\x02TOTAL          48.11"s);
}

TEST(Display, EightDigitsShowTheAmountAndWhatItIs) {
  const auto digits = [](std::int64_t fen, Lamp lamp) {
    return render(profile("led8n"), {.lamp = lamp, .digits_fen = fen}).bytes;
  };
  EXPECT_EQ(digits(4811, Lamp::total), "\x1Bs2\x1BQA    48.11\r"s);
  EXPECT_EQ(digits(5, Lamp::change), "\x1Bs4\x1BQA     0.05\r"s);
  EXPECT_EQ(digits(99'999'999, Lamp::received), "\x1Bs3\x1BQA999999.99\r"s);
  EXPECT_EQ(digits(100'000'000, Lamp::price), "\x1Bs1\x1BQA--------\r"s);
  EXPECT_EQ(digits(-4500, Lamp::off), "\x1Bs0\x1BQA   -45.00\r"s);
}

TEST(Display, WhatATubeCannotShowIsPlainAndElseCounted) {
  Content content = sale("土蜂蜜", "45.00", "48.11", 4811);
  EXPECT_EQ(render(profile("cd5220"), content).bytes.substr(3, 20), "ITEM           45.00");
  EXPECT_EQ(render(profile("cd5220"), content).replaced, 0);
  content.upper.plain.clear();
  EXPECT_EQ(render(profile("cd5220"), content).bytes.substr(3, 20), "???            45.00");
  EXPECT_EQ(render(profile("cd5220"), content).replaced, 3);
  content.upper.left = "a\tb\xFF";
  EXPECT_EQ(render(profile("cd5220"), content).bytes.substr(3, 4), "a?b?") << "a control byte never reaches it";
}

TEST(Display, ChineseGoesOutAsGbkWhereTheProfileSaysSo) {
  const Rendered shown = render(profile("escpos-gbk"), sale("土蜂蜜", "45.00", "48.11", 4811));
  EXPECT_EQ(shown.bytes.substr(4, 20), "\xCD\xC1\xB7\xE4\xC3\xDB         45.00");
  EXPECT_EQ(shown.replaced, 0);
}

TEST(Display, ALongTextIsCutBeforeTheAmountAndNeverThroughACharacter) {
  EXPECT_EQ(render(profile("cd5220"), sale("A very long name of goods", "45.00", "", 0)).bytes.substr(3, 20), "A very long na 45.00");
  const std::string chinese = render(profile("escpos-gbk"), sale("土蜂蜜土蜂蜜土蜂蜜", "145.00", "", 0)).bytes.substr(4, 20);
  EXPECT_EQ(chinese, "\xCD\xC1\xB7\xE4\xC3\xDB\xCD\xC1\xB7\xE4\xC3\xDB  145.00") << "6 characters and a blank in 13 columns";
  EXPECT_EQ(render(profile("cd5220"), {.upper = {.right = std::string(30, '9')}}).bytes.substr(3, 20), std::string(20, '9'));
}

TEST(Display, BehindAPrinterThePrinterListensAgainAfterwards) {
  EXPECT_EQ(through_printer("x"), "\x1B=\x02x\x1B=\x01"s);
}

TEST(DisplayProfile, AFaultIsNamedWithFileAndLine) {
  const std::string good = "model = M\nsource = S\nbaud = 9600\ncolumns = 20\ncharset = ascii\ninit = 0C\nshow = upper 0D\n";
  ASSERT_TRUE(parse_profile("m", good, "m.ini"));
  const std::pair<const char*, const char*> cases[] = {
      {"colour = red", "m.ini:8: unknown key 'colour'"},
      {"lamp.off = zz", "m.ini:8: lamp.off: must be bytes like 1B 40, at most 64"},
      {"model = again", "m.ini:8: model: given twice"}};
  for (const auto& [line, cause] : cases) {
    const auto read = parse_profile("m", good + line, "m.ini");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().cause, cause);
  }
  for (const char* key : {"model", "source", "baud", "columns", "charset", "init", "show"}) {
    std::string text = good;
    const auto at = text.find(key + " ="s);
    text.erase(at, text.find('\n', at) - at);
    EXPECT_EQ(parse_profile("m", text, "m.ini").error().cause, "m.ini: "s + key + ": missing");
  }
  EXPECT_FALSE(parse_profile("m", "show = middle\n", "m.ini"));
}

/// The driver in its thread on the line of `wire`.
class RunningDisplay {
 public:
  explicit RunningDisplay(const std::string& path, const char* name = "cd5220")
      : bus_{{.paths = {path}, .usb = false}},
        driver_{bus_, {.profile = profile(name), .device = {.ports = {path}}}},
        thread_{[this](const std::stop_token& stop) {
          driver_.run(stop, [this](const DisplayState& state) {
            const std::lock_guard lock{mutex_};
            states_.push_back(state);
            told_.notify_all();
          });
        }} {}
  DisplayDriver* operator->() { return &driver_; }
  bool wait_error(Errc code) {
    std::unique_lock lock{mutex_};
    return told_.wait_for(lock, seconds{20}, [&] { return !states_.empty() && states_.back().error && states_.back().error->code == code; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable told_;
  std::vector<DisplayState> states_;
  transport::SerialBus bus_;
  DisplayDriver driver_;
  std::jthread thread_;
};

const std::string begun = "\x1B@\x0C";

TEST(DisplayDriver, ShowsWhatItIsToldAndIsClearedAtTheEnd) {
  PseudoTerminal wire;
  const Content content = sale("Honey", "45.00", "48.11", 4811);
  const std::string want = render(profile("cd5220"), content).bytes;
  {
    RunningDisplay display{wire.path()};
    EXPECT_EQ(wire.receive(3), begun);
    display->show(content);
    EXPECT_EQ(wire.receive(want.size()), want);
    display->show(content);  // the same again is no news
  }
  EXPECT_EQ(wire.receive(3), begun);
}

TEST(DisplayDriver, ALed8nIsSpokenToAtItsOwnRateInDigitsAndLamps) {
  PseudoTerminal wire;
  {
    RunningDisplay display{wire.path(), "led8n"};
    EXPECT_EQ(wire.receive(2), "\x1B@");
    const termios line = wire.settings();
    EXPECT_EQ(::cfgetospeed(&line), speed_t{B2400});
    const std::string want = "\x1Bs2\x1BQA    48.11\r";
    display->show(sale("Honey", "45.00", "48.11", 4811));
    EXPECT_EQ(wire.receive(want.size()), want);
    display->show({.lamp = Lamp::change, .digits_fen = 189});
    EXPECT_EQ(wire.receive(want.size()), "\x1Bs4\x1BQA     1.89\r");
  }
  EXPECT_EQ(wire.receive(2), "\x1B@");
}

TEST(DisplayDriver, OnlyTheNewestWaitsForADisplayThatIsNotThereYet) {
  const std::string path = "/tmp/zhuangui-display-" + std::to_string(::getpid());
  ::unlink(path.c_str());
  RunningDisplay display{path};
  ASSERT_TRUE(display.wait_error(Errc::no_hardware));
  for (int fen = 1; fen <= 1000; ++fen) display->show(sale("Honey", "1", std::to_string(fen), fen));
  PseudoTerminal wire;
  ASSERT_EQ(::symlink(wire.path().c_str(), path.c_str()), 0);
  const std::string want = begun + render(profile("cd5220"), sale("Honey", "1", "1000", 1000)).bytes;
  EXPECT_EQ(wire.receive(want.size()), want);
  PseudoTerminal other;  // pulled out and plugged in under another number: it shows the same again
  ::unlink(path.c_str());
  ASSERT_EQ(::symlink(other.path().c_str(), path.c_str()), 0);
  const auto back = std::chrono::steady_clock::now();
  wire.unplug();
  EXPECT_EQ(other.receive(want.size()), want);
  EXPECT_LE(std::chrono::steady_clock::now() - back, seconds{2});
  ::unlink(path.c_str());
}

TEST(DisplayDriver, ALineHeldByAnotherProgramIsTold) {
  PseudoTerminal wire;
  transport::SerialBus other{{.paths = {wire.path()}, .usb = false}};
  const auto held = other.open(other.list()->front());
  ASSERT_TRUE(held);
  RunningDisplay display{wire.path()};
  EXPECT_TRUE(display.wait_error(Errc::claimed));
}

}  // namespace
}  // namespace zhuangui::display

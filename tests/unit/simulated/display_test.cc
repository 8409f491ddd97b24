#include "simulated/display.h"

#include "device/line_coding.h"
#include "simulated_desk.h"

namespace zhuangui::test {
namespace {

using Lines = std::array<std::string, 2>;

/// The two lines, filled up with blanks to their 20 columns.
Lines lines(std::string upper, std::string lower) {
  upper.resize(20, ' ');
  lower.resize(20, ' ');
  return {upper, lower};
}

TEST(SimulatedDisplay, ShowsWhatBothCommandSetsWrite) {
  struct Case { const char* note; std::string bytes; Lines shown; };
  SimulatedDesk desk;
  desk.bus->display().plug();
  const auto display = desk.open(desk.bus->display().info());
  ASSERT_TRUE(device::set_up_line(*display, {}));
  for (const Case& c : {
           Case{"CD5220: a whole line until CR", "\x1B@\x0C\x1BQAITEM           38.00\r\x1BQBTOTAL\r", lines("ITEM           38.00", "TOTAL")},
           Case{"its upper line alone", "\x1BQACHANGE\r", lines("CHANGE", "TOTAL")},
           Case{"FF clears both", "\x0C", lines("", "")},
           Case{"ESC/POS: a place and what overwrites there", "\x1F$\x01\x02" "CHANGE" "\x1F$\x10\x02" "74.00", lines("", "CHANGE         74.00")},
           Case{"from the end of a line it goes on in the other", "\x1F$\x13\x01" "ABCD", lines("                  AB", "CDANGE         74.00")},
           Case{"CAN clears the line of the cursor", "\x1F$\x01\x02\x18", lines("                  AB", "")},
           Case{"an unknown command is left out", "\x1F\x01\x0BX", lines("X                 AB", "")},
           Case{"ESC @ begins anew", "\x1B@", lines("", "")}}) {
    EXPECT_EQ(SimulatedDesk::write(*display, c.bytes), std::to_string(c.bytes.size()));
    EXPECT_EQ(desk.bus->display().lines(), c.shown) << c.note;
  }
}

TEST(SimulatedDisplay, ALed8nShowsEightDigitsAndItsLamp) {
  struct Case { const char* note; std::string bytes; Lines shown; };
  SimulatedDesk desk;
  desk.bus->display().become(simulated::Display::Model::led8n);
  desk.bus->display().plug();
  const auto display = desk.open(desk.bus->display().info());
  ASSERT_TRUE(device::set_up_line(*display, {.baud = 2400}));
  for (const Case& c : {
           Case{"dark at first", "", {"        ", ""}},
           Case{"digits with a point, which takes no place", "\x1BQA    76.00\r", {"    76.00", ""}},
           Case{"the lamp of the total", "\x1Bs2", {"    76.00", "total"}},
           Case{"what is short stands at the right", "\x1BQA-4.5\r", {"     -4.5", "total"}},
           Case{"eight digits are all it has", "\x1BQA1234567.89\r", {"1234567.8", "total"}},
           Case{"letters it cannot form stay away", "\x1BQAOK 5\r", {"       5", "total"}},
           Case{"each lamp puts out the others", "\x1Bs1\x1Bs3\x1Bs4", {"       5", "change"}},
           Case{"the lower line of others is nothing to it, nor is text", "\x1BQBTOTAL\r" "99", {"       5", "change"}},
           Case{"no lamp", "\x1Bs0", {"       5", ""}},
           Case{"ESC @ begins anew", "\x1Bs1\x1B@", {"        ", ""}}}) {
    EXPECT_EQ(SimulatedDesk::write(*display, c.bytes), std::to_string(c.bytes.size()));
    EXPECT_EQ(desk.bus->display().lines(), c.shown) << c.note;
  }
  ASSERT_TRUE(device::set_up_line(*display, {.baud = 9600}));
  SimulatedDesk::write(*display, "\x1BQA    76.00\r");
  EXPECT_EQ(desk.bus->display().lines(), (Lines{"        ", ""})) << "at another rate it understands nothing";
}

TEST(SimulatedDisplay, AtAnotherRateItShowsRubbishAndUnpluggedNothing) {
  SimulatedDesk desk;
  simulated::Display& display = desk.bus->display();
  display.plug();
  auto transport = desk.open(display.info());
  ASSERT_TRUE(device::set_up_line(*transport, {.baud = 2400}));
  SimulatedDesk::write(*transport, "1234");
  EXPECT_NE(display.lines(), lines("", ""));
  EXPECT_EQ(display.lines()[0].find("1234"), std::string::npos);
  EXPECT_TRUE(display.command("unplugged"));
  EXPECT_EQ(display.lines(), lines("", ""));
  EXPECT_FALSE(display.is_held_as_plugged()) << "its transport has not been closed yet";
  transport.reset();
  EXPECT_TRUE(display.is_held_as_plugged());
  EXPECT_FALSE(display.command("burning"));
}

}  // namespace
}  // namespace zhuangui::test

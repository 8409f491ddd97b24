#include "devices.h"

#include <gtest/gtest.h>

#include "temporary_folder.h"

namespace zhuangui::app {
namespace {

/// The sentence a start ends with; empty when the devices were opened.
std::string fault_of(const std::string& text) {
  const support::TemporaryFolder folder{"zhuangui-devices"};
  const auto configuration = parse_configuration(text, "counter.toml");
  if (!configuration) return configuration.error().cause;
  const Clock clock{true, core::WallTime{0}};
  const auto devices = Devices::open_simulated(ZHUANGUI_SOURCE_DIR "/assets", *configuration, folder.path(), clock);
  return devices ? "" : devices.error().cause + "; " + devices.error().remedy;
}

TEST(Devices, AScaleOrADisplayThatCannotBeMeantKeepsTheTerminalFromStarting) {
  const std::string assets = ZHUANGUI_SOURCE_DIR "/assets";
  EXPECT_EQ(fault_of("[display]\nprofile = \"cd5220\"\nport = \"/dev/ttyUSB1\"\n"), "");
  EXPECT_EQ(fault_of("[display]\nport = \"/dev/ttyUSB1\"\n"), "") << "no profile: no display";
  EXPECT_EQ(fault_of("[display]\nprofile = \"cd9999\"\nport = \"/dev/ttyUSB1\"\n"),
            "find the display profile \"cd9999\" in " + assets + "/displays; set [display] profile to the name of a file there, such as \"cd5220\"");
  EXPECT_EQ(fault_of("[display]\nprofile = \"cd5220\"\nserial = \"A1\"\n"),
            "a customer display is set up without the line it hangs on; set [display] port, such as \"/dev/ttyUSB1\"")
      << "a serial number alone names no line";
  EXPECT_EQ(fault_of("[scale]\nprofile = \"nobody\"\nport = \"/dev/ttyUSB0\"\n"),
            "find the scale profile \"nobody\" in " + assets + "/scales; set [scale] profile to the name of a file there, such as \"st-gs\", or to \"hid\"");
  EXPECT_EQ(fault_of("[scale]\nprofile = \"st-gs\"\n"),
            "a serial scale is set up without the line it hangs on; set [scale] port, such as \"/dev/ttyUSB0\"");
}

}  // namespace
}  // namespace zhuangui::app

#include "device/choice.h"

#include <gtest/gtest.h>

#include "device/card_event.h"

namespace zhuangui::device {
namespace {

DeviceInfo scanner(const char* port, const char* serial, std::uint16_t vendor = 0x0C2E, std::uint16_t product = 0x0B81) {
  DeviceInfo info;
  info.vendor_id = vendor;
  info.product_id = product;
  info.port_path = port;
  info.serial = serial;
  return info;
}

TEST(Choice, EveryListThatIsSetMustHoldTheDevice) {
  struct Case { const char *note, *usb, *serial, *port; bool fits, names; };
  for (const Case& c : {Case{"nothing set", "", "", "", true, false},
                        Case{"model", "0c2e:0b81", "", "", true, true},
                        Case{"one of two models", "1eab:0103  0C2E:0B81", "", "", true, true},
                        Case{"another model", "1eab:0103", "", "", false, false},
                        Case{"serial", "", "A1", "", true, false},
                        Case{"another serial", "", "A2 B1", "", false, false},
                        Case{"port", "", "", "1-1.4 1-2", true, true},
                        Case{"a port that only begins alike", "", "", "1-1", false, false},
                        Case{"model right, port wrong", "0c2e:0b81", "", "1-2", false, false},
                        Case{"all three", "0c2e:0b81", "A1", "1-2 1-1.4", true, true}}) {
    const auto choice = parse_choice(c.usb, c.serial, c.port);
    ASSERT_TRUE(choice) << c.note;
    EXPECT_EQ(choice->fits(scanner("1-1.4", "A1")), c.fits) << c.note;
    EXPECT_EQ(choice->names(scanner("1-1.4", "A1")), c.names) << c.note;
  }
}

TEST(Choice, ATtyIsNamedByItsPathOrByTheUsbInterfaceBehindIt) {
  const auto choice = parse_choice("", "", "/dev/ttyS0 tty:1-1.2:1.0").value();
  EXPECT_TRUE(choice.names(scanner("/dev/ttyS0", "")));
  EXPECT_TRUE(choice.names(scanner("tty:1-1.2:1.0", "")));
  EXPECT_FALSE(choice.fits(scanner("1-1.2", "")));
  EXPECT_FALSE(parse_choice("", "", "tty:ttyS0"));
  EXPECT_FALSE(parse_choice("", "", "/dev/"));
}

TEST(Choice, OfTwoEqualDevicesWithoutASerialThePortDecides) {
  const auto choice = parse_choice("", "", "1-2").value();
  EXPECT_FALSE(choice.fits(scanner("1-1", "")));
  EXPECT_TRUE(choice.fits(scanner("1-2", "")));
}

TEST(Choice, AWrongValueIsNamed) {
  struct Case { const char *usb, *serial, *port, *cause; };
  const std::string long_serial(127, 'x');
  for (const Case& c : {Case{"0c2e", "", "", "\"0c2e\" is no USB id such as 0c2e:0b81"},
                        Case{"0c2e:0b8g", "", "", "\"0c2e:0b8g\" is no USB id such as 0c2e:0b81"},
                        Case{"0c2e-0b81", "", "", "\"0c2e-0b81\" is no USB id such as 0c2e:0b81"},
                        Case{"", "", "1.2", "\"1.2\" is no port such as 1-1.2"}, Case{"", "", "1-", "\"1-\" is no port such as 1-1.2"},
                        Case{"", "", "1-1.", "\"1-1.\" is no port such as 1-1.2"}, Case{"", "", "1-1..2", "\"1-1..2\" is no port such as 1-1.2"},
                        Case{"", "", "1-2 /etc", "\"/etc\" is no port such as 1-1.2"},
                        Case{"", "", "1-1 1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-10 1-11 1-12 1-13 1-14 1-15 1-16 1-17",
                             "\"\" is no list: at most 16 values can be named"}}) {
    const auto choice = parse_choice(c.usb, c.serial, c.port);
    ASSERT_FALSE(choice) << c.cause;
    EXPECT_EQ(choice.error().code, Errc::no_service);
    EXPECT_EQ(choice.error().cause, c.cause);
  }
  EXPECT_FALSE(parse_choice("", long_serial, ""));
}

TEST(CardEvent, IsShownSoThatNobodyCanMakeACardOfIt) {
  EXPECT_EQ(masked_card("0010597059"), "********59");
  EXPECT_EQ(masked_card("1234"), "****");
  EXPECT_EQ(masked_card(""), "");
}

// The numbers of the OPOS headers, so that a support line anywhere understands them.
TEST(Errc, HasTheNumbersAndNamesOfUnifiedPos) {
  struct Case { Errc code; int number; const char* name; };
  for (const Case& c : {Case{Errc::closed, 101, "E_CLOSED"}, Case{Errc::claimed, 102, "E_CLAIMED"},
                        Case{Errc::not_claimed, 103, "E_NOTCLAIMED"}, Case{Errc::no_service, 104, "E_NOSERVICE"},
                        Case{Errc::disabled, 105, "E_DISABLED"}, Case{Errc::illegal, 106, "E_ILLEGAL"},
                        Case{Errc::no_hardware, 107, "E_NOHARDWARE"}, Case{Errc::offline, 108, "E_OFFLINE"},
                        Case{Errc::no_exist, 109, "E_NOEXIST"}, Case{Errc::exists, 110, "E_EXISTS"},
                        Case{Errc::failure, 111, "E_FAILURE"}, Case{Errc::timeout, 112, "E_TIMEOUT"},
                        Case{Errc::busy, 113, "E_BUSY"}, Case{Errc::extended, 114, "E_EXTENDED"}}) {
    EXPECT_EQ(static_cast<int>(c.code), c.number);
    EXPECT_EQ(error_name(c.code), c.name);
  }
}

}  // namespace
}  // namespace zhuangui::device

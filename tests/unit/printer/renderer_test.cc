// The reader the printer's bytes are held against must itself refuse what no printer would understand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <string>

#include "escpos_renderer/escpos_renderer.h"

namespace zhuangui::test {
namespace {

using namespace std::string_literals;

/// What it says of the bytes; empty: it has read them.
std::string refusal(const std::string& bytes, const PaperSize& size = {}) {
  try {
    (void)read_escpos(std::as_bytes(std::span{bytes}), size);
    return {};
  } catch (const EscposError& error) {
    return error.what();
  }
}

TEST(EscposRenderer, ReadsAJobOfEveryCommandWeSend) {
  EXPECT_EQ(refusal("\x1B@\x1D\x61\x0F\x1B\x61\x01\x1B\x45\x01\x1D!\x11\x1C&\xB2\xE2\x0A"                       // 测
                    "\x1B\x45\x00\x1D!\x00\x82\x30\xB7\x31\x0A"s                                               // 㛃, four bytes
                    "\x1D\x76\x30\x00\x01\x00\x02\x00\xAA\x55"s                                                // two rows of 8 dots
                    "\x1D(k\x04\x00\x31\x41\x32\x00\x1D(k\x03\x00\x31\x43\x05\x1D(k\x03\x00\x31\x45\x31"s      //
                    "\x1D(k\x05\x00\x31\x50\x30ZG\x1D(k\x03\x00\x31\x51\x30"s                                  //
                    "\x1D\x68\x40\x1D\x77\x02\x1D\x48\x02\x1D\x6B\x49\x05{BZG1\x1B\x64\x02\x1D\x56\x42\x00"s   //
                    "\x1B\x70\x00\x19\xFA\x1D\x28\x48\x06\x00\x30\x30\x30\x30\x34\x32"s),
            "");
}

TEST(EscposRenderer, RefusesWhatNoPrinterWouldUnderstand) {
  struct Case { const char* note; std::string bytes; const char* says; };
  for (const Case& c : {
           Case{"an ESC command that is not known", "\x1B@\x1B\x42\x01\x02", "unknown ESC command"},
           Case{"a GS command that is not known", "\x1B@\x1D\x58\x01", "unknown GS command"},
           Case{"an FS command that is not known", "\x1B@\x1C\x43\x01", "unknown FS command"},
           Case{"a control byte alone", "\x1B@\x07", "a control byte"},
           Case{"CR, which many printers take for a second line", "\x1B@" "a\r\n", "a control byte"},
           Case{"a command cut off", "\x1B@\x1B\x61", "byte 4"},
           Case{"a lead byte and no more", "\x1B@\x1C&\xB2", "byte 5"},
           Case{"a trail byte GB18030 has not", "\x1B@\x1C&\xB2\x20\n", "no trail byte of GB18030"},
           Case{"80, which leads nothing", "\x1B@\x1C&\x80\x40\n", "no lead byte of GB18030"},
           Case{"a third byte GB18030 has not", "\x1B@\x1C&\x82\x30\x40\x31\n", "third byte of GB18030"},
           Case{"a fourth byte GB18030 has not", "\x1B@\x1C&\x82\x30\xB7\x41\n", "fourth byte of GB18030"},
           Case{"Chinese where it was not switched on", "\x1B@\xB2\xE2\n", "Chinese outside Chinese mode"},
           Case{"a line that is too long", "\x1B@" + std::string(49, 'x') + "\n", "wider than the paper"},
           Case{"an alignment within a line", "\x1B@" "a\x1B\x61\x01", "ESC a in the middle of a line"},
           Case{"a picture shorter than it says", "\x1B@\x1D\x76\x30\x00\x01\x00\x02\x00\xAA"s, "the bytes end inside a command"},
           Case{"a picture wider than the paper", "\x1B@\x1D\x76\x30\x00\x49\x00\x01\x00"s + std::string(73, 'x'), "wider than the paper"},
           Case{"a picture of too many rows", "\x1B@\x1D\x76\x30\x00\x01\x00\x81\x00"s + std::string(129, 'x'), "more than 128"},
           Case{"a QR code that was not stored", "\x1B@\x1D(k\x03\x00\x31\x51\x30"s, "no QR code was stored"},
           Case{"a QR code of a false length", "\x1B@\x1D(k\x04\x00\x31\x43\x05\x00"s, "wrong length"},
           Case{"an EAN-13 of 12 digits", "\x1B@\x1D\x6B\x43\x0C" "690123456789", "not 13 digits"},
           Case{"a Code 128 without its set", "\x1B@\x1D\x6B\x49\x03ZG1", "does not begin with its code set"},
           Case{"the old cut, which cuts through the last lines", "\x1B@\x1D\x56\x01", "cut"},
           Case{"a real-time command inside a picture", "\x1B@\x1D\x76\x30\x00\x03\x00\x01\x00\x10\x04\x01"s, "real-time command"}}) {
    EXPECT_THAT(refusal(c.bytes), testing::HasSubstr(c.says)) << c.note;
  }
}

}  // namespace
}  // namespace zhuangui::test

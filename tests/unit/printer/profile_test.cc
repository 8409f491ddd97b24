#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "printer/profile.h"

namespace zhuangui::printer {
namespace {

const std::string good =
    "# a comment\nmodel = X\nsource = Y\ndots = 384\ncolumns = 32\ncharset = gb2312\nchinese_mode = fs\n"
    "chinese_size = gs\ncutter = none\nfeed_before_cut_dots = 120\npicture_rows_max = 24\nqr = raster\nbarcode = gs_k\nstatus = eot\n"
    "port_status = no\nfence = gs_r\nclearing = none\ndrawer = pin5\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = good;
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(Profile, EveryKeyIsReadIntoItsField) {
  const auto profile = parse_profile("small", good + "usb = 0416:5011 6868:0200\n", "small.ini");
  ASSERT_TRUE(profile) << profile.error().cause;
  EXPECT_EQ(profile->name, "small");
  EXPECT_EQ(profile->dots, 384);
  EXPECT_EQ(profile->columns, 32);
  EXPECT_EQ(profile->charset, Charset::gb2312);
  EXPECT_EQ(profile->cutter, Cutter::none);
  EXPECT_EQ(profile->feed_before_cut_dots, 120);
  EXPECT_EQ(profile->picture_rows_max, 24);
  EXPECT_EQ(profile->qr, QrWay::raster);
  EXPECT_EQ(profile->barcode, BarcodeWay::gs_k);
  EXPECT_EQ(profile->status, StatusWay::eot);
  EXPECT_FALSE(profile->port_status);
  EXPECT_EQ(profile->fence, Fence::gs_r);
  EXPECT_EQ(profile->drawer, Drawer::pin5);
  EXPECT_THAT(profile->usb_ids, testing::ElementsAre(0x04165011u, 0x68680200u));
}

TEST(Profile, AFaultIsNamedWithItsLine) {
  struct Case { const char* note; std::string text; const char* cause; };
  for (const Case& c : {Case{"unknown key", good + "colour = red\n", "small.ini:19: unknown key 'colour'"},
                        Case{"twice", good + "dots = 384\n", "small.ini:19: dots: given twice"},
                        Case{"missing", with("drawer = pin5\n", ""), "small.ini: drawer: missing"},
                        Case{"no equals", with("qr = raster", "qr raster"), "small.ini:12: no '=' in this line"},
                        Case{"no number", with("dots = 384", "dots = 384px"),
                             "small.ini:4: dots: must be a whole number from 192 to 1024"},
                        Case{"out of bounds", with("picture_rows_max = 24", "picture_rows_max = 255"),
                             "picture_rows_max: must be a whole number from 24 to 128"},
                        Case{"not a choice", with("charset = gb2312", "charset = utf8"),
                             "charset: must be one of gb2312, gbk, gb18030_2, gb18030_4"},
                        Case{"bad pattern", good + "device_id = EPSON:TM-T88, POS-80\n",
                             "device_id: must be patterns like EPSON:TM-T88"},
                        Case{"bad id", good + "usb = 416:5011\n", "usb: must be ids like 0483:5743"},
                        Case{"fence without answers", with("status = eot", "status = fake"), "fence: must be none"}}) {
    const auto profile = parse_profile("small", c.text, "printers/small.ini");
    ASSERT_FALSE(profile) << c.note;
    EXPECT_THAT(profile.error().cause, testing::HasSubstr(c.cause)) << c.note;
  }
}

TEST(Profile, ThoseWeShipAreGoodAndChosenByUsbId) {
  const auto profiles = load_profiles(ZHUANGUI_SOURCE_DIR "/assets/printers");
  ASSERT_TRUE(profiles) << profiles.error().cause;
  const auto quirks = device::load_quirks(ZHUANGUI_SOURCE_DIR "/assets/quirks");
  ASSERT_TRUE(quirks) << quirks.error().cause;
  struct Case { std::uint16_t vendor, product; const char* name; int columns; };
  for (const Case& c : {Case{0x04B8, 0x0E28, "epson-tm-t20", 48}, Case{0x04B8, 0x0202, "epson-tm-t88", 42},
                        Case{0x0483, 0x5743, "xprinter-xp-58", 32}, Case{0x0416, 0x5011, "zjiang-zj-58", 32},
                        Case{0x1234, 0x5678, "generic-80", 48}}) {
    const Profile* profile = match_profile(*profiles, *quirks, {c.vendor, c.product, 0, "1-1", 0, 7, 1, 2}, {});
    ASSERT_NE(profile, nullptr) << c.name;
    EXPECT_EQ(profile->name, c.name);
    EXPECT_EQ(profile->columns, c.columns) << c.name;
  }
  EXPECT_NE(find_profile(*profiles, "generic-58"), nullptr);
  EXPECT_EQ(find_profile(*profiles, "generic"), nullptr);
}

TEST(Profile, TheQuirkIsAskedFirstThenTheUsbIdThenWhatThePrinterCallsItself) {
  const auto named = [](const char* name, std::vector<std::uint32_t> usb_ids, std::vector<std::string> device_ids) {
    Profile profile;
    profile.name = name;
    profile.usb_ids = std::move(usb_ids);
    profile.device_ids = std::move(device_ids);
    return profile;
  };
  const std::vector<Profile> profiles{named("generic-80", {}, {}), named("by-id", {0x04B80E28}, {}),
                                      named("by-maker", {}, {"epson:TM-"}), named("by-model", {}, {"Printer:POS-80", "EPSON:TM-T88"}),
                                      named("odd", {}, {})};
  device::QuirkTable quirks;
  ASSERT_TRUE(quirks.add("[USB\\VID_04B8&PID_0E28&REV_0200]\nName = odd\nDriver = escpos\nProfile = odd\n"
                         "[USB\\VID_0519&PID_0003]\nName = Star\nDriver = none\n", "test.quirk"));
  struct Case { std::uint16_t vendor, product, revision; const char* maker; const char* model; const char* name; };
  for (const Case& c : {Case{0x04B8, 0x0E28, 0x0200, "EPSON", "TM-T88V", "odd"}, Case{0x04B8, 0x0E28, 0x0100, "EPSON", "TM-T88V", "by-id"},
                        Case{0x04B8, 0x0E99, 0, "EPSON", "TM-T88V", "by-model"}, Case{0x04B8, 0x0E99, 0, "Epson", "tm-m30", "by-maker"},
                        Case{0x04B8, 0x0E99, 0, "EPSON", "LQ-630", "generic-80"}, Case{0x0418, 0x5011, 0, "Printer", "POS-80", "by-model"},
                        Case{0x0418, 0x5011, 0, "", "", "generic-80"}}) {
    const Profile* profile = match_profile(profiles, quirks, {c.vendor, c.product, c.revision, "1-1", 0, 7, 1, 2}, {c.maker, c.model, {}, {}});
    ASSERT_NE(profile, nullptr);
    EXPECT_EQ(profile->name, c.name) << c.maker << " " << c.model;
  }
  EXPECT_EQ(known_as_escpos(quirks, {0x0519, 0x0003, 0, "1-1", 0, 7, 1, 2}), std::optional{false});
  EXPECT_EQ(known_as_escpos(quirks, {0x04B8, 0x0E28, 0x0200, "1-1", 0, 7, 1, 2}), std::optional{true});
  EXPECT_EQ(known_as_escpos(quirks, {0x1234, 0x5678, 0, "1-1", 0, 7, 1, 2}), std::nullopt);
}

TEST(Profile, AFolderWithoutProfilesIsAnError) {
  const auto profiles = load_profiles("/nowhere");
  ASSERT_FALSE(profiles);
  EXPECT_THAT(profiles.error().cause, testing::HasSubstr("/nowhere"));
}

}  // namespace
}  // namespace zhuangui::printer

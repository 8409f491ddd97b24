#include "configuration.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

core::Result<Configuration> load(const std::string& text) {
  const std::string path = testing::TempDir() + "/zhuangui-configuration.toml";
  std::ofstream{path} << text;
  return load_configuration(path);
}

TEST(Configuration, TakesWhatIsSetAndDefaultsForTheRest) {
  const auto read = load("# 一号柜\n[printer]\nprofile = \"generic-58\"\n[sync]\nrelease_interval_s = 60\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(read->printer_profile, "generic-58");
  EXPECT_EQ(read->release_interval_ms, 60'000);
  EXPECT_EQ(read->heartbeat_interval_ms, 60'000);
  EXPECT_EQ(read->screen.language, "zh-CN");
}

TEST(Configuration, TheCounterIsAttendedUnlessItSaysSelfService) {
  EXPECT_EQ(load("")->mode, till::Mode::attended);
  EXPECT_EQ(load("[counter]\nmode = \"attended\"\n")->mode, till::Mode::attended);
  EXPECT_EQ(load("[counter]\nmode = \"self_service\"\n")->mode, till::Mode::self_service);
  const auto wrong = load("[counter]\nmode = \"alone\"\n");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().cause.find(":2: mode is attended or self_service"), std::string::npos) << wrong.error().cause;
}

TEST(Configuration, TakesWhichPrinterIsMeant) {
  const auto read = load("[printer]\nusb = \"04b8:0e28 6868:0500\"\nserial = \"A1\"\nport = \"1-1.2\"\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(read->printer.usb_ids, (std::vector<device::UsbId>{{0x04B8, 0x0E28}, {0x6868, 0x0500}}));
  EXPECT_EQ(read->printer.serials, std::vector<std::string>{"A1"});
  EXPECT_EQ(read->printer.ports, std::vector<std::string>{"1-1.2"});
  EXPECT_EQ(read->printer_profile, "");
  EXPECT_TRUE(load("")->printer.is_open());
  EXPECT_EQ(load("[printer]\ndrawer_open_level = \"high\"\n")->drawer_open_level, device::DrawerOpenLevel::high);
  EXPECT_EQ(load("[printer]\ndrawer_open_level = \"low\"\n")->drawer_open_level, device::DrawerOpenLevel::low);
  EXPECT_EQ(load("")->drawer_open_level, device::DrawerOpenLevel::not_told);
}

TEST(Configuration, ACustomersWindowIsThereWithItsSection) {
  EXPECT_FALSE(load("")->customer_window);
  const auto plain = load("[customer_window]\n");
  ASSERT_TRUE(plain && plain->customer_window);
  EXPECT_EQ(plain->customer_window->display, 2);
  const auto read = load("[customer_window]\ndisplay = 3\nwidth = 1280\nheight = 800\n");
  ASSERT_TRUE(read && read->customer_window);
  EXPECT_EQ(read->customer_window->display, 3);
  EXPECT_EQ(read->customer_window->width, 1280);
  EXPECT_EQ(read->customer_window->height, 800);
  for (const char* wrong : {"display = 0", "display = 9", "width = 320", "height = 300", "colour = 1"})
    EXPECT_FALSE(load(std::string{"[customer_window]\n"} + wrong + "\n")) << wrong;
}

TEST(Configuration, TakesLabelsTraceRulesAndCardForm) {
  const auto read = load("[barcode]\nlabels = [\"20 FFIIIIIEEEEEWWWWWC\", \"2 FIIIIIIEEEEEC\"]\ncheck18 = \"either\"\n"
                         "card_form = \"W26-comma\"\ntrace = [\"zs.example.cn /q product=id lot=batch\", \".cn /\"]\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  using barcode::LabelLayout, barcode::TraceRule;
  EXPECT_EQ(read->barcode.layouts, (std::vector{LabelLayout{"20", "FFIIIIIEEEEEWWWWWC"}, LabelLayout{"2", "FIIIIIIEEEEEC"}}));
  EXPECT_EQ(read->barcode.check18, barcode::Check18::either);
  EXPECT_EQ(read->barcode.card_form, barcode::CardForm::wiegand_26_comma);
  EXPECT_EQ(read->barcode.trace_rules, (std::vector{TraceRule{"zs.example.cn", "/q", "id", "batch"}, TraceRule{".cn", "/", "", ""}}));
  EXPECT_EQ(load("")->barcode.layouts, barcode::default_label_layouts());
}

TEST(Configuration, TakesAScaleAndNoneWithoutAProfile) {
  const auto read = load("[scale]\nprofile = \"aclas-os2\"\nport = \"/dev/ttyUSB0 tty:1-1.2:1.0\"\nbaud = 4800\ndivision_g = 2\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(read->scale_profile, "aclas-os2");
  EXPECT_EQ(read->scale.ports, (std::vector<std::string>{"/dev/ttyUSB0", "tty:1-1.2:1.0"}));
  EXPECT_EQ(read->scale_baud, 4800u);
  EXPECT_EQ(read->scale_division_g, 2);
  const auto none = load("");
  EXPECT_EQ(none->scale_profile, "");
  EXPECT_TRUE(none->scale.is_open());
  EXPECT_EQ(none->scale_baud, std::nullopt) << "the protocol's own";
  EXPECT_EQ(none->scale_division_g, 5);
}

TEST(Configuration, TakesWhatTheScaleIsRegisteredWithAndTheScalesThatStandIn) {
  const auto read = load("[scale]\nprofile = \"hid\"\nnumber = \"A-20240718\"\nverified_until = \"2027-03-31\"\nmin_g = 40\naccept_after_ms = 2000\n"
                         "tares_g = [15, 120]\n[[scale.second]]\nnumber = \"B-1\"\nverified_until = \"2026-12-31\"\n"
                         "[[scale.second]]\nnumber = \"B-2\"\nverified_until = \"2027-01-31\"\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  using till::RegisteredScale;
  EXPECT_EQ(read->weighing.own, (RegisteredScale{"A-20240718", {2027, 3, 31}}));
  EXPECT_EQ(read->weighing.min_g, 40);
  EXPECT_EQ(read->weighing.accept_after_ms, 2000);
  EXPECT_EQ(read->weighing.tares_g, (std::vector<std::int64_t>{15, 120}));
  EXPECT_EQ(read->weighing.second, (std::vector{RegisteredScale{"B-1", {2026, 12, 31}}, RegisteredScale{"B-2", {2027, 1, 31}}}));
  EXPECT_FALSE(load("[scale]\nprofile = \"hid\"\n")->weighing.own) << "not registered, and nothing is sold by it";
}

TEST(Configuration, TakesACustomerDisplayAndNoneWithoutAProfile) {
  const auto read = load("[display]\nprofile = \"cd5220\"\nusb = \"1a86:7523\"\nserial = \"A1\"\nport = \"/dev/ttyUSB1\"\nbaud = 2400\n");
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(read->display_profile, "cd5220");
  EXPECT_EQ(read->display.usb_ids, (std::vector<device::UsbId>{{0x1A86, 0x7523}}));
  EXPECT_EQ(read->display.serials, std::vector<std::string>{"A1"});
  EXPECT_EQ(read->display.ports, std::vector<std::string>{"/dev/ttyUSB1"});
  EXPECT_EQ(read->display_baud, 2400u);
  EXPECT_TRUE(read->scale.is_open()) << "the scale's choice is its own";
  const auto none = load("");
  EXPECT_EQ(none->display_profile, "");
  EXPECT_TRUE(none->display.is_open());
  EXPECT_EQ(none->display_baud, std::nullopt) << "the profile's own";
}

TEST(Configuration, SaysWhatIsWrongWithAScaleOrADisplay) {
  const std::pair<const char*, const char*> cases[] = {
      {"[scale]\nprofile = 8217", ":2: a text in quotes is wanted"},
      {"[scanner]\nsame_code_pause_ms = 10001", ":2: whole milliseconds from 0 to 10000 are wanted"},
      {"[scanner]\nsame_code_pause_ms = \"1\"", ":2: whole milliseconds from 0 to 10000 are wanted"},
      {"[scale]\nbaud = 100", ":2: a rate from 300 to 921600 is wanted"},
      {"[scale]\nbaud = \"9600\"", ":2: a rate from 300 to 921600 is wanted"},
      {"[scale]\ndivision_g = 0", ":2: whole grams from 1 to 50 are wanted"},
      {"[scale]\ndivision_g = 51", ":2: whole grams from 1 to 50 are wanted"},
      {"[scale]\ndivision_g = 0.5", ":2: whole grams from 1 to 50 are wanted"},
      {"[scale]\nport = \"COM1\"", ":2: \"COM1\" is no port such as 1-1.2"},
      {"[scale]\nunit = \"kg\"", ":2: the settings here are usb, serial and port"},
      {"[scale]\nnumber = \"A-1\"", ":1: number and verified_until of the scale belong together"},
      {"[scale]\nverified_until = \"2027-03-31\"", ":1: number and verified_until of the scale belong together"},
      {"[scale]\nnumber = \"\"", ":2: number is what stands on the plate of the scale, at most 32 letters"},
      {"[scale]\nverified_until = \"31.3.2027\"", ":2: verified_until is a day, as \"2027-03-31\""},
      {"[scale]\nmin_g = 0", ":2: whole grams from 1 to 10000 are wanted"},
      {"[scale]\ntares_g = [1, 2, 3, 4]", ":2: a list of at most 3 weights in grams is wanted"},
      {"[scale]\ntares_g = [0]", ":2: whole grams from 1 to 5000 are wanted"},
      {"[[scale.second]]\nnumber = \"B-1\"", ":1: a second scale has number and verified_until"},
      {"[[scale.second]]\nserial = \"B-1\"", ":2: there is no setting scale.second.serial"},
      {"[display]\nprofile = \"cd5220\"\nbaud = 921601", ":3: a rate from 300 to 921600 is wanted"},
      {"[display]\nprofile = true", ":2: a text in quotes is wanted"},
      {"[display]\nusb = \"1a86\"", ":2: \"1a86\" is no USB id such as 0c2e:0b81"},
      {"[display]\nport = \"COM1\"", ":2: \"COM1\" is no port such as 1-1.2"},
      {"[display]\ncolumns = 20", ":2: a text in quotes is wanted"},
      {"[display]\ncolour = \"red\"", ":2: the settings here are usb, serial and port"},
  };
  for (const auto& [text, cause] : cases) {
    const auto read = parse_configuration(text, "counter.toml");
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().cause, std::string("counter.toml") + cause);
    EXPECT_EQ(read.error().remedy, "correct this line");
  }
}

TEST(Configuration, RefusesWhatItDoesNotKnowNamingTheLine) {
  struct Case { const char* note; const char* text; const char* line; };
  for (const Case& c : {
           Case{"no such setting", "[printer]\nprofil = \"x\"\n", ":2:"},
           Case{"no such section", "\n\n[radio]\nport = 1\n", ":4:"},
           Case{"a level that is none", "[printer]\ndrawer_open_level = \"up\"\n", ":2:"},
           Case{"a printer's port that is none", "[printer]\nport = \"usb1\"\n", ":2:"},
           Case{"a number where a text is wanted", "[printer]\nprofile = 80\n", ":2:"},
           Case{"a language we do not have", "[screen]\nlanguage = \"fr\"\n", ":2:"},
           Case{"a scale without room", "[screen]\nscale_percent = 134\n", ":2:"},
           Case{"a volume beyond the loudest", "[screen]\nvolume = 4\n", ":2: one of 1, 2, 3 is wanted"},
           Case{"a time to lock that is no choice", "[screen]\nlock_after_minutes = 3\n", ":2: one of 0, 2, 5, 10, 30 is wanted"},
           Case{"yes is not true", "[screen]\nlarge_type = \"yes\"\n", ":2:"},
           Case{"no such way to look", "[screen]\ntiny_type = true\n", ":2:"},
           Case{"too often", "[sync]\nrelease_interval_s = 1\n", ":2:"},
           Case{"a text where seconds are wanted", "[sync]\nheartbeat_interval_s = \"60\"\n", ":2:"},
           Case{"not in a section", "profile = \"x\"\n", ":1:"},
           Case{"not TOML", "[printer\n", ":1:"},
           Case{"a label without its pattern", "[barcode]\nlabels = [\"21\"]\n", ":2:"},
           Case{"a label that cannot be", "[barcode]\nlabels = [\"21 FFIIIIIWWWWWC\",\n \"21 FFX\"]\n", ":3:"},
           Case{"a label that begins like a payment code", "[barcode]\nlabels = [\"26 FFIIIIIEEEEEWWWWWC\"]\n", "payment codes"},
           Case{"labels as one text", "[barcode]\nlabels = \"21 FFIIIIIWWWWWC\"\n", ":2:"},
           Case{"a check digit from the middle", "[barcode]\ncheck18 = \"middle\"\n", ":2:"},
           Case{"a card form nobody has", "[barcode]\ncard_form = \"9X\"\n", ":2:"},
           Case{"a trace rule without a path", "[barcode]\ntrace = [\"zs.example.cn\"]\n", ":2:"},
           Case{"a trace rule's unknown field", "[barcode]\ntrace = [\"zs.example.cn / item=id\"]\n", ":2:"},
           Case{"no such setting of codes", "[barcode]\nlayout = 1\n", ":2:"},
           Case{"a letter that is not ASCII where a key is wanted", "[printer]\n\u0417 = 1\n", ":2:"},
           Case{"a key that is none", "[\\[", ": it is not TOML"},
       }) {
    const auto read = load(c.text);
    ASSERT_FALSE(read.has_value()) << c.note;
    EXPECT_NE(read.error().cause.find(c.line), std::string::npos) << c.note << ": " << read.error().cause;
    EXPECT_FALSE(read.error().remedy.empty()) << c.note;
  }
}

TEST(Configuration, RefusesAFileThatIsMissingOrHuge) {
  EXPECT_EQ(load_configuration("/nowhere/at/all.toml").error().code, core::Errc::not_found);
  EXPECT_FALSE(load(std::string(70'000, '#')).has_value());
}

}  // namespace
}  // namespace zhuangui::app

// zhuanguictl devices print-test on an emulated bus: which printer, under which profile, and a session of it that is
// recorded and replayed.
#include "printer_bench.h"
#include "running_ctl.h"

namespace zhuangui::ctl_session {
namespace {

using printer::test::Electronics;
using testing::HasSubstr;

class CtlPrintTest : public CtlSession {
 protected:
  std::vector<std::string> print_test(std::vector<std::string> more) const {
    std::vector<std::string> words{"--data", folder.path(), "devices", "print-test", "--config", configuration, "--answer", "ok"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  void configure(const std::string& printer_settings) { std::ofstream{configuration} << "[printer]\n" << printer_settings; }

  std::string configuration = folder.path() + "/counter.toml";
  Electronics electronics{usb};
};

// 1-4 takes nothing: a card sent there would never be confirmed.
TEST_F(CtlPrintTest, ThePrinterTheConfigurationNamesPrintsUnderTheProfileItSets) {
  usb.plug(support::receipt_printer("1-4"));
  usb.take_only("1-4", 0);
  electronics.plug();
  configure("port = \"1-2\"\nprofile = \"epson-tm-t88\"\ndrawer_open_level = \"low\"\n");
  Running card{folder.path(), print_test({})};
  EXPECT_EQ(card.end(), 0) << card.output();
  EXPECT_THAT(card.output(), HasSubstr("printed under epson-tm-t88: confirmed"));
  EXPECT_THAT(card.output(), HasSubstr("1-2  printer ready, drawer open, used as epson-tm-t88")) << "pin 3 is low, and low is open";
  EXPECT_TRUE(usb.requests("1-4", {"CLAIM"}).empty());
  Running asked{folder.path(), print_test({"--profile", "generic-80"})};
  EXPECT_EQ(asked.end(), 0) << asked.output();
  EXPECT_THAT(asked.output(), HasSubstr("printed under generic-80: "));
}

TEST_F(CtlPrintTest, ACardIsRecordedWithItsTroubleAndReplayedAndAnotherByteIsFoundOut) {
  electronics.plug();
  ASSERT_TRUE(electronics.printer().command("paper-out"));
  configure("profile = \"epson-tm-t20\"\n");
  const std::string file = folder.path() + "/card.story";
  Running card{folder.path(), print_test({"--record", file})};
  ASSERT_TRUE(card.wait_for("card queued, paper_out, waiting")) << card.output();
  ASSERT_TRUE(electronics.printer().command("ok"));
  EXPECT_EQ(card.end(), 0) << card.output();
  const std::string story = text_of(file);
  EXPECT_THAT(story, HasSubstr(" profile epson-tm-t20\n"));
  EXPECT_THAT(story, HasSubstr("= card queued, paper_out, waiting\n"));
  EXPECT_THAT(story, HasSubstr("= card confirmed, grade A\n"));

  Running again{folder.path(), {"devices", "replay", file}};
  EXPECT_EQ(again.end(), 0) << again.output() << "\n" << story;
  EXPECT_THAT(again.output(), HasSubstr("ok   1-2: "));
  // Another number on the card: its barcode and its fence are other bytes.
  std::string changed = story;
  const std::size_t digit = changed.find(' ', changed.find("= printer set card ") + 19) - 1;
  changed[digit] = changed[digit] == '1' ? '2' : '1';
  std::ofstream{file, std::ios::binary} << changed;
  Running differs{folder.path(), {"devices", "replay", file}};
  EXPECT_EQ(differs.end(), 1) << differs.output();
  EXPECT_THAT(differs.output(), HasSubstr("the driver sent other bytes"));
}

TEST_F(CtlPrintTest, WhereNoCardCanComeOutItIsSaidWhyAndNothingIsSentOrKept) {
  configure("profile = \"epson-tm-t20\"\n");
  std::string labels = "MFG:Gprinter;CMD:TSPL;MDL:GP-1324D;";
  labels.insert(0, {'\0', static_cast<char>(labels.size() + 2)});
  electronics.plug(support::receipt_printer("1-2"), std::as_bytes(std::span{labels}));
  Running refused{folder.path(), print_test({})};
  EXPECT_EQ(refused.end(), 3);
  EXPECT_THAT(refused.output(), HasSubstr("the test card was not printed: the printer says it is Gprinter GP-1324D, TSPL, which is not ESC/POS; switch it"));
  EXPECT_TRUE(usb.taken("1-2").empty());
  usb.hold("1-2", true);
  Running held{folder.path(), print_test({})};
  EXPECT_EQ(held.end(), 3);
  EXPECT_THAT(held.output(), HasSubstr(" is held by "));
  electronics.unplug();
  Running absent{folder.path(), print_test({})};
  EXPECT_EQ(absent.end(), 3);
  EXPECT_THAT(absent.output(), HasSubstr("the test card was not printed: no printer is plugged in"));
  EXPECT_EQ(text_of(folder.path() + "/printer-card.ini"), "");
}

}  // namespace
}  // namespace zhuangui::ctl_session

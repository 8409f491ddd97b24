// What the printer's files and the operator's answers change in the running terminal.
#include <gtest/gtest.h>

#include "counter.h"

namespace zhuangui {
namespace {

class Printing : public support::Counter {
 protected:
  std::string paper() {
    std::ifstream stream{data / "simulated/printer.prn", std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }
  support::Ended sell(const std::string& then, const std::string& configuration) {
    write(root / "counter.toml", configuration);
    return run("scan 6901234567892\ntap @checkout\ntype 50\ntap @pad.ok\nexpect-state paid\n" + then, {"--config", (root / "counter.toml").string()});
  }
};

constexpr std::string_view cut{"\x1D\x56\x42"};  // GS V 66: feed and cut

TEST_F(Printing, WhatTheOperatorSawOnTheTestCardHoldsForTheReceiptsOfThatProfileOnly) {
  const std::string common = "[printer]\nprofile = \"generic-80\"\n";
  ASSERT_EQ(sell("wait 小票已打印 60\n", common).code, 0);
  EXPECT_NE(paper().find(cut), std::string::npos);
  std::filesystem::remove(data / "simulated/printer.prn");

  write(data / "printer-card.ini", "profile = generic-80\nwrong = 9\n");
  const auto ended = sell("wait 小票已打印 60\n", common);
  ASSERT_EQ(ended.code, 0) << ended.output;
  EXPECT_FALSE(paper().empty());
  EXPECT_EQ(paper().find(cut), std::string::npos) << "it does not cut, so it is not told to";
  EXPECT_NE(paper().find("\x1B\x4A\x78"), std::string::npos) << "ESC J 120: fed to the tear edge instead";
  std::filesystem::remove(data / "simulated/printer.prn");

  ASSERT_EQ(sell("wait 小票已打印 60\n", "[printer]\nprofile = \"xprinter-xp-80\"\n").code, 0);
  EXPECT_NE(paper().find(cut), std::string::npos) << "the answer was about another profile";
}

TEST_F(Printing, AnAnswerThatCannotBeReadKeepsTheTerminalFromStartingAndTheFileIsNamed) {
  write(data / "printer-card.ini", "profile = generic-80\nwrong = eleven\n");
  const auto ended = run("expect-state idle\n");
  EXPECT_EQ(ended.code, 3) << ended.output;
  EXPECT_NE(ended.output.find("printer-card.ini:2: wrong: is no answer to a test card"), std::string::npos) << ended.output;
}

TEST_F(Printing, WhereThePrinterCannotConfirmTheScreenSaysSoAndSendsTheOperatorToLook) {
  const std::string picture = (root / "unconfirmed.png").string();
  const auto ended = sell("wait 打印机没有回话 60\nexpect 请看一眼纸口，没有出纸就补打\nexpect 看一眼纸口，没有小票就补打\nexpect-no 小票可以等打印机好了再补打\nexpect-no 小票已打印\nexpect-drawer 1\nscreenshot " + picture +
                              "\nexpect 补打小票\ntap @reprint\nexpect-printed 补打 1\nwait 打印机没有回话 60\n",
                          "[printer]\nprofile = \"usb-parallel-cable\"\n");
  ASSERT_EQ(ended.code, 0) << ended.output;
  EXPECT_TRUE(std::filesystem::exists(picture));
  const std::string bytes = paper();
  EXPECT_EQ(bytes.find(std::string("\x1D\x72\x01")), std::string::npos) << "it is not asked for a proof it cannot give";
}

}  // namespace
}  // namespace zhuangui

// The runner against a real child process.
#include "stage.h"

namespace zhuangui::app {
namespace {

using RunScript = Stage;

TEST_F(RunScript, AStoryThatHoldsEndsWithZeroAndSaysItsWords) {
  const Played played = play(
      "say 开始\nexpect-state idle\nscan 1234\nexpect-state selling\nexpect-total 12.34\nexpect 合计 12.34\nexpect-no 谢谢\n"
      "expect-unsent 3\nexpect-drawer 0\ntap @pulse\nexpect-drawer 1\nsay 完\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(played.said, "开始\n完\n");
  EXPECT_EQ(played.errors, "");
}

TEST_F(RunScript, ALineThatDoesNotHoldIsToldWithWhatWasOnScreen) {
  struct Case { const char* line; const char* want; };
  for (const Case& c : {Case{"expect 谢谢", "expected to see '谢谢'"}, Case{"expect-no 合计", "expected not to see '合计'"},
                        Case{"expect-total 12.35", "expected a total of 12.35, but it is 12.34"},
                        Case{"expect-state paid", "expected the state paid, but it is selling"},
                        Case{"expect-notice no_paper", "expected the notice no_paper"},
                        Case{"expect-drawer 2", "expected 2 drawer_pulses, but there are 0"},
                        Case{"expect-unsent 0", "expected 0 unsent, but there are 3"},
                        Case{"expect-printed 1", "expected '1' on paper, but it is not in the 0 bytes printed"},
                        Case{"tap @missing", "there is no @missing (not_found)"}}) {
    std::filesystem::remove(path("total"));
    const Played played = play(std::string{"scan 1234\ntap @notice\n"} + c.line + "\nsay never\n");
    EXPECT_EQ(played.exit_code, 1) << c.line;
    EXPECT_NE(played.errors.find(at(3) + c.want), std::string::npos) << played.errors;
    EXPECT_NE(played.errors.find("line: " + std::string{c.line}), std::string::npos) << played.errors;
    EXPECT_NE(played.errors.find("state: selling, total 12.34"), std::string::npos) << played.errors;
    EXPECT_NE(played.errors.find("notice: paper_out 打印机缺纸"), std::string::npos) << played.errors;
    EXPECT_NE(played.errors.find("|合计 12.34|"), std::string::npos) << played.errors;
    EXPECT_EQ(played.said, "") << c.line;
  }
}

TEST_F(RunScript, AWrongScriptStartsNothing) {
  const Played played = play("scan 1\nscna 2\n");
  EXPECT_EQ(played.exit_code, 2);
  EXPECT_EQ(played.errors, at(2) + "there is no command 'scna'\n");
  EXPECT_FALSE(std::filesystem::exists(path("argv")));
}

TEST_F(RunScript, ALineForSimulatedDevicesOnRealOnesIsAUsageError) {
  const Played played = play("tap @real-devices\n");
  EXPECT_EQ(played.exit_code, 2);
  EXPECT_NE(played.errors.find(at(1) + "start with --simulate"), std::string::npos) << played.errors;
}

TEST_F(RunScript, AMissingScriptIsTroubleOfTheEnvironment) {
  options_.script_file = path("none.script");
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_script(options_), 3);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("none.script"), std::string::npos);
}

TEST_F(RunScript, AMissingProgramIsTroubleOfTheEnvironment) {
  options_.program = path("no-program");
  const Played played = play("say x\n");
  EXPECT_EQ(played.exit_code, 3);
  EXPECT_NE(played.errors.find("no-program"), std::string::npos) << played.errors;
}

TEST_F(RunScript, ATerminalThatCannotStartGivesItsExitCodeAndItsWords) {
  for (const int code : {2, 3}) {
    options_.child_argv = {"puppet", "--data", directory_, "--end-with", std::to_string(code)};
    const Played played = play("say x\n");
    EXPECT_EQ(played.exit_code, code);
    EXPECT_NE(played.errors.find("ended with exit status " + std::to_string(code)), std::string::npos) << played.errors;
    EXPECT_NE(played.errors.find("stderr: puppet: in use by 4711"), std::string::npos) << played.errors;
    EXPECT_EQ(played.said, "");
  }
  options_.child_argv.back() = "9";
  EXPECT_EQ(play("say x\n").exit_code, 1);
}

TEST_F(RunScript, PaperIsLookedAtFromTheLastReceiptOn) {
  std::filesystem::create_directories(path("simulated"));
  std::ofstream(path("simulated/printer.prn")) << "yesterday 135.90";
  const Played played = play("expect-no-print\ntype 135.90\nexpect-printed 135.90\nreceipt " + path("first.prn") +
                             "\nexpect-no-print\ntype 1\nexpect-printed 核桃\nreceipt " + path("second.prn") + "\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(content("first.prn"), "135.90");
  EXPECT_EQ(content("second.prn"), "\xba\xcb\xcc\xd2");

  const Played old = play("expect-printed yesterday\n");
  EXPECT_EQ(old.exit_code, 1) << "what was printed before the script is not of this script";
  const Played printed = play("type 12\nexpect-no-print\n");
  EXPECT_EQ(printed.exit_code, 1);
  EXPECT_NE(printed.errors.find("but 2 bytes were"), std::string::npos) << printed.errors;
}

TEST_F(RunScript, WaitMovesVirtualTimeFromTimerToTimer) {
  EXPECT_EQ(play("wait 谢谢惠顾 30\n").exit_code, 0);
  const Played late = play("wait 谢谢惠顾 29\n");
  EXPECT_EQ(late.exit_code, 1);
  EXPECT_NE(late.errors.find("within 29 s"), std::string::npos) << late.errors;
  const Played never = play("wait 不会来 3600\n");
  EXPECT_EQ(never.exit_code, 1);
  EXPECT_NE(never.errors.find("nothing more will happen"), std::string::npos) << never.errors;
}

TEST_F(RunScript, SyncWaitHoldsOnlyWhenNothingIsUnsent) {
  EXPECT_EQ(play("sync-wait 20\nexpect-unsent 0\n").exit_code, 0);
  const Played played = play("sync-wait 5\n");
  EXPECT_EQ(played.exit_code, 1);
  EXPECT_NE(played.errors.find("3 entries are unsent"), std::string::npos) << played.errors;
}

TEST_F(RunScript, FilesAreWrittenAndAFolderThatIsNotThereIsTold) {
  const Played played = play("scan 5\ndump " + path("d.json") + "\nscreenshot " + path("s.png") + "\nscreenshot-customer " + path("c.png") + "\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(content("d.json"), "{\"screen\":\"selling\",\"state\":\"selling\",\"total_fen\":5,\"notices\":[]}\n");
  EXPECT_EQ(content("s.png"), "picture");
  EXPECT_EQ(content("c.png"), "the customer's");
  const Played nowhere = play("dump " + path("no/such/d.json") + "\n");
  EXPECT_EQ(nowhere.exit_code, 3);
  EXPECT_NE(nowhere.errors.find("cannot write"), std::string::npos) << nowhere.errors;
}

}  // namespace
}  // namespace zhuangui::app

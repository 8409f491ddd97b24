// Terminals that die, hang or talk nonsense, and those that were told to die.
#include <algorithm>

#include "stage.h"

namespace zhuangui::app {
namespace {

using Crash = Stage;

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST_F(Crash, AChildThatDiesUnaskedFailsTheLineWithItsLastWords) {
  const Played played = play("scan 1\ntap @die\nsay never\n");
  EXPECT_EQ(played.exit_code, 1);
  EXPECT_NE(played.errors.find(at(2) + "the terminal was to carry out tap, but ended with exit status 7"),
            std::string::npos) << played.errors;
  EXPECT_NE(played.errors.find("stderr: puppet: cannot go on"), std::string::npos) << played.errors;
  EXPECT_NE(played.errors.find("not running"), std::string::npos) << played.errors;
  EXPECT_EQ(played.said, "");
}

TEST_F(Crash, AChildThatHangsFailsInsteadOfHangingTheScript) {
  options_.answer_timeout_ms = 300;
  const Played played = play("tap @hang\n");
  EXPECT_EQ(played.exit_code, 1);
  EXPECT_NE(played.errors.find(at(1) + "the terminal was to carry out tap, but has not answered within 300 ms"),
            std::string::npos) << played.errors;
}

TEST_F(Crash, AChildThatTalksNonsenseFails) {
  const Played played = play("tap @babble\n");
  EXPECT_EQ(played.exit_code, 1);
  EXPECT_NE(played.errors.find("no json at all"), std::string::npos) << played.errors;
}

TEST_F(Crash, AfterCrashAndRestartTheSameDataGoOn) {
  const Played played = play("scan 100\ncrash\nrestart\nexpect-total 1.00\nscan 100\nrestart\nexpect-total 2.00\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(lines(content("argv")), 3u) << "three terminals were started";
}

TEST_F(Crash, ALineAfterACrashStartsTheTerminalAgainByItself) {
  const Played played = play("scan 100\ncrash now\nexpect-total 1.00\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(lines(content("argv")), 2u);
}

TEST_F(Crash, LinesThatNeedNoTerminalDoNotStartIt) {
  const Played played = play("crash\nsay dead\nexpect-no-print\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(lines(content("argv")), 1u);
}

TEST_F(Crash, AnArmedChildDiesInALaterLineAndThatIsNoFailure) {
  const Played played = play("scan 100\ncrash before-commit\nscan 20\ntap @checkout\nexpect-total 1.20\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(lines(content("argv")), 2u);
}

TEST_F(Crash, AnArmedChildThatDiesAnotherDeathFails) {
  const Played played = play("crash on-frame paid\ntap @die\n");
  EXPECT_EQ(played.exit_code, 1);
  EXPECT_NE(played.errors.find(at(2) + "the terminal was to carry out tap, but ended with exit status 7"),
            std::string::npos) << played.errors;
}

TEST_F(Crash, AnArmedCrashThatNeverComesFailsAtTheRestartAndAtTheEnd) {
  for (const char* rest : {"scan 5\n", "scan 5\nrestart\nsay never\n"}) {
    const Played played = play(std::string{"crash on-frame paid\n"} + rest);
    EXPECT_EQ(played.exit_code, 1);
    EXPECT_NE(played.errors.find("the crash of line 1 (on-frame paid) has not happened"), std::string::npos)
        << played.errors;
    EXPECT_EQ(played.said, "");
  }
}

TEST_F(Crash, WhatIsLookedAtMustBeThereEvenWhenACrashIsArmed) {
  const Played played = play("scan 100\ncrash before-commit\nexpect-total 1.00\ntap @checkout\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
}

TEST_F(Crash, DrawerPulsesAddUpOverRestarts) {
  const Played played = play("tap @pulse\nrestart\ntap @pulse\ncrash\ntap @pulse\nexpect-drawer 3\n"
                             "crash before-commit\ntap @pulse\ntap @pulse\nexpect-drawer 4\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
}

TEST_F(Crash, AVirtualClockGoesOnWhereTheTerminalBeforeHadGot) {
  options_.child_argv = {"puppet", "--data", directory_, "--now", "1000000", "--seed", "1"};
  const Played played = play("wait 谢谢惠顾 30\nrestart\nexpect-total 0.00\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(content("argv"), "--data " + directory_ + " --now 1000000 --seed 1 --control-fd 3 \n" + "--data " +
                                 directory_ + " --seed 1 --now 1030000 --control-fd 3 \n");
}

TEST_F(Crash, ARealClockIsLeftAlone) {
  options_.virtual_clock = false;
  options_.child_argv = {"puppet", "--data", directory_, "--now", "1000000"};
  const Played played = play("scan 1\nrestart\nexpect-total 0.01\n");
  EXPECT_EQ(played.exit_code, 0) << played.errors;
  EXPECT_EQ(content("argv"), "--data " + directory_ + " --now 1000000 --control-fd 3 \n" + "--data " + directory_ +
                                 " --now 1000000 --control-fd 3 \n");
}

}  // namespace
}  // namespace zhuangui::app

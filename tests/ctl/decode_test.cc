// Bytes as the makers' documents and the standards write them, and what they mean: reckoned by hand.
#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

std::string zeros(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += " 00";
  return text;
}

TEST(CtlDecode, EachDevicesBytesMeanWhatItsMakerSays) {
  const std::string key_up = zeros(8);
  struct Case { std::vector<std::string> words; std::string said; };
  for (const Case& c : {
           Case{{"12", "--question", "1"}, "printer  to DLE EOT 1: nothing wrong\n"},
           Case{{"1A", "--question", "1"}, "printer  to DLE EOT 1: offline\n"},
           Case{{"32", "--question", "2"}, "printer  to DLE EOT 2: paper out\n"},
           Case{{"72", "--question", "4"}, "printer  to DLE EOT 4: paper out\n"},
           Case{{"18 00 0C 00"}, "printer  status sent by itself: offline, paper out\n"},
           Case{{"38000F0F"}, "printer  status sent by itself: offline, cover open, paper out, paper near its end\n"},
           Case{{"37 22 30 30 34 32 00"}, "printer  job 0042 is printed\n"},
           Case{{"18", "--as", "printer-port"}, "printer-port  nothing wrong\n"},
           Case{{"38", "--as", "printer-port"}, "printer-port  paper out\n"},
           Case{{"10", "--as", "printer-port"}, "printer-port  an error it does not name\n"},
           Case{{"00 00 23" + zeros(5) + key_up + " 00 00 26" + zeros(5) + key_up + " 00 00 28" + zeros(5), "--as", "scanner-keyboard"},
                "scanner-keyboard  scan 69\n"},
           Case{{"02 00 04" + zeros(5) + key_up + " 01 00 30" + zeros(5) + key_up + " 00 00 28" + zeros(5), "--as", "scanner-keyboard"},
                "scanner-keyboard  scan A{GS}\n"},
           Case{{"02 0D 5D 45 30 36 39 30 31 32 33 34 35 36 37 38 39 32" + zeros(43) + " 64 00 00"}, "scanner-pos  scan ]E0 6901234567892\n"},
           Case{{"0x03,0x04,0x02,0x00,0x08,0x02"}, "scale-hid  520 g, stable\n"},
           Case{{"03 03 02 00 10 00"}, "scale-hid  16 g, unstable\n"},
           Case{{"03 06 03 FD 00 00"}, "scale-hid  no weight, over\n"},
           Case{{"01 02 53 20 30 30 2E 35 32 30 6B 67 66 03 04", "--as", "scale-cas"}, "scale-cas  520 g, stable\n"},
           Case{{"01 02 55 2D 30 30 2E 31 32 35 6B 67 6C 03 04", "--as", "scale-cas"}, "scale-cas  -125 g, unstable\n"},
           Case{{"02 20 30 2E 35 32 30 0D", "--as", "scale-toledo-8217"}, "scale-toledo-8217  520 g, stable\n"},
           Case{{"02 3F 01 0D"}, "scale-toledo-8217  no weight, unstable\n"},
           Case{{"02 2D 30 20 30 30 30 35 32 30 30 30 30 30 30 30 0D", "--as", "scale-toledo-continuous"},
                "scale-toledo-continuous  520 g, tare 0 g, stable\n"},
           Case{{"313334353637383930313233343536373839 0D", "--as", "scanner-serial"}, "scanner-serial  scan 130101010101010101\n"}}) {
    std::vector<std::string> words{"devices", "decode"};
    words.insert(words.end(), c.words.begin(), c.words.end());
    const Said said = run_ctl(words);
    EXPECT_EQ(said.out, c.said) << c.words.front() << said.err;
    EXPECT_EQ(said.exit_code, 0) << c.words.front();
  }
}

TEST(CtlDecode, OfALogOnlyWhatCameFromTheDeviceIsRead) {
  support::Folder folder;
  const std::string file = folder.path() + "/printer.log";
  std::ofstream(file) << "# simulated\n> 10 04 01\n< 1a\n> 1b 40\n< 37 22 30 30\n< 34 32 00\n";
  const Said said = run_ctl({"devices", "decode", file, "--question", "1"});
  EXPECT_EQ(said.out, "printer  to DLE EOT 1: offline\nprinter  job 0042 is printed\n") << said.err;
}

TEST(CtlDecode, WhatMeansNothingIsSaidInOneLine) {
  struct Case { std::vector<std::string> words; int exit_code; const char* said; };
  for (const Case& c : {Case{{"FF"}, 1, "these bytes mean nothing to any device"}, Case{{"zz"}, 2, "neither bytes in hex"},
                        Case{{"1"}, 2, "neither bytes in hex"}, Case{{""}, 2, "neither bytes in hex"},
                        Case{{"12", "--as", "oven"}, 2, "there is no way \"oven\""}, Case{{"12", "--as", "scale-hid"}, 1, "these bytes mean nothing as scale-hid"}}) {
    std::vector<std::string> words{"devices", "decode"};
    words.insert(words.end(), c.words.begin(), c.words.end());
    const Said said = run_ctl(words);
    EXPECT_EQ(said.exit_code, c.exit_code) << c.words.front();
    EXPECT_EQ(said.out, "");
    EXPECT_NE(said.err.find(c.said), std::string::npos) << said.err;
    EXPECT_EQ(count_lines(said.err), 1u);
  }
}

}  // namespace
}  // namespace zhuangui::ctl_test

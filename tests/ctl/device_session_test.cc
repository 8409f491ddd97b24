// zhuanguictl devices record on real serial lines (pseudo-terminals): the test is the scanner and the scale.
#include <thread>

#include "pseudo_terminal.h"
#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

TEST(CtlDeviceSession, AScaleAndAScannerAreRecordedByTheCountersOwnSettingsAndReplayedAlike) {
  const support::Folder folder;
  support::PseudoTerminal scale, scanner;
  const std::string configuration = folder.path() + "/counter.toml", story = folder.path() + "/counter.story";
  std::ofstream(configuration) << "[scale]\nprofile = \"st-gs\"\nport = \"" << scale.path() << "\"\n[scanner]\nport = \"" << scanner.path()
                               << "\"\n[barcode]\nlabels = [\"27 FFIIIIIWWWWWC\"]\n";
  std::jthread devices{[&](const std::stop_token& stop) {
    for (; !stop.stop_requested(); std::this_thread::sleep_for(std::chrono::milliseconds{150})) {  // what comes before a line is set up is thrown away
      scale.send("ST,GS,+  0.520kg\r\n");
      // 2 + 3x7 + 0 + 3x1 + 2 + 3x3 + 4 + 3x0 + 0 + 3x5 + 2 + 3x0 = 58; and 18 digits from 13 on: a payment code of WeChat
      scanner.send("2701234005202\r\n134567890123456789\r\n");
    }
  }};
  const Said recorded = run_ctl({"devices", "record", story, "--config", configuration, "--seconds", "2"});
  devices.request_stop();
  EXPECT_EQ(recorded.exit_code, 0) << recorded.err;
  EXPECT_EQ(count(recorded.out, scale.path() + "  scale st-gs 9600\n"), 1u) << recorded.out;
  EXPECT_EQ(count(recorded.out, scale.path() + "  weigh 520 g stable\n"), 1u) << "the same is told once: " << recorded.out;
  EXPECT_GE(count(recorded.out, scanner.path() + "  scan 2701234005202  weighed item 01234 {\"weight_g\":520}\n"), 1u) << recorded.out;
  EXPECT_EQ(count(recorded.out, "134567890123456789"), 0u);

  const std::string text = file_text(story);
  EXPECT_EQ(count(text, "= weigh 520 g stable\n"), 1u) << text;
  EXPECT_GE(count(text, " in 53 54 2c 47 53 2c 2b 20 20 30 2e 35 32 30 6b 67 0d 0a\n"), 2u) << "every frame is kept: " << text;
  EXPECT_GE(count(text, "= scan 2701234005202\n"), 1u) << text;
  EXPECT_GE(count(text, "= scan 130101010101010101\n"), 1u) << text;
  EXPECT_EQ(count(text, "35 36 37 38 39"), 0u) << "a payment code's digits stand in no packet";

  const Said replayed = run_ctl({"devices", "replay", story});
  EXPECT_EQ(replayed.exit_code, 0) << replayed.out << replayed.err;
  EXPECT_EQ(count(replayed.out, "ok   "), 2u) << replayed.out;
}

TEST(CtlDeviceSession, StatusNamesTheSerialDevicesOfTheConfiguration) {
  const Till till;
  support::PseudoTerminal scale;
  const std::string configuration = till.desk.path() + "/counter.toml";
  std::ofstream(configuration) << "[scale]\nprofile = \"cas\"\nport = \"" << scale.path() << "\"\n[display]\nprofile = \"cd5220\"\n"
                               << "port = \"/dev/zhuangui-is-not-there\"\n";
  const Said said = run_ctl(till.at({"status", "--config", configuration, "--json"}));
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_EQ(count(said.out, R"({"kind":"scale","model":"cas","state":"present"},{"kind":"display","model":"cd5220","state":"absent"}])"), 1u) << said.out;
  EXPECT_EQ(count(run_ctl(till.at({"status", "--json"})).out, "\"kind\":\"display\""), 0u) << "nothing is said of what is not set up";
}

TEST(CtlDeviceSession, StatusAndDoctorTellUntilWhenTheScaleIsVerified) {
  const Till till;
  const std::string configuration = till.desk.path() + "/counter.toml";
  const auto doctor_says = [&](const char* lines) {
    std::ofstream(configuration) << "[scale]\nprofile = \"hid\"\n" << lines;
    return run_ctl(till.at({"doctor", "--config", configuration})).out;
  };
  EXPECT_NE(doctor_says("number = \"A-1\"\nverified_until = \"2999-03-31\"\n").find("ok   scale.verified: scale A-1, verified until 2999-03-31"), std::string::npos);
  const Said said = run_ctl(till.at({"status", "--config", configuration, "--json"}));
  EXPECT_EQ(count(said.out, R"("scale":{"number":"A-1","verified_until":"2999-03-31"})"), 1u) << said.out;
  EXPECT_NE(doctor_says("number = \"A-1\"\nverified_until = \"2026-01-31\"\n").find("bad  scale.verified: scale A-1, verified until 2026-01-31: it may not be used any more"),
            std::string::npos);
  EXPECT_NE(doctor_says("").find("bad  scale.verified: the scale is not registered"), std::string::npos);
}

TEST(CtlDeviceSession, AScaleOfAnUnknownProtocolIsRefusedWithItsCure) {
  const support::Folder folder;
  const std::string configuration = folder.path() + "/counter.toml";
  std::ofstream(configuration) << "[scale]\nprofile = \"no-such\"\nport = \"/dev/ttyS0\"\n";
  expect_refused({"devices", "watch", "--config", configuration, "--seconds", "1"}, 3, "not_found", "find the scale profile \"no-such\"");
}

}  // namespace
}  // namespace zhuangui::ctl_test

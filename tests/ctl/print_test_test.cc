#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

// The simulated printer is a TM-T20III, whose profile its USB id chooses.
TEST(CtlPrintTest, TheCardComesOutAndTheOperatorsAnswerIsKept) {
  const support::Folder folder;
  const std::vector<std::string> words{"--data", folder.path(), "devices", "print-test", "--simulate"};
  Said said = run_ctl(words, "3, 4 7\n");
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_NE(said.out.find("printed under epson-tm-t20: confirmed"), std::string::npos) << said.out;
  const std::string kept = file_text(folder.path() + "/printer-card.ini");
  EXPECT_NE(kept.find("profile = epson-tm-t20\nwrong = 3 4 7\n"), std::string::npos) << kept;
  const std::string paper = file_text(folder.path() + "/simulated/printer.prn");
  EXPECT_NE(paper.find("4 \x82\x30\xB7\x31 \x95\x34\xB2\x35\n"), std::string::npos) << "four-byte characters as they are";

  auto as_json = words;
  as_json.insert(as_json.end(), {"--profile", "generic-58", "--answer", "ok", "--json"});
  said = run_ctl(as_json);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  const auto answer = core::JsonDocument::parse(said.out);
  ASSERT_TRUE(answer.has_value()) << said.out;
  EXPECT_EQ(answer->root().string_or("profile", ""), "generic-58");
  EXPECT_EQ(answer->root().string_or("state", ""), "confirmed");
  EXPECT_NE(file_text(folder.path() + "/printer-card.ini").find("wrong = ok"), std::string::npos);
}

TEST(CtlPrintTest, TheConfigurationSetsTheProfileAndARecordedCardIsReplayed) {
  const support::Folder folder;
  const std::string configuration = folder.path() + "/counter.toml", story = folder.path() + "/card.story";
  std::ofstream(configuration) << "[printer]\nprofile = \"generic-58\"\nusb = \"1234:5678\"\n";  // the simulated one is there all the same
  const std::vector<std::string> words{"--data", folder.path(), "devices", "print-test", "--simulate", "--answer", "ok",
                                       "--config", configuration, "--record", story};
  const Said said = run_ctl(words);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_NE(said.out.find("printed under generic-58: confirmed"), std::string::npos) << said.out;
  const Said replayed = run_ctl({"devices", "replay", story});
  EXPECT_EQ(replayed.exit_code, 0) << replayed.out << replayed.err;
  EXPECT_EQ(replayed.out.rfind("ok   ", 0), 0u) << replayed.out;
  expect_refused(words, 3, "conflict", "it is there already");
}

TEST(CtlPrintTest, WithoutAnAnswerNothingIsKeptAndEveryRefusalNamesItsCure) {
  const support::Folder folder;
  const Said said = run_ctl({"--data", folder.path(), "devices", "print-test", "--simulate"}, "the third\n");
  EXPECT_EQ(said.exit_code, 2) << said.err;
  EXPECT_EQ(file_text(folder.path() + "/printer-card.ini"), "");
  const std::vector<std::string> simulated{"--data", folder.path(), "devices", "print-test", "--simulate"};
  auto words = simulated;
  words.insert(words.end(), {"--answer", "11"});
  expect_refused(words, 2, "invalid_input", "not numbers from 1 to 10");
  words = simulated;
  words.insert(words.end(), {"--profile", "none"});
  expect_refused(words, 2, "invalid_input", "no printer profile 'none'");
}

TEST(CtlPrintTest, ProfilesAreListedWithWhetherTheyConfirm) {
  const Said said = run_ctl({"devices", "profiles", "--json"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_GE(count_lines(said.out), 12u);
  EXPECT_NE(said.out.find(R"("name":"generic-80")"), std::string::npos);
  EXPECT_NE(said.out.find(R"("confirms":true)"), std::string::npos);
}

}  // namespace
}  // namespace zhuangui::ctl_test

// Folders that are not as they should be: each trouble has its exit code, and one line that names cause and cure.
#include <sys/stat.h>

#include <filesystem>

#include "run_ctl.h"

namespace zhuangui::ctl_test {
namespace {

TEST(CtlTrouble, AFolderThatIsNotEnrolledSaysHowToEnrol) {
  support::Folder folder;
  for (const std::string& directory : {folder.path(), folder.path() + "/nothing"})
    for (const std::vector<std::string>& words : {std::vector<std::string>{"status"}, {"journal", "verify"}, {"sale", "list"}, {"sync"}})
      {
        std::vector<std::string> all{"--data", directory};
        all.insert(all.end(), words.begin(), words.end());
        expect_refused(all, 3, "not_found", directory);
        EXPECT_NE(run_ctl(all).err.find("zhuanguictl enrol"), std::string::npos);
      }
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/nothing")) << "reading makes no folder";
}

TEST(CtlTrouble, NoFolderNamedIsAUsageError) {
  expect_refused({"status"}, 2, "invalid_input", "no folder was named");
  expect_refused({"sell"}, 2, "invalid_input", "sell");
  expect_refused({"status", "--colour"}, 2, "invalid_input", "--colour");
  expect_refused({"journal"}, 2, "invalid_input", "subcommand");
}

TEST(CtlTrouble, ADamagedDatabaseIsSaidToBeDamaged) {
  Till till;
  std::fstream(till.desk.path() + "/journal.db", std::ios::in | std::ios::out | std::ios::binary) << "this is no database, whatever it was";
  expect_refused(till.at({"status"}), 3, "corrupt", "journal.db");
  expect_refused(till.at({"sync"}), 3, "corrupt", "journal.db");
}

TEST(CtlTrouble, ADatabaseOfANewerProgramIsLeftAlone) {
  Till till;
  forge(till.desk.path(), "PRAGMA user_version = 999");
  expect_refused(till.at({"status"}), 3, "newer_version", "version 999");
  expect_refused(till.at({"projections", "rebuild"}), 3, "newer_version", "version 999");
}

TEST(CtlTrouble, TheKeyOfAnotherTerminalIsNotUsed) {
  Till till;
  const std::string file = journal::key_path(till.desk.path());
  std::filesystem::remove(file);
  support::must(contract::save_key(file, support::key_of(9)));
  expect_refused(till.at({"sync"}), 3, "conflict", "is of another terminal");
  EXPECT_NE(run_ctl(till.at({"doctor"})).out.find("bad  key: "), std::string::npos);
}

TEST(CtlTrouble, AMissingKeyAndOneThatOthersCanReadAreNamed) {
  Till till;
  const std::string file = journal::key_path(till.desk.path());
  ::chmod(file.c_str(), 0644);
  expect_refused(till.at({"sync"}), 3, "permission", file);
  std::filesystem::remove(file);
  expect_refused(till.at({"sync"}), 3, "not_found", file);
  EXPECT_EQ(run_ctl(till.at({"status"})).exit_code, 0) << "reading needs no key";
}

TEST(CtlTrouble, AnotherUsersFolderIsClosed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const Till till;
  expect_refused(till.at({"status"}), 3, "permission", till.desk.path(), 65534);
}

TEST(CtlTrouble, WritingBesideARunningTerminalNamesItsPid) {
  Till till;
  const auto journal = till.desk.open();
  const std::string pid = std::to_string(::getpid());
  expect_refused(till.at({"sync"}), 3, "in_use", pid);
  expect_refused(till.at({"projections", "rebuild"}), 3, "in_use", pid);
}

TEST(CtlTrouble, ACountyThatDoesNotAnswerLeavesEverythingUnsent) {
  support::Folder folder;
  auto facts = support::enrolment();
  facts.county_url = "http://127.0.0.1:1";
  support::must(journal::save_enrolment(folder.path(), facts));
  support::must(contract::save_key(journal::key_path(folder.path()), support::key_of(0)));
  journal::Journal::open(folder.path(), facts, support::key_of(0), {}).value()->start_epoch("enrolled", support::moment(0)).value();
  const Said said = run_ctl({"--data", folder.path(), "sync", "--timeout", "1", "--json"});
  EXPECT_EQ(said.exit_code, 3);
  EXPECT_TRUE(said.out.starts_with(R"({"sent":0,"county_seq":0,"unsent":1,"error":{"code":"offline",)")) << said.out;
  EXPECT_EQ(run_ctl({"--data", folder.path(), "journal", "verify", "--county"}).exit_code, 3);
}

TEST(CtlTrouble, EnrolmentIsRefusedBeforeAnythingIsAsked) {
  const Till till;
  expect_refused(till.at({"enrol", "--county", "http://127.0.0.1:1", "--code", "ABCDEFGH"}), 1, "conflict", "enrolled already, as T-0001");
  support::Folder folder;
  const std::string fresh = folder.path() + "/new";
  expect_refused({"--data", fresh, "enrol", "--county", "http://example.com", "--code", "ABCDEFGH"}, 2, "invalid_input", "example.com");
  expect_refused({"--data", fresh, "enrol", "--county", "http://127.0.0.1:1", "--code", "ABCDEFGH"}, 3, "offline", "127.0.0.1:1");
  expect_refused({"--data", fresh, "enrol", "--county", "https://127.0.0.1:1", "--code", "ABCDEFGH", "--ca", fresh + "/ca.pem"}, 3, "not_found", "ca.pem");
  EXPECT_FALSE(std::filesystem::exists(fresh)) << "nothing is kept before the office approves";
}

TEST(CtlTrouble, DoctorTellsGoodFromBad) {
  Till till;
  const Said said = run_ctl(till.at({"doctor"}));
  for (const char* good : {"ok   folder: ", "ok   disk_space: ", "ok   enrolment: ", "ok   key: ", "ok   journal: ", "ok   last_head: "})
    EXPECT_NE(said.out.find(good), std::string::npos) << good << "\n" << said.out;
  EXPECT_NE(said.out.find("bad  lists: no release"), std::string::npos) << said.out;
  EXPECT_EQ(said.exit_code, 1);
  ::chmod(till.desk.path().c_str(), 0755);
  forge(till.desk.path(), "UPDATE heads SET signature = zeroblob(64)");
  const Said worse = run_ctl(till.at({"doctor"}));
  EXPECT_NE(worse.out.find("bad  folder: "), std::string::npos) << worse.out;
  EXPECT_NE(worse.out.find("chmod 700"), std::string::npos) << worse.out;
  EXPECT_NE(worse.out.find("bad  last_head: "), std::string::npos) << worse.out;
}

}  // namespace
}  // namespace zhuangui::ctl_test

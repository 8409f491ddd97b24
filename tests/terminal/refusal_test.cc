// What keeps a terminal from starting: one sentence naming cause and cure, exit code 3 (2 for wrong words), nothing lost.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "counter.h"

namespace zhuangui {
namespace {

class Refusal : public support::Counter {
 protected:
  void refuses(const support::Ended& ended, int code, const std::vector<std::string>& words) {
    EXPECT_EQ(ended.code, code) << ended.output;
    for (const std::string& word : words) EXPECT_NE(ended.output.find(word), std::string::npos) << "\"" << word << "\" in: " << ended.output;
  }
  /// Whatever was refused, the counter goes on selling once the cause is mended.
  void sells() {
    const auto ended = run("scan 6901234567892\nexpect-total 38.00\ntap @checkout\ntap @quick.1\ntap @pad.ok\nexpect-state paid\n");
    EXPECT_EQ(ended.code, 0) << ended.output;
  }
};

TEST_F(Refusal, AFolderThatIsNotEnrolledSaysHowToEnrolWhereThereIsNoScreen) {
  data = root / "empty";
  std::filesystem::create_directories(data);
  refuses(support::run_program({ZHUANGUI_TERMINAL, "--data", data, "--simulate", "--headless"}), 3,
          {"no journal in this folder", "zhuanguictl enrol"});
}

TEST_F(Refusal, WhereThereIsOneItAsksToBeEnrolledAndSellsNothing) {
  data = root / "empty";
  std::filesystem::create_directories(data);
  const auto ended = run("expect-state enrolling\nscan 6901234567892\nwait 这不是登记二维码 20\nkey F1\nkey Enter\n"
                         "tap @enrol.go\nexpect-notice enrol_address_missing\nexpect-state enrolling\n");
  EXPECT_EQ(ended.code, 0) << ended.output;
  for (const char* file : {"journal.db", "terminal.key"})
    EXPECT_FALSE(std::filesystem::exists(data / file)) << "nothing is kept before it is enrolled: " << file;
}

TEST_F(Refusal, AMissingKeyFileIsNamed) {
  std::filesystem::rename(journal::key_path(data), root / "kept.key");
  refuses(run("expect-state idle\n"), 3, {"terminal.key", "enrol"});
  std::filesystem::rename(root / "kept.key", journal::key_path(data));
  sells();
}

TEST_F(Refusal, AKeyOfAnotherTerminalIsNotUsed) {
  std::filesystem::rename(journal::key_path(data), root / "kept.key");
  ASSERT_TRUE(contract::save_key(journal::key_path(data), contract::KeyPair::generate()).has_value());
  refuses(run("expect-state idle\n"), 3, {"another terminal", "T-0001"});
  std::filesystem::remove(journal::key_path(data));
  std::filesystem::rename(root / "kept.key", journal::key_path(data));
  sells();
}

TEST_F(Refusal, AKeyFileThatOthersMayReadIsNotUsed) {
  ASSERT_EQ(::chmod(journal::key_path(data).c_str(), 0644), 0);
  refuses(run("expect-state idle\n"), 3, {"others may read", "chmod 600"});
  ASSERT_EQ(::chmod(journal::key_path(data).c_str(), 0600), 0);
  sells();
}

TEST_F(Refusal, ABrokenConfigurationIsNamedWithItsLine) {
  write(root / "counter.toml", "[printer]\nprofil = \"x\"\n");
  refuses(run("expect-state idle\n", {"--config", root / "counter.toml"}), 3, {"counter.toml:2:", "correct this line"});
  refuses(run("expect-state idle\n", {"--config", root / "nowhere.toml"}), 3, {"nowhere.toml"});
  write(root / "counter.toml", "[printer]\nprofile = \"no-such-printer\"\n");
  refuses(run("expect-state idle\n", {"--config", root / "counter.toml"}), 3, {"no-such-printer", "generic-80"});
  sells();
}

TEST_F(Refusal, ACorruptDatabaseStopsTheTerminalAndIsLeftAlone) {
  const std::filesystem::path database = data / "journal.db";
  std::filesystem::copy_file(database, root / "kept.db");
  std::fstream file{database, std::ios::in | std::ios::out | std::ios::binary};
  file.seekp(0);
  file << "this is not a database at all, it was overwritten by something else";
  file.close();
  refuses(run("expect-state idle\n"), 3, {"journal.db"});
  std::filesystem::copy_file(root / "kept.db", database, std::filesystem::copy_options::overwrite_existing);
  sells();
}

TEST_F(Refusal, ADatabaseOfANewerProgramIsLeftAlone) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((data / "journal.db").c_str(), &database), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(database, "PRAGMA user_version = 9999", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
  refuses(run("expect-state idle\n"), 3, {"newer"});
}

TEST_F(Refusal, ASecondTerminalOnTheSameFolderNamesTheFirst) {
  const auto ended = run("say the first one runs\nexpect-state idle\n");
  ASSERT_EQ(ended.code, 0) << ended.output;
  // The first holds the lock for as long as this test wants.
  auto enrolment = journal::load_enrolment(data);
  auto key = contract::load_key(journal::key_path(data));
  auto first = journal::Journal::open(data, *enrolment, std::move(*key), {});
  ASSERT_TRUE(first.has_value());
  refuses(run("expect-state idle\n"), 3, {std::to_string(::getpid())});
  ASSERT_TRUE((*first)->stop_orderly({core::WallTime{support::counter_folder_made_at_ms}, 0, true}).has_value());
  first->reset();
  sells();
}

TEST_F(Refusal, AScriptWithAWrongLineRunsNothing) {
  const auto ended = run("scan 6901234567892\nfly to the moon\n");
  refuses(ended, 2, {"story.script:2:"});
  EXPECT_FALSE(std::filesystem::exists(data / "simulated" / "scanner.log") &&
               std::filesystem::file_size(data / "simulated" / "scanner.log") > 0);
}

TEST_F(Refusal, WrongWordsOnTheCommandLineAreUsageErrors) {
  refuses(support::run_program({ZHUANGUI_TERMINAL, "--data", data, "--size", "huge"}), 2, {"WIDTHxHEIGHT"});
  refuses(support::run_program({ZHUANGUI_TERMINAL, "--data", data, "--now", "noon"}), 2, {"noon"});
  refuses(support::run_program({ZHUANGUI_TERMINAL, "--data", data, "--clock", "virtual"}), 2, {"--script"});
  EXPECT_EQ(support::run_program({ZHUANGUI_TERMINAL, "--no-such-flag"}).code, 2);
  EXPECT_EQ(support::run_program({ZHUANGUI_TERMINAL, "--help"}).code, 0);
}

}  // namespace
}  // namespace zhuangui

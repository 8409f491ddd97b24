// The file under the ledger: what is not ours, not there, newer, or held by somebody else.
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/sqlite_ledger.h"
#include "sqlite.h"
#include "temporary_folder.h"

namespace zhuangui::ledger {
namespace {

class SqliteFile : public testing::Test {
 protected:
  void make() { ASSERT_TRUE(open_sqlite(file_, Access::create)); }
  void run(const char* sql) {
    const auto database = Connection::open(file_, Connection::Kind::create);
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->run(sql));
  }
  std::int64_t version() {
    const auto database = Connection::open(file_, Connection::Kind::read);
    return database ? (*database)->integer("PRAGMA user_version").value_or(0) : 0;
  }
  core::Errc code_of(Access access) {
    const auto opened = open_sqlite(file_, access);
    return opened ? core::Errc::internal : opened.error().code;
  }

  support::TemporaryFolder folder_{"zhuangui-ledger"};
  std::string file_ = folder_.path() + "/county.db";
};

TEST_F(SqliteFile, WhatIsMissingOrThereAlreadyIsSaid) {
  EXPECT_EQ(code_of(Access::read), core::Errc::not_found);
  EXPECT_EQ(code_of(Access::write), core::Errc::not_found);
  make();
  EXPECT_EQ(code_of(Access::create), core::Errc::conflict);
  EXPECT_TRUE(open_sqlite(file_, Access::write));
  EXPECT_TRUE(open_sqlite(file_, Access::read));
}

TEST_F(SqliteFile, ADatabaseOfANewerProgramIsRefusedAndLeftAlone) {
  make();
  const std::int64_t own = version();
  run("PRAGMA user_version = 999");
  for (const Access access : {Access::write, Access::read}) EXPECT_EQ(code_of(access), core::Errc::newer_version);
  run(("PRAGMA user_version = " + std::to_string(own)).c_str());
  EXPECT_TRUE(open_sqlite(file_, Access::write)) << "nothing was changed in it";
}

TEST_F(SqliteFile, ADatabaseOfTheFirstVersionIsBroughtForwardWithItsBranches) {
  const std::string schema = ZHUANGUI_SOURCE_DIR "/assets/schema/county/";
  for (const char* script : {"kept/0001_county.sql", "projections/0001_rollups.sql"}) {
    std::ostringstream sql;
    sql << std::ifstream{schema + script}.rdbuf();
    run(sql.str().c_str());
  }
  run("INSERT INTO branches VALUES (7, 'T-0001', 1, 2, 3, zeroblob(32), 'fork', 9, x'616263');"
      "PRAGMA application_id = 0x5a474331; PRAGMA user_version = 1; INSERT INTO projections_made VALUES (1, 1001)");
  EXPECT_EQ(code_of(Access::read), core::Errc::refused) << "a reader changes nothing";
  const auto opened = open_sqlite(file_, Access::write);
  ASSERT_TRUE(opened) << opened.error().cause;
  EXPECT_TRUE((*opened)->read([](Reading& tables) -> Result<void> {
    const auto branch = tables.branch(7).value();
    EXPECT_EQ(branch->packed, "abc");
    EXPECT_EQ(branch->state, BranchState::open);
    return {};
  }));
}

TEST_F(SqliteFile, AnotherProgramsDatabaseAndAFileThatIsNoneAreNotTouched) {
  run("CREATE TABLE stranger (x)");
  EXPECT_EQ(code_of(Access::write), core::Errc::corrupt);
  std::ofstream{file_, std::ios::trunc | std::ios::binary} << std::string(8192, 'x');
  std::filesystem::remove(file_ + "-wal");
  EXPECT_EQ(code_of(Access::write), core::Errc::corrupt);
  EXPECT_EQ(code_of(Access::read), core::Errc::corrupt);
}

TEST_F(SqliteFile, ItIsWrittenThroughToTheDisk) {
  make();
  const auto database = Connection::open(file_, Connection::Kind::write);
  ASSERT_TRUE(database);
  EXPECT_EQ((*database)->integer("PRAGMA synchronous").value(), 2) << "FULL";
  EXPECT_EQ((*database)->integer("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'").value(), 1);
}

TEST_F(SqliteFile, AReaderCannotWrite) {
  make();
  const auto reader = open_sqlite(file_, Access::read);
  ASSERT_TRUE(reader);
  EXPECT_FALSE((*reader)->write([](Writing& tables) { return tables.set_county({}); }));
}

TEST_F(SqliteFile, TheFoldersLockNamesItsHolderAndGoesWithIt) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t holder = ::fork();
  ASSERT_GE(holder, 0);
  if (holder == 0) {
    const auto lock = FolderLock::take(folder_.path());
    const char answer = lock ? 'y' : 'n';
    if (::write(ready[1], &answer, 1) != 1) ::_exit(2);
    ::pause();
    ::_exit(0);
  }
  char answer = '?';
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  ASSERT_EQ(answer, 'y');
  const auto second = FolderLock::take(folder_.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, core::Errc::in_use);
  EXPECT_NE(second.error().cause.find("process " + std::to_string(holder)), std::string::npos) << second.error().cause;
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  EXPECT_TRUE(FolderLock::take(folder_.path())) << "a killed holder leaves nothing that is in the way";
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace zhuangui::ledger

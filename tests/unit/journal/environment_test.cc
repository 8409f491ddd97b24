// Folders, files, rights, versions: everything around the journal that can be wrong.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fstream>
#include <functional>

#include "journal_desk.h"
#include "schema.h"

namespace zhuangui::journal {
namespace {

using core::Errc;
using support::Desk;
using support::enrolment;
using support::Folder;
using support::key_of;
using support::moment;
using support::must;
using support::sale;
using support::sale_id;

unsigned mode_of(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777u : 0u;
}

void expect_helps(const core::Error& error) {
  EXPECT_FALSE(error.cause.empty());
  EXPECT_FALSE(error.remedy.empty()) << error.cause;
}

// Runs `work` as a user without rights over root's files; true when it answered true.
bool as_nobody(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    ::_exit(work() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(Environment, FolderAndFilesAreForTheirOwnerOnly) {
  Folder parent;
  const std::string folder = parent.path() + "/terminal";
  const mode_t before = ::umask(0);
  must(save_enrolment(folder, enrolment()));
  const auto journal = Journal::open(folder, enrolment(), key_of(0), {}).value();
  journal->start_epoch("enrolled", moment(0)).value();
  ::umask(before);
  EXPECT_EQ(mode_of(folder), 0700u);
  for (const char* file : {"journal.db", "journal.db-wal", "journal.db-shm", "lock"})
    EXPECT_EQ(mode_of(folder + "/" + file), 0600u) << file;
}

TEST(Environment, EnrolmentIsKeptOnceAndOtherFactsAreAConflict) {
  Folder folder;
  EXPECT_EQ(load_enrolment(folder.path()).error().code, Errc::not_found);
  auto facts = enrolment();
  facts.ca_pem = "-----BEGIN CERTIFICATE-----\n";
  facts.receipt = "{\"format\":\"x\"}";
  facts.receipt_signature.fill(7);
  must(save_enrolment(folder.path(), facts));
  must(save_enrolment(folder.path(), facts));  // the very same again is no trouble
  const auto kept = load_enrolment(folder.path()).value();
  EXPECT_EQ(kept.terminal, "T-0001");
  EXPECT_EQ(kept.ca_pem, facts.ca_pem);
  EXPECT_EQ(kept.receipt, facts.receipt);
  EXPECT_EQ(kept.receipt_signature, facts.receipt_signature);
  EXPECT_EQ(kept.reserve_key, facts.reserve_key);
  facts.county_url = "https://other.example";
  const auto other = save_enrolment(folder.path(), facts);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, Errc::conflict);
  expect_helps(other.error());
}

TEST(Environment, AFolderThatIsNotEnrolledIsLeftAsItIs) {
  Folder folder;
  const auto opened = Journal::open(folder.path(), enrolment(), key_of(0), {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::not_found);
  EXPECT_THAT(opened.error().remedy, testing::HasSubstr("zhuanguictl enrol"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_EQ(Reader::open(folder.path()).error().code, Errc::not_found);
  EXPECT_EQ(Reader::open(folder.path() + "/nothing").error().code, Errc::not_found);
}

TEST(Environment, ASecondProcessIsToldThePidOfTheFirst) {
  Desk desk;
  auto journal = desk.open();
  const std::string pid = std::to_string(::getpid());
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = desk.try_open();
    const bool told =
        !second && second.error().code == Errc::in_use && second.error().cause.find(pid) != std::string::npos;
    ::_exit(told ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  journal.reset();
  EXPECT_TRUE(desk.try_open());
  journal = desk.open();
  must(journal->stop_orderly(moment(0)));
  EXPECT_TRUE(desk.try_open()) << "an orderly stop frees the folder even while the object lives";
}

TEST(Environment, AKeyOrEnrolmentOfAnotherTerminalIsAConflict) {
  Desk desk;
  const auto other_key = Journal::open(desk.path(), enrolment(), key_of(1), {});
  ASSERT_FALSE(other_key);
  EXPECT_EQ(other_key.error().code, Errc::conflict);
  EXPECT_THAT(other_key.error().cause, testing::HasSubstr("terminal.key"));
  const auto other_terminal = Journal::open(desk.path(), enrolment("T-0002"), key_of(0), {});
  ASSERT_FALSE(other_terminal);
  EXPECT_EQ(other_terminal.error().code, Errc::conflict);
  expect_helps(other_terminal.error());
}

TEST(Environment, DamagedFilesAreNamedCorruptAndNothingIsWrittenToThem) {
  struct Case {
    const char* note;
    std::string content;
  };
  for (const Case& c : {Case{"not a database", std::string(8192, 'x')}, Case{"a database of another program", ""}}) {
    Desk desk;
    const std::string path = desk.path() + "/journal.db";
    for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(path + more);
    if (c.content.empty()) {
      std::filesystem::remove(path);
      std::ofstream(path).close();
      must(Connection::open(path, Connection::Access::read_write, {})->execute("CREATE TABLE notes (x)"));
    } else {
      std::ofstream(path, std::ios::binary) << c.content;
    }
    const auto opened = desk.try_open();
    ASSERT_FALSE(opened) << c.note;
    EXPECT_EQ(opened.error().code, Errc::corrupt) << c.note << ": " << opened.error().cause;
    expect_helps(opened.error());
    EXPECT_EQ(Reader::open(desk.path()).error().code, Errc::corrupt) << c.note;
    EXPECT_EQ(save_enrolment(desk.path(), enrolment()).error().code, Errc::corrupt) << c.note;
  }
}

TEST(Environment, APageOfZerosInTheMiddleIsFoundByVerifyAndByRebuild) {
  Desk desk;
  {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
    for (int i = 1; i <= 60; ++i) journal->commit_sale(sale(sale_id(epoch, i), i, 4), moment(i), true).value();
    must(journal->stop_orderly(moment(99)));
  }
  auto database = Connection::open(desk.path() + "/journal.db", Connection::Access::read_only, {}).value();
  const auto page =
      database.integer("SELECT pageno FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf' LIMIT 1 OFFSET 3");
  database = {};
  ASSERT_TRUE(page) << page.error().cause;
  std::fstream file(desk.path() + "/journal.db", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp((*page - 1) * 4096);
  file << std::string(4096, '\0');
  file.close();
  const auto report = desk.reader()->verify();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Errc::corrupt) << report.error().cause;
  EXPECT_EQ(rebuild_projections(desk.path(), {}).error().code, Errc::corrupt);
}

TEST(Environment, ADatabaseOfANewerProgramIsNotTouched) {
  Desk desk;
  const std::string path = desk.path() + "/journal.db";
  must(Connection::open(path, Connection::Access::read_write, {})->execute("PRAGMA user_version=999"));
  for (const core::Error& error :
       {desk.try_open().error(), Reader::open(desk.path()).error(), save_enrolment(desk.path(), enrolment()).error(),
        load_enrolment(desk.path()).error(), rebuild_projections(desk.path(), {}).error()}) {
    EXPECT_EQ(error.code, Errc::newer_version) << error.cause;
    EXPECT_THAT(error.cause, testing::HasSubstr("999"));
    expect_helps(error);
  }
  EXPECT_EQ(Connection::open(path, Connection::Access::read_only, {})->integer("PRAGMA user_version").value(), 999);
}

TEST(Environment, TheKeptTablesAreMigratedForwardOneNumberAfterTheOther) {
  Folder folder;
  const std::string path = folder.path() + "/journal.db";
  std::ofstream(path).close();
  auto database = Connection::open(path, Connection::Access::read_write, {}).value();
  const schema::Script released[] = {{1, "0001_first", "CREATE TABLE kept (a INTEGER); INSERT INTO kept VALUES (7)"}};
  must(migrate(database, released));
  must(migrate(database, released));  // seen already: not run again
  const schema::Script newer[] = {released[0],
                                  {2, "0002_second", "ALTER TABLE kept ADD COLUMN b INTEGER NOT NULL DEFAULT 5"},
                                  {3, "0003_broken", "INSERT INTO kept VALUES (8, 9); INSERT INTO nowhere VALUES (1)"}};
  EXPECT_FALSE(migrate(database, newer));
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(database.integer("PRAGMA user_version").value(), 2) << "the second stands, the third left nothing";
  EXPECT_EQ(database.integer("SELECT count(*) FROM kept").value(), 1);
  EXPECT_EQ(database.integer("SELECT a + b FROM kept").value(), 12);
  EXPECT_EQ(migrate(database, released).error().code, Errc::newer_version);
  EXPECT_EQ(schema::kept().front().number, 1);
  for (std::size_t i = 1; i < schema::kept().size(); ++i)
    EXPECT_EQ(schema::kept()[i].number, schema::kept()[i - 1].number + 1);
}

TEST(Environment, RightsThatAreMissingAreNamed) {
  Desk desk;
  desk.open()->start_epoch("enrolled", moment(0)).value();
  std::filesystem::permissions(desk.path(), std::filesystem::perms::all);  // the folder, not its files
  EXPECT_TRUE(as_nobody([&desk] {
    const auto opened = desk.try_open();
    return !opened && opened.error().code == Errc::permission && !opened.error().remedy.empty();
  }));
  EXPECT_TRUE(as_nobody([] {
    const auto saved = save_enrolment("/zhuangui-nobody-may-write-here", enrolment());
    return !saved && saved.error().code == Errc::permission && !saved.error().remedy.empty();
  }));
  EXPECT_EQ(save_enrolment(desk.path() + "/no/such", enrolment()).error().code, Errc::not_found);
  EXPECT_EQ(save_enrolment(desk.path() + "/journal.db", enrolment()).error().code, Errc::invalid_input);
}

TEST(Environment, AFolderThatCannotBeWrittenCanStillBeReadAndVerified) {
  Desk desk;
  {
    const auto journal = desk.open();
    const auto epoch = journal->start_epoch("enrolled", moment(0))->epoch;
    journal->commit_sale(sale(sale_id(epoch, 1), 1), moment(1), false).value();
    must(journal->stop_orderly(moment(2)));
  }
  const auto readable = [](const std::string& path, bool folder) {
    std::filesystem::permissions(path, std::filesystem::perms(folder ? 0555 : 0444));
  };
  for (const auto& file : std::filesystem::directory_iterator(desk.path())) readable(file.path(), false);
  readable(desk.path(), true);
  EXPECT_TRUE(as_nobody([&desk] {
    const auto reader = Reader::open(desk.path());
    if (!reader) return false;
    const auto report = (*reader)->verify();
    return report && report->ok && report->entries == 3;
  }));
  std::filesystem::permissions(desk.path(), std::filesystem::perms(0700));
}

}  // namespace
}  // namespace zhuangui::journal

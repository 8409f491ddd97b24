// Power cuts while a folder is made, its tables are migrated, its projections are rebuilt.
#include <gtest/gtest.h>
#include <fstream>

#include "books.h"
#include "cuts.h"
#include "journal_desk.h"
#include "power_cut_disk.h"
#include "schema.h"

namespace zhuangui::power {
namespace {

using journal::Connection;
using support::cart;
using support::moment;
using support::must;
using support::PowerCutDisk;
using support::sale;
using support::sale_id;

// Enrolled or not, and then enrolling again and selling must work.
std::string look_for_enrolment(const std::string& folder) {
  const auto kept = journal::load_enrolment(folder);
  if (!kept && kept.error().code != core::Errc::not_found) return "unreadable: " + kept.error().cause;
  const auto again = journal::save_enrolment(folder, support::enrolment());
  if (!again) return "cannot be enrolled again: " + again.error().cause;
  const std::string books = read_books(folder);
  if (books != to_text(Books{})) return "enrolled again: " + books;
  return kept ? "enrolled" : "not enrolled";
}

TEST(PowerCut, EnrollingMayBeCutAtEveryStepAndDoneAgain) {
  PowerCutDisk& disk = PowerCutDisk::instance();
  disk.insert({});
  {
    const support::Folder folder;
    const PowerCutDisk::AsSystemDisk all_connections;
    must(journal::save_enrolment(folder.path(), support::enrolment()));
    disk.mark();
  }
  expect_none(cut_everywhere(disk.recording(), 0, {"not enrolled", "enrolled"}, look_for_enrolment));
}

// A folder with sales, an open cart and a release, closed in order; its files.
support::DiskImage folder_with_sales() {
  support::Desk desk;
  {
    const auto journal = desk.open();
    journal->start_epoch("enrolled", moment(0)).value();
    journal->apply_release(release(4), moment(1)).value();
    for (int i = 1; i <= 5; ++i)
      journal->commit_sale(sale(sale_id(first_epoch(), i), i, 3), moment(i), true).value();
    must(journal->save_cart(cart(sale_id(first_epoch(), 6), 6, 3), 7));
  }
  std::ifstream file(desk.path() + "/journal.db", std::ios::binary);
  return {{"journal.db", {std::istreambuf_iterator<char>(file), {}}}};
}

// Two versions that are still to come, of the kinds that migrations are: a column, and a table written anew.
std::vector<journal::schema::Script> scripts_to_come(int count) {
  std::vector<journal::schema::Script> answer(journal::schema::kept().begin(), journal::schema::kept().end());
  const int last = answer.back().number;
  if (count > 0)
    answer.push_back({last + 1, "column", "ALTER TABLE print_jobs ADD COLUMN width INTEGER NOT NULL DEFAULT 80"});
  if (count > 1)
    answer.push_back({last + 2, "table",
                      "CREATE TABLE parked (sale TEXT PRIMARY KEY, content TEXT NOT NULL, place INTEGER NOT NULL);"
                      "INSERT INTO parked SELECT sale, content, 1 FROM carts; DROP TABLE carts;"
                      "ALTER TABLE parked RENAME TO carts"});
  return answer;
}

std::string in_words(Connection& database) {
  const auto number = [&](const char* sql) { return std::to_string(database.integer(sql).value()); };
  return "version " + number("PRAGMA user_version") + "; entries " + number("SELECT count(*) FROM entries") + "; carts " +
         number("SELECT count(*) FROM carts WHERE length(content) > 100") + "; columns " +
         number("SELECT count(*) FROM pragma_table_info('print_jobs')") + " " +
         number("SELECT count(*) FROM pragma_table_info('carts') WHERE name = 'place'") + "; sound " +
         number("SELECT integrity_check = 'ok' FROM pragma_integrity_check");
}

// As open_for_writing does, with other scripts.
Connection open_to_migrate(const std::string& folder, const std::string& vfs) {
  auto database = Connection::open(folder + "/journal.db", Connection::Access::read_write, vfs).value();
  must(database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"));
  return database;
}

std::string look_for_version(const std::string& folder) try {
  auto database = open_to_migrate(folder, {});
  std::string found = in_words(database);
  must(journal::migrate(database, scripts_to_come(2)));
  const std::string whole = in_words(database);
  if (whole != "version 5; entries 7; carts 1; columns 8 1; sound 1") found += "; then migrated to " + whole;
  return found;
} catch (const std::exception& failure) {
  return std::string("failed: ") + failure.what();
}

TEST(PowerCut, AMigrationMayBeCutAtEveryStepAndGoesOnFromAWholeVersion) {
  ASSERT_EQ(journal::schema::kept().back().number, 3) << "reckon the versions here anew";
  PowerCutDisk& disk = PowerCutDisk::instance();
  const support::Folder folder;
  disk.insert(folder_with_sales());
  {
    auto database = open_to_migrate(folder.path(), PowerCutDisk::vfs_name);
    for (const int count : {1, 2}) {
      must(journal::migrate(database, scripts_to_come(count)));
      disk.mark();
    }
  }
  const std::vector<std::string> states{"version 3; entries 7; carts 1; columns 7 0; sound 1",
                                        "version 4; entries 7; carts 1; columns 8 0; sound 1",
                                        "version 5; entries 7; carts 1; columns 8 1; sound 1"};
  const Findings findings = cut_everywhere(disk.recording(), 0, states, look_for_version);
  expect_none(findings);
  EXPECT_GE(findings.cuts, 30u);
}

TEST(PowerCut, ARebuildOfTheProjectionsMayBeCutAtEveryStep) {
  PowerCutDisk& disk = PowerCutDisk::instance();
  const support::DiskImage before = folder_with_sales();
  disk.insert(before);
  {
    support::Folder folder;
    materialise(before, folder.path());
    const PowerCutDisk::AsSystemDisk all_connections;
    EXPECT_EQ(journal::rebuild_projections(folder.path(), {}).value(), 7);
    disk.mark();
  }
  const std::string always = to_text(Books{.sales = {1, 2, 3, 4, 5}, .cart = 6, .release = 4, .entries = 7});
  const Findings findings = cut_everywhere(disk.recording(), 0, {always, always}, read_books);
  expect_none(findings);
  EXPECT_GE(findings.cuts, 50u);
}

}  // namespace
}  // namespace zhuangui::power

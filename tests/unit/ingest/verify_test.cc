// A table of forgeries in the county's own database, each of which verify names.
#include <gtest/gtest.h>
#include <cstdio>

#include "county_desk.h"
#include "sqlite.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;
using support::WritingTerminal;

/// Ten entries of one terminal in batches of three (heads behind 3, 6, 9 and 10), the database open for forging.
class Verify : public testing::Test {
 protected:
  Verify() {
    desk_.enrol(till_);
    till_.start_epoch(500'000);
    for (int i = 0; i < 9; ++i) till_.sell(100 * (i + 1));
    for (std::int64_t from = 1; from <= 10; from += 3)
      desk_.county->take_batch(till_.name(), till_.packed(from, std::min<std::int64_t>(from + 2, 10)));
    must_have(desk_.county->verify());
  }

  void forge(const std::string& sql) {
    const auto database = must_have(ledger::Connection::open(desk_.directory() + "/county.db", ledger::Connection::Kind::write));
    const auto ran = database->run("PRAGMA foreign_keys=OFF; BEGIN; " + sql + " COMMIT;");
    ASSERT_TRUE(ran) << ran.error().cause;
  }
  static std::string blob(const contract::Hash& hash) { return "x'" + contract::to_hex(hash) + "'"; }
  /// Numbers every row after `from` one higher or lower, without meeting itself on the way.
  static std::string renumber(std::int64_t from, int by) {
    return "UPDATE entries SET seq = -seq WHERE terminal = 1 AND seq > " + std::to_string(from) +
           "; UPDATE entries SET seq = -seq + " + std::to_string(by) + " WHERE terminal = 1 AND seq < 0;";
  }
  /// Everything from `seq` on written anew by somebody without the key: hashes that follow, payloads that fit.
  std::string rebuilt_from(std::int64_t seq) {
    WritingTerminal forger{till_.name(), 10};
    forger.start_epoch(500'000);
    for (std::int64_t i = 2; i < seq; ++i) forger.sell(100 * (i - 1));
    forger.sell(9'999);
    for (std::int64_t i = seq + 1; i <= 10; ++i) forger.sell(100 * (i - 1));
    std::string sql;
    for (const contract::Entry& entry : forger.batch(seq, 10).entries)
      sql += "UPDATE entries SET payload = '" + entry.payload + "', hash = " + blob(entry.hash) +
             " WHERE terminal = 1 AND seq = " + std::to_string(entry.seq) + ";";
    return sql + "UPDATE epochs SET last_hash = " + blob(forger.hash_of(10)) + " WHERE terminal = 1;";
  }

  support::CountyDesk desk_;
  WritingTerminal till_{"", 10};
};

struct Forgery {
  const char* note;
  std::string sql;
  std::int64_t seq;
  const char* reason;
};

TEST_F(Verify, WhatWasReceivedHolds) {
  const auto report = must_have(desk_.county->verify());
  EXPECT_TRUE(report.ok);
  // Ten of the till; of the county itself: made, three lists imported, published, one terminal enrolled.
  EXPECT_EQ(report.entries, 10 + 6);
}

TEST_F(Verify, EveryForgeryIsNamedByNumberAndReason) {
  const std::string mine = "WHERE terminal = 1 AND ";
  till_.sell(1);  // written, but never sent
  const contract::Entry unsent = till_.batch(11, 11).entries[0];
  const std::vector<Forgery> forgeries{
      {"one figure changed", "UPDATE entries SET payload = replace(payload, '7600', '7601') " + mine + "seq = 4;", 4, "payload"},
      {"a hash changed", "UPDATE entries SET hash = zeroblob(32) " + mine + "seq = 5;", 5, "payload"},
      {"a payload that is no payload", "UPDATE entries SET payload = '{}' " + mine + "seq = 5;", 5, "payload"},
      {"the first one removed", "DELETE FROM entries " + mine + "seq = 1;", 1, "missing"},
      {"one in the middle removed", "DELETE FROM entries " + mine + "seq = 5;", 5, "missing"},
      {"one removed and the later ones moved up", "DELETE FROM entries " + mine + "seq = 5;" + renumber(5, -1), 5, "missing"},
      {"the last one removed", "DELETE FROM entries " + mine + "seq = 10;", 10, "truncated"},
      {"the last two removed with their head", "DELETE FROM entries " + mine + "seq > 9; DELETE FROM heads " + mine + "seq > 9;", 10, "truncated"},
      {"all removed", "DELETE FROM entries WHERE terminal = 1;", 1, "truncated"},
      {"one put in", renumber(4, 1) + "INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) SELECT terminal, epoch, 5, hash, replace(payload, '\"seq\":4', '\"seq\":5'), received_at FROM entries " + mine + "seq = 4;", 5, "added"},
      {"one put behind the end", "INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) SELECT terminal, epoch, 11, " + blob(unsent.hash) + ", '" + unsent.payload + "', received_at FROM entries " + mine + "seq = 10;", 11, "added"},
      {"an epoch nobody sent", "INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) SELECT terminal, 500001, 1, hash, payload, received_at FROM entries " + mine + "seq = 1;", 1, "added"},
      {"two swapped", "UPDATE entries SET seq = 99 " + mine + "seq = 4; UPDATE entries SET seq = 4 " + mine + "seq = 7; UPDATE entries SET seq = 7 " + mine + "seq = 99;", 4, "swapped"},
      {"a head's signature changed", "UPDATE heads SET signature = zeroblob(64) " + mine + "seq = 6;", 6, "signature"},
      {"rebuilt from 5 without the key, old heads kept", rebuilt_from(5), 4, "signature"},
      {"rebuilt from 7 without the key, old heads kept", rebuilt_from(7), 7, "signature"},
      {"the key of the epoch exchanged", "UPDATE epochs SET public_key = zeroblob(32) WHERE terminal = 1;", 1, "signature"},
      {"the epoch moved to another counter", "UPDATE epochs SET counter = 'C-0002' WHERE terminal = 1;", 1, "signature"},
      {"a sum changed", "UPDATE rollups SET net_fen = net_fen + 1 WHERE product = 'P-HETAO';", 0, "projection"},
      {"a sum removed", "DELETE FROM rollups WHERE product = 'P-HETAO';", 0, "projection"},
      {"a sum invented", "INSERT INTO rollups SELECT business_day, counter, 'P-X', township, fund_source, sales, returns, pieces, weight_g, gross_fen, discount_fen, refund_fen, net_fen FROM rollups LIMIT 1;", 0, "projection"},
      {"receipts changed", "UPDATE receipts SET sales = sales + 1;", 0, "projection"},
      {"a call for help invented", "INSERT INTO help_marks VALUES ('T-0001', 500000, 2, 1, 'help', 'C-0001');", 0, "projection"},
      {"a day that begins later", "UPDATE day_spans SET first_seq = first_seq + 1;", 0, "projection"},
      {"a draw invented", "INSERT INTO quota_draws VALUES ('Q-1', 'H-1', '2026-11-24', 'C-0001', 1, 1, 0);", 0, "projection"},
      {"a sale on a quota invented", "INSERT INTO quota_sales VALUES ('Q-1', 'S-1', 'T-0001');", 0, "projection"},
      {"not counted changed", "INSERT INTO not_counted VALUES ('T-0001', 'x', 1, 1);", 0, "projection"},
  };
  desk_.county.reset();
  const std::string database = desk_.directory() + "/county.db";
  std::filesystem::copy_file(database, database + ".kept");
  for (const Forgery& forgery : forgeries) {
    std::filesystem::remove(database + "-wal");
    std::filesystem::remove(database + "-shm");
    std::filesystem::copy_file(database + ".kept", database, std::filesystem::copy_options::overwrite_existing);
    forge(forgery.sql);
    const auto reader = must_have(County::open(desk_.directory(), County::Mode::reader, desk_.environment()));
    const auto report = must_have(reader->verify());
    EXPECT_FALSE(report.ok) << forgery.note;
    ASSERT_TRUE(report.first_false) << forgery.note;
    EXPECT_EQ(report.first_false->reason, forgery.reason) << forgery.note << ": " << report.first_false->sentence;
    EXPECT_EQ(report.first_false->seq, forgery.seq) << forgery.note << ": " << report.first_false->sentence;
    EXPECT_EQ(report.first_false->terminal, forgery.seq > 0 ? "T-0001" : "") << forgery.note;
  }
  std::printf("figure forged journals: %zu forgeries at the county, each named by entry and reason\n", forgeries.size());
}

TEST_F(Verify, TheCountysOwnJournalIsVerifiedToo) {
  desk_.county.reset();
  forge("UPDATE entries SET payload = replace(payload, 'C-0001', 'C-0002') WHERE terminal = 0 AND payload LIKE '%terminal.enrolled%';");
  const auto reader = must_have(County::open(desk_.directory(), County::Mode::reader, desk_.environment()));
  const auto report = must_have(reader->verify());
  ASSERT_TRUE(report.first_false);
  EXPECT_EQ(report.first_false->terminal, "county");
  EXPECT_EQ(report.first_false->reason, "payload");
}

TEST_F(Verify, FalseSumsAreMadeRightByRebuilding) {
  forge("UPDATE rollups SET net_fen = 0; DELETE FROM receipts;");
  EXPECT_FALSE(must_have(desk_.county->verify()).ok);
  EXPECT_EQ(must_have(desk_.county->rebuild()), 10);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Verify, SumsOfAnotherVersionAreNotReadUntilTheyAreRebuilt) {
  desk_.county.reset();
  forge("UPDATE projections_made SET version = 1; DROP TABLE not_counted;");
  {
    const auto reader = must_have(County::open(desk_.directory(), County::Mode::reader, desk_.environment()));
    EXPECT_EQ(reader->report_day("2026-11-24", "2026-11-24", "").error().code, core::Errc::refused);
  }
  desk_.reopen();
  EXPECT_EQ(must_have(desk_.county->report_day("2026-11-24", "2026-11-24", "")).total.sales, 9);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

}  // namespace
}  // namespace zhuangui::ingest

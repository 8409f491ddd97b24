// Forgers at work: each writes to the database behind the program's back, and verify must name the first false entry.
#include <gmock/gmock.h>
#include <cstdio>
#include <functional>

#include "forger.h"

namespace zhuangui::journal {
namespace {

using support::entries_each;
using support::epochs_made;
using support::Forger;
using support::key_of;

struct Forgery {
  const char* note;
  std::function<void(Forger&)> forge;
  int epoch;
  std::int64_t seq;
  const char* reason;
};

const Forgery forgeries[] = {
    {"a byte of a text changed", [](Forger& f) { f.set_payload(f.place(1, 5), f.richer(f.place(1, 5))); }, 1, 5,
     "payload"},
    {"a byte of the first text changed",
     [](Forger& f) {
       auto text = f.payload(f.place(0, 1));
       text.replace(text.find("enrolled"), 8, "restored");
       f.set_payload(f.place(0, 1), text);
     },
     0, 1, "payload"},
    {"a byte of the last text changed, its head kept",
     [](Forger& f) { f.set_payload(f.place(2, 12), f.payload(f.place(2, 12)) + " "); }, 2, 12, "payload"},
    {"a byte of a stored hash changed",
     [](Forger& f) {
       auto hash = f.hash(f.place(1, 7));
       hash[31] ^= 1;
       f.set_hash(f.place(1, 7), hash);
     },
     1, 7, "payload"},
    {"a stored hash made shorter",
     [](Forger& f) { f.run("UPDATE entries SET hash = x'00' WHERE place = " + f.at(0, 9)); }, 0, 9, "payload"},
    {"the first entry removed", [](Forger& f) { f.run("DELETE FROM entries WHERE place = " + f.at(0, 1)); }, 0, 1,
     "missing"},
    {"the first entry of a later epoch removed",
     [](Forger& f) { f.run("DELETE FROM entries WHERE place = " + f.at(2, 1)); }, 2, 1, "missing"},
    {"an entry in the middle removed", [](Forger& f) { f.run("DELETE FROM entries WHERE place = " + f.at(1, 6)); }, 1,
     6, "missing"},
    {"an entry in the middle removed with its head",
     [](Forger& f) {
       f.run("DELETE FROM entries WHERE place = " + f.at(1, 6) + "; DELETE FROM heads WHERE place = " + f.at(1, 6));
     },
     1, 6, "missing"},
    {"an entry in the middle removed and all behind moved up",
     [](Forger& f) {
       f.run("DELETE FROM entries WHERE place = " + f.at(1, 6) + "; DELETE FROM heads WHERE place = " + f.at(1, 6) +
             "; DELETE FROM projected_sales WHERE place = " + f.at(1, 6));
       f.shift(f.place(1, 7), -1);
     },
     1, 6, "missing"},
    {"the last entry removed", [](Forger& f) { f.run("DELETE FROM entries WHERE place = " + f.at(2, 12)); }, 2, 12,
     "missing"},
    {"the last two entries of an older epoch removed",
     [](Forger& f) { f.run("DELETE FROM entries WHERE place IN (" + f.at(0, 11) + "," + f.at(0, 12) + ")"); }, 0, 11,
     "missing"},
    {"the tail of an older epoch removed with its heads: the next epoch names it",
     [](Forger& f) {
       for (const char* table : {"entries", "heads", "projected_sales"})
         f.run("DELETE FROM " + std::string(table) + " WHERE place IN (" + f.at(0, 11) + "," + f.at(0, 12) + ")");
     },
     0, 11, "truncated"},
    {"a whole epoch removed",
     [](Forger& f) {
       for (const char* table : {"entries", "heads", "projected_sales"})
         f.run("DELETE FROM " + std::string(table) + " WHERE place BETWEEN " + f.at(1, 0) + " AND " + f.at(1, 100));
     },
     1, 1, "missing"},
    {"an entry added at the end, its hash right, without a head",
     [](Forger& f) {
       auto text = f.payload(f.place(2, 12));
       text.replace(text.find("\"seq\":12"), 8, "\"seq\":13");
       f.insert(f.place(2, 13), contract::next_hash(f.hash(f.place(2, 12)), text), text);
     },
     2, 13, "added"},
    {"an entry added at the end, its hash wrong", [](Forger& f) { f.insert(f.place(2, 13), {}, "{}"); }, 2, 13,
     "added"},
    {"an entry added at the end of an older epoch",
     [](Forger& f) {
       auto text = f.payload(f.place(1, 12));
       text.replace(text.find("\"seq\":12"), 8, "\"seq\":13");
       f.insert(f.place(1, 13), contract::next_hash(f.hash(f.place(1, 12)), text), text);
     },
     1, 13, "added"},
    {"an entry added at the end with a head of the forger's own key",
     [](Forger& f) {
       auto text = f.payload(f.place(2, 12));
       text.replace(text.find("\"seq\":12"), 8, "\"seq\":13");
       f.insert(f.place(2, 13), contract::next_hash(f.hash(f.place(2, 12)), text), text);
       f.sign_heads(f.place(2, 13));
     },
     2, 13, "signature"},
    {"an entry added before the first", [](Forger& f) { f.insert(f.place(1, 0), {}, "{}"); }, 1, 0, "added"},
    {"an entry added in the middle, all behind moved down, its hash right",
     [](Forger& f) {
       const auto text = f.richer(f.place(1, 5));
       f.shift(f.place(1, 5), 1);
       f.insert(f.place(1, 5), contract::next_hash(f.hash(f.place(1, 4)), text), text);
     },
     1, 5, "added"},
    {"an entry added in the middle, all behind moved down, its hash wrong",
     [](Forger& f) {
       const auto text = f.richer(f.place(1, 5));
       f.shift(f.place(1, 5), 1);
       f.insert(f.place(1, 5), {}, text);
     },
     1, 5, "added"},
    {"two texts swapped",
     [](Forger& f) {
       const auto one = f.payload(f.place(1, 4)), other = f.payload(f.place(1, 9));
       f.set_payload(f.place(1, 4), other);
       f.set_payload(f.place(1, 9), one);
     },
     1, 4, "swapped"},
    {"two neighbours swapped with their hashes",
     [](Forger& f) {
       f.run("UPDATE entries SET place = -1 WHERE place = " + f.at(1, 4) +
             "; UPDATE entries SET place = " + f.at(1, 4) + " WHERE place = " + f.at(1, 5) +
             "; UPDATE entries SET place = " + f.at(1, 5) + " WHERE place = -1");
     },
     1, 4, "swapped"},
    {"an entry changed and the chain rebuilt, the old heads kept",
     [](Forger& f) {
       f.set_payload(f.place(1, 5), f.richer(f.place(1, 5)));
       f.rebuild_chain(f.place(1, 5));
     },
     1, 5, "signature"},
    {"an entry changed, the chain rebuilt, the heads signed with another key",
     [](Forger& f) {
       f.set_payload(f.place(1, 8), f.richer(f.place(1, 8)));
       f.rebuild_chain(f.place(1, 8));
       f.sign_heads(f.place(1, 8));
     },
     1, 8, "signature"},
    {"the whole epoch rebuilt from its first entry with another key",
     [](Forger& f) {
       f.rebuild_chain(f.place(2, 1));
       f.sign_heads(f.place(2, 1));
     },
     2, 1, "signature"},
    {"an entry changed, the chain rebuilt, the heads from there on removed",
     [](Forger& f) {
       f.set_payload(f.place(2, 8), f.richer(f.place(2, 8)));
       f.rebuild_chain(f.place(2, 8));
       f.run("DELETE FROM heads WHERE place >= " + f.at(2, 8));
     },
     2, 8, "added"},
    {"all heads of an epoch removed",
     [](Forger& f) { f.run("DELETE FROM heads WHERE place BETWEEN " + f.at(1, 0) + " AND " + f.at(1, 99)); }, 1, 1,
     "signature"},
    {"the last signature changed",
     [](Forger& f) { f.run("UPDATE heads SET signature = zeroblob(64) WHERE place = " + f.at(0, 12)); }, 0, 12,
     "signature"},
    {"a head in the middle of another hash",
     [](Forger& f) { f.run("UPDATE heads SET hash = zeroblob(32) WHERE place = " + f.at(0, 3)); }, 0, 3, "signature"},
    {"two forgeries: the first is named",
     [](Forger& f) {
       f.set_payload(f.place(2, 5), f.richer(f.place(2, 5)));
       f.set_payload(f.place(0, 4), f.richer(f.place(0, 4)));
     },
     0, 4, "payload"},
    {"a sale's projected total changed",
     [](Forger& f) { f.run("UPDATE projected_sales SET total_fen = total_fen + 1 WHERE place = " + f.at(1, 7)); }, 1, 7,
     "projection"},
    {"a sale's projected day changed",
     [](Forger& f) { f.run("UPDATE projected_sales SET business_day = '2026-11-01' WHERE place = " + f.at(2, 3)); }, 2,
     3, "projection"},
    {"a sale's row removed", [](Forger& f) { f.run("DELETE FROM projected_sales WHERE place = " + f.at(1, 3)); }, 1, 3,
     "projection"},
    {"a row for an entry that is no sale",
     [](Forger& f) {
       f.run("INSERT INTO projected_sales VALUES (" + f.at(1, 1) + ", 'X-1-1', '2026-11-25', 0, 1, 1, 0, 1)");
     },
     1, 1, "projection"},
    {"a day's sum changed: its last sale is named",
     [](Forger& f) { f.run("UPDATE projected_days SET total_fen = total_fen - 1 WHERE business_day = '2026-11-25'"); },
     1, 11, "projection"},
    {"a day's sum removed", [](Forger& f) { f.run("DELETE FROM projected_days WHERE business_day = '2026-11-26'"); }, 2,
     11, "projection"},
    {"a day added", [](Forger& f) { f.run("INSERT INTO projected_days VALUES ('2026-11-30', 1, 1, 0, 0, 1, 1)"); }, 2, 12,
     "projection"},
    // The last sale with 巫溪核桃 is number 10 of the second day and number 8 of the first.
    {"a product's sum changed",
     [](Forger& f) {
       f.run(
           "UPDATE projected_product_days SET gross_fen = gross_fen + 100 WHERE business_day = '2026-11-25' AND "
           "product = 'P-HETAO'");
     },
     1, 11, "projection"},
    {"a product's sum removed",
     [](Forger& f) {
       f.run("DELETE FROM projected_product_days WHERE business_day = '2026-11-24' AND product = 'P-HETAO'");
     },
     0, 9, "projection"},
    {"goods added that were never sold",
     [](Forger& f) { f.run("INSERT INTO projected_product_days VALUES ('2026-11-24', 'P-X', '', 1, 1, 0, 1, 0, 0)"); }, 2, 12,
     "projection"},
    {"the projections' position moved back",
     [](Forger& f) { f.run("UPDATE projected_position SET place = " + f.at(2, 4)); }, 2, 5, "projection"},
    {"a clock's offset made up", [](Forger& f) { f.run("INSERT INTO projected_clock VALUES (1, 5, 5)"); }, 2, 12,
     "projection"},
    {"the tail cut off with its head and rows, the projections' position forgotten",
     [](Forger& f) {
       for (const char* table : {"entries", "heads", "projected_sales"})
         f.run("DELETE FROM " + std::string(table) + " WHERE place > " + f.at(2, 10));
     },
     2, 11, "truncated"},
    {"the tail cut off that the county has confirmed",
     [](Forger& f) {
       f.run("INSERT INTO county_positions VALUES (" + std::to_string(f.epoch(2)) +
             ", 12, 0); UPDATE projected_position SET place = " + f.at(2, 11));
       for (const char* table : {"entries", "heads"})
         f.run("DELETE FROM " + std::string(table) + " WHERE place > " + f.at(2, 11));
     },
     2, 12, "truncated"},
};

TEST(Verify, EveryForgeryIsNamedWithItsEntryAndReason) {
  for (const Forgery& forgery : forgeries) {
    SCOPED_TRACE(forgery.note);
    Forger forger;
    ASSERT_TRUE(forger.reader()->verify()->ok);
    forgery.forge(forger);
    const auto report = forger.reader()->verify();
    ASSERT_TRUE(report) << report.error().cause;
    EXPECT_FALSE(report->ok);
    ASSERT_TRUE(report->first_false);
    EXPECT_EQ(report->first_false->epoch - forger.epoch(0), forger.epoch(forgery.epoch) - forger.epoch(0))
        << report->first_false->sentence;
    EXPECT_EQ(report->first_false->seq, forgery.seq) << report->first_false->sentence;
    EXPECT_EQ(report->first_false->reason, forgery.reason) << report->first_false->sentence;
    EXPECT_FALSE(report->first_false->sentence.empty());
  }
  std::printf("figure forged journals: %zu forgeries at the terminal, each named by entry and reason\n", std::size(forgeries));
}

TEST(Verify, AnHonestJournalOfThreeEpochsHolds) {
  Forger forger;
  const auto report = forger.reader()->verify().value();
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(report.entries, epochs_made * entries_each);
  EXPECT_FALSE(report.first_false);
}

TEST(Verify, ATailCutOffWithItsHeadAndAllTracesIsFoundOnlyByTheCounty) {
  Forger forger;
  const contract::CountyHead known{forger.epoch(2), 12, forger.hash(forger.place(2, 12))};
  for (const char* table : {"entries", "heads"})
    forger.run("DELETE FROM " + std::string(table) + " WHERE place > " + forger.at(2, 11));
  forger.run("UPDATE projected_position SET place = " + forger.at(2, 11));
  const auto reader = forger.reader();
  const auto own = reader->verify().value();
  EXPECT_TRUE(own.ok);
  const auto report = reader->compare_with_county(own, {known}).value();
  EXPECT_FALSE(report.ok);
  ASSERT_TRUE(report.first_false);
  EXPECT_EQ(report.first_false->epoch, forger.epoch(2));
  EXPECT_EQ(report.first_false->seq, 12);
  EXPECT_EQ(report.first_false->reason, "truncated");
}

TEST(Verify, TheCountyVouchesForWhatItHoldsAndNamesAnotherHash) {
  Forger forger;
  const auto reader = forger.reader();
  const auto own = reader->verify().value();
  std::vector<contract::CountyHead> heads{{forger.epoch(0), 12, forger.hash(forger.place(0, 12))},
                                          {forger.epoch(1), 12, forger.hash(forger.place(1, 12))},
                                          {forger.epoch(2), 7, forger.hash(forger.place(2, 7))}};
  const auto good = reader->compare_with_county(own, heads).value();
  EXPECT_TRUE(good.ok);
  EXPECT_EQ(good.witnessed.epoch, forger.epoch(2));
  EXPECT_EQ(good.witnessed.seq, 7);
  heads[1].hash[0] ^= 1;
  const auto other = reader->compare_with_county(own, heads).value();
  ASSERT_TRUE(other.first_false);
  EXPECT_EQ(other.first_false->epoch, forger.epoch(1));
  EXPECT_EQ(other.first_false->seq, 12);
  EXPECT_EQ(other.first_false->reason, "payload");
  heads = {{forger.epoch(2) + 5, 1, {}}};
  EXPECT_EQ(reader->compare_with_county(own, heads)->first_false->reason, "truncated");
}

TEST(Verify, AnEnrolledKeyThatNobodyVouchesForIsFalseBeforeAnyEntry) {
  const contract::EnrolmentReceipt receipt{.terminal = "T-0001",
                                           .counter = "C-0001",
                                           .terminal_key = key_of(0).public_key(),
                                           .county_key = key_of(100).public_key(),
                                           .reserve_key = key_of(150).public_key()};
  const std::string text = contract::receipt_text(receipt);
  struct Case {
    const char* note;
    bool ok;
    std::function<void(Forger&)> forge;
  };
  const auto put_receipt = [&text](Forger& f, const contract::KeyPair& county) {
    f.run("UPDATE enrolment SET receipt = '" + text + "', receipt_signature = x'" +
          contract::to_hex(contract::sign_receipt(county, text)) + "'");
  };
  for (const Case& c :
       {Case{"the county's receipt", true, [&](Forger& f) { put_receipt(f, key_of(100)); }},
        Case{"a receipt that another county signed", false, [&](Forger& f) { put_receipt(f, key_of(90)); }},
        Case{"another key enrolled", false, [](Forger& f) { f.run("UPDATE enrolment SET terminal_key = county_key"); }},
        Case{"another key enrolled and the key file gone", false, [&](Forger& f) {
               put_receipt(f, key_of(100));
               f.run("UPDATE enrolment SET terminal_key = county_key");
               std::filesystem::remove(key_path(f.desk().path()));
             }}}) {
    Forger forger;
    c.forge(forger);
    const auto report = forger.reader()->verify().value();
    EXPECT_EQ(report.ok, c.ok) << c.note;
    if (c.ok) continue;
    ASSERT_TRUE(report.first_false) << c.note;
    EXPECT_EQ(report.first_false->reason, "signature") << c.note;
    EXPECT_EQ(report.first_false->epoch, 0) << c.note;
  }
}

TEST(Verify, ATerminalRefusesToGoOnFromAnEndThatDoesNotVerify) {
  struct Case {
    const char* note;
    std::function<void(Forger&)> forge;
  };
  for (const Case& c :
       {Case{"the last text changed",
             [](Forger& f) { f.set_payload(f.place(2, 12), f.payload(f.place(2, 12)) + " "); }},
        Case{"the last hash changed", [](Forger& f) { f.set_hash(f.place(2, 12), {}); }},
        Case{"the last head gone", [](Forger& f) { f.run("DELETE FROM heads WHERE place = " + f.at(2, 12)); }},
        Case{"the last entry gone", [](Forger& f) { f.run("DELETE FROM entries WHERE place = " + f.at(2, 12)); }},
        Case{"all entries gone", [](Forger& f) { f.run("DELETE FROM entries"); }},
        Case{"signed with another key", [](Forger& f) { f.sign_heads(f.place(2, 12)); }},
        Case{"an entry added", [](Forger& f) { f.insert(f.place(2, 13), {}, f.payload(f.place(2, 12))); }}}) {
    Forger forger;
    c.forge(forger);
    const auto opened = forger.desk().try_open();
    ASSERT_FALSE(opened) << c.note;
    EXPECT_EQ(opened.error().code, core::Errc::corrupt) << c.note;
    EXPECT_FALSE(opened.error().remedy.empty()) << c.note;
  }
}

}  // namespace
}  // namespace zhuangui::journal

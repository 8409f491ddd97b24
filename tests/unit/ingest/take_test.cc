// What becomes of a batch: every way it can come, and that an entry counts once whatever comes.
#include <gtest/gtest.h>
#include <random>
#include <thread>

#include "county_desk.h"
#include "seed.h"
#include "sqlite.h"

namespace zhuangui::ingest {
namespace {

using support::CountyDesk;
using support::must_have;
using support::WritingTerminal;

class TakeBatch : public testing::Test {
 protected:
  TakeBatch() {
    desk_.enrol(till_);
    till_.start_epoch(500'000);
    for (int i = 0; i < 9; ++i) till_.sell(100 * (i + 1));
  }

  BatchAnswer send(std::int64_t from, std::int64_t to) { return desk_.county->take_batch(till_.name(), till_.packed(from, to)); }
  BatchAnswer send(const contract::Batch& batch) {
    return desk_.county->take_batch(till_.name(), contract::pack(contract::encode_batch(batch)));
  }
  /// Receipts counted and their fen.
  std::pair<std::int64_t, std::int64_t> counted() {
    const auto report = must_have(desk_.county->report_day("2026-11-24", "2026-11-24", ""));
    return {report.total.sales, report.total.net_fen};
  }
  /// Hand reckoning: 7600 fen for two bags, and potatoes at 598 fen a kilogram, half a fen up.
  static std::int64_t fen_of_sales(int sales) {
    std::int64_t sum = 0;
    for (int i = 1; i <= sales; ++i) sum += 7600 + (598 * 100 * i + 500) / 1000;
    return sum;
  }
  std::int64_t entries() { return must_have(desk_.county->status()).entries; }

  CountyDesk desk_;
  WritingTerminal till_{"", 10};
};

TEST_F(TakeBatch, EntriesAreStoredOnceAndTheSameBatchAgainChangesNothing) {
  const auto first = send(1, 5);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.answer.code, "stored");
  EXPECT_EQ(first.answer.head, (contract::CountyHead{500'000, 5, till_.hash_of(5)}));
  for (int again = 0; again < 3; ++again) {
    const auto repeated = send(1, 5);
    EXPECT_EQ(repeated.status, 200);
    EXPECT_EQ(repeated.answer.code, "already_stored");
    EXPECT_EQ(repeated.answer.head, first.answer.head);
  }
  EXPECT_EQ(entries(), 5);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{4}, fen_of_sales(4)}));
}

TEST_F(TakeBatch, OfAnOverlappingBatchOnlyTheNewPartIsAddedAndCounted) {
  send(1, 5);
  const auto overlapping = send(3, 8);
  EXPECT_EQ(overlapping.answer.code, "stored");
  EXPECT_EQ(overlapping.answer.head->seq, 8);
  EXPECT_EQ(send(1, 10).answer.head->seq, 10);
  EXPECT_EQ(send(2, 4).answer.head->seq, 10) << "an old batch is answered with how far the county is";
  EXPECT_EQ(entries(), 10);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{9}, fen_of_sales(9)}));
}

TEST_F(TakeBatch, AGapIsAnsweredWithTheCountysHeadAndRepeatedlyRaisesAnAlarm) {
  const auto at_start = send(3, 5);
  EXPECT_EQ(at_start.status, 409);
  EXPECT_EQ(at_start.answer.head, (contract::CountyHead{500'000, 0, contract::first_hash(till_.key().public_key(), 500'000)}));
  send(1, 4);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(send(6, 7).answer.code, "gap");
  EXPECT_TRUE(must_have(desk_.county->status()).alarms.empty());
  EXPECT_EQ(send(6, 7).answer.head->seq, 4);
  const auto alarms = must_have(desk_.county->status()).alarms;
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].kind, "gap");
  EXPECT_EQ(entries(), 4);
}

TEST_F(TakeBatch, AnotherEntryUnderAKnownNumberIsAForkThatIsSetAsideOnce) {
  send(1, 10);
  const auto head_before = must_have(desk_.county->heads(till_.name()));
  till_.go_back_to(6);
  till_.sell(777);
  till_.sell(778);
  for (int again = 0; again < 2; ++again) {
    const auto forked = send(6, 8);
    EXPECT_EQ(forked.status, 422);
    EXPECT_EQ(forked.answer.code, "fork");
    EXPECT_EQ(forked.answer.head->seq, 10);
  }
  EXPECT_EQ(send(8, 8).status, 422) << "the entry before is another one";
  const auto status = must_have(desk_.county->status());
  EXPECT_EQ(status.branches.size(), 2u);
  ASSERT_FALSE(status.alarms.empty());
  EXPECT_EQ(status.alarms.back().kind, "fork");
  EXPECT_EQ(status.alarms.back().seq, 7);
  EXPECT_EQ(status.alarms.back().times, 2);
  EXPECT_EQ(must_have(desk_.county->heads(till_.name())), head_before);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{9}, fen_of_sales(9)}));
}

TEST_F(TakeBatch, WhatTheTerminalDidNotSignIsRefusedAndLeavesNoTrace) {
  struct Case {
    const char* note;
    int status;
    std::function<void(contract::Batch&)> damage;
  };
  const WritingTerminal stranger{"T-0001", 99};
  for (const Case& c : {
           Case{"a byte of a payload", 400, [](auto& b) { b.entries[2].payload[b.entries[2].payload.find("7600")] = '8'; }},
           Case{"a byte of the first payload", 400, [](auto& b) { b.entries[0].payload[b.entries[0].payload.find("enrolled")] = 'E'; }},
           Case{"a byte of a hash", 400, [](auto& b) { b.entries[1].hash[3] ^= 1; }},
           Case{"a byte of the signature", 400, [](auto& b) { b.heads[0].signature[9] ^= 1; }},
           Case{"no head", 400, [](auto& b) { b.heads.clear(); }},
           Case{"an entry taken out", 400, [](auto& b) { b.entries.erase(b.entries.begin() + 1); }},
           Case{"two entries swapped", 400, [](auto& b) { std::swap(b.entries[1], b.entries[2]); }},
           Case{"signed by a stranger", 400,
                [&](auto& b) { b.heads[0] = contract::sign_head(stranger.key(), b.terminal, b.epoch, 4, b.entries.back().hash); }},
           Case{"under a stranger's key", 400, [&](auto& b) { b.public_key = stranger.key().public_key(); }},
           Case{"of another terminal", 400, [](auto& b) { b.terminal = "T-0002"; }},
           Case{"of another epoch", 400, [](auto& b) { b.epoch = 7; }},
           Case{"without an entry", 400, [](auto& b) { b.entries.clear(); }},
       }) {
    contract::Batch batch = till_.batch(1, 4);
    c.damage(batch);
    const auto answer = send(batch);
    EXPECT_EQ(answer.status, c.status) << c.note;
    EXPECT_EQ(answer.answer.code, "refused") << c.note;
    EXPECT_FALSE(answer.answer.sentence.empty()) << c.note;
  }
  EXPECT_EQ(entries(), 0);
  EXPECT_TRUE(must_have(desk_.county->status()).branches.empty());
  EXPECT_EQ(send(1, 4).status, 200) << "the undamaged one is taken";
}

TEST_F(TakeBatch, AKnownEntryWithADamagedPayloadIsDamageAndNoFork) {
  send(1, 6);
  contract::Batch batch = till_.batch(4, 6);
  batch.entries[0].payload[batch.entries[0].payload.find("7600")] = '8';
  EXPECT_EQ(send(batch).status, 400);
  EXPECT_TRUE(must_have(desk_.county->status()).alarms.empty());
}

TEST_F(TakeBatch, AnotherTerminalsBatchIsRefusedThoughItIsWhole) {
  WritingTerminal other{"", 40};
  desk_.enrol(other);
  other.start_epoch(500'000);
  EXPECT_EQ(desk_.county->take_batch(till_.name(), other.packed(1, 1)).status, 400);
  EXPECT_EQ(desk_.county->take_batch("T-9999", other.packed(1, 1)).status, 400);
  other.set_name("T-9999");
  other.start_epoch(500'000);
  EXPECT_EQ(desk_.county->take_batch("T-9999", other.packed(1, 1)).status, 404);
  EXPECT_EQ(entries(), 0);
}

TEST_F(TakeBatch, MoreThanTheLimitsIsRefusedAsTooLarge) {
  till_.start_epoch(600'000);
  while (till_.last() < 501) till_.append(core::kind::terminal_started, "{}");
  EXPECT_EQ(send(1, 501).status, 413) << "one entry too many";
  EXPECT_EQ(send(1, 500).status, 200) << "just as many as may be";
  EXPECT_EQ(desk_.county->take_batch(till_.name(), std::string(contract::batch_packed_bytes_max + 1, 'x')).status, 413);
  const std::string bomb = contract::pack(std::string(40u << 20, ' '));
  ASSERT_LT(bomb.size(), contract::batch_packed_bytes_max);
  EXPECT_EQ(desk_.county->take_batch(till_.name(), bomb).status, 413) << "a few bytes that unpack to 40 MiB";
  EXPECT_EQ(desk_.county->take_batch(till_.name(), contract::pack(std::string(2000, '\n'))).status, 413) << "too many lines";
}

TEST_F(TakeBatch, BytesThatAreNoBatchAreRefused) {
  const std::string whole = till_.packed(1, 4);
  for (const std::string& bytes : {std::string(), std::string("no zstd at all"), whole.substr(0, whole.size() - 3), whole + whole,
                                   contract::pack(""), contract::pack("{}\n"), contract::pack("\xff\xfe")})
    EXPECT_EQ(desk_.county->take_batch(till_.name(), bytes).status, 400);
  std::mt19937_64 random{support::test_seed()};
  for (int i = 0; i < 200; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1u << (random() % 8));
    const int status = desk_.county->take_batch(till_.name(), damaged).status;
    EXPECT_TRUE(status == 400 || status == 413 || damaged == whole || status == 200) << status;
  }
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(TakeBatch, ARevokedTerminalIsRefusedAndWhatItSentStays) {
  send(1, 4);
  must_have(desk_.county->revoke(till_.name()));
  EXPECT_EQ(send(5, 6).status, 403);
  EXPECT_EQ(send(5, 6).answer.code, "revoked");
  EXPECT_EQ(entries(), 4);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(TakeBatch, EntriesOfAnOlderEpochAndOfAReplacedKeyAreStillTaken) {
  send(1, 4);
  const WritingTerminal old_key = [&] {
    WritingTerminal copy{till_.name(), 10};
    copy.start_epoch(500'000);
    for (int i = 0; i < 9; ++i) copy.sell(100 * (i + 1));
    return copy;
  }();
  WritingTerminal new_key{till_.name(), 70};
  desk_.enrol(new_key, "C-0002", till_.name());
  EXPECT_EQ(new_key.name(), till_.name());
  new_key.start_epoch(500'001, 500'000);
  new_key.sell();
  EXPECT_EQ(desk_.county->take_batch(till_.name(), new_key.packed(1, 2)).status, 200);
  EXPECT_EQ(desk_.county->take_batch(till_.name(), old_key.packed(5, 10)).status, 200);
  const auto heads = must_have(desk_.county->heads(till_.name()));
  ASSERT_EQ(heads.size(), 2u);
  EXPECT_EQ(heads[0].seq, 10);
  EXPECT_EQ(heads[1].epoch, 500'001);
  const auto second = must_have(desk_.county->report_day("2026-11-24", "2026-11-24", "C-0002"));
  EXPECT_EQ(second.total.sales, 1) << "an epoch counts for the counter its key was enrolled at";
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(TakeBatch, TwoEpochsThatFollowTheSameOneAreAnAlarmAndBothCount) {
  send(1, 4);
  for (const std::int64_t epoch : {500'100, 500'200}) {
    till_.start_epoch(epoch, 500'000);
    till_.sell();
    EXPECT_EQ(send(1, 2).status, 200);
  }
  const auto status = must_have(desk_.county->status());
  ASSERT_EQ(status.alarms.size(), 1u);
  EXPECT_EQ(status.alarms[0].kind, "cloned");
  EXPECT_EQ(counted().first, 3 + 2);
}

TEST_F(TakeBatch, ABranchIsSetAsideAndDoesNotCount) {
  send(1, 6);
  till_.go_back_to(3);
  till_.sell(900);
  const auto first = desk_.county->take_branch(till_.name(), till_.packed(4, 4));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.answer.head, (contract::CountyHead{500'000, 4, till_.hash_of(4)}));
  EXPECT_EQ(desk_.county->take_branch(till_.name(), till_.packed(4, 4)).answer.code, "already_stored");
  EXPECT_EQ(must_have(desk_.county->status()).branches.size(), 1u);
  EXPECT_EQ(counted().first, 5);
}

TEST_F(TakeBatch, ABranchRaisesOneAlarmHoweverOftenItIsSent) {
  send(1, 6);
  till_.go_back_to(3);
  till_.sell(900);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(desk_.county->take_branch(till_.name(), till_.packed(4, 4)).status, 200);
  const auto alarms = must_have(desk_.county->status()).alarms;
  ASSERT_EQ(alarms.size(), 1u);
  EXPECT_EQ(alarms[0].kind, "fork");
  EXPECT_EQ(alarms[0].seq, 4);
  EXPECT_EQ(alarms[0].times, 1);
}

TEST_F(TakeBatch, OnManyConnectionsAtOnceEveryEntryIsStoredAndCountedExactlyOnce) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  WritingTerminal other{"", 40};
  desk_.enrol(other, "C-0002");
  other.start_epoch(500'000);
  for (int i = 0; i < 9; ++i) other.sell(100 * (i + 1));
  std::vector<std::thread> connections;
  std::atomic<int> wrong{0};
  for (std::uint64_t connection = 0; connection < 8; ++connection)
    connections.emplace_back([&, connection] {
      std::mt19937_64 random{seed + connection};
      const WritingTerminal& sender = connection % 2 == 0 ? till_ : other;
      for (int i = 0; i < 40; ++i) {
        const auto from = static_cast<std::int64_t>(1 + random() % 10);
        const auto to = from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(11 - from));
        const auto answer = desk_.county->take_batch(sender.name(), sender.packed(from, to));
        if (answer.status != 200 && answer.status != 409) ++wrong;
        if (answer.status == 200 && answer.answer.head->seq < to) ++wrong;
      }
      if (desk_.county->take_batch(sender.name(), sender.packed(1, 10)).status != 200) ++wrong;
    });
  for (std::thread& connection : connections) connection.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(entries(), 20);
  EXPECT_EQ(counted(), (std::pair{std::int64_t{18}, 2 * fen_of_sales(9)}));
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(TakeBatch, WhatWasAnsweredIsStillThereAfterARestart) {
  send(1, 7);
  desk_.reopen();
  EXPECT_EQ(must_have(desk_.county->heads(till_.name()))[0].seq, 7);
  EXPECT_EQ(send(6, 10).answer.code, "stored");
  EXPECT_EQ(counted(), (std::pair{std::int64_t{9}, fen_of_sales(9)}));
}

TEST_F(TakeBatch, ACountyThatCannotStoreSaysSoWithoutNamingItsFilesAndKeepsTheCauseForItsLog) {
  const auto database = must_have(ledger::Connection::open(desk_.directory() + "/county.db", ledger::Connection::Kind::write));
  ASSERT_TRUE(database->run("PRAGMA foreign_keys=OFF; DROP TABLE entries;"));
  const BatchAnswer busy = send(1, 5);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.answer.code, "busy");
  EXPECT_EQ(busy.answer.sentence, "the county cannot store it now; try again later");
  EXPECT_NE(busy.cause.find("county.db"), std::string::npos) << busy.cause;
}

TEST_F(TakeBatch, EntriesAreReadBackAsTheyCame) {
  send(1, 5);
  send(6, 10);
  const auto lines = must_have(desk_.county->entries(till_.name(), 500'000, 4));
  const auto batch = must_have(contract::decode_batch(lines));
  EXPECT_TRUE(contract::check_batch(batch, till_.key().public_key(), 3, till_.hash_of(3)));
  EXPECT_EQ(batch.entries.size(), 7u);
  std::string exported;
  must_have(desk_.county->export_journal(till_.name(), 0, [&](std::string_view piece) { exported += piece; }));
  const auto whole = must_have(contract::decode_batch(exported));
  EXPECT_TRUE(contract::check_batch(whole, till_.key().public_key(), 0, contract::first_hash(till_.key().public_key(), 500'000)));
  ASSERT_EQ(whole.heads.size(), 1u) << "however the network cut the batches, as the terminal exports it";
  EXPECT_EQ(whole.heads[0].seq, whole.entries.back().seq);
  EXPECT_FALSE(desk_.county->entries(till_.name(), 500'000, 11));
  EXPECT_FALSE(desk_.county->entries(till_.name(), 1, 1));
}

}  // namespace
}  // namespace zhuangui::ingest

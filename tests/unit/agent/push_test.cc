#include <gtest/gtest.h>

#include "contract/batch.h"
#include "step_bench.h"

namespace zhuangui::agent {
namespace {

using support::MemoryJournal;

MemoryJournal journal_of(std::int64_t entries) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(7, "enrolled");
  journal.append_notes(entries - 1);
  return journal;
}

TEST(SyncAgent, AsksForTheHeadsFirstThenSendsEverythingTheCountyLacks) {
  MemoryJournal journal = journal_of(5);
  StepBench bench{journal};
  const auto heads = bench.tick();
  ASSERT_TRUE(heads);
  EXPECT_EQ(heads->method + " " + heads->path, "GET /v1/journals/T-0001");
  const auto push = bench.answer_heads({journal.head_of(7, 2)});
  ASSERT_TRUE(push);
  EXPECT_EQ(push->method + " " + push->path, "POST /v1/journals/T-0001");
  const contract::Batch batch = sent_batch(*push);
  EXPECT_EQ(batch.entries.front().seq, 3);
  EXPECT_EQ(batch.entries.back().seq, 5);
  EXPECT_TRUE(contract::check_batch(batch, journal.key().public_key(), 2, journal.head_of(7, 2).hash));
  EXPECT_EQ(unsent(bench.state()), 3);
  EXPECT_FALSE(bench.answer_head(200, "stored", journal.head_of(7, 5)));
  EXPECT_TRUE(drained(bench.state()));
  EXPECT_EQ(journal.confirmed, (Position{7, 5}));
  EXPECT_EQ(bench.logged<effect::TellAcked>().size(), 1u);
}

// A commit can be told as failed and stand all the same: the disk refused the sync, and the entry was found in the log
// when the database was opened anew. Nobody then says that an entry was written.
TEST(SyncAgent, AnEntryNobodyToldOfIsSentWithTheNextHeartbeat) {
  MemoryJournal journal = journal_of(2);
  StepBench bench{journal};
  bench.state().settings.heartbeats = true;
  bench.tick();
  ASSERT_EQ(bench.answer_heads({journal.head_of(7, 2)})->path, "/v1/heartbeat");
  bench.answer_head(200, "noted", {});
  ASSERT_TRUE(drained(bench.state()));
  journal.append_notes(1);
  ASSERT_EQ(bench.tick_when_due()->path, "/v1/heartbeat");
  const auto push = bench.answer_head(200, "noted", {});
  ASSERT_TRUE(push);
  EXPECT_EQ(sent_batch(*push).entries.back().seq, 3);
}

// The county's answer came while the disk was full: what could not be marked as sent must not look unsent for ever.
TEST(SyncAgent, AMarkThatCouldNotBeWrittenIsWrittenAfterTheNextHeartbeat) {
  MemoryJournal journal = journal_of(2);
  StepBench bench{journal};
  bench.state().settings.heartbeats = true;
  bench.tick();
  bench.answer_heads({journal.head_of(7, 2)});
  bench.answer_head(200, "noted", {});
  ASSERT_EQ(journal.confirmed, (Position{7, 2}));
  journal.confirmed = {};
  ASSERT_EQ(bench.tick_when_due()->path, "/v1/heartbeat");
  EXPECT_FALSE(bench.answer_head(200, "noted", {}));
  EXPECT_EQ(journal.confirmed, (Position{7, 2}));
}

TEST(SyncAgent, OnlyA200WithTheHeadOfWhatWasSentIsAnAcknowledgement) {
  const MemoryJournal shop = journal_of(5);
  MemoryJournal other{"T-0002", 2};
  other.begin_epoch(7, "enrolled");
  other.append_notes(4);
  contract::CountyHead wrong_hash = shop.head_of(7, 5);
  wrong_hash.hash[31] ^= 1;
  contract::CountyHead future = shop.head_of(7, 5);
  future.seq = 6;
  contract::CountyHead wrong_epoch = shop.head_of(7, 5);
  wrong_epoch.epoch = 8;
  const auto with = [](const contract::CountyHead& head) { return contract::push_answer_json({"stored", "said", head, std::nullopt}); };
  struct Case { const char* note; std::string body; };
  for (const Case& c : {Case{"the login page of a hotel", "<html><body>Welcome!</body></html>"}, Case{"nothing", ""},
                        Case{"JSON of somebody else", R"({"ok":true})"},
                        Case{"no head", contract::push_answer_json({"stored", "said", std::nullopt, std::nullopt})},
                        Case{"an older head", with(shop.head_of(7, 2))}, Case{"the head it had before", with(shop.head_of(7, 3))},
                        Case{"a head of the future", with(future)}, Case{"another terminal's head", with(other.head_of(7, 5))},
                        Case{"another hash", with(wrong_hash)}, Case{"another epoch", with(wrong_epoch)},
                        Case{"heads instead of an answer", contract::heads_json("T-0001", {shop.head_of(7, 5)})}}) {
    MemoryJournal journal = shop;
    StepBench bench{journal};
    bench.tick();
    ASSERT_TRUE(bench.answer_heads({journal.head_of(7, 3)})) << c.note;
    EXPECT_FALSE(bench.answer(200, c.body)) << c.note << ": must wait before it goes on";
    EXPECT_EQ(journal.confirmed, (Position{7, 3})) << c.note;
    EXPECT_EQ(unsent(bench.state()), 2) << c.note;
    EXPECT_EQ(bench.state().trouble.code, "not_county") << c.note;
    EXPECT_TRUE(bench.logged<effect::TellAcked>().empty()) << c.note;
    EXPECT_TRUE(bench.logged<effect::StartEpoch>().empty()) << c.note;
    ASSERT_TRUE(bench.tick_when_due()) << c.note << ": must try again";
    EXPECT_GE(bench.waited_ms, 1000) << c.note;
  }
}

TEST(SyncAgent, ALostReplyIsSentAgainAndTheSecondAnswerCounts) {
  MemoryJournal journal = journal_of(4);
  StepBench bench{journal};
  bench.tick();
  const auto first = bench.answer_heads({});
  ASSERT_TRUE(first);
  EXPECT_FALSE(bench.on(event::SendFailed{{core::Errc::offline, "connection lost", ""}}));
  EXPECT_EQ(bench.state().trouble.code, "offline");
  const auto second = bench.tick_when_due();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->body, first->body);
  bench.answer_head(200, "already_stored", journal.head_of(7, 4));
  EXPECT_EQ(journal.confirmed, (Position{7, 4}));
  EXPECT_EQ(bench.state().trouble.code, "");
}

TEST(SyncAgent, AGapIsAnsweredByGoingOnFromTheCountysHead) {
  MemoryJournal journal = journal_of(6);
  StepBench bench{journal};
  bench.tick();
  ASSERT_TRUE(bench.answer_heads({journal.head_of(7, 4)}));
  const auto again = bench.answer_head(409, "gap", journal.head_of(7, 1));  // the county was set back
  ASSERT_TRUE(again);
  EXPECT_EQ(sent_batch(*again).entries.front().seq, 2);
  EXPECT_EQ(unsent(bench.state()), 5);
}

TEST(SyncAgent, ACountyThatContradictsItselfIsLeftAloneForAWhile) {
  MemoryJournal journal = journal_of(6);
  StepBench bench{journal};
  bench.tick();
  auto next = bench.answer_heads({});
  int sent = 0;
  for (; next && sent < 50; ++sent) next = bench.answer_head(409, "gap", journal.head_of(7, 0));
  EXPECT_LT(sent, 10);
  EXPECT_EQ(bench.state().trouble.code, "refused");
  EXPECT_EQ(journal.confirmed, (Position{0, 0}));
}

TEST(SyncAgent, AHeadBeyondTheBatchButOnOurChainIsComparedBeforeItCounts) {
  MemoryJournal journal = journal_of(6);
  StepBench bench{journal};
  bench.state().entries_max = 2;
  bench.tick();
  ASSERT_TRUE(bench.answer_heads({}));
  const auto next = bench.answer_head(200, "already_stored", journal.head_of(7, 5));  // `zhuanguictl sync` ran beside us
  ASSERT_TRUE(next);
  EXPECT_EQ(sent_batch(*next).entries.front().seq, 6);
  EXPECT_EQ(journal.confirmed, (Position{7, 5}));
}

// A cache or a gateway may answer one request with the head of something else. On such a word no entry may go to the
// branches, where it would not count, and no epoch may begin.
TEST(SyncAgent, AMadeUpHeadWithinOurJournalMakesItAskForAllHeadsAndNothingElse) {
  struct Case { const char* note; int status; std::int64_t seq; };
  for (const Case& c : {Case{"a 200 beyond the batch", 200, 5}, Case{"a gap", 409, 4}, Case{"a gap beyond our last entry", 409, 60},
                        Case{"a fork", 422, 2}}) {
    MemoryJournal journal = journal_of(6);
    journal.begin_epoch(9, "unclean_stop");
    StepBench bench{journal};
    bench.state().entries_max = 2;
    bench.tick();
    auto push = bench.answer_heads({journal.head_of(7, 1)});
    for (int times = 0; times < 3; ++times) {
      contract::CountyHead made_up{7, c.seq, {}};
      made_up.hash[0] = static_cast<std::uint8_t>(1 + times);
      const auto asked = bench.answer_head(c.status, "stored", made_up);
      ASSERT_TRUE(asked && asked->method == "GET") << c.note;
      push = bench.answer_heads({journal.head_of(7, 1)});
      ASSERT_TRUE(push) << c.note;
      EXPECT_EQ(push->path, "/v1/journals/T-0001") << c.note;
      EXPECT_EQ(sent_batch(*push).entries.front().seq, 2) << c.note;
    }
    EXPECT_TRUE(bench.logged<effect::StartEpoch>().empty()) << c.note;
    EXPECT_EQ(journal.confirmed, (Position{7, 1})) << c.note;
  }
}

TEST(SyncAgent, ABatchEndsWhereATransactionEnded) {
  MemoryJournal journal = journal_of(2);
  journal.append({{"a", "{}"}, {"b", "{}"}, {"c", "{}"}});  // 3, 4, 5 under one head
  StepBench bench{journal};
  bench.state().entries_max = 4;
  bench.tick();
  const auto push = bench.answer_heads({});
  ASSERT_TRUE(push);
  const contract::Batch batch = sent_batch(*push);
  EXPECT_EQ(batch.entries.back().seq, 2);
  EXPECT_EQ(batch.heads.back().seq, 2);
  EXPECT_TRUE(contract::verify_head(journal.key().public_key(), "T-0001", batch.heads.back()));
}

TEST(SyncAgent, ALongBacklogGoesInBoundedBatchesInOrder) {
  MemoryJournal journal = journal_of(1203);
  StepBench bench{journal};
  bench.tick();
  std::vector<std::int64_t> ends;
  for (auto push = bench.answer_heads({}); push; push = bench.answer_head(200, "stored", journal.head_of(7, ends.back()))) {
    const contract::Batch batch = sent_batch(*push);
    EXPECT_EQ(batch.entries.front().seq, ends.empty() ? 1 : ends.back() + 1);
    EXPECT_LE(push->body.size(), contract::batch_packed_bytes_max);
    ends.push_back(batch.entries.back().seq);
  }
  EXPECT_EQ(ends, (std::vector<std::int64_t>{500, 1000, 1203}));
}

TEST(SyncAgent, EntriesThatDoNotCompressStayUnderTheLimitOfTheWire) {
  MemoryJournal journal = journal_of(1);
  std::uint64_t random = 42;
  for (int i = 0; i < 40; ++i) {
    std::string noise;
    while (noise.size() < 60'000) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      noise += contract::to_hex(contract::blake2b(std::to_string(random)));
    }
    journal.append({{"note", "{\"text\":\"" + noise + "\"}"}});
  }
  StepBench bench{journal};
  bench.tick();
  std::int64_t last = 0;
  for (auto push = bench.answer_heads({}); push; push = bench.answer_head(200, "stored", journal.head_of(7, last))) {
    EXPECT_LE(push->body.size(), contract::batch_packed_bytes_max);
    last = sent_batch(*push).entries.back().seq;
  }
  EXPECT_EQ(last, 41);
}

TEST(SyncAgent, TooLargeHalvesTheBatchUntilTheCountyTakesIt) {
  MemoryJournal journal = journal_of(9);
  StepBench bench{journal};
  bench.tick();
  auto push = bench.answer_heads({});
  std::vector<std::size_t> counts;
  while (push && counts.size() < 10) {
    counts.push_back(sent_batch(*push).entries.size());
    push = bench.answer(413, contract::push_answer_json({"too_large", "said", std::nullopt, std::nullopt}));
  }
  EXPECT_EQ(counts, (std::vector<std::size_t>{9, 4, 2, 1}));
  EXPECT_EQ(bench.state().trouble.code, "too_large");
}

TEST(SyncAgent, HeadsOfAnotherTerminalAreNotOurs) {
  MemoryJournal journal = journal_of(3);
  StepBench bench{journal};
  bench.tick();
  EXPECT_FALSE(bench.answer(200, contract::heads_json("T-0002", {journal.head_of(7, 3)})));
  EXPECT_EQ(journal.confirmed, (Position{0, 0}));
  EXPECT_EQ(bench.state().trouble.code, "not_county");
}

TEST(SyncAgent, AnswersNobodyWaitsForChangeNothing) {
  MemoryJournal journal = journal_of(3);
  StepBench bench{journal};
  EXPECT_TRUE(bench.tick());
  bench.answer_heads({journal.head_of(7, 3)});
  ASSERT_TRUE(drained(bench.state()));
  EXPECT_FALSE(bench.answer(500, "late"));
  EXPECT_FALSE(bench.on(event::SendFailed{{core::Errc::offline, "late", ""}}));
  EXPECT_TRUE(drained(bench.state()));
  EXPECT_EQ(bench.state().trouble.code, "");
}

TEST(SyncAgent, WhatIsUnsentIsCountedWhileOffline) {
  MemoryJournal journal = journal_of(3);
  journal.confirmed = {7, 2};
  StepBench bench{journal};
  bench.tick();
  bench.on(event::SendFailed{{core::Errc::offline, "no network", ""}});
  EXPECT_EQ(unsent(bench.state()), 1);
  journal.append_notes(4);
  bench.on(event::EntryWritten{});
  EXPECT_EQ(unsent(bench.state()), 5);
}

}  // namespace
}  // namespace zhuangui::agent

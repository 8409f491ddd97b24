#include <gtest/gtest.h>

#include "agent/agent.h"
#include "contract/batch.h"
#include "step_bench.h"

namespace zhuangui::agent {
namespace {

using support::MemoryJournal;

TEST(SyncEpochs, TheOldestUnsentEpochGoesFirst) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  journal.append_notes(2);
  journal.begin_epoch(9, "unclean_stop");
  journal.append_notes(1);
  StepBench bench{journal};
  bench.tick();
  const auto first = bench.answer_heads({journal.head_of(3, 1)});
  ASSERT_TRUE(first);
  EXPECT_EQ(sent_batch(*first).epoch, 3);
  EXPECT_EQ(sent_batch(*first).entries.front().seq, 2);
  const auto second = bench.answer_head(200, "stored", journal.head_of(3, 3));
  ASSERT_TRUE(second);
  EXPECT_EQ(sent_batch(*second).epoch, 9);
  EXPECT_EQ(sent_batch(*second).entries.size(), 2u);
  EXPECT_FALSE(bench.answer_head(200, "stored", journal.head_of(9, 2)));
  EXPECT_EQ(journal.confirmed, (Position{9, 2}));
}

TEST(SyncEpochs, ALaterEpochAtTheCountyDoesNotHideAnOlderOneThatIsNot) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  journal.append_notes(2);
  journal.begin_epoch(9, "unclean_stop");
  StepBench bench{journal};
  bench.tick();
  const auto push = bench.answer_heads({journal.head_of(3, 1), journal.head_of(9, 1)});
  EXPECT_EQ(journal.confirmed, (Position{3, 1})) << "epoch 3 is not whole yet";
  ASSERT_TRUE(push);
  EXPECT_EQ(sent_batch(*push).epoch, 3);
  bench.answer_head(200, "stored", journal.head_of(3, 3));
  EXPECT_EQ(journal.confirmed, (Position{9, 1}));
  EXPECT_TRUE(drained(bench.state()));
}

// The disk of the terminal is an older copy: the county holds entries 4 and 5 that this disk never had; here 4 and 5
// were written anew with other content.
TEST(SyncEpochs, ACountyThatIsAheadOrDifferentMakesANewEpochAndTheOldTailABranch) {
  struct Case { const char* note; std::int64_t county_seq; std::int64_t confirmed; };
  for (const Case& c : {Case{"ahead", 8, 3}, Case{"different", 5, 3}, Case{"behind on another chain", 4, 3}, Case{"nothing confirmed yet", 8, 0}}) {
    MemoryJournal original{"T-0001", 1};
    original.begin_epoch(3, "enrolled");
    original.append_notes(2);
    MemoryJournal journal = original;
    original.append_notes(5);
    journal.at_ms += 5;
    journal.append_notes(2);
    journal.confirmed = {3, c.confirmed};

    StepBench bench{journal};
    bench.tick();
    const auto heads_again = bench.answer_heads({original.head_of(3, c.county_seq)});
    ASSERT_EQ(bench.logged<effect::StartEpoch>().size(), 1u) << c.note;
    EXPECT_EQ(bench.logged<effect::StartEpoch>()[0].cause, "county_ahead");
    EXPECT_EQ(journal.epoch(), 4) << c.note;
    ASSERT_TRUE(heads_again && heads_again->method == "GET") << c.note;

    const auto branch = bench.answer_heads({original.head_of(3, c.county_seq)});
    ASSERT_TRUE(branch) << c.note;
    EXPECT_EQ(branch->path, "/v1/journals/T-0001/branches") << c.note;
    EXPECT_EQ(sent_batch(*branch).entries.front().seq, c.confirmed + 1) << c.note;
    EXPECT_EQ(sent_batch(*branch).entries.back().seq, 5) << c.note;

    const auto push = bench.answer_head(200, "set_aside", journal.head_of(3, 5));
    ASSERT_TRUE(push) << c.note;
    EXPECT_EQ(push->path, "/v1/journals/T-0001") << c.note;
    EXPECT_EQ(sent_batch(*push).epoch, 4) << c.note;
    EXPECT_FALSE(bench.answer_head(200, "stored", journal.head_of(4, 1))) << c.note;
    EXPECT_TRUE(drained(bench.state())) << c.note;
    EXPECT_EQ(journal.confirmed, (Position{4, 1})) << c.note;
  }
}

TEST(SyncEpochs, AForkAnsweredToABatchDoesTheSame) {
  MemoryJournal original{"T-0001", 1};
  original.begin_epoch(3, "enrolled");
  MemoryJournal journal = original;
  original.append_notes(1);
  journal.at_ms += 5;
  journal.append_notes(1);
  StepBench bench{journal};
  bench.tick();
  ASSERT_TRUE(bench.answer_heads({original.head_of(3, 1)}));
  const auto asked = bench.answer_head(422, "fork", original.head_of(3, 2));  // the clone was faster
  ASSERT_TRUE(asked && asked->method == "GET");
  EXPECT_TRUE(bench.logged<effect::StartEpoch>().empty());
  bench.answer_heads({original.head_of(3, 2)});
  EXPECT_EQ(bench.logged<effect::StartEpoch>().size(), 1u);
  EXPECT_EQ(journal.epoch(), 4);
}

TEST(SyncEpochs, AnEpochTheCountyKnowsAndWeDoNotMakesANewOneOnce) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  MemoryJournal later = journal;
  later.begin_epoch(50, "unclean_stop");
  StepBench bench{journal};
  bench.tick();
  bench.answer_heads({journal.head_of(3, 1), later.head_of(50, 1)});
  EXPECT_EQ(journal.epoch(), 4);
  const auto push = bench.answer_heads({journal.head_of(3, 1), later.head_of(50, 1)});
  ASSERT_TRUE(push);
  EXPECT_EQ(sent_batch(*push).epoch, 4);
  EXPECT_EQ(bench.logged<effect::StartEpoch>().size(), 1u);
}

TEST(SyncEpochs, EpochsAreNotStartedWithoutEndWhenTheCountyClaimsEveryOneOfThem) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  StepBench bench{journal};
  auto next = bench.tick();
  for (int i = 0; i < 100; ++i) {
    contract::CountyHead lie = journal.head_of(journal.epoch(), 1);
    lie.hash[0] ^= 1;
    next = next ? bench.answer_heads({lie}) : bench.tick_when_due();
  }
  EXPECT_LE(bench.logged<effect::StartEpoch>().size(), 3u);
  EXPECT_EQ(bench.state().trouble.code, "fork");
}

TEST(SyncEpochs, AnEpochThatCannotBeWrittenIsTriedAgainLater) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  StepBench bench{journal};
  bench.tick();
  contract::CountyHead other = journal.head_of(3, 1);
  other.hash[0] ^= 1;
  journal.failing = false;
  // The look into the journal succeeds, the writing does not: the disk fills up in between.
  bench.state().heads = {other};
  journal.failing = true;
  bench.answer_heads({other});
  EXPECT_EQ(bench.state().trouble.code, "journal");
  EXPECT_EQ(journal.epoch(), 3);
  journal.failing = false;
  bench.tick_when_due();
  EXPECT_EQ(journal.epoch(), 4);
}

TEST(SyncEpochs, AfterAnUncleanStopOnlyACountyThatIsNotAheadSavesTheEpoch) {
  MemoryJournal journal{"T-0001", 1};
  journal.begin_epoch(3, "enrolled");
  journal.append_notes(4);
  const EpochEnd ours{3, 5, journal.head_of(3, 5).hash};
  const auto hash_at = [&](Position at) -> std::optional<contract::Hash> {
    if (at.epoch != 3 || at.seq > 5) return std::nullopt;
    return journal.head_of(at.epoch, at.seq).hash;
  };
  contract::CountyHead different = journal.head_of(3, 4);
  different.hash[0] ^= 1;
  contract::CountyHead ahead = journal.head_of(3, 5);
  ahead.seq = 6;
  using Heads = Result<std::vector<contract::CountyHead>>;
  struct Case { const char* note; Heads heads; bool starts; };
  for (const Case& c : {Case{"no answer", core::fail(core::Errc::timeout, "late"), true}, Case{"nothing there", Heads{std::vector<contract::CountyHead>{}}, false},
                        Case{"behind", Heads{{journal.head_of(3, 2)}}, false}, Case{"level", Heads{{journal.head_of(3, 5)}}, false},
                        Case{"ahead", Heads{{ahead}}, true}, Case{"different", Heads{{different}}, true},
                        Case{"newer epoch", Heads{{contract::CountyHead{4, 1, {}}}}, true},
                        Case{"older epochs do not matter", Heads{{contract::CountyHead{1, 99, {}}, journal.head_of(3, 5)}}, false}})
    EXPECT_EQ(must_start_epoch(c.heads, ours, hash_at), c.starts) << c.note;
}

}  // namespace
}  // namespace zhuangui::agent

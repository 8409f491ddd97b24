// A small county of its own makes (only the rules of design §6 about numbers and hashes) behind a network that loses
// requests, loses replies and repeats both: whatever happens, every entry arrives exactly once and in order.
#include <gtest/gtest.h>

#include <random>

#include "contract/batch.h"
#include "seed.h"
#include "step_bench.h"

namespace zhuangui::agent {
namespace {

using support::MemoryJournal;

class SmallCounty {
 public:
  explicit SmallCounty(contract::PublicKey key) : key_{key} {}

  std::pair<int, std::string> take(const std::string& packed) {
    const auto batch = contract::decode_batch(*contract::unpack(packed, contract::batch_bytes_max));
    auto& have = epochs[batch->epoch];
    const auto count = static_cast<std::int64_t>(have.size());
    const std::int64_t before = batch->entries.front().seq - 1;
    if (before > count) return {409, say("gap", batch->epoch)};
    const contract::Hash previous = before == 0 ? contract::first_hash(key_, batch->epoch) : have[static_cast<std::size_t>(before - 1)].hash;
    if (const auto checked = contract::check_batch(*batch, key_, before, previous); !checked) {
      ADD_FAILURE() << "the terminal sent a false batch: " << checked.error().cause;
      return {400, say("refused", batch->epoch)};
    }
    for (const contract::Entry& entry : batch->entries)
      if (entry.seq > static_cast<std::int64_t>(have.size())) have.push_back(entry);
    return {200, say("stored", batch->epoch)};
  }
  std::vector<contract::CountyHead> heads() {
    std::vector<contract::CountyHead> result;
    for (const auto& [epoch, unused] : epochs) result.push_back(head(epoch));
    return result;
  }
  /// The county's disk was restored from yesterday.
  void forget(std::size_t entries) {
    if (epochs.empty()) return;
    auto& newest = epochs.rbegin()->second;
    newest.resize(newest.size() - std::min(entries, newest.size()));
  }

  std::map<std::int64_t, std::vector<contract::Entry>> epochs;

 private:
  contract::CountyHead head(std::int64_t epoch) {
    const auto& have = epochs[epoch];
    return {epoch, static_cast<std::int64_t>(have.size()), have.empty() ? contract::first_hash(key_, epoch) : have.back().hash};
  }
  std::string say(const char* code, std::int64_t epoch) { return contract::push_answer_json({code, "said", head(epoch), std::nullopt}); }
  contract::PublicKey key_;
};

TEST(SyncAgent, OverABadNetworkEveryEntryArrivesExactlyOnceAndInOrder) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  for (int round = 0; round < 20; ++round) {
    MemoryJournal journal{"T-0001", 1};
    journal.begin_epoch(1, "enrolled");
    SmallCounty county{journal.key().public_key()};
    auto bench = std::make_unique<StepBench>(journal, seed);
    auto sent = bench->tick();
    std::string earlier;
    for (int i = 0; i < 300; ++i) {
      if (i < 250 && chance(30)) journal.append_notes(1 + static_cast<std::int64_t>(random() % 9));
      if (i < 250 && chance(2)) journal.begin_epoch(journal.epoch() + 1, "unclean_stop");
      if (i < 250 && chance(3)) county.forget(random() % 20);
      if (i < 250 && chance(3)) {  // the program is started anew
        bench = std::make_unique<StepBench>(journal, random());
        sent = bench->tick();
      }
      if (!sent) {
        sent = chance(50) ? bench->on(event::EntryWritten{chance(20)}) : bench->tick_when_due();
        continue;
      }
      const bool bad = i < 250;
      if (bad && chance(10)) {  // the request is lost
        sent = bench->on(event::SendFailed{{core::Errc::offline, "lost", ""}});
      } else if (sent->method == "GET") {
        sent = bench->answer_heads(county.heads());
      } else {
        if (bad && chance(10) && !earlier.empty()) county.take(earlier);  // an old request arrives late
        const auto [status, body] = county.take(sent->body);
        earlier = sent->body;
        if (bad && chance(5)) county.take(sent->body);  // and once more
        sent = bad && chance(15) ? bench->on(event::SendFailed{{core::Errc::timeout, "reply lost", ""}}) : bench->answer(status, body);
      }
    }
    // In the end the network is good. A county that has forgotten says so only when it is asked again.
    bench = std::make_unique<StepBench>(journal, 1);
    sent = bench->tick();
    for (int i = 0; i < 1000 && !drained(bench->state()); ++i) {
      if (!sent) sent = bench->tick_when_due();
      else if (sent->method == "GET") sent = bench->answer_heads(county.heads());
      else {
        const auto [status, body] = county.take(sent->body);
        sent = bench->answer(status, body);
      }
    }
    ASSERT_TRUE(drained(bench->state())) << round;
    for (const auto& [epoch, entries] : county.epochs) EXPECT_EQ(entries, journal.entries_of(epoch)) << "round " << round << " epoch " << epoch;
    EXPECT_EQ(county.epochs.rbegin()->first, journal.epoch());
    EXPECT_TRUE(bench->logged<effect::StartEpoch>().empty());
    EXPECT_EQ(journal.confirmed, (Position{journal.epoch(), journal.seq()}));
  }
}

}  // namespace
}  // namespace zhuangui::agent

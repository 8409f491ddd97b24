// Batch lines: back and forth, what is no batch, and which entry is false.
#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <random>

#include "contract/batch.h"
#include "seed.h"

namespace zhuangui::contract {
namespace {

class Batches : public testing::Test {
 protected:
  Batches() : batch_{"T-0001", 7, key_.public_key(), {}, {}} {
    Hash hash = first_hash(key_.public_key(), 7);
    for (std::int64_t seq = 1; seq <= 5; ++seq) {
      Entry entry{seq, {}, encode_payload({"T-0001", 7, seq, "x", 1, 1, "2026-11-24", "{\"n\":" + std::to_string(seq) + "}"})};
      hash = entry.hash = next_hash(hash, entry.payload);
      batch_.entries.push_back(std::move(entry));
      if (seq == 2 || seq == 5) batch_.heads.push_back(sign_head(key_, "T-0001", 7, seq, hash));
    }
  }
  std::optional<BatchFault> fault(const Batch& batch) {
    return find_batch_fault(batch, key_.public_key(), 0, first_hash(key_.public_key(), 7));
  }

  KeyPair key_ = KeyPair::generate();
  Batch batch_;
};

TEST_F(Batches, ComeBackAsTheyWereWritten) {
  const std::string lines = encode_batch(batch_);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1 + 5 + 2);
  const auto back = decode_batch(lines);
  ASSERT_TRUE(back) << back.error().cause;
  EXPECT_EQ(back->entries, batch_.entries);
  EXPECT_EQ(back->heads, batch_.heads);
  EXPECT_EQ(encode_batch(*back), lines);
  EXPECT_FALSE(fault(*back));
  EXPECT_FALSE(find_batch_fault_inside(*back, key_.public_key()));
}

TEST_F(Batches, TheFirstFalseEntryIsNamed) {
  struct Case {
    const char* note;
    std::int64_t seq;
    const char* reason;
    std::function<void(Batch&)> damage;
  };
  for (const Case& c : {
           Case{"payload", 3, "payload", [](Batch& b) { b.entries[2].payload.replace(b.entries[2].payload.find("\"n\":3"), 5, "\"n\":4"); }},
           Case{"hash", 2, "payload", [](Batch& b) { b.entries[1].hash[31] ^= 1; }},
           Case{"first one gone", 1, "missing", [](Batch& b) { b.entries.erase(b.entries.begin()); }},
           Case{"one gone", 4, "missing", [](Batch& b) { b.entries.erase(b.entries.begin() + 3); }},
           Case{"last one gone", 4, "signature", [](Batch& b) { b.entries.pop_back(); }},
           Case{"swapped", 3, "missing", [](Batch& b) { std::swap(b.entries[2], b.entries[3]); }},
           Case{"another terminal's lines", 1, "payload", [](Batch& b) { b.terminal = "T-0002"; }},
           Case{"a head in between", 2, "signature", [](Batch& b) { b.heads[0].signature[0] ^= 1; }},
           Case{"a head of another hash", 2, "signature", [](Batch& b) { b.heads[0].hash[0] ^= 1; }},
           Case{"the closing head", 5, "signature", [](Batch& b) { b.heads[1].signature[63] ^= 1; }},
           Case{"no closing head", 5, "signature", [](Batch& b) { b.heads.pop_back(); }},
           Case{"no entry", 1, "missing", [](Batch& b) { b.entries.clear(); }},
       }) {
    Batch damaged = batch_;
    c.damage(damaged);
    const auto found = fault(damaged);
    ASSERT_TRUE(found) << c.note;
    EXPECT_EQ(found->seq, c.seq) << c.note;
    EXPECT_EQ(found->reason, c.reason) << c.note;
    const auto checked = check_batch(damaged, key_.public_key(), 0, first_hash(key_.public_key(), 7));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, core::Errc::corrupt);
    EXPECT_NE(checked.error().cause.find("entry " + std::to_string(c.seq)), std::string::npos) << checked.error().cause;
  }
}

TEST_F(Batches, APartFromTheMiddleIsCheckedFromItsPredecessorOrInItself) {
  Batch part = batch_;
  part.entries.erase(part.entries.begin(), part.entries.begin() + 2);
  part.heads.erase(part.heads.begin());
  EXPECT_TRUE(check_batch(part, key_.public_key(), 2, batch_.entries[1].hash));
  EXPECT_FALSE(check_batch(part, key_.public_key(), 2, batch_.entries[0].hash));
  EXPECT_FALSE(check_batch(part, key_.public_key(), 1, batch_.entries[1].hash));
  EXPECT_FALSE(find_batch_fault_inside(part, key_.public_key()));
  EXPECT_TRUE(find_batch_fault_inside(part, KeyPair::generate().public_key()));
}

TEST_F(Batches, LinesThatAreNoBatchAreRefusedByTheirNumber) {
  const std::string whole = encode_batch(batch_);
  const auto second = whole.find('\n') + 1;
  struct Case {
    const char* line;
    std::string text;
  };
  for (const Case& c : {
           Case{"line 1", ""},
           Case{"line 1", "\n"},
           Case{"line 1", whole.substr(second)},
           Case{"line 2", whole.substr(0, second) + "{}\n"},
           Case{"line 2", whole.substr(0, second) + R"({"head":{"seq":1,"hash":"","signature":""}})"},
           Case{"line 2", whole.substr(0, second) + "\n" + whole.substr(second)},
           Case{"line 8", whole.substr(0, whole.size() - 3)},
           Case{"line 9", whole + "null\n"},
       }) {
    const auto read = decode_batch(c.text);
    ASSERT_FALSE(read) << c.line;
    EXPECT_EQ(read.error().code, core::Errc::invalid_input);
    EXPECT_EQ(read.error().cause.rfind(c.line, 0), 0u) << read.error().cause;
  }
}

TEST_F(Batches, AnyDamageIsFoundAndNeverCrashes) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const std::string whole = encode_batch(batch_);
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto read = decode_batch(damaged);
    if (!read || fault(*read)) continue;
    // Only what says the same may pass: the case of a hex digit, a byte of the unused field of a key, white space.
    EXPECT_EQ(read->entries, batch_.entries) << damaged;
  }
}

}  // namespace
}  // namespace zhuangui::contract

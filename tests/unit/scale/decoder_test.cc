// One battery for every serial protocol of assets/scales, written by hand in scale_dialects.cc.
#include "scale/decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "scale_dialects.h"
#include "seed.h"
#include "shipped_protocols.h"

namespace zhuangui::scale {
namespace {

using scale_test::Dialect;
using scale_test::dialects;
using scale_test::Said;

/// Feeds pieces, one every 150 ms.
class Line {
 public:
  explicit Line(const Protocol& protocol) : decoder_{protocol} {}
  std::vector<Reading> feed(std::string_view bytes) {
    std::vector<Reading> readings;
    decoder_.feed(std::as_bytes(std::span{bytes}), now_us_, readings);
    now_us_ += 150'000;
    return readings;
  }
  ScaleDecoder& decoder() { return decoder_; }
  std::int64_t& now_us() { return now_us_; }

 private:
  ScaleDecoder decoder_;
  std::int64_t now_us_ = 1'000'000;
};

class EveryScale : public testing::TestWithParam<Dialect> {
 protected:
  const Dialect& dialect() { return GetParam(); }
  const Protocol& protocol() { return *find_protocol(protocols(), dialect().profile); }
  std::string write(State state, std::int64_t grams) { return dialect().write({state, grams}); }

  /// The last reading of a frame that stands still: said five times where only equal frames tell.
  Reading still(Line& line, std::int64_t grams) {
    const int times = dialect().tells_motion ? 1 : 5;
    std::vector<Reading> all;
    line.feed(dialect().before);
    for (int time = 0; time < times; ++time) {
      const auto some = line.feed(write(grams == 0 ? State::zero : State::stable, grams));
      all.insert(all.end(), some.begin(), some.end());
    }
    const auto last = line.feed(dialect().after);
    all.insert(all.end(), last.begin(), last.end());
    EXPECT_EQ(all.size(), static_cast<std::size_t>(times)) << dialect().profile;
    return all.empty() ? Reading{} : all.back();
  }
};

TEST_P(EveryScale, ReadsStableGramsExactly) {
  for (const std::int64_t grams : {1, 5, 125, 520, 999, 1000, 2345, 8999}) {
    Line line{protocol()};
    const Reading reading = still(line, grams);
    EXPECT_EQ(reading.state, State::stable);
    EXPECT_EQ(reading.weight_g, grams);
  }
}

TEST_P(EveryScale, ZeroIsAStateOfItsOwn) {
  Line line{protocol()};
  const Reading reading = still(line, 0);
  EXPECT_EQ(reading.state, State::zero);
  EXPECT_EQ(reading.weight_g, 0);
}

TEST_P(EveryScale, AMovingWeightIsNeverStable) {
  Line line{protocol()};
  line.feed(dialect().before);
  std::vector<Reading> readings;
  for (const std::int64_t grams : {500, 510, 530}) {
    if (dialect().profile == "acs-p215") continue;  // silent while it moves
    for (const Reading& one : line.feed(write(State::unstable, grams) + dialect().after)) readings.push_back(one);
    ASSERT_FALSE(readings.empty());
    EXPECT_EQ(readings.back().state, State::unstable);
    if (dialect().tells_moving_weight) {
      EXPECT_EQ(readings.back().weight_g, grams);
    }
  }
}

TEST_P(EveryScale, OverAndUnderZeroHaveNoWeightToSell) {
  if (dialect().tells_over) {
    Line line{protocol()};
    const auto readings = line.feed(dialect().before + write(State::over, 9999) + dialect().after);
    ASSERT_EQ(readings.size(), 1u);
    EXPECT_EQ(readings[0].state, State::over);
    EXPECT_EQ(readings[0].weight_g, std::nullopt);
  }
  if (dialect().tells_under) {
    Line line{protocol()};
    const auto readings = line.feed(write(State::under_zero, -20));
    ASSERT_EQ(readings.size(), 1u);
    EXPECT_EQ(readings[0].state, State::under_zero);
  }
  EXPECT_TRUE(dialect().tells_over || dialect().profile == "acs-p215" || !dialect().tells_motion);
}

TEST_P(EveryScale, ANegativeWeightThatStandsStillIsUnderZero) {
  if (!dialect().tells_negative) return;
  Line line{protocol()};
  const Reading reading = still(line, -125);
  EXPECT_EQ(reading.state, State::under_zero);
  EXPECT_EQ(reading.weight_g, -125);
}

TEST_P(EveryScale, AFrameCutAtAnyByteIsReadOnce) {
  const std::string frame = write(State::stable, 520);
  for (std::size_t cut = 1; cut < frame.size(); ++cut) {
    Line line{protocol()};
    line.feed(dialect().before);
    auto readings = line.feed(frame.substr(0, cut));
    EXPECT_TRUE(readings.empty() || frame.back() == '\n') << cut;
    for (const Reading& one : line.feed(frame.substr(cut) + dialect().after)) readings.push_back(one);
    ASSERT_EQ(readings.size(), 1u) << dialect().profile << " cut at " << cut;
    EXPECT_EQ(readings[0].weight_g, 520);
  }
}

TEST_P(EveryScale, TwoJoinedFramesAreTwoReadings) {
  Line line{protocol()};
  const auto readings = line.feed(dialect().before + write(State::stable, 520) + write(State::stable, 1230) + dialect().after);
  ASSERT_EQ(readings.size(), 2u);
  EXPECT_EQ(readings[0].weight_g, 520);
  EXPECT_EQ(readings[1].weight_g, 1230);
}

TEST_P(EveryScale, RubbishBetweenFramesIsDroppedAndCounted) {
  Line line{protocol()};
  const std::string rubbish{"\x00\x7F!#~z\x1B", 7};
  const std::string before = dialect().before;
  auto readings = line.feed(before + write(State::stable, 520) + rubbish);
  for (const Reading& one : line.feed(before + write(State::stable, 1230) + dialect().after)) readings.push_back(one);
  ASSERT_FALSE(readings.empty());
  EXPECT_EQ(readings.back().weight_g, 1230);
  for (const Reading& one : readings) EXPECT_TRUE(one.weight_g == 520 || one.weight_g == 1230);
  EXPECT_GE(line.decoder().bytes_dropped(), 6u);
}

TEST_P(EveryScale, AHalfFrameCostsItselfAndNotTheNext) {
  const std::string whole = write(State::stable, 1230);
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    Line line{protocol()};
    const std::string before = dialect().before;
    const auto readings = line.feed(before + write(State::stable, 520).substr(0, cut) + before + whole + dialect().after);
    ASSERT_FALSE(readings.empty()) << dialect().profile << " cut at " << cut;
    EXPECT_EQ(readings.back().weight_g, 1230) << dialect().profile << " cut at " << cut;
  }
}

TEST_P(EveryScale, AFrameThatStandsStillIsNotJoinedToWhatComesLater) {
  const std::string frame = write(State::stable, 520);
  Line line{protocol()};
  line.feed(dialect().before + frame.substr(0, frame.size() / 2));
  line.now_us() += ScaleDecoder::silence_us;
  EXPECT_TRUE(line.feed(frame.substr(frame.size() / 2)).empty());
}

TEST_P(EveryScale, TheRawFrameIsKeptWithTheReading) {
  Line line{protocol()};
  const std::string frame = write(State::stable, 520);
  const auto readings = line.feed(dialect().before + frame + dialect().after);
  ASSERT_EQ(readings.size(), 1u);
  const auto raw = readings[0].raw.bytes();
  std::string kept{reinterpret_cast<const char*>(raw.data()), raw.size()};
  std::string sent = dialect().before + frame;
  if (protocol().line.data_bits == 7)
    for (char& c : sent) c = static_cast<char>(c & 0x7F);
  EXPECT_NE(sent.find(kept), std::string::npos);
  EXPECT_GE(kept.size() + 2, frame.size());
}

TEST_P(EveryScale, WhateverTheWeightTheGramsAreThoseWritten) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  std::uniform_int_distribution<std::int64_t> weights{1, dialect().grams_max};
  for (int round = 0; round < 200; ++round) {
    const std::int64_t grams = weights(random);
    Line line{protocol()};
    const auto readings = line.feed(dialect().before + write(State::stable, grams) + dialect().after);
    ASSERT_EQ(readings.size(), 1u) << grams;
    EXPECT_EQ(readings[0].weight_g, grams);
  }
}

TEST_P(EveryScale, AnyBytesLeaveItBoundedAndTheNextFrameWhole) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const std::string frame = write(State::stable, 520), before = dialect().before;
  for (int round = 0; round < 300; ++round) {
    Line line{protocol()};
    std::string bytes(random() % 200, '\0');
    // Bytes of its own frames are the ones that can mislead it.
    for (char& c : bytes) c = random() % 3 == 0 ? static_cast<char>(random()) : frame[random() % frame.size()];
    for (const Reading& one : line.feed(bytes)) {
      EXPECT_TRUE(!one.is_still() || one.weight_g.has_value());
      EXPECT_LE(one.raw.bytes().size(), RawFrame::bytes_max);
    }
    line.now_us() += ScaleDecoder::silence_us;
    const auto readings = line.feed(before + frame + dialect().after);
    ASSERT_FALSE(readings.empty());
    EXPECT_EQ(readings.back().weight_g, 520);
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryScale, testing::ValuesIn(dialects()), [](const auto& each) {
  std::string name = each.param.profile;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

TEST(Scales, EveryProfileHasADialectInThisTest) {
  std::vector<std::string> shipped, written;
  for (const Protocol& one : protocols()) shipped.push_back(one.name);
  for (const Dialect& one : dialects()) written.push_back(one.profile);
  std::sort(shipped.begin(), shipped.end());
  std::sort(written.begin(), written.end());
  EXPECT_EQ(shipped, written);
}

}  // namespace
}  // namespace zhuangui::scale

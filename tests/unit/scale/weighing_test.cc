#include "scale/weighing.h"

#include <gtest/gtest.h>

#include <random>

#include "seed.h"

namespace zhuangui::scale {
namespace {

/// A pan: one reading every 50 ms.
class Pan {
 public:
  explicit Pan(std::int64_t division_g = 5) : weighing_{Weighing::Rules{.division_g = division_g}} {}
  Pan& say(State state, std::optional<std::int64_t> weight_g, int times = 1) {
    for (int time = 0; time < times; ++time) {
      now_us_ += 50'000;
      Reading reading;
      reading.state = state;
      reading.weight_g = weight_g;
      reading.at_us = now_us_;
      weighing_.feed(reading);
    }
    return *this;
  }
  Pan& zero() { return say(State::zero, 0); }
  Pan& still(std::int64_t weight_g, int times = 3) { return say(State::stable, weight_g, times); }
  Pan& wait_ms(std::int64_t ms) {
    now_us_ += ms * 1000;
    return *this;
  }
  [[nodiscard]] Phase phase() const { return weighing_.phase(now_us_); }
  std::optional<std::int64_t> take() {
    const auto taken = weighing_.take(now_us_);
    return taken ? taken->weight_g : std::nullopt;
  }
  Weighing& weighing() { return weighing_; }
  [[nodiscard]] std::int64_t now_us() const { return now_us_; }

 private:
  Weighing weighing_;
  std::int64_t now_us_ = 0;
};

TEST(Weighing, ThreeEqualStillReadingsAreAWeight) {
  Pan pan;
  pan.zero().still(520, 2);
  EXPECT_EQ(pan.phase(), Phase::settling);
  pan.still(520, 1);
  EXPECT_EQ(pan.phase(), Phase::ready);
  EXPECT_EQ(pan.take(), 520);
}

TEST(Weighing, OneStillReadingIsAWeightAfter200Milliseconds) {
  Pan pan;
  pan.zero().still(520, 1);
  EXPECT_EQ(pan.wait_ms(199).phase(), Phase::settling);
  EXPECT_EQ(pan.wait_ms(1).phase(), Phase::ready);
}

TEST(Weighing, AReadingOlderThanASecondIsNoWeight) {
  Pan pan;
  pan.zero().still(520);
  EXPECT_EQ(pan.wait_ms(1000).phase(), Phase::ready);
  EXPECT_EQ(pan.wait_ms(1).phase(), Phase::silent);
  EXPECT_EQ(pan.take(), std::nullopt);
  EXPECT_EQ(pan.weighing().shown_g(pan.now_us()), std::nullopt);
  EXPECT_EQ(pan.weighing().state(pan.now_us()), State::not_ready);
  pan.still(520, 1);
  EXPECT_EQ(pan.phase(), Phase::settling) << "what happened in the silence nobody saw: three anew";
}

TEST(Weighing, AWeightIsTakenOnceUntilThePanWasEmpty) {
  Pan pan;
  pan.zero().still(520);
  EXPECT_EQ(pan.take(), 520);
  EXPECT_EQ(pan.phase(), Phase::spent);
  EXPECT_EQ(pan.take(), std::nullopt);
  pan.still(780, 5);
  EXPECT_EQ(pan.phase(), Phase::spent) << "goods laid beside goods that were sold";
  pan.still(11, 5);
  EXPECT_EQ(pan.phase(), Phase::spent) << "more than 2 e";
  pan.say(State::unstable, 10);
  EXPECT_EQ(pan.phase(), Phase::spent) << "passing by zero is not standing at it";
  pan.still(10, 1);
  EXPECT_EQ(pan.phase(), Phase::empty);
  pan.still(300);
  EXPECT_EQ(pan.take(), 300);
}

TEST(Weighing, ALittleUnderZeroIsEmptyToo) {
  Pan pan;
  pan.zero().still(520);
  ASSERT_EQ(pan.take(), 520);
  pan.say(State::under_zero, -12);
  pan.still(520);
  EXPECT_EQ(pan.phase(), Phase::spent) << "a container was lifted and put back";
  pan.say(State::under_zero, -10);
  EXPECT_EQ(pan.phase(), Phase::empty);
  pan.still(520);
  EXPECT_EQ(pan.phase(), Phase::ready);
}

TEST(Weighing, WhatLiesThereAtTheStartIsNotSoldBeforeItWasTakenOff) {
  Pan pan;
  pan.still(520, 5);
  EXPECT_EQ(pan.phase(), Phase::spent);
  EXPECT_EQ(pan.take(), std::nullopt);
  pan.zero().still(520);
  EXPECT_EQ(pan.take(), 520);
}

TEST(Weighing, NothingIsSoldThatMovesOrIsNegativeOrOver) {
  for (const auto& [state, weight] : {std::pair<State, std::optional<std::int64_t>>{State::unstable, 520},
                                      {State::under_zero, -520},
                                      {State::over, std::nullopt},
                                      {State::not_ready, std::nullopt},
                                      {State::zero, 0}}) {
    Pan pan;
    pan.zero().say(state, weight, 10);
    EXPECT_EQ(pan.take(), std::nullopt) << to_text(state);
  }
  Pan pan;
  pan.zero().say(State::over, std::nullopt);
  EXPECT_EQ(pan.phase(), Phase::trouble);
  EXPECT_EQ(pan.weighing().state(pan.now_us()), State::over);
}

TEST(Weighing, AWeightThatJumpsSettlesAnew) {
  Pan pan;
  pan.zero().still(520, 2).still(525, 2);
  EXPECT_EQ(pan.phase(), Phase::settling);
  pan.say(State::unstable, 525).still(525, 2);
  EXPECT_EQ(pan.phase(), Phase::settling) << "movement in between begins the count again";
  pan.still(525, 1);
  EXPECT_EQ(pan.take(), 525);
}

TEST(Weighing, SoldIsInWholeDivisionsHalfUp) {
  struct Case {
    std::int64_t e, said, sold;
  };
  for (const Case& one : {Case{5, 520, 520}, Case{5, 522, 520}, Case{5, 523, 525}, Case{2, 521, 522}, Case{2, 519, 520},
                          Case{10, 525, 530}, Case{10, 524, 520}, Case{1, 523, 523}}) {
    Pan pan{one.e};
    pan.zero().still(one.said);
    EXPECT_EQ(pan.weighing().shown_g(pan.now_us()), one.sold) << one.said << " by " << one.e;
    EXPECT_EQ(pan.take(), one.sold) << one.said << " by " << one.e;
  }
  Pan pan{5};
  pan.zero().say(State::unstable, -3);
  EXPECT_EQ(pan.weighing().shown_g(pan.now_us()), -5);
}

TEST(Weighing, TheRawFrameGoesWithTheWeight) {
  Weighing weighing;
  Reading reading;
  reading.state = State::zero;
  reading.weight_g = 0;
  weighing.feed(reading);
  const std::string frame = "ST,GS,+ 0.520kg";
  reading.state = State::stable;
  reading.weight_g = 520;
  reading.raw = RawFrame{std::as_bytes(std::span{frame})};
  weighing.feed(reading);
  const auto taken = weighing.take(200'000);
  ASSERT_TRUE(taken);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(taken->raw.bytes().data()), taken->raw.bytes().size()), frame);
}

// Reckoned a second time, from the whole history instead of step by step.
TEST(Weighing, BetweenTwoSalesOfAnyHistoryThePanWasEmpty) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  for (int round = 0; round < 200; ++round) {
    Pan pan;
    bool emptied = false;
    int sold = 0;
    for (int step = 0; step < 100; ++step) {
      const std::int64_t weight = std::int64_t{5} * static_cast<std::int64_t>(random() % 8);
      switch (random() % 5) {
        case 0: pan.say(State::unstable, weight); break;
        case 1: pan.say(State::over, std::nullopt); break;
        case 2: pan.wait_ms(static_cast<std::int64_t>(random() % 1500)); break;
        default:
          pan.say(weight == 0 ? State::zero : State::stable, weight, 1 + static_cast<int>(random() % 4));
          emptied = emptied || weight <= 10;
      }
      if (const auto taken = pan.take()) {
        EXPECT_TRUE(emptied) << "sold twice in round " << round << ", step " << step;
        EXPECT_GT(*taken, 10);
        emptied = false;
        ++sold;
      }
    }
    EXPECT_GT(sold, 0) << "a history of 100 steps sells something";
  }
}

}  // namespace
}  // namespace zhuangui::scale

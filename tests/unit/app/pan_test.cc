#include "pan.h"

#include <gtest/gtest.h>

namespace zhuangui::app {
namespace {

TEST(ScalePan, WhatTheScaleSaysBecomesWhatTheTillIsTold) {
  using scale::Phase, scale::State, till::PanState;
  struct Case { Phase phase; State state; std::optional<std::int64_t> weight_g; till::Pan pan; };
  for (const Case& c : {Case{Phase::silent, State::not_ready, {}, {PanState::silent, 0}}, Case{Phase::empty, State::zero, 0, {PanState::empty, 0}},
                        Case{Phase::settling, State::unstable, 515, {PanState::moving, 515}}, Case{Phase::ready, State::stable, 520, {PanState::stable, 520}},
                        Case{Phase::spent, State::stable, 520, {PanState::spent, 520}}, Case{Phase::trouble, State::over, {}, {PanState::over, 0}},
                        Case{Phase::trouble, State::under_zero, -30, {PanState::under, -30}}, Case{Phase::trouble, State::not_ready, {}, {PanState::silent, 0}}})
    EXPECT_EQ(pan_of({c.phase, c.state, c.weight_g}), c.pan) << static_cast<int>(c.phase);
}

TEST(ScalePan, AnUnregisteredScaleWeighsNothingAndTheLeastWeightIsTwentyDivisions) {
  Configuration configuration;
  configuration.scale_profile = "hid";
  configuration.scale_division_g = 2;
  const core::WallTime now{1'795'482'000'000};  // 2026-11-24
  EXPECT_EQ(scale_settings(configuration, false, now).own, std::nullopt);
  EXPECT_EQ(scale_settings(configuration, false, now).min_g, 40);
  EXPECT_EQ(scale_settings(configuration, true, now).own->verified_until, (core::Date{2027, 11, 24}));
  configuration.weighing.own = till::RegisteredScale{"A-1", {2026, 1, 1}};
  EXPECT_EQ(scale_settings(configuration, true, now).own->serial, "A-1") << "what is set goes before what is simulated";
  configuration.scale_profile.clear();
  EXPECT_EQ(scale_settings(configuration, false, now).own, std::nullopt) << "no scale is set up";
}

TEST(ScalePan, WhatWasSentStandsOnTheRecordAsItCame) {
  scale::Reading reading;
  reading.weight_g = 520;
  const std::string sent = "ST,NT,+  0.520kg\\\r\n";
  reading.raw = scale::RawFrame{std::as_bytes(std::span{sent})};
  reading.tare_g = 35;
  EXPECT_EQ(taken(reading).raw, "ST,NT,+  0.520kg\\x5C\\x0D\\x0A");
  EXPECT_EQ(taken(reading).gross_g, 520);
  EXPECT_EQ(taken(reading).scale_tare_g, 0) << "it did not say net";
  reading.net = true;
  EXPECT_EQ(taken(reading).scale_tare_g, 35);
  EXPECT_EQ(taken({}).gross_g, std::nullopt);
}

}  // namespace
}  // namespace zhuangui::app

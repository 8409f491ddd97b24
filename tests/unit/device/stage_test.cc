#include "device/stage.h"

#include <gtest/gtest.h>

namespace zhuangui::device {
namespace {

TEST(Stage, OnlyTheDrawnWayLeadsToOutput) {
  std::optional<Stage> stage = Stage::closed;
  for (const Verb verb : {Verb::open, Verb::claim, Verb::enable, Verb::output, Verb::done, Verb::output}) {
    stage = next(*stage, verb);
    ASSERT_TRUE(stage);
  }
  EXPECT_EQ(*stage, Stage::busy);
}

TEST(Stage, WhatIsNotDrawnIsIllegal) {
  struct Case { Stage stage; Verb verb; };
  for (const Case& c : {Case{Stage::closed, Verb::claim}, Case{Stage::closed, Verb::fail}, Case{Stage::opened, Verb::enable},
                        Case{Stage::claimed, Verb::output}, Case{Stage::enabled, Verb::done}, Case{Stage::error, Verb::open},
                        Case{Stage::error, Verb::output}, Case{Stage::busy, Verb::output}})
    EXPECT_FALSE(next(c.stage, c.verb)) << static_cast<int>(c.stage) << " " << static_cast<int>(c.verb);
}

TEST(Stage, CloseLeadsOutOfEveryStage) {
  for (const Stage stage : {Stage::closed, Stage::opened, Stage::claimed, Stage::enabled, Stage::busy, Stage::error})
    EXPECT_EQ(next(stage, Verb::close), Stage::closed);
}

}  // namespace
}  // namespace zhuangui::device

// The scale's thread on a real serial line, and another thread that looks at what it says now.
#include "scale_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>

#include "pseudo_terminal.h"
#include "told.h"
#include "transport/serial_bus.h"

namespace zhuangui::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A bench scale that says ten times a second what lies on its pan.
class BenchScale {
 public:
  explicit BenchScale(support::PseudoTerminal& wire) : thread_{[this, &wire](const std::stop_token& stop) {
    for (; !stop.stop_requested(); std::this_thread::sleep_for(milliseconds{100})) {
      char frame[64];
      std::snprintf(frame, sizeof frame, "ST,GS,+  %d.%03dkg\r\n", grams_ / 1000, grams_ % 1000);
      wire.send(frame);
    }
  }} {}
  void lay_on(int grams) { grams_ = grams; }

 private:
  std::atomic<int> grams_ = 0;
  std::jthread thread_;
};

class ScaleWorkerTest : public testing::Test, protected support::Told {
 protected:
  void start() {
    const auto protocols = scale::load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales").value();
    worker.emplace(bus, quirks, scale::ScaleOptions{.device = {.ports = {wire.path()}}, .protocol = *scale::find_protocol(protocols, "st-gs")},
                   5, [] { return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now().time_since_epoch()).count(); },
                   [this](const scale::ScaleState& state) { note([&] { states.push_back(state); }); }, [this] { ++said; });
  }
  bool wait_phase(scale::Phase phase) {
    const auto until = steady_clock::now() + std::chrono::seconds{10};
    while (worker->live().phase != phase && steady_clock::now() < until) std::this_thread::sleep_for(milliseconds{1});
    return worker->live().phase == phase;
  }

  support::PseudoTerminal wire;
  transport::SerialBus bus{{.paths = {wire.path()}, .usb = false}};
  device::QuirkTable quirks;
  std::vector<scale::ScaleState> states;
  std::atomic<int> said = 0;
  std::optional<ScaleWorker> worker;
};

TEST_F(ScaleWorkerTest, WhatItsThreadReadsIsThereForAnotherAtOnceAndAnOldWeightIsNone) {
  start();
  EXPECT_EQ(worker->live().phase, scale::Phase::silent);
  {
    BenchScale scale{wire};
    ASSERT_TRUE(wait_phase(scale::Phase::empty));
    scale.lay_on(522);
    ASSERT_TRUE(wait_phase(scale::Phase::ready));
    const ScaleWorker::Live live = worker->live();
    EXPECT_EQ(live.weight_g, 520) << "in divisions of 5 g";
    EXPECT_EQ(live.state, scale::State::stable);
    scale.lay_on(0);
    ASSERT_TRUE(wait_phase(scale::Phase::empty));
  }
  ASSERT_TRUE(wait_phase(scale::Phase::silent)) << "nothing came for a second";
  EXPECT_EQ(worker->live().weight_g, std::nullopt);
}

TEST_F(ScaleWorkerTest, AWeightIsGivenToAnotherThreadOnceAndAgainOnlyAfterThePanWasEmpty) {
  start();
  BenchScale scale{wire};
  ASSERT_TRUE(wait_phase(scale::Phase::empty));
  EXPECT_FALSE(worker->take()) << "nothing lies there";
  scale.lay_on(520);
  ASSERT_TRUE(wait_phase(scale::Phase::ready));
  EXPECT_EQ(worker->take().value().weight_g, 520);
  EXPECT_FALSE(worker->take()) << "the same weight twice";
  EXPECT_EQ(worker->live().phase, scale::Phase::spent);
  scale.lay_on(0);
  ASSERT_TRUE(wait_phase(scale::Phase::empty));
  scale.lay_on(700);
  ASSERT_TRUE(wait_phase(scale::Phase::ready));
  EXPECT_EQ(worker->take().value().weight_g, 700);
  EXPECT_GE(said, 5) << "the screen is told whenever the scale says something";
}

TEST_F(ScaleWorkerTest, PulledOutItIsToldFromItsThreadAndItEndsWithinASecond) {
  start();
  ASSERT_TRUE(wait([&] { return !states.empty() && states.back().stage == device::Stage::enabled; }));
  wire.unplug();
  ASSERT_TRUE(wait([&] { return states.back().error && states.back().error->code == device::Errc::no_hardware; }));
  const auto before = steady_clock::now();
  worker.reset();
  EXPECT_LE(steady_clock::now() - before, std::chrono::seconds{1});
}

}  // namespace
}  // namespace zhuangui::app

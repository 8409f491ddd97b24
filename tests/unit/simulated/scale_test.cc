// The simulated scale under the real driver, in each of its modes.
#include "simulated/scale.h"

#include <gtest/gtest.h>

#include <array>

#include "device/line_coding.h"
#include "running_scale.h"
#include "temporary_folder.h"

namespace zhuangui::simulated {
namespace {

using device::Errc;
using device::Stage;
using scale::State;
using support::RunningScale;

class OneScaleBus final : public device::Bus {
 public:
  explicit OneScaleBus(Scale& scale) : scale_{scale} {}
  device::Result<std::vector<device::DeviceInfo>> list() override {
    std::vector<device::DeviceInfo> devices;
    if (scale_.is_plugged()) devices.push_back(scale_.info());
    return devices;
  }
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo&) override { return scale_.open(); }

 private:
  Scale& scale_;
};

struct Mode {
  ScaleMode mode;
  const char* profile;  ///< empty: HID
  bool tells_fault = true;
};

std::int64_t now_ms() { return scale::ScaleDriver::steady_clock_us() / 1000; }

class EverySimulatedScale : public testing::TestWithParam<Mode> {
 protected:
  void TearDown() override { running.reset(); }
  void run(std::optional<std::uint32_t> baud = {}) {
    scale::ScaleOptions options{.device = {.ports = {"1-5"}}, .baud = baud};
    if (*GetParam().profile != '\0')
      options.protocol = *scale::find_protocol(scale::load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales").value(), GetParam().profile);
    if (options.protocol) options.protocol->silence_ms = 300;
    running.emplace(bus, quirks, options);
  }
  support::TemporaryFolder folder{"scale"};
  Scale scale{GetParam().mode, std::filesystem::path{folder.path()} / "scale.log", {&now_ms, {}}};
  OneScaleBus bus{scale};
  device::QuirkTable quirks;
  std::optional<RunningScale> running;
};

TEST_P(EverySimulatedScale, SaysWhatLiesOnItsPan) {
  run();
  ASSERT_TRUE(running->wait_state(State::zero));
  scale.weigh(520);
  ASSERT_TRUE(running->wait_weight(520));
  EXPECT_TRUE(running->wait_state(State::stable));
  scale.weigh(1230, true);
  EXPECT_TRUE(running->wait_state(State::unstable));
  scale.weigh(0);
  EXPECT_TRUE(running->wait_state(State::zero));
}

TEST_P(EverySimulatedScale, OverUnderAndFaultHaveNoWeightToSell) {
  run();
  scale.weigh(Scale::grams_max + 1);
  EXPECT_TRUE(running->wait_state(State::over));
  scale.weigh(520);
  ASSERT_TRUE(running->wait_weight(520));
  ASSERT_TRUE(scale.command("over"));
  EXPECT_TRUE(running->wait_state(State::over));
  if (GetParam().mode != ScaleMode::cas) {  // F stands for both
    ASSERT_TRUE(scale.command("under"));
    EXPECT_TRUE(running->wait_state(State::under_zero));
  }
  ASSERT_TRUE(scale.command("fault"));
  EXPECT_TRUE(running->wait_state(GetParam().tells_fault ? State::not_ready : State::over));
  scale.weigh(530);
  EXPECT_TRUE(running->wait_weight(530));
}

TEST_P(EverySimulatedScale, UnpluggedItIsTakenUpAgainWithoutARestart) {
  run();
  for (std::size_t round = 1; round <= 2; ++round) {
    ASSERT_TRUE(running->wait_stage(Stage::enabled, round));
    scale.weigh(100 + static_cast<std::int64_t>(round));
    ASSERT_TRUE(running->wait_weight(100 + static_cast<std::int64_t>(round)));
    ASSERT_TRUE(scale.command("unplugged"));
    ASSERT_TRUE(running->wait_error(Errc::no_hardware));
    ASSERT_TRUE(scale.command("plugged"));
  }
}

TEST_P(EverySimulatedScale, AGarbledAndAHalfFrameCostThemselvesOnly) {
  run();
  for (const char* fault : {"garbled", "half"}) {
    ASSERT_TRUE(scale.command(fault));
    scale.weigh(520);
    EXPECT_TRUE(running->wait_weight(520)) << fault;
    scale.weigh(0);
    EXPECT_TRUE(running->wait_state(State::zero)) << fault;
  }
}

TEST_P(EverySimulatedScale, SilenceAndAFalseRateAreToldApart) {
  if (GetParam().mode == ScaleMode::hid) return;  // a USB scale has no rate, and may be silent
  ASSERT_TRUE(scale.command("silent"));
  run();
  EXPECT_TRUE(running->wait_error(Errc::timeout));
  ASSERT_TRUE(scale.command("speaking"));
  EXPECT_TRUE(running->wait_state(State::zero));
  running.reset();
  if (GetParam().mode != ScaleMode::st_gs) return;  // one that is asked does not understand the question
  run(2400);
  EXPECT_TRUE(running->wait_error(Errc::failure));
}

TEST_P(EverySimulatedScale, TheSameSeedWandersTheSameWay) {
  Scale one{GetParam().mode, std::filesystem::path{folder.path()} / "1.log", {[] { return std::int64_t{0}; }, {}}, true, 7};
  Scale two{GetParam().mode, std::filesystem::path{folder.path()} / "2.log", {[] { return std::int64_t{0}; }, {}}, true, 7};
  const auto frames = [](Scale& shaken) {
    std::string all;
    auto transport = std::move(shaken.open().value());
    (void)device::set_up_line(*transport, {});
    for (int frame = 0; frame < 5; ++frame) {
      shaken.weigh(520, true);
      (void)transport->write(std::as_bytes(std::span{"\x11W", 2}), std::chrono::milliseconds{1});
      std::array<std::byte, 64> buffer{};
      const auto read = transport->read(buffer, std::chrono::milliseconds{1});
      if (read) all.append(reinterpret_cast<const char*>(buffer.data()), read->bytes);
    }
    return all;
  };
  const std::string said = frames(one);
  EXPECT_FALSE(said.empty());
  EXPECT_EQ(said, frames(two));
}

INSTANTIATE_TEST_SUITE_P(All, EverySimulatedScale,
                         testing::Values(Mode{ScaleMode::hid, ""}, Mode{ScaleMode::cas, "cas", false},
                                         Mode{ScaleMode::toledo_8217, "toledo-8217"}, Mode{ScaleMode::st_gs, "st-gs", false}),
                         [](const auto& each) { return std::to_string(each.index); });

TEST(SimulatedScale, ItsTareKeyIsPressedThroughTheLineAndNetIsAsTheScaleSays) {
  support::TemporaryFolder folder{"scale"};
  Scale scale{ScaleMode::toledo_8217, std::filesystem::path{folder.path()} / "scale.log", {&now_ms, {}}};
  OneScaleBus bus{scale};
  device::QuirkTable quirks;
  RunningScale running{bus, quirks, {.device = {.ports = {"1-5"}},
                                     .protocol = *scale::find_protocol(scale::load_protocols(ZHUANGUI_SOURCE_DIR "/assets/scales").value(), "toledo-8217")}};
  scale.weigh(80);
  ASSERT_TRUE(running.wait_weight(80));
  ASSERT_TRUE(running.driver().tare());
  ASSERT_TRUE(running.wait_state(State::zero));
  EXPECT_EQ(scale.tare_g(), 80);
  scale.weigh(600);
  EXPECT_TRUE(running.wait_weight(520));
  EXPECT_FALSE(scale.command("dancing"));
}

}  // namespace
}  // namespace zhuangui::simulated

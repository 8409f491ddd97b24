#pragma once
// A scale driver in its thread, and what it told.
#include <algorithm>
#include <thread>
#include <vector>

#include "scale/driver.h"
#include "told.h"

namespace zhuangui::support {

class RunningScale : Told {
  using Reading = scale::Reading;
  using ScaleState = scale::ScaleState;

 public:
  RunningScale(device::Bus& bus, const device::QuirkTable& quirks, scale::ScaleOptions options)
      : driver_{bus, quirks, std::move(options)}, thread_{[this](const std::stop_token& stop) {
          driver_.run(stop, {[this](const Reading& reading) { note([&] { readings_.push_back(reading); }); },
                             [this](const ScaleState& state) { note([&] { states_.push_back(state); }); }});
        }} {}

  bool wait_weight(std::int64_t grams) {
    return wait([&] { return !readings_.empty() && readings_.back().weight_g == grams; });
  }
  bool wait_stage(device::Stage stage, std::size_t times = 1) {
    return wait([&] {
      return static_cast<std::size_t>(std::count_if(states_.begin(), states_.end(), [&](const ScaleState& one) {
               return one.stage == stage && !one.error;
             })) >= times;
    });
  }
  bool wait_error(device::Errc code) {
    return wait([&] { return !states_.empty() && states_.back().error && states_.back().error->code == code; });
  }
  ScaleState last_state() {
    const std::lock_guard lock{mutex_};
    return states_.back();
  }
  scale::ScaleDriver& driver() { return driver_; }

  bool wait_state(scale::State state) {
    return wait([&] { return !readings_.empty() && readings_.back().state == state; });
  }

 private:
  std::vector<Reading> readings_;
  std::vector<ScaleState> states_;
  scale::ScaleDriver driver_;
  std::jthread thread_;
};

}  // namespace zhuangui::support

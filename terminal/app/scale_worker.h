#pragma once
#include <functional>
#include <mutex>
#include <thread>

#include "scale/driver.h"
#include "scale/weighing.h"

namespace zhuangui::app {

/// The counter's scale in a thread of its own, and what it says now. Ends with its destruction, within a second.
class ScaleWorker {
 public:
  /// `bus` and `quirks` must outlive it; `now_us` is monotonic; `changed` is called from its thread, and
  /// so is `said`, whenever what live() answers may have become another.
  ScaleWorker(device::Bus& bus, const device::QuirkTable& quirks, scale::ScaleOptions options, std::int64_t division_g,
              scale::ScaleDriver::Clock now_us, std::function<void(const scale::ScaleState&)> changed,
              std::function<void()> said = {});

  struct Live {
    scale::Phase phase = scale::Phase::silent;
    scale::State state = scale::State::not_ready;
    std::optional<std::int64_t> weight_g;  ///< in whole divisions; also of a weight that moves or was taken
  };
  /// What the scale says at this moment. Any thread.
  [[nodiscard]] Live live() const;
  /// The weight to sell by, once: see scale::Weighing::take. Any thread; waits for no scale.
  std::optional<scale::Reading> take();

 private:
  const scale::ScaleDriver::Clock now_us_;
  mutable std::mutex mutex_;
  scale::Weighing weighing_;
  scale::ScaleDriver driver_;
  std::jthread thread_;
};

}  // namespace zhuangui::app

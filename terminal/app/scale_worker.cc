#include "scale_worker.h"

namespace zhuangui::app {

ScaleWorker::ScaleWorker(device::Bus& bus, const device::QuirkTable& quirks, scale::ScaleOptions options, std::int64_t division_g,
                         scale::ScaleDriver::Clock now_us, std::function<void(const scale::ScaleState&)> changed,
                         std::function<void()> said)
    : now_us_{std::move(now_us)},
      weighing_{{.division_g = division_g}},
      driver_{bus, quirks, std::move(options), now_us_},
      thread_{[this, changed = std::move(changed), said = std::move(said)](const std::stop_token& stop) {
        driver_.run(stop, {[this, &said](const scale::Reading& reading) {
                             {
                               const std::lock_guard lock{mutex_};
                               weighing_.feed(reading);
                             }
                             if (said) said();
                           },
                           changed});
      }} {}

ScaleWorker::Live ScaleWorker::live() const {
  const std::int64_t now_us = now_us_();
  const std::lock_guard lock{mutex_};
  return {weighing_.phase(now_us), weighing_.state(now_us), weighing_.shown_g(now_us)};
}

std::optional<scale::Reading> ScaleWorker::take() {
  const std::int64_t now_us = now_us_();
  const std::lock_guard lock{mutex_};
  return weighing_.take(now_us);
}

}  // namespace zhuangui::app

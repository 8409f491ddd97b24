#pragma once
// The scale before the monkey: what lies on it, and the readings a driver would make of it. Only for the screen's thread.
#include "clock.h"
#include "pan.h"
#include "scale/weighing.h"

namespace zhuangui::monkey {

class PanOfCounter {
 public:
  explicit PanOfCounter(const app::Clock& clock) : clock_{clock} {}

  void lay(std::int64_t grams, bool moves) {
    grams_ = grams, moves_ = moves;
    look();
  }
  void plug(bool in) { plugged_ = in; }

  till::Pan pan() {
    if (!plugged_) return {};
    look();
    const std::int64_t now_us = clock_.monotonic_ms() * 1'000;
    return app::pan_of({weighing_.phase(now_us), weighing_.state(now_us), weighing_.shown_g(now_us)});
  }
  till::WeightTaken take() {
    const till::WeightTaken given = app::taken(plugged_ ? weighing_.take(clock_.monotonic_ms() * 1'000) : std::nullopt);
    if (given.gross_g) ++sold_;
    return given;
  }
  /// How often what lies there was sold: once at most.
  [[nodiscard]] int times_sold() const { return sold_; }

 private:
  void look() {
    if (!plugged_) return;
    // As good as empty, two divisions of 5 g, and seen to be so, were it only when the scale is plugged in again.
    if (grams_ == 0 || (grams_ <= 10 && !moves_)) sold_ = 0;
    scale::Reading reading;
    reading.state = grams_ == 0 ? scale::State::zero : grams_ > 15'000 ? scale::State::over : moves_ ? scale::State::unstable : scale::State::stable;
    if (reading.state != scale::State::over) reading.weight_g = grams_;
    reading.at_us = clock_.monotonic_ms() * 1'000;
    weighing_.feed(reading);
  }

  const app::Clock& clock_;
  scale::Weighing weighing_;
  std::int64_t grams_ = 0;
  bool moves_ = false, plugged_ = true;
  int sold_ = 0;
};

}  // namespace zhuangui::monkey

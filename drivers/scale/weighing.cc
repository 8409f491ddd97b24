#include "scale/weighing.h"

#include <cstdlib>

namespace zhuangui::scale {

void Weighing::feed(const Reading& reading) {
  // Silence between two frames: nobody saw what happened in it.
  const bool unbroken = last_ && reading.at_us - last_->at_us <= rules_.fresh_us;
  const bool goes_on = unbroken && reading.is_still() && last_->is_still() && last_->weight_g == reading.weight_g &&
                       last_->net == reading.net;
  if (!goes_on) {
    equal_ = 0;
    still_since_us_ = reading.at_us;
  }
  if (reading.is_still()) ++equal_;
  // An empty pan under a tare shows less than nothing, and rightly does not count as zero.
  const bool at_rest = reading.is_still() || reading.state == State::under_zero;
  if (at_rest && reading.weight_g && std::abs(*reading.weight_g) <= 2 * rules_.division_g) spent_ = false;
  last_ = reading;
}

bool Weighing::is_fresh(std::int64_t now_us) const { return last_ && now_us - last_->at_us <= rules_.fresh_us; }

bool Weighing::is_settled(std::int64_t now_us) const {
  return last_->is_still() && (equal_ >= rules_.equal_frames || now_us - still_since_us_ >= rules_.still_us);
}

std::int64_t Weighing::in_divisions(std::int64_t weight_g) const {
  const std::int64_t e = rules_.division_g;
  const std::int64_t below = weight_g >= 0 ? weight_g / e : -((-weight_g + e - 1) / e);
  const std::int64_t rest = weight_g - below * e;
  return (below + (2 * rest >= e ? 1 : 0)) * e;
}

Phase Weighing::phase(std::int64_t now_us) const {
  if (!is_fresh(now_us)) return Phase::silent;
  const bool weighs = last_->is_still() || last_->state == State::unstable;
  if (!weighs) return last_->state == State::under_zero && !spent_ && last_->weight_g && std::abs(*last_->weight_g) <= 2 * rules_.division_g
                          ? Phase::empty
                          : Phase::trouble;
  if (spent_) return Phase::spent;
  if (!last_->is_still()) return Phase::settling;
  if (in_divisions(*last_->weight_g) <= 2 * rules_.division_g) return Phase::empty;
  return is_settled(now_us) ? Phase::ready : Phase::settling;
}

State Weighing::state(std::int64_t now_us) const { return is_fresh(now_us) ? last_->state : State::not_ready; }

std::optional<std::int64_t> Weighing::shown_g(std::int64_t now_us) const {
  if (!is_fresh(now_us) || !last_->weight_g) return std::nullopt;
  return in_divisions(*last_->weight_g);
}

std::optional<Reading> Weighing::take(std::int64_t now_us) {
  if (phase(now_us) != Phase::ready) return std::nullopt;
  spent_ = true;
  Reading taken = *last_;
  taken.weight_g = in_divisions(*taken.weight_g);
  return taken;
}

}  // namespace zhuangui::scale

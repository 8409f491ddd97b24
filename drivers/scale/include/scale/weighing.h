#pragma once
#include <cstdint>
#include <optional>

#include "scale/reading.h"

namespace zhuangui::scale {

// empty -put on-> settling -stands still-> ready -taken-> spent -|w| <= 2e, still-> empty
// Whatever happens in between (over, under zero, unplugged, silence) leads back to settling, or to spent when the
// weight was taken: only a return to zero ends `spent`.
enum class Phase {
  silent,    ///< no reading, or the last one is over a second old: that is no weight
  empty,     ///< near zero; the next weighing may begin
  settling,  ///< moving, or not still for long enough
  ready,     ///< a weight that can be sold
  spent,     ///< sold already; what lies there must go first
  trouble    ///< over, under zero, not ready: Weighing::state() says which
};

/// From readings to weights that can be sold, each once. Pure: time comes in. A start counts as a weighing, since nobody
/// knows whether what lies there has been sold; it begins with `spent` where something lies on the pan.
class Weighing {
 public:
  struct Rules {
    /// The verification division e of the scale's plate, in grams: 2 or 5 up to 6 kg, 5 or 10 up to 15 kg. A weight
    /// between two divisions (a scale that sends more digits than it may show) is rounded to the nearer one, half up; a
    /// scale with several divisions takes the smallest.
    std::int64_t division_g = 5;
    int equal_frames = 3;                  ///< so many equal still readings one after the other…
    std::int64_t still_us = 200'000;       ///< …or still at one weight for so long
    std::int64_t fresh_us = 1'000'000;     ///< an older reading is no weight
  };
  Weighing() = default;
  explicit Weighing(const Rules& rules) : rules_{rules} {}

  /// One reading after the other, in time.
  void feed(const Reading& reading);

  [[nodiscard]] Phase phase(std::int64_t now_us) const;
  /// The state of the last reading, not_ready without a fresh one.
  [[nodiscard]] State state(std::int64_t now_us) const;
  /// What to show, in whole divisions, also while it moves or was spent; none in silence and trouble.
  [[nodiscard]] std::optional<std::int64_t> shown_g(std::int64_t now_us) const;
  /// The reading to sell by, its weight in whole divisions and above zero; its raw frame goes with the sale. None unless
  /// ready. Once taken it is spent.
  std::optional<Reading> take(std::int64_t now_us);

 private:
  [[nodiscard]] bool is_fresh(std::int64_t now_us) const;
  [[nodiscard]] bool is_settled(std::int64_t now_us) const;
  [[nodiscard]] std::int64_t in_divisions(std::int64_t weight_g) const;

  Rules rules_;
  std::optional<Reading> last_;
  int equal_ = 0;                 // still readings of this weight in a row
  std::int64_t still_since_us_ = 0;
  bool spent_ = true;
};

}  // namespace zhuangui::scale

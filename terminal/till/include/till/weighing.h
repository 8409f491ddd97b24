#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/cart.h"

namespace zhuangui::till {

/// What lies on the scale, as it says at this moment. silent: it is there, and says nothing or that it is out of order.
/// spent: it was sold already, and must go before anything else is weighed.
enum class PanState { absent, silent, empty, moving, stable, spent, over, under };
struct Pan {
  PanState state = PanState::absent;
  std::int64_t gross_g = 0;  ///< what it shows, in whole divisions; 0 where it shows nothing
  friend bool operator==(Pan, Pan) = default;
};

/// A scale that may be sold by, until the end of its last day (检定有效期).
struct RegisteredScale {
  std::string serial;
  core::Date verified_until;
  friend bool operator==(const RegisteredScale&, const RegisteredScale&) = default;
};

/// What the counter weighs with. Without a registered scale of its own, weighed goods need the label of another one.
struct ScaleSettings {
  std::optional<RegisteredScale> own;
  std::int64_t min_g = 100;            ///< of the scale's plate (Min): less than that is not sold by it
  std::vector<std::int64_t> tares_g;   ///< of the containers that are in use, at most tares_max
  std::int64_t accept_after_ms = 0;    ///< a weight that stood still so long is taken by itself; 0: a person takes it
  std::vector<RegisteredScale> second; ///< whose grams may be typed while the own one fails, at most second_max
  bool may_enter_by_hand = false;      ///< whoever stands there has the right to; never in self-service
};
inline constexpr std::size_t tares_max = 3, second_max = 3;

/// The weighing under way.
struct WeighingNow {
  std::string product;
  std::string code;                  ///< what was scanned, empty when chosen by touch
  std::optional<core::CartLine> again;  ///< the line of the cart that it replaces
  std::int64_t tare_g = 0;
  bool by_hand = false;              ///< grams are typed that a second scale shows
  std::size_t second = 0;            ///< which one
  std::int64_t accept_at_ms = 0;     ///< monotonic: when it is taken by itself; 0: not
};

/// How far the weighing has come: what is to be done next. hand: what is typed is no weight yet; ready: it can be taken.
enum class WeighStep { expired, absent, silent, over, under, spent, empty, moving, too_light, hand, ready };

}  // namespace zhuangui::till

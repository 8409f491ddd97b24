#pragma once
#include <optional>
#include <vector>

#include "till/effects.h"
#include "till/events.h"

namespace zhuangui::till {

/// Both clocks, passed in.
struct Now {
  core::WallTime wall;            ///< corrected by the county's offset
  std::int64_t monotonic_ms = 0;
};

struct Step {
  Till till;
  std::vector<Effect> effects;
};

/// One event in, the next state and what to do out. Pure: no clock, no disk, no random.
Step step(Till before, const Event& event, const Now& now);

/// When Ticked is next due (monotonic ms), if at all.
std::optional<std::int64_t> next_tick(const Till& till);

/// Somebody of the counter can be called from where it stands.
bool may_call(const Till& till);
/// A buyer finds what was set aside at a wish; what was left behind or waits for cash somebody of the counter takes up.
bool may_take_up(const Till& till, const core::ParkedCart& parked);

/// What is entered on the pad as money; nullopt while nothing or nonsense is entered.
std::optional<core::Money> entered_money(const Till& till);
/// Notes that make sense as shortcuts for `due`: the exact sum, then the next 10, 20, 50, 100 above it; rising, at most 4.
std::vector<core::Money> quick_cash(core::Money due);

}  // namespace zhuangui::till

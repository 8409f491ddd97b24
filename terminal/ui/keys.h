#pragma once
#include <cstddef>
#include <optional>

#include "registry.h"

namespace zhuangui::ui {

/// What was on the screen last drawn, as far as keys and presses need to know it.
struct Shown {
  till::State state = till::State::starting;
  std::uint64_t screen = 0;
  std::size_t lines = 0;
  bool help_open = false;
  bool confirm_clear = false;
};

/// What a key means there. Keys go through the widgets, so that nothing hidden or disabled is ever done by one;
/// only the last line of the cart is reached also while it is scrolled out of sight.
std::optional<Action> action_of(Key key, const Shown& shown, const Registry& registry);

}  // namespace zhuangui::ui

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
  bool confirm_training = false;
  bool access_open = false;
  bool notice_in_strip = false;
  bool blank = false;
  bool asks_whether_there = false;
};

/// What a key means there. Keys go through the widgets, so that nothing hidden or disabled is ever done by one;
/// only the last line of the cart is reached also while it is scrolled out of sight.
std::optional<Action> action_of(Key key, const Shown& shown, const Registry& registry);
/// True for keys that are typed in a row (digits, 退格, +): they count also in the first moment of a screen. The others
/// lead on, and a second press of one was aimed at the screen before.
bool may_follow_at_once(Key key);

}  // namespace zhuangui::ui

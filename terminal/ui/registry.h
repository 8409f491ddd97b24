#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "till/till.h"
#include "ui/screen.h"

namespace zhuangui::ui {

/// What the screen does by itself when pressed; the till never hears of it.
enum class LocalAction { scroll_up, scroll_down, open_access, close_access, switch_language, switch_large_type, switch_contrast,
                         switch_low_reach, switch_left_hand, switch_sound, switch_voice };
using Action = std::variant<till::Intent, LocalAction>;

/// What can be pressed on one frame. Filled while the frame is drawn, asked when a finger comes down.
class Registry {
 public:
  struct Target {
    Widget widget;
    Action action;
  };

  void begin();
  /// A dialog begins: everything so far lies behind it.
  void open_window(std::string name);
  void add(Widget widget, Action action);

  /// What a press at that place means: nullptr on nothing, and on a disabled or covered widget.
  [[nodiscard]] const Target* at(int x, int y) const;
  /// The widget of that id if it can be pressed.
  [[nodiscard]] const Target* find(std::string_view id) const;
  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }
  /// Of the dialog that is open, or "screen".
  [[nodiscard]] const std::string& window() const { return window_; }

 private:
  std::string window_;
  std::vector<Target> targets_;
};

/// Follows one pointer from down to up. A press counts when both ends are on the same widget of the same screen.
class Press {
 public:
  /// `surface` names what is on screen (see Screen); a person's press in the first 250 ms of it is refused.
  static constexpr std::int64_t settling_ms = 250;

  void surface_shown(std::uint64_t surface, std::int64_t now_ms);
  [[nodiscard]] bool settled(std::int64_t now_ms) const { return now_ms - shown_at_ms_ >= settling_ms; }
  void down(const Registry& registry, int x, int y, std::int64_t now_ms);
  /// The widget that was pressed, if any.
  const Registry::Target* up(const Registry& registry, int x, int y);
  void cancel() { id_.clear(); }
  /// Id of the widget under the finger, or empty.
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  std::string id_;
  std::uint64_t pressed_surface_ = 0;
  std::uint64_t surface_ = 0;
  std::int64_t shown_at_ms_ = 0;
};

}  // namespace zhuangui::ui

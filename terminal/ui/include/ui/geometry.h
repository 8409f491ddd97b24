#pragma once
#include <algorithm>

namespace zhuangui::ui {

/// A rectangle of whole pixels: x, y is the top left corner; empty when w or h is not positive.
struct Rect {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;

  [[nodiscard]] constexpr int right() const { return x + w; }
  [[nodiscard]] constexpr int bottom() const { return y + h; }
  [[nodiscard]] constexpr int middle_x() const { return x + w / 2; }
  [[nodiscard]] constexpr int middle_y() const { return y + h / 2; }
  [[nodiscard]] constexpr bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] constexpr bool contains(int px, int py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }
  [[nodiscard]] constexpr Rect inset(int dx, int dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  [[nodiscard]] constexpr Rect inset(int d) const { return inset(d, d); }
  [[nodiscard]] constexpr Rect moved(int dx, int dy) const { return {x + dx, y + dy, w, h}; }

  /// Cuts `size` pixels off one side and returns them; `gap` more are dropped between the two.
  constexpr Rect cut_left(int size, int gap = 0) {
    const Rect cut{x, y, size, h};
    x += size + gap;
    w -= size + gap;
    return cut;
  }
  constexpr Rect cut_right(int size, int gap = 0) {
    const Rect cut{right() - size, y, size, h};
    w -= size + gap;
    return cut;
  }
  constexpr Rect cut_top(int size, int gap = 0) {
    const Rect cut{x, y, w, size};
    y += size + gap;
    h -= size + gap;
    return cut;
  }
  constexpr Rect cut_bottom(int size, int gap = 0) {
    const Rect cut{x, bottom() - size, w, size};
    h -= size + gap;
    return cut;
  }

  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

constexpr Rect intersection(const Rect& a, const Rect& b) {
  const int x = std::max(a.x, b.x);
  const int y = std::max(a.y, b.y);
  return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

/// The smallest rectangle around both.
constexpr Rect united(const Rect& a, const Rect& b) {
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

constexpr bool overlap(const Rect& a, const Rect& b) { return !intersection(a, b).empty(); }

}  // namespace zhuangui::ui

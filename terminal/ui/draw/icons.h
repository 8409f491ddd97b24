#pragma once
#include <cstdint>

namespace zhuangui::ui {

/// Signs drawn by hand, so that a meaning never rests on colour alone.
enum class Icon : std::uint8_t {
  check, cross, plus, minus, warning, information, undo, printer, scanner, scale, upload, list, clock, up, down, receipt, settings, lock, practice, bars
};

/// A sign as strokes on a square of 24 by 24: 'M x y' begins a stroke, 'L x y' goes on, 'Z' closes it,
/// 'O x y r' is a circle. `weight` is the stroke's width in the same units.
struct IconStrokes {
  const char* path;
  int weight;
};
IconStrokes strokes_of(Icon icon);

}  // namespace zhuangui::ui

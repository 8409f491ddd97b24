#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "draw/canvas.h"
#include "draw/painter.h"

namespace zhuangui::ui {

/// One picture that is drawn again and again: its glyphs, its layout and its pixels. One thread at a time.
struct Sheet {
  std::unique_ptr<Sprites> sprites;
  std::unique_ptr<Painter> painter;
  std::unique_ptr<Canvas> canvas;

  /// Black and of that size from now on. False: it is that large already.
  bool resize(int width, int height);
  /// Has `lay_out` say with the painter what there is, moves it by so many pixels, and repaints what differs; the changed
  /// parts. It is asked again where the glyphs had no room.
  std::vector<Rect> paint(const std::function<void()>& lay_out, int dx = 0, int dy = 0);

 private:
  Scene scene_;
};

}  // namespace zhuangui::ui

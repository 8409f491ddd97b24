#include "draw/sheet.h"

namespace zhuangui::ui {

bool Sheet::resize(int width, int height) {
  if (canvas && canvas->width() == width && canvas->height() == height) return false;
  painter = std::make_unique<Painter>(*sprites, width, height);
  canvas = std::make_unique<Canvas>(width, height);
  return true;
}

std::vector<Rect> Sheet::paint(const std::function<void()>& lay_out, int dx, int dy) {
  lay_out();
  if (sprites->full()) {
    sprites->clear();
    canvas->forget();
    lay_out();
  }
  scene_.primitives.clear();
  scene_.triangles.clear();
  collect(painter->list(), canvas->width(), canvas->height(), scene_);
  move(scene_, dx, dy, painter->screen());
  return canvas->show(scene_, sprites->texture());
}

}  // namespace zhuangui::ui

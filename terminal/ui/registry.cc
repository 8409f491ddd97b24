#include "registry.h"

namespace zhuangui::ui {
namespace {

bool tappable(const Widget& widget) { return widget.enabled && !widget.covered && !widget.rect.empty(); }

}  // namespace

void Registry::begin() {
  window_ = "screen";
  targets_.clear();
}

void Registry::open_window(std::string name) {
  window_ = std::move(name);
  for (Target& target : targets_) target.widget.covered = true;
}

void Registry::add(Widget widget, Action action) {
  widget.window = window_;
  targets_.push_back({std::move(widget), std::move(action)});
}

const Registry::Target* Registry::at(int x, int y) const {
  for (const Target& target : targets_) {
    if (tappable(target.widget) && target.widget.rect.contains(x, y)) return &target;
  }
  return nullptr;
}

const Registry::Target* Registry::find(std::string_view id) const {
  for (const Target& target : targets_) {
    if (target.widget.id == id && tappable(target.widget)) return &target;
  }
  return nullptr;
}

void Press::surface_shown(std::uint64_t surface, std::int64_t now_ms) {
  if (surface == surface_) return;
  surface_ = surface;
  shown_at_ms_ = now_ms;
}

void Press::down(const Registry& registry, int x, int y, std::int64_t now_ms) {
  id_.clear();
  if (!settled(now_ms)) return;
  const Registry::Target* target = registry.at(x, y);
  if (target == nullptr) return;
  id_ = target->widget.id;
  pressed_surface_ = surface_;
}

const Registry::Target* Press::up(const Registry& registry, int x, int y) {
  const std::string pressed = std::move(id_);
  id_.clear();
  if (pressed.empty() || pressed_surface_ != surface_) return nullptr;
  const Registry::Target* target = registry.at(x, y);
  return target != nullptr && target->widget.id == pressed ? target : nullptr;
}

}  // namespace zhuangui::ui

#pragma once
#include <gtest/gtest.h>

#include <string>

#include "example_views.h"
#include "ui/screen.h"

namespace zhuangui::test {

inline std::string strings_folder() { return std::string{ZHUANGUI_SOURCE_DIR} + "/assets/strings"; }

struct Size { int width, height; };

/// A headless screen with the real words and fonts.
inline std::unique_ptr<ui::Screen> open_screen(Size size, const ui::Access& access, int scale_percent = 100) {
  ui::Options options;
  options.width = size.width;
  options.height = size.height;
  options.access = access;
  options.scale_percent = scale_percent;
  options.strings_folder = strings_folder();
  auto screen = ui::Screen::create(options);
  if (!screen) throw std::runtime_error{screen.error().cause + "; " + screen.error().remedy};
  return std::move(*screen);
}

inline std::unique_ptr<ui::Screen> open_screen(Size size = {1920, 1080}, ui::Language language = ui::Language::chinese) {
  ui::Access access;
  access.language = language;
  return open_screen(size, access);
}

inline ui::Frame draw(ui::Screen& screen, const Example& what) {
  screen.tap("@access.close");
  const auto view = till::make_view(what.till, what.around);
  ui::Frame frame = screen.draw(view);
  if (!what.tap.empty() && !screen.tap(what.tap)) frame = screen.draw(view);
  return frame;
}

inline std::vector<std::uint32_t> picture(const ui::Screen& screen) {
  return {screen.pixels(), screen.pixels() + screen.width() * screen.height()};
}

inline const ui::Widget* widget(const std::vector<ui::Widget>& all, const std::string& id) {
  for (const ui::Widget& one : all) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace zhuangui::test

#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/result.h"
#include "ui/screen.h"

namespace zhuangui::ui {

/// What a person did at the window. Touch and mouse are the same pointer; of several fingers only the first counts.
struct WindowEvent {
  enum class Kind { down, move, up, cancel, wheel, key, exposed, quit, woken };
  Kind kind = Kind::woken;
  int x = 0;
  int y = 0;     ///< wheel: lines, positive is towards the end of the list
  Key key = Key::enter;
};

/// The window or full screen, by SDL with its software framebuffer.
class Window {
 public:
  static core::Result<std::unique_ptr<Window>> open(const Options& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  /// Copies these parts of a picture of width() * height() to the screen.
  void show(const std::uint32_t* pixels, const std::vector<Rect>& rects);
  /// The next event within that time (negative: for ever; 0: what is there already).
  std::optional<WindowEvent> wait(int timeout_ms);
  /// From any thread.
  void wake();

 private:
  struct Handles;
  explicit Window(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
  int width_ = 0;
  int height_ = 0;
};

}  // namespace zhuangui::ui

#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/result.h"
#include "ui/screen.h"

union SDL_Event;

namespace zhuangui::ui {

/// What a person did at the window. Touch and mouse are the same pointer; of several fingers only the first counts.
struct WindowEvent {
  enum class Kind { down, move, up, cancel, wheel, key, exposed, resized, quit, woken };
  Kind kind = Kind::woken;
  int x = 0;
  int y = 0;     ///< wheel: lines, positive is towards the end of the list
  Key key = Key::enter;
};

/// Where a window goes. A full screen takes the whole of its display; displays are counted from 0.
struct WindowPlace {
  const char* title = "zhuangui";
  Display display = Display::window;
  int width = 1920;
  int height = 1080;
  int display_index = 0;
  int left = -1;  ///< of a window that is no full screen, at the top; negative: in the middle
};

/// The window or full screen, by SDL with its software framebuffer where it has one. A full screen is a kiosk: it cannot
/// be closed or minimised by whoever stands before it.
class Window {
 public:
  static core::Result<std::unique_ptr<Window>> open(const WindowPlace& place);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  /// Copies these parts of a picture of that size to the screen; what lies beyond the window is left out.
  void show(const std::uint32_t* pixels, int width, int height, const std::vector<Rect>& rects);
  /// The customer's window on another display: its events come through wait() too and mean nothing but to itself. Null:
  /// there is none (any more).
  void set_second(Window* second) { second_ = second; }
  /// False while the display it belongs to is unplugged: it is hidden then, so that it covers no other.
  [[nodiscard]] bool is_there() const { return is_there_; }
  [[nodiscard]] bool is_uncovered() const { return uncovered_; }
  /// Whether all of it must be shown anew, since the last call.
  bool was_uncovered() { return std::exchange(uncovered_, false); }
  /// The next event within that time (negative: for ever; 0: what is there already).
  std::optional<WindowEvent> wait(int timeout_ms);
  /// From any thread.
  void wake();

 private:
  struct Handles;
  explicit Window(std::unique_ptr<Handles> handles);
  WindowEvent::Kind of_window(int what);
  bool take(const SDL_Event& event);
  void follow_displays();
  std::unique_ptr<Handles> handles_;
  Window* second_ = nullptr;
  bool is_there_ = true;
  bool uncovered_ = false;
  int width_ = 0;
  int height_ = 0;
};

}  // namespace zhuangui::ui

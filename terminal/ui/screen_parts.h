#pragma once
// Private to screen.cc and screen_input.cc: what a screen is made of.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "draw/sheet.h"
#include "keys.h"
#include "kit.h"
#include "registry.h"
#include "theme.h"
#include "ui/screen.h"
#include "window.h"

namespace zhuangui::ui {

inline std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

struct Screen::Parts : Sheet {
  Strings chinese, english;
  Access usual;            // what a session begins with
  Access access;           // of this session
  int scale_percent = 100;
  bool show_keys = false;
  bool touched = false;    // since the frame before
  bool noticed = false;    // since was_touched() was asked
  std::int64_t touched_wall_ms = 0;  // when somebody last chose something, on the clock of the view
  std::unique_ptr<Window> window;  // none when headless
  std::optional<CustomerWindow> customer;
  std::shared_ptr<PictureShelf> pictures;
  std::uint64_t arrivals = 0;  // of pictures, when the frame last drawn was begun
  std::unique_ptr<Window> customer_window;  // likewise
  Registry registry;
  Press press;
  LocalState local;
  Theme theme;
  Shown shown;
  std::vector<Rect> not_presented;
  bool redraw = true;
  bool resting = false;  // the frame last drawn was dark or black
  int drag_y = 0;

  std::mutex wake_mutex;  // headless only: a window is woken through its event queue
  std::condition_variable wake_condition;
  bool woken = false;

  const Strings& words() const { return access.language == Language::chinese ? chinese : english; }
  void lay_out(const till::View& view);
  void end_session(const till::View& view);
  void choose(LocalAction action);
  std::optional<till::Asked> act(const Action& action);
  void handle(const WindowEvent& event, Input& input);
  void notice();
  void drag(int y);
  void scroll(bool up);
  core::Result<void> open_windows(const Options& options);
  void resize_to(int width, int height);
};

}  // namespace zhuangui::ui

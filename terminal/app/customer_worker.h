#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "activity.h"
#include "till/view.h"
#include "ui/customer_screen.h"

namespace zhuangui::app {

/// Draws the customer's display in a thread of its own, so that it never keeps the terminal's screen waiting. Of what is
/// to be seen only the newest is kept.
class CustomerWorker {
 public:
  /// `drawn` is called from its thread when a picture has changed: present() is to follow in the screen's thread. While
  /// something is still to be drawn, `activity` is not at rest.
  CustomerWorker(std::unique_ptr<ui::CustomerScreen> screen, Activity& activity, std::function<void()> drawn);
  ~CustomerWorker();
  CustomerWorker(const CustomerWorker&) = delete;
  CustomerWorker& operator=(const CustomerWorker&) = delete;

  /// Leaves what is to be seen, at that size; `anew`: all of it counts as changed. Copies the view. Any thread.
  void show(const till::View& view, ui::Screen::Size size, bool anew);
  /// What has changed since the last call goes into `present`; nothing while the next picture is being drawn, since
  /// `drawn` follows then. Never waits.
  void present(const std::function<void(const ui::CustomerScreen&, const std::vector<ui::Rect>&)>& present);
  /// The picture last drawn as a PNG. Waits while one is being drawn.
  core::Result<void> save_png(const std::string& path);

 private:
  struct Wanted {
    till::Till till;
    till::Surroundings around;
    ui::Screen::Size size;
    bool anew = false;
  };
  void run(const std::stop_token& stop);

  Activity& activity_;
  const std::function<void()> drawn_;
  std::mutex wanted_mutex_;
  std::condition_variable_any wanted_changed_;
  std::optional<Wanted> wanted_;
  std::mutex screen_mutex_;  ///< held while a picture is drawn or copied
  std::unique_ptr<ui::CustomerScreen> screen_;
  std::vector<ui::Rect> changed_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace zhuangui::app

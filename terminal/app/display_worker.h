#pragma once
#include <functional>
#include <thread>

#include "display/driver.h"
#include "till/view.h"
#include "ui/strings.h"

namespace zhuangui::app {

/// What the customer is to see of `view`: the last line and the running total while selling, the total due while paying,
/// what was received and the change when paid; else the counter's greeting. `words` are of the counter's language,
/// `plain` ASCII for a display without Chinese. Pure.
display::Content customer_content(const till::View& view, const ui::Strings& words, const ui::Strings& plain);

/// The counter's customer display in a thread of its own. Nobody waits for it: only the newest content is kept, and one
/// that is absent or takes nothing is tried again. Cleared and ended with its destruction, within a second.
class DisplayWorker {
 public:
  /// `bus` must outlive it; `changed` is called from its thread.
  DisplayWorker(device::Bus& bus, display::DisplayOptions options, ui::Strings words, ui::Strings plain,
                std::function<void(const display::DisplayState&)> changed = [](const display::DisplayState&) {});

  /// Only leaves what is to be seen. Any thread.
  void show(const till::View& view) { driver_.show(customer_content(view, words_, plain_)); }

  /// What is to be seen is seen, or there is no display. Any thread.
  [[nodiscard]] bool at_rest() const { return driver_.at_rest(); }
  /// Clears the display and ends the thread; no call follows it. Within a second.
  void stop() {
    thread_.request_stop();
    thread_.join();
  }

 private:
  const ui::Strings words_, plain_;
  display::DisplayDriver driver_;
  std::jthread thread_;
};

}  // namespace zhuangui::app

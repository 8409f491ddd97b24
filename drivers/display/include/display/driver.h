#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "device/choice.h"
#include "device/stage.h"
#include "device/transport.h"
#include "display/render.h"

namespace zhuangui::display {

struct DisplayState {
  device::Stage stage = device::Stage::closed;
  std::string device;  ///< port path, empty when none is there
  std::optional<device::DeviceError> error;
};

struct DisplayOptions {
  Profile profile;
  device::Choice device;               ///< must name the serial line: a line does not say what hangs on it
  std::optional<std::uint32_t> baud;   ///< instead of the profile's
};

/// One customer display on a serial line. Nobody waits for it: show() only leaves what is to be seen, and only the newest
/// is kept. Taken up again within 2 s after it was plugged in again, with what is to be seen then.
class DisplayDriver {
 public:
  /// `bus` must outlive the driver.
  DisplayDriver(device::Bus& bus, DisplayOptions options);

  /// Any thread; never blocks on the device.
  void show(const Content& content);

  /// Finds, opens and writes until told to stop; blocks, so give it a thread. Returns within 1 s of the stop, and clears
  /// the display before. `changed` is called from it.
  void run(const std::stop_token& stop, const std::function<void(const DisplayState&)>& changed);

  /// What is to be seen is seen, or there is no display. Any thread.
  [[nodiscard]] bool at_rest() const;

  /// Characters that could not be shown, since the start. Any thread.
  [[nodiscard]] int characters_replaced() const;

 private:
  device::Result<device::DeviceInfo> find();
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& info);
  device::DeviceError serve(const std::stop_token& stop, device::Transport& transport);
  device::Result<void> write(device::Transport& transport, const std::string& bytes);
  void set_there(bool there);
  void advance(device::Verb verb);
  void tell(const std::function<void(const DisplayState&)>& changed, const std::string& device,
            const std::optional<device::DeviceError>& error);

  device::Bus& bus_;
  const DisplayOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable_any news_;
  std::optional<Content> newest_;   // what is to be seen
  bool is_shown_ = true;            // nothing waits
  bool is_there_ = false;           // being opened, or open
  int replaced_ = 0;
  device::Stage stage_ = device::Stage::closed;
  std::optional<DisplayState> told_;
};

}  // namespace zhuangui::display

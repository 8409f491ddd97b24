#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "scanner/found.h"
#include "scanner/same_code_filter.h"
#include "set_up.h"

namespace zhuangui::scanner {

/// The listener, one call at a time.
struct Told {
  const ScannerListener& listener;
  std::mutex mutex;
};

/// One device and the thread that opens and reads it, until it is gone or told to stop.
class DeviceThread {
 public:
  DeviceThread(device::Bus& bus, Found found, const ScannerOptions& options, const ScannerDriver::Clock& now_us, Told& told);

  void request_stop() { thread_.request_stop(); }
  [[nodiscard]] bool has_ended() const { return ended_; }

 private:
  void run(const std::stop_token& stop);
  device::Result<std::unique_ptr<device::Transport>> open();
  device::DeviceError serve(const std::stop_token& stop, device::Transport& transport, const Prepared& prepared);
  void deliver(const std::vector<Frame>& frames, std::int64_t at_us);
  void unreadable();
  void pause(const std::stop_token& stop);
  void advance(device::Verb verb);
  void tell(const std::optional<device::DeviceError>& error);

  device::Bus& bus_;
  const Found found_;
  const ScannerOptions& options_;
  const ScannerDriver::Clock& now_us_;
  Told& told_;
  SameCodeFilter again_;
  device::Capabilities capabilities_;
  device::Stage stage_ = device::Stage::closed;
  std::optional<ScannerState> told_state_;
  std::atomic<bool> ended_{false};
  std::mutex pause_mutex_;
  std::condition_variable_any pause_;
  std::jthread thread_;  ///< last: it uses all of the above
};

}  // namespace zhuangui::scanner

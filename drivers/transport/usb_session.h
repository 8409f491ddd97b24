#pragma once
#include <libusb.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "device/error.h"

namespace zhuangui::transport {

/// One libusb context with its event thread. All callbacks (transfers, hotplug) run in that thread; they only note what
/// happened, since a blocking libusb call in a callback deadlocks.
class UsbSession {
 public:
  static device::Result<std::shared_ptr<UsbSession>> start();
  ~UsbSession();
  UsbSession(const UsbSession&) = delete;
  UsbSession& operator=(const UsbSession&) = delete;

  [[nodiscard]] libusb_context* context() const { return context_; }

  /// True when something was plugged in or out during the wait.
  bool wait_change(std::chrono::milliseconds timeout);

 private:
  explicit UsbSession(libusb_context* context);
  void watch_hotplug();
  void handle_events();
  static int LIBUSB_CALL on_hotplug(libusb_context* context, libusb_device* device, libusb_hotplug_event event,
                                    void* session);

  libusb_context* context_;
  libusb_hotplug_callback_handle hotplug_ = 0;
  bool hotplug_watched_ = false;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t changes_ = 0;  ///< guarded by mutex_
  std::thread events_;
};

}  // namespace zhuangui::transport

#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::simulated {

/// How time passes for simulated devices.
struct Time {
  std::function<std::int64_t()> now_ms;  ///< monotonic; may be virtual
  /// When set, a transfer that must wait passes its time-out by calling this instead of waiting: a night of retries
  /// runs in a millisecond. For tests in one thread.
  std::function<void(std::int64_t ms)> pass_ms;
};

/// What every simulated device has: it can be plugged and unplugged, it is opened by one transport at a time, and what
/// crosses that transport is appended to a log as hex lines ("> 1b 40" to the device, "< 12" from it). Any thread may
/// control a device while another one talks to it. Lives as long as the bus that made it.
class Device {
 public:
  Device(device::DeviceInfo info, const std::filesystem::path& log_file, Time time);
  virtual ~Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  [[nodiscard]] const device::DeviceInfo& info() const { return info_; }
  [[nodiscard]] bool is_plugged() const;
  /// Whoever held it has noticed that it was plugged in or out: it is open as long as it is plugged in.
  [[nodiscard]] bool is_held_as_plugged() const;
  void plug();
  void unplug();

  /// Called when `Time::now_ms` has jumped, so that what waits for a moment looks again.
  void clock_moved();

  /// Errors: no_hardware when unplugged, claimed when it is open already.
  device::Result<std::unique_ptr<device::Transport>> open();

  /// Called, outside any lock, after every plug and unplug.
  std::function<void()> on_plugged;

 protected:
  using Lock = std::unique_lock<std::mutex>;

  // Called with the lock held and the device plugged.
  virtual device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                          std::chrono::milliseconds timeout) = 0;
  virtual device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                           std::chrono::milliseconds timeout) = 0;
  virtual device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request,
                                                     std::uint16_t value, std::uint16_t index,
                                                     std::span<std::byte> data) = 0;
  virtual void unplugged_locked() {}

  /// Waits until ready() or unplugged, at most `timeout`; `again_in_ms` says after how many milliseconds ready() may
  /// change by itself (negative: never). True when ready.
  bool wait(Lock& lock, std::chrono::milliseconds timeout, const std::function<bool()>& ready,
            const std::function<std::int64_t()>& again_in_ms);
  void set_plugged_locked(bool plugged);
  void log(char direction, std::span<const std::byte> bytes);
  void note(std::string_view text);

  [[nodiscard]] std::int64_t now_ms() const { return time_.now_ms(); }
  [[nodiscard]] bool is_open_locked() const { return open_; }
  static device::DeviceError gone();
  static device::DeviceError stalled(std::string_view what);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool plugged_ = true;
  /// False for a device that says the same ten times a second: its log has only what is new.
  bool logs_repeats_ = true;

 private:
  friend class DeviceTransport;
  const device::DeviceInfo info_;
  const Time time_;
  std::ofstream log_;
  std::string last_line_;
  std::uint64_t plugs_ = 1;    // a transport opened before an unplugging stays dead after it
  std::uint64_t cancels_ = 0;
  bool open_ = false;
  int transports_ = 0;         // alive, those of an earlier plug too
};

}  // namespace zhuangui::simulated

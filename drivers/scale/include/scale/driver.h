#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "device/choice.h"
#include "device/error.h"
#include "device/quirk.h"
#include "device/stage.h"
#include "device/transport.h"
#include "scale/decoder.h"
#include "scale/protocol.h"
#include "scale/reading.h"

namespace zhuangui::scale {

/// Which scale to take, and how it speaks.
struct ScaleOptions {
  /// Narrows the USB scales the quirks name (driver hid-scale); a HID device that is named here is taken without a quirk.
  /// A serial scale must be named: a line does not say what hangs on it.
  device::Choice device;
  std::optional<Protocol> protocol;    ///< of a serial scale; none: a USB scale by HID
  std::optional<std::uint32_t> baud;   ///< instead of the protocol's
};

/// The scale driver would take this device.
bool is_ours(const device::DeviceInfo& info, const device::QuirkTable& quirks, const ScaleOptions& options);

/// Told when it changes. Readings come only while `stage` is enabled. `error` beside enabled: it is open and says
/// nothing (switched off, another rate, another protocol).
struct ScaleState {
  device::Stage stage = device::Stage::closed;
  std::string device;  ///< port path, empty when none is there
  std::string model;
  bool can_tare = false;  ///< UnifiedPOS CapTareWeight, CapZeroScale
  bool can_zero = false;
  std::optional<device::DeviceError> error;
};

/// Called from the thread in run(); must return soon.
struct ScaleListener {
  std::function<void(const Reading&)> read;
  std::function<void(const ScaleState&)> changed;
};

/// One scale, held for us alone. Taken up again within 2 s after it was plugged in again. Holds one unfinished frame and
/// no reading.
class ScaleDriver {
 public:
  using Clock = std::function<std::int64_t()>;  ///< monotonic microseconds

  /// `bus` and `quirks` must outlive the driver.
  ScaleDriver(device::Bus& bus, const device::QuirkTable& quirks, ScaleOptions options, Clock now_us = &steady_clock_us);

  /// Finds, opens and reads until told to stop; blocks, so give it a thread. Returns within 1 s of the stop.
  void run(const std::stop_token& stop, const ScaleListener& listener);

  /// Presses a key of the scale: soon, from the thread in run(). The readings after it tell whether it was done. Any
  /// thread. Errors: illegal (this scale's protocol has no such key), no_hardware (no scale is open).
  device::Result<void> tare();
  device::Result<void> zero();

  static std::int64_t steady_clock_us();

 private:
  struct Found {
    device::DeviceInfo info;
    std::string model;
  };
  class Session;

  device::Result<Found> find();
  device::Result<std::unique_ptr<device::Transport>> open(const Found& found);
  device::DeviceError serve(const std::stop_token& stop, device::Transport& transport, const Found& found,
                            const ScaleListener& listener);
  device::Result<void> press(std::atomic<bool>& key, const std::string& bytes, const char* name);
  void advance(device::Verb verb);
  void tell(const ScaleListener& listener, const Found& found, const std::optional<device::DeviceError>& error);

  device::Bus& bus_;
  const device::QuirkTable& quirks_;
  const ScaleOptions options_;
  const Clock now_us_;
  device::Stage stage_ = device::Stage::closed;
  std::optional<ScaleState> told_;
  std::atomic<bool> open_{false}, tare_pressed_{false}, zero_pressed_{false};
};

}  // namespace zhuangui::scale

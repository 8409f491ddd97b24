#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "device/error.h"
#include "device/quirk.h"
#include "device/scan_event.h"
#include "device/stage.h"
#include "device/transport.h"
#include "scanner/decoder.h"

namespace zhuangui::scanner {

/// Which scanner to take. All that is set must fit; of several that fit, models named in the quirks come first, then
/// the lowest port.
struct ScannerChoice {
  std::string port_path;                    ///< "1-1.2"; empty: any port
  std::optional<std::uint16_t> vendor_id;   ///< names the model when no quirk does
  std::optional<std::uint16_t> product_id;
  /// Takes any keyboard (class 03/01/01) too. Off by default: the keyboard someone types on would fall silent.
  bool any_keyboard = false;
};

/// Told when it changes. Scans come in only while `stage` is enabled; else `error` says why not.
struct ScannerState {
  device::Stage stage = device::Stage::closed;
  std::string device;  ///< port path, empty when none is there
  std::string model;
  std::optional<device::DeviceError> error;
};

/// Called from the thread in run(); must return soon. `unreadable` (a broken or over-long code: scan it again) may be
/// left empty.
struct ScannerListener {
  std::function<void(const device::ScanEvent&)> scanned;
  std::function<void(const ScannerState&)> changed;
  std::function<void()> unreadable;
};

/// One keyboard scanner, claimed for us alone, so that a scan never types into anything. Taken up again within 2 s
/// after it was plugged in again.
class ScannerDriver {
 public:
  using Clock = std::function<std::int64_t()>;  ///< monotonic microseconds

  /// `bus` and `quirks` must outlive the driver.
  ScannerDriver(device::Bus& bus, const device::QuirkTable& quirks, ScannerChoice choice = {},
                Clock now_us = steady_clock_us);

  /// Finds, opens and reads until told to stop; blocks, so give it a thread. Returns within 1 s of the stop.
  void run(const std::stop_token& stop, const ScannerListener& listener);

  static std::int64_t steady_clock_us();

 private:
  struct Found {
    device::DeviceInfo info;
    const device::Quirk* quirk = nullptr;
  };

  device::Result<Found> find();
  bool fits(const device::DeviceInfo& info, const device::Quirk* quirk) const;
  device::Result<std::unique_ptr<device::Transport>> open(const Found& found);
  void set_up(device::Transport& transport, const device::Quirk* quirk);
  device::DeviceError serve(const std::stop_token& stop, device::Transport& transport, const Found& found,
                            const ScannerListener& listener);
  void deliver(const std::vector<Frame>& frames, std::int64_t at_us, const Found& found,
               const ScannerListener& listener);
  void advance(device::Verb verb);
  void tell(const ScannerListener& listener, const Found& found, const std::optional<device::DeviceError>& error);

  device::Bus& bus_;
  const device::QuirkTable& quirks_;
  ScannerChoice choice_;
  Clock now_us_;
  device::Stage stage_ = device::Stage::closed;
  ScannerState told_;
  bool told_once_ = false;
};

}  // namespace zhuangui::scanner

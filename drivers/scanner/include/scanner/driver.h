#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "device/capability.h"
#include "device/card_event.h"
#include "device/choice.h"
#include "device/error.h"
#include "device/line_coding.h"
#include "device/quirk.h"
#include "device/scan_event.h"
#include "device/stage.h"
#include "device/transport.h"

namespace zhuangui::scanner {

enum class Role { scanner, card_reader };

/// Which devices to take: by default every scanner and card reader the quirks name.
struct ScannerOptions {
  /// Narrows the scanners. A model no quirk names is taken when it is named here by USB id or port: a keyboard, a HID
  /// point-of-sale or a serial device, as its interface says.
  device::Choice scanners;
  /// Keyboards named here by USB id or port are card readers, whatever the quirks say of them: many readers share the
  /// ids of scanners, and only the counter knows (learn_by_tap).
  device::Choice card_readers;
  /// Takes any keyboard (class 03/01/01) too. Off by default: the keyboard someone types on would fall silent.
  bool any_keyboard = false;
  device::LineCoding line;  ///< of serial scanners; means nothing on USB itself
  /// The same code of one scanner within so long is the same item, see SameCodeFilter; 0: never. Not set: as the quirk of
  /// its model says, 0 where it says nothing.
  std::optional<std::int64_t> same_code_pause_ms;
};

/// Told when it changes, for each device; `device` is empty when none is there at all. Codes come in only while `stage`
/// is enabled; else `error` says why not.
struct ScannerState {
  device::Stage stage = device::Stage::closed;
  std::string device;  ///< port path
  std::string model;
  Role role = Role::scanner;
  device::Capabilities capabilities;  ///< while enabled
  std::optional<device::DeviceError> error;
};

/// Called from threads of the driver, one call at a time; must return soon. All but `changed` may be left empty.
/// `unreadable`: a broken or over-long code of the device at this port, to be scanned again.
struct ScannerListener {
  std::function<void(const device::ScanEvent&)> scanned;
  std::function<void(const device::CardEvent&)> card;
  std::function<void(const ScannerState&)> changed;
  std::function<void(const std::string& device, Role)> unreadable;
};

/// All scanners and card readers of a counter, at most devices_max, each claimed for us alone, so that neither a scan
/// nor a card ever types into anything. Each is read by a thread of its own. One that was plugged out is taken up again
/// within 2 s after it came back: the same port path is the same device. Two equal ones are told apart by their port.
class ScannerDriver {
 public:
  static constexpr std::size_t devices_max = 8;
  using Clock = std::function<std::int64_t()>;  ///< monotonic microseconds; called from several threads

  /// `bus` and `quirks` must outlive the driver.
  ScannerDriver(device::Bus& bus, const device::QuirkTable& quirks, ScannerOptions options = {},
                Clock now_us = steady_clock_us);

  /// Finds, opens and reads until told to stop; blocks, so give it a thread. Returns within 1 s of the stop.
  void run(const std::stop_token& stop, const ScannerListener& listener);

  static std::int64_t steady_clock_us();

 private:
  device::Bus& bus_;
  const device::QuirkTable& quirks_;
  ScannerOptions options_;
  Clock now_us_;
};

/// Takes every keyboard for at most `timeout` and tells from which one a whole code came first, so that a card reader
/// or a scanner nobody knows can be named in the configuration. The keyboard someone types on falls silent meanwhile.
/// Errors: timeout (nothing came), those of the bus.
device::Result<device::DeviceInfo> learn_by_tap(device::Bus& bus, std::chrono::milliseconds timeout);

}  // namespace zhuangui::scanner

#pragma once
#include <vector>

#include "scanner/driver.h"

namespace zhuangui::scanner {

enum class Mode { keyboard, pos, serial };

/// A device to be read.
struct Found {
  device::DeviceInfo info;
  const device::Quirk* quirk = nullptr;
  Mode mode = Mode::keyboard;
  Role role = Role::scanner;
  std::uint8_t line_interface = 0;  ///< serial: the communication interface beside the data interface
};

/// What of `list` is a scanner or a card reader of ours, one for each port; models the quirks name come first, then the
/// lower port.
std::vector<Found> find_ours(const std::vector<device::DeviceInfo>& list, const device::QuirkTable& quirks,
                             const ScannerOptions& options);

/// What the device can do, as far as its model and mode tell.
device::Capabilities capabilities_of(const Found& found);

/// SameCodeFilter's pause for this device.
std::int64_t same_code_pause_us(const Found& found, const ScannerOptions& options);

}  // namespace zhuangui::scanner

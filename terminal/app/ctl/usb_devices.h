#pragma once
// What is plugged in on USB, as far as it concerns a counter.
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "ctl/device_assets.h"
#include "device/capability.h"
#include "device/transport.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {

struct UsbDevice {
  std::string kind;   ///< scanner | card_reader | printer | scale
  std::string model;  ///< from assets/quirks, else "VVVV:PPPP"
  std::string state;  ///< present | no_permission
  device::DeviceInfo info;
  device::Capabilities capabilities;  ///< by its model; what the device itself would tell is not asked
};

/// Scanners and printers on the bus, by port; opens none, so it works beside a running terminal. A keyboard is a
/// scanner only when the quirks name its model. Errors: not_found (assets), permission, internal (no USB here).
core::Result<std::vector<UsbDevice>> list_usb_devices();

/// The machine's USB, and what the files know of its devices. Errors: as above.
struct Usb {
  DeviceAssets assets;
  std::unique_ptr<transport::UsbBus> bus;
};
core::Result<Usb> open_usb();

}  // namespace zhuangui::app

#pragma once
#include <chrono>
#include <memory>
#include <vector>

#include "device/quirk.h"
#include "device/transport.h"

namespace zhuangui::transport {

class UsbSession;

/// The USB devices of this machine, through libusb. One thread of its own moves all transfers and notes what is plugged
/// in and out. Safe to use from several threads; a Transport it opened may outlive it.
class UsbBus final : public device::Bus {
 public:
  /// `quirks` say which devices need the flag no-reattach. Error: no_service (libusb does not start).
  static device::Result<std::unique_ptr<UsbBus>> start(device::QuirkTable quirks = {});
  ~UsbBus() override;

  /// One entry for each interface of each device, in the order of port and interface. A printer's interface (class 7)
  /// tells the setting that answers (protocol 2) where it has several.
  device::Result<std::vector<device::DeviceInfo>> list() override;

  /// Opens by model and port. The other keyboard interfaces of a keyboard scanner are claimed with it, or they would go
  /// on typing; with the data interface of a serial device its communication interface.
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;

  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  UsbBus(std::shared_ptr<UsbSession> session, device::QuirkTable quirks);

  std::shared_ptr<UsbSession> session_;
  device::QuirkTable quirks_;
};

}  // namespace zhuangui::transport

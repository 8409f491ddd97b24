#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "device/error.h"

namespace zhuangui::device {

/// What the bus tells of a device before it is opened.
struct DeviceInfo {
  std::uint16_t vendor_id = 0;
  std::uint16_t product_id = 0;
  std::uint16_t revision = 0;     ///< bcdDevice
  std::string port_path;          ///< "1-1.2": the same after replug at the same port
  std::uint8_t interface_number = 0;
  std::uint8_t interface_class = 0;     ///< 3 HID, 7 printer
  std::uint8_t interface_subclass = 0;
  std::uint8_t interface_protocol = 0;
  std::string serial;             ///< as the device tells it; empty when it has none. Many clones share one
  friend bool operator==(const DeviceInfo&, const DeviceInfo&) = default;
};

/// Outcome of one transfer. On timeout `bytes` counts what had crossed before; it is never to be sent again.
struct Transferred {
  std::size_t bytes = 0;
  bool timed_out = false;
};

/// One claimed interface of one device, as bytes. Implemented by libusb (drivers/transport) and by the simulated
/// devices (drivers/simulated); Recorder and Replay wrap either. Blocking; used by one device thread at a time,
/// except cancel(), which any thread may call. Closing gives the kernel driver back.
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual const DeviceInfo& info() const = 0;

  /// Reads from the interrupt or bulk IN endpoint, at most one packet. `bytes` 0 with timed_out is normal: nothing
  /// was sent.
  /// Errors: no_hardware (unplugged: close and find it again), failure (stalled twice, overflow).
  virtual Result<Transferred> read(std::span<std::byte> into, std::chrono::milliseconds timeout) = 0;

  /// Writes to the bulk OUT endpoint. A device that takes nothing (paper out, buffer full) times out with the count
  /// of bytes it did take. When bytes were taken before an error they are counted, fewer than asked for and not timed
  /// out; the error then comes with the next call. Errors: no_hardware, failure.
  virtual Result<Transferred> write(std::span<const std::byte> bytes, std::chrono::milliseconds timeout) = 0;

  /// A control transfer on endpoint 0; IN when bit 7 of request_type is set. Returns the bytes moved.
  /// Errors: failure (stalled: not supported), timeout, no_hardware.
  virtual Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                      std::uint16_t index, std::span<std::byte> data,
                                      std::chrono::milliseconds timeout) = 0;

  /// Makes a read or write that is under way return at once with timed_out.
  virtual void cancel() = 0;
};

/// Finds and opens devices. list() never opens anything.
class Bus {
 public:
  virtual ~Bus() = default;
  virtual Result<std::vector<DeviceInfo>> list() = 0;
  /// Opens and claims the interface, detaching a kernel driver that holds it.
  /// Errors: no_hardware (gone), no_service (no permission: names the udev rule), claimed (held by another program).
  virtual Result<std::unique_ptr<Transport>> open(const DeviceInfo& device) = 0;

  /// Waits until something was plugged in or out, at most `timeout`; false: nothing is known to have changed. Only a
  /// hint: whoever waits for a device lists again either way, since a bus without hotplug just lets the time pass.
  virtual bool wait_change(std::chrono::milliseconds timeout);
};

}  // namespace zhuangui::device

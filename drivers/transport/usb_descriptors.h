#pragma once
#include <libusb.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "device/transport.h"

namespace zhuangui::transport {

using Config = std::unique_ptr<libusb_config_descriptor, decltype(&libusb_free_config_descriptor)>;

/// The active configuration, else the first; null when the device shows none.
Config config_of(libusb_device* device);

/// "1-1.2": bus and ports, the same after replug.
std::string port_path_of(libusb_device* device);

/// "/dev/bus/usb/001/004".
std::string node_of(libusb_device* device);

/// The serial number as the kernel read it when the device came (/sys/bus/usb/devices/<port>/serial), so that nothing
/// is opened for it; empty when there is none. Control characters are left out.
std::string serial_of(const std::string& port_path);

/// The setting of an interface we use: of a printer the one that answers (protocol 2), else the first.
const libusb_interface_descriptor* setting_of(const libusb_interface& interface);

/// What list() tells of each interface of `device`; empty for hubs and for devices with broken descriptors.
std::vector<device::DeviceInfo> interfaces_of(libusb_device* device);

/// One endpoint as its descriptor says; the driver never assumes an address.
struct Endpoint {
  std::uint8_t address = 0;
  bool interrupt = false;  ///< else bulk
  std::size_t packet_bytes = 0;
};
std::optional<Endpoint> endpoint_in(const libusb_interface_descriptor& setting);
std::optional<Endpoint> endpoint_out(const libusb_interface_descriptor& setting);

}  // namespace zhuangui::transport

#pragma once
#include <string>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::transport {

/// "USB device 0C2E:0B81 at port 1-1.2".
std::string name_of(const device::DeviceInfo& info);

/// libusb itself does not start.
device::DeviceError start_error(int code);

/// Opening or claiming failed with the libusb code `code`; `node` is /dev/bus/usb/BBB/DDD.
device::DeviceError open_error(int code, const device::DeviceInfo& info, const std::string& node);

/// A transfer or request (`action`, e.g. "reading from") failed with the libusb code `code`.
device::DeviceError transfer_error(int code, const std::string& action, const device::DeviceInfo& info);

/// The device was unplugged or switched off.
device::DeviceError gone_error(const device::DeviceInfo& info);

}  // namespace zhuangui::transport

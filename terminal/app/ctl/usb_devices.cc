#include "ctl/usb_devices.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "configuration.h"
#include "ctl/context.h"
#include "device/quirk.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {

namespace {

std::string kind_of(const device::DeviceInfo& info, const device::Quirk* quirk) {
  if (quirk != nullptr && quirk->driver == "none") return {};
  if (quirk != nullptr && (quirk->driver == "hid-keyboard" || quirk->driver == "hid-pos")) return "scanner";
  if (info.interface_class == 7 || (quirk != nullptr && quirk->driver == "escpos")) return "printer";
  return {};
}

std::string model_of(const device::DeviceInfo& info, const device::Quirk* quirk) {
  if (quirk != nullptr && !quirk->name.empty()) return quirk->name;
  char text[16];
  std::snprintf(text, sizeof text, "%04X:%04X", static_cast<unsigned>(info.vendor_id), static_cast<unsigned>(info.product_id));
  return text;
}

/// Whether this user may open it: the rights of its node in /dev/bus/usb.
bool may_open(const std::string& port_path) {
  int bus = 0;
  int number = 0;
  const std::string folder = "/sys/bus/usb/devices/" + port_path;
  std::ifstream(folder + "/busnum") >> bus;
  std::ifstream(folder + "/devnum") >> number;
  if (bus == 0 || number == 0) return true;
  char node[64];
  std::snprintf(node, sizeof node, "/dev/bus/usb/%03d/%03d", bus, number);
  return ::access(node, R_OK | W_OK) == 0;
}

}  // namespace

core::Result<std::vector<UsbDevice>> list_usb_devices() {
  const auto assets = assets_folder();
  if (!assets) return tl::unexpected(assets.error());
  const auto quirks = device::load_quirks(*assets + "/quirks");
  if (!quirks) return tl::unexpected(as_core_error(quirks.error()));
  const auto bus = transport::UsbBus::start(*quirks);
  if (!bus) return tl::unexpected(as_core_error(bus.error()));
  const auto found = (*bus)->list();
  if (!found) return tl::unexpected(as_core_error(found.error()));

  std::vector<UsbDevice> devices;
  for (const device::DeviceInfo& info : *found) {
    const device::Quirk* quirk = quirks->find(info);
    const std::string kind = kind_of(info, quirk);
    // A scanner has several interfaces; the one that types is the device.
    if (kind.empty() || (kind == "scanner" && (info.interface_class != 3 || info.interface_protocol != 1))) continue;
    devices.push_back({kind, model_of(info, quirk), may_open(info.port_path) ? "present" : "no_permission", info});
  }
  std::sort(devices.begin(), devices.end(), [](const UsbDevice& one, const UsbDevice& other) {
    return std::pair{one.info.port_path, one.info.interface_number} <
           std::pair{other.info.port_path, other.info.interface_number};
  });
  return devices;
}

}  // namespace zhuangui::app

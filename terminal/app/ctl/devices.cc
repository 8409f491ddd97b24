#include <cstdio>
#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/usb_devices.h"

namespace zhuangui::app {

namespace {

std::string hex_id(std::uint16_t id) {
  char text[8];
  std::snprintf(text, sizeof text, "%04x", static_cast<unsigned>(id));
  return text;
}

}  // namespace

void run_devices_list(Context& context) {
  const auto devices = list_usb_devices();
  if (!devices) return context.fail(devices.error());
  for (const UsbDevice& device : *devices) {
    const std::string usb_id = hex_id(device.info.vendor_id) + ":" + hex_id(device.info.product_id);
    if (!context.json) {
      std::cout << device.kind << "  " << device.info.port_path << "  " << usb_id << "  " << device.model << "  " << device.state << "\n";
      continue;
    }
    core::JsonWriter out;
    out.begin_object().field("port", device.info.port_path).field("interface", int{device.info.interface_number});
    out.field("kind", device.kind).field("model", device.model).field("usb_id", usb_id).field("state", device.state);
    std::cout << out.end_object().take() << "\n";
  }
  if (devices->empty() && !context.json) std::cout << "no scanner and no printer is plugged in\n";
}

}  // namespace zhuangui::app

#include <chrono>
#include <cstdio>
#include <iostream>
#include <utility>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/usb_devices.h"
#include "scanner/driver.h"
#include "transport/usb_bus.h"

namespace zhuangui::app {

namespace {

std::string hex_id(std::uint16_t id) {
  char text[8];
  std::snprintf(text, sizeof text, "%04x", static_cast<unsigned>(id));
  return text;
}

/// What is wrong in UnifiedPOS numbers, which people who look after tills know.
void write_code(core::JsonWriter& out, device::Errc code) {
  out.begin_object().field("code", static_cast<int>(code)).field("name", device::error_name(code)).end_object();
}

}  // namespace

void run_devices_list(Context& context) {
  const auto devices = list_usb_devices();
  if (!devices) return context.fail(devices.error());
  for (const UsbDevice& device : *devices) {
    const std::string usb_id = hex_id(device.info.vendor_id) + ":" + hex_id(device.info.product_id);
    if (!context.json) {
      std::cout << device.kind << "  " << device.info.port_path << "  " << usb_id << "  " << device.model << "  " << device.state << "\n";
      const char* word = "    can: ";
      for (const device::Capability can : device.capabilities) std::cout << std::exchange(word, "; ") << device::capability_words(can);
      if (!device.capabilities.empty()) std::cout << "\n";
      continue;
    }
    core::JsonWriter out;
    out.begin_object().field("port", device.info.port_path).field("interface", int{device.info.interface_number});
    out.field("kind", device.kind).field("model", device.model).field("usb_id", usb_id).field("state", device.state);
    out.field("serial", device.info.serial).key("capabilities").begin_array();
    for (const device::Capability can : device.capabilities) out.string(device::capability_name(can));
    out.end_array().key("error");
    if (device.state == "present") out.null();
    else write_code(out, device::Errc::no_service);
    std::cout << out.end_object().take() << "\n";
  }
  if (devices->empty() && !context.json) std::cout << "no scanner, scale or printer is plugged in\n";
}

void run_devices_learn(Context& context, std::int64_t seconds) {
  const auto bus = transport::UsbBus::start();
  if (!bus) return context.fail(as_core_error(bus.error()));
  if (!context.json)
    std::cout << "hold a card to the reader, or scan a code; every keyboard is silent for " << seconds << " s" << std::endl;
  const auto learnt = scanner::learn_by_tap(**bus, std::chrono::seconds{seconds});
  if (!learnt) return context.fail(as_core_error(learnt.error()), exit_code::not_so);
  const std::string usb_id = hex_id(learnt->vendor_id) + ":" + hex_id(learnt->product_id);
  if (context.json) {
    core::JsonWriter out;
    out.begin_object().field("port", learnt->port_path).field("usb_id", usb_id).field("serial", learnt->serial);
    std::cout << out.end_object().take() << "\n";
    return;
  }
  std::cout << "it was " << usb_id << " at port " << learnt->port_path << "; name it in the configuration under [scanner] or [card_reader]:\n"
            << "port = \"" << learnt->port_path << "\"\n";
}

}  // namespace zhuangui::app

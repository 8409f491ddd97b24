#include "ctl/usb_devices.h"

#include <algorithm>
#include <cstdio>

#include "ctl/context.h"
#include "ctl/device_rights.h"
#include "scanner/found.h"

namespace zhuangui::app {

namespace {

bool is_printer(const device::DeviceInfo& info, const device::Quirk* quirk) {
  if (quirk != nullptr) return quirk->driver == "escpos";
  return info.interface_class == 7;
}

std::string model_of(const device::DeviceInfo& info, const device::Quirk* quirk) {
  if (quirk != nullptr && !quirk->name.empty()) return quirk->name;
  char text[16];
  std::snprintf(text, sizeof text, "%04X:%04X", static_cast<unsigned>(info.vendor_id), static_cast<unsigned>(info.product_id));
  return text;
}

using device::Capability;

device::Capabilities capabilities_of(const printer::Profile* profile) {
  device::Capabilities all;
  if (profile == nullptr) return all;
  if (profile->cutter != printer::Cutter::none) all.push_back(Capability::cuts_paper);
  if (profile->status == printer::StatusWay::full || profile->status == printer::StatusWay::eot) all.push_back(Capability::tells_troubles);
  if (profile->fence != printer::Fence::none) all.push_back(Capability::proves_printing);
  if (profile->drawer != printer::Drawer::none) all.push_back(Capability::opens_drawer);
  if (profile->qr == printer::QrWay::gs_k) all.push_back(Capability::draws_qr);
  return all;
}

}  // namespace

core::Result<Usb> open_usb() {
  auto assets = load_device_assets();
  if (!assets) return tl::unexpected(assets.error());
  auto bus = transport::UsbBus::start(assets->quirks);
  if (!bus) return tl::unexpected(as_core_error(bus.error()));
  return Usb{std::move(*assets), std::move(*bus)};
}

core::Result<std::vector<UsbDevice>> list_usb_devices() {
  const auto usb = open_usb();
  if (!usb) return tl::unexpected(usb.error());
  const device::QuirkTable& quirks = usb->assets.quirks;
  const auto found = usb->bus->list();
  if (!found) return tl::unexpected(as_core_error(found.error()));

  const Account account = Account::current();
  std::vector<UsbDevice> devices;
  const auto add = [&](const char* kind, const device::DeviceInfo& info, const device::Quirk* quirk, device::Capabilities can) {
    devices.push_back({kind, model_of(info, quirk), may_use_device(info, {}, account) ? "present" : "no_permission", info, std::move(can)});
  };
  // Of a scanner's interfaces the one that is read, as the terminal itself would choose.
  for (const scanner::Found& one : scanner::find_ours(*found, quirks, {}))
    add(one.role == scanner::Role::card_reader ? "card_reader" : "scanner", one.info, one.quirk, scanner::capabilities_of(one));
  for (const device::DeviceInfo& info : *found)
    if (const device::Quirk* quirk = quirks.find(info); is_printer(info, quirk))
      add("printer", info, quirk, capabilities_of(printer::match_profile(usb->assets.printers, quirks, info, {})));
    else if (quirk != nullptr && quirk->driver == "hid-scale" && info.interface_class == 3)
      add("scale", info, quirk, {Capability::weighs_grams});
  std::sort(devices.begin(), devices.end(), [](const UsbDevice& one, const UsbDevice& other) {
    return std::pair{one.info.port_path, one.info.interface_number} <
           std::pair{other.info.port_path, other.info.interface_number};
  });
  return devices;
}

}  // namespace zhuangui::app

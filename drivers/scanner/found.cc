#include "scanner/found.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace zhuangui::scanner {

using device::DeviceInfo;

namespace {

constexpr std::uint8_t class_communication = 0x02, class_hid = 0x03, class_data = 0x0A;

bool is_keyboard(const DeviceInfo& info) {
  return info.interface_class == class_hid && info.interface_subclass == 1 && info.interface_protocol == 1;
}

/// Ports of ttys are paths, or "tty:" and the USB interface behind them (drivers/transport, SerialBus).
bool is_tty(const DeviceInfo& info) { return info.port_path.starts_with("/") || info.port_path.starts_with("tty:"); }
bool is_tty_of(const DeviceInfo& info, const std::string& port_path) { return info.port_path.starts_with("tty:" + port_path + ":"); }

std::uint8_t line_interface_of(const std::vector<DeviceInfo>& list, const DeviceInfo& info) {
  for (const DeviceInfo& other : list)
    if (other.port_path == info.port_path && other.interface_class == class_communication) return other.interface_number;
  return 0;
}

/// How the interface is read by the driver named in a quirk; nullopt: this interface is not the one.
std::optional<Mode> mode_by_driver(std::string_view driver, const DeviceInfo& info, const std::vector<DeviceInfo>& list) {
  if (driver == "hid-keyboard" && is_keyboard(info)) return Mode::keyboard;
  if (driver == "hid-pos" && info.interface_class == class_hid && !is_keyboard(info)) return Mode::pos;
  if (driver != "cdc-acm") return std::nullopt;
  if (info.interface_class == class_data) return Mode::serial;
  // A tty stands for devices that only the kernel can talk to: USB-serial boards, lines of the mainboard.
  const bool also_on_usb = std::any_of(list.begin(), list.end(), [&](const DeviceInfo& other) {
    return other.interface_class == class_data && is_tty_of(info, other.port_path);
  });
  return is_tty(info) && !also_on_usb ? std::optional{Mode::serial} : std::nullopt;
}

/// The same for a model no quirk names, which the counter has named.
std::optional<Mode> mode_by_interface(const DeviceInfo& info, const std::vector<DeviceInfo>& list) {
  if (is_keyboard(info)) return Mode::keyboard;
  return mode_by_driver(info.interface_class == class_hid ? "hid-pos" : "cdc-acm", info, list);
}

bool is_card_reader(const DeviceInfo& info, const device::Quirk* quirk, const ScannerOptions& options) {
  if (!is_keyboard(info)) return false;
  if (options.card_readers.names(info)) return true;
  return quirk && quirk->driver == "card-reader" && options.card_readers.fits(info);
}

std::optional<Mode> scanner_mode(const DeviceInfo& info, const device::Quirk* quirk, const ScannerOptions& options,
                                 const std::vector<DeviceInfo>& list) {
  if (!options.scanners.fits(info)) return std::nullopt;
  if (quirk) return mode_by_driver(quirk->driver, info, list);
  if (options.scanners.names(info)) return mode_by_interface(info, list);
  if (options.any_keyboard && is_keyboard(info)) return Mode::keyboard;
  return std::nullopt;
}

}  // namespace

std::vector<Found> find_ours(const std::vector<DeviceInfo>& list, const device::QuirkTable& quirks,
                             const ScannerOptions& options) {
  std::vector<Found> ours;
  for (const DeviceInfo& info : list) {
    const device::Quirk* quirk = quirks.find(info);
    if (is_card_reader(info, quirk, options)) {
      ours.push_back({info, quirk, Mode::keyboard, Role::card_reader, 0});
    } else if (const auto mode = scanner_mode(info, quirk, options, list)) {
      ours.push_back({info, quirk, *mode, Role::scanner, line_interface_of(list, info)});
    }
  }
  std::sort(ours.begin(), ours.end(), [](const Found& one, const Found& other) {
    return std::tuple{one.quirk == nullptr, one.info.port_path, one.info.interface_number} <
           std::tuple{other.quirk == nullptr, other.info.port_path, other.info.interface_number};
  });
  const auto same_port = [](const Found& one, const Found& other) { return one.info.port_path == other.info.port_path; };
  ours.erase(std::unique(ours.begin(), ours.end(), same_port), ours.end());
  return ours;
}

}  // namespace zhuangui::scanner

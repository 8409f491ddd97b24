#include "usb_descriptors.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <span>

namespace zhuangui::transport {

namespace {

std::span<const libusb_interface> interfaces(const libusb_config_descriptor& config) {
  return {config.interface, config.bNumInterfaces};
}

std::span<const libusb_interface_descriptor> settings(const libusb_interface& interface) {
  return {interface.altsetting, static_cast<std::size_t>(interface.num_altsetting)};
}

std::span<const libusb_endpoint_descriptor> endpoints(const libusb_interface_descriptor& setting) {
  return {setting.endpoint, setting.bNumEndpoints};
}

/// The first bulk or interrupt endpoint of a direction that can carry anything.
std::optional<Endpoint> endpoint(const libusb_interface_descriptor& setting, std::uint8_t direction) {
  constexpr std::uint16_t packet_size_bits = 0x7FF;  // above them: extra transactions of high speed
  for (const libusb_endpoint_descriptor& one : endpoints(setting)) {
    const int type = one.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK;
    if ((one.bEndpointAddress & LIBUSB_ENDPOINT_DIR_MASK) != direction) continue;
    if (type != LIBUSB_TRANSFER_TYPE_BULK && type != LIBUSB_TRANSFER_TYPE_INTERRUPT) continue;
    const std::size_t packet_bytes = one.wMaxPacketSize & packet_size_bits;
    if (packet_bytes > 0) return Endpoint{one.bEndpointAddress, type == LIBUSB_TRANSFER_TYPE_INTERRUPT, packet_bytes};
  }
  return std::nullopt;
}

std::string three_digits(int number) {
  const std::string text = std::to_string(number);
  return std::string(3 - std::min<std::size_t>(3, text.size()), '0') + text;
}

}  // namespace

Config config_of(libusb_device* device) {
  libusb_config_descriptor* config = nullptr;
  if (libusb_get_active_config_descriptor(device, &config) != LIBUSB_SUCCESS &&
      libusb_get_config_descriptor(device, 0, &config) != LIBUSB_SUCCESS)
    config = nullptr;
  return {config, &libusb_free_config_descriptor};
}

std::string port_path_of(libusb_device* device) {
  std::array<std::uint8_t, 8> ports{};
  const int count = libusb_get_port_numbers(device, ports.data(), static_cast<int>(ports.size()));
  std::string path = std::to_string(libusb_get_bus_number(device)) + "-";
  // A root hub has no port; a device whose ports cannot be seen is at least told apart by its address.
  if (count <= 0) return path + "@" + std::to_string(libusb_get_device_address(device));
  for (int i = 0; i < count; ++i) path += (i == 0 ? "" : ".") + std::to_string(ports[static_cast<std::size_t>(i)]);
  return path;
}

std::string node_of(libusb_device* device) {
  return "/dev/bus/usb/" + three_digits(libusb_get_bus_number(device)) + "/" +
         three_digits(libusb_get_device_address(device));
}

std::string serial_of(const std::string& port_path) {
  constexpr std::size_t serial_bytes_max = 3 * 126;  // a string descriptor holds 126 characters, UTF-8 at most 3 each
  std::string serial(serial_bytes_max, '\0');
  std::ifstream in{"/sys/bus/usb/devices/" + port_path + "/serial", std::ios::binary};
  in.read(serial.data(), static_cast<std::streamsize>(serial.size()));
  serial.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  std::erase_if(serial, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
  const std::size_t end = serial.find_last_not_of(' ');  // some are filled up with blanks
  serial.resize(end == std::string::npos ? 0 : end + 1);
  return serial;
}

const libusb_interface_descriptor* setting_of(const libusb_interface& interface) {
  constexpr std::uint8_t bidirectional = 2;
  for (const libusb_interface_descriptor& setting : settings(interface))
    if (setting.bInterfaceClass == LIBUSB_CLASS_PRINTER && setting.bInterfaceProtocol == bidirectional) return &setting;
  return interface.num_altsetting > 0 ? interface.altsetting : nullptr;
}

std::vector<device::DeviceInfo> interfaces_of(libusb_device* device) {
  std::vector<device::DeviceInfo> found;
  libusb_device_descriptor descriptor{};
  if (libusb_get_device_descriptor(device, &descriptor) != LIBUSB_SUCCESS) return found;
  if (descriptor.bDeviceClass == LIBUSB_CLASS_HUB) return found;
  const Config config = config_of(device);
  if (!config) return found;
  const std::string port_path = port_path_of(device);
  const std::string serial = serial_of(port_path);
  for (const libusb_interface& interface : interfaces(*config)) {
    const libusb_interface_descriptor* setting = setting_of(interface);
    if (!setting) continue;
    device::DeviceInfo info;
    info.vendor_id = descriptor.idVendor;
    info.product_id = descriptor.idProduct;
    info.revision = descriptor.bcdDevice;
    info.port_path = port_path;
    info.serial = serial;
    info.interface_number = setting->bInterfaceNumber;
    info.interface_class = setting->bInterfaceClass;
    info.interface_subclass = setting->bInterfaceSubClass;
    info.interface_protocol = setting->bInterfaceProtocol;
    found.push_back(std::move(info));
  }
  return found;
}

std::optional<Endpoint> endpoint_in(const libusb_interface_descriptor& setting) {
  return endpoint(setting, LIBUSB_ENDPOINT_IN);
}

std::optional<Endpoint> endpoint_out(const libusb_interface_descriptor& setting) {
  return endpoint(setting, LIBUSB_ENDPOINT_OUT);
}

}  // namespace zhuangui::transport

#include "usb_error.h"

#include <libusb.h>

#include "transport/node_holder.h"

namespace zhuangui::transport {

using device::DeviceError;
using device::DeviceInfo;
using device::Errc;

namespace {

std::string hex(std::uint16_t number) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (int shift = 12; shift >= 0; shift -= 4) text += digits[(number >> shift) & 0xF];
  return text;
}

DeviceError held_error(const DeviceInfo& info, const std::string& node) {
  const std::string holder = holder_of(node);
  return {Errc::claimed, name_of(info) + " is held by " + (holder.empty() ? "another program" : holder),
          "close that program; sudo fuser -v " + node + " names it"};
}

DeviceError permission_error(const DeviceInfo& info, const std::string& node) {
  return {Errc::no_service, "no permission to use " + name_of(info) + " (" + node + ")",
          "put the rule file 60-zhuangui.rules into /etc/udev/rules.d, put this user into the group zhuangui, then run: "
          "sudo udevadm control --reload && sudo udevadm trigger"};
}

}  // namespace

std::string name_of(const DeviceInfo& info) {
  return "USB device " + hex(info.vendor_id) + ":" + hex(info.product_id) + " at port " + info.port_path;
}

DeviceError start_error(int code) {
  return {Errc::no_service, std::string{"libusb does not start: "} + libusb_error_name(code),
          "see that /sys and /dev are mounted and that files can still be opened (ulimit -n)"};
}

DeviceError open_error(int code, const DeviceInfo& info, const std::string& node) {
  switch (code) {
    case LIBUSB_ERROR_ACCESS: return permission_error(info, node);
    case LIBUSB_ERROR_BUSY: return held_error(info, node);
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND: return gone_error(info);
    default: return transfer_error(code, "opening", info);
  }
}

DeviceError transfer_error(int code, const std::string& action, const DeviceInfo& info) {
  if (code == LIBUSB_ERROR_NO_DEVICE) return gone_error(info);
  const std::string cause = action + " " + name_of(info) + ": ";
  switch (code) {
    case LIBUSB_ERROR_TIMEOUT:
      return {Errc::timeout, cause + "no answer in time", "see that the device is switched on and not at work"};
    case LIBUSB_ERROR_PIPE:
      return {Errc::failure, cause + "the device refuses (stall)", "switch the device off and on again"};
    case LIBUSB_ERROR_OVERFLOW:
      return {Errc::failure, cause + "the device sent more than it announced", "switch the device off and on again"};
    default:
      return {Errc::failure, cause + libusb_error_name(code),
              "pull the cable, wait 5 seconds, plug it in again; if it comes back, try another cable or port"};
  }
}

DeviceError gone_error(const DeviceInfo& info) {
  return {Errc::no_hardware, name_of(info) + " was unplugged or switched off", "plug it in and switch it on"};
}

}  // namespace zhuangui::transport

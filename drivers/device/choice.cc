#include "device/choice.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "device/settings.h"

namespace zhuangui::device {

namespace {

constexpr std::size_t values_max = 16;
constexpr std::size_t value_bytes_max = 126;  // a USB string descriptor holds no more characters

template <class T>
bool fits_list(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<std::uint16_t> hex_number(std::string_view text) {
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (text.size() != 4 || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<UsbId> usb_id(std::string_view text) {
  if (text.size() != 9 || text[4] != ':') return std::nullopt;
  const auto vendor = hex_number(text.substr(0, 4));
  const auto product = hex_number(text.substr(5));
  if (!vendor || !product) return std::nullopt;
  return UsbId{*vendor, *product};
}

/// "1-1.2": bus, '-', then ports apart by dots.
bool is_usb_port(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == 0 || dash == std::string_view::npos || dash + 1 == text.size()) return false;
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(text.substr(0, dash))) return false;
  for (std::string_view rest = text.substr(dash + 1); !rest.empty();) {
    const std::size_t dot = rest.find('.');
    if (!digits(rest.substr(0, dot)) || dot + 1 == rest.size()) return false;
    rest.remove_prefix(dot == std::string_view::npos ? rest.size() : dot + 1);
  }
  return true;
}

/// A USB port, or a tty by its path or by the USB interface behind it ("tty:1-1.2:1.0").
bool is_port(std::string_view text) {
  if (text.size() > value_bytes_max) return false;
  if (text.starts_with("/dev/")) return text.size() > 5;
  if (!text.starts_with("tty:")) return is_usb_port(text);
  text.remove_prefix(4);
  return is_usb_port(text.substr(0, text.find(':'))) && text.find(':') != std::string_view::npos;
}

tl::unexpected<DeviceError> refuse(std::string_view value, const char* form) {
  return tl::unexpected(DeviceError{Errc::no_service, "\"" + std::string{value.substr(0, value_bytes_max)} + "\" is no " + form,
                                    "zhuanguictl devices list shows the values of what is plugged in"});
}

}  // namespace

bool Choice::fits(const DeviceInfo& device) const {
  return fits_list(usb_ids, UsbId{device.vendor_id, device.product_id}) && fits_list(serials, device.serial) &&
         fits_list(ports, device.port_path);
}

bool Choice::names(const DeviceInfo& device) const { return (!usb_ids.empty() || !ports.empty()) && fits(device); }

Result<Choice> parse_choice(std::string_view usb_ids, std::string_view serials, std::string_view ports) {
  Choice choice;
  for (const std::string_view word : words_of(usb_ids)) {
    const auto id = usb_id(word);
    if (!id) return refuse(word, "USB id such as 0c2e:0b81");
    choice.usb_ids.push_back(*id);
  }
  for (const std::string_view word : words_of(serials)) {
    if (word.size() > value_bytes_max) return refuse(word, "serial number: it is too long");
    choice.serials.emplace_back(word);
  }
  for (const std::string_view word : words_of(ports)) {
    if (!is_port(word)) return refuse(word, "port such as 1-1.2");
    choice.ports.emplace_back(word);
  }
  if (std::max({choice.usb_ids.size(), choice.serials.size(), choice.ports.size()}) > values_max)
    return refuse("", "list: at most 16 values can be named");
  return choice;
}

}  // namespace zhuangui::device

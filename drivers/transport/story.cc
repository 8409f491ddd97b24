#include "transport/story.h"

#include <array>
#include <cstdio>

namespace zhuangui::transport {
namespace {

using Kind = StoryEvent::Kind;

std::string hex_bytes(const std::vector<std::byte>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::byte b : bytes) {
    const auto value = std::to_integer<unsigned>(b);
    text += {' ', digits[value >> 4], digits[value & 15]};
  }
  return text;
}

template <class... Numbers>
std::string formatted(const char* form, Numbers... numbers) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), form, numbers...);
  return text.data();
}

/// A word without spaces or line ends, for a serial number; read back by the parser.
std::string escaped(std::string_view word) {
  std::string text;
  for (const char c : word) {
    const auto value = static_cast<unsigned char>(c);
    if (value > 0x20 && value < 0x7F && c != '%') text += c;
    else text += formatted("%%%02x", static_cast<unsigned>(value));
  }
  return text;
}

/// A line stays a line, whatever an error's sentence or a code holds.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return text;
}

std::string words_of(const StoryEvent& event) {
  switch (event.kind) {
    case Kind::open: return "open";
    case Kind::close: return "close";
    case Kind::in: return "in" + hex_bytes(event.bytes);
    case Kind::out: {
      const bool whole = event.bytes.size() == event.bytes_asked;
      return "out" + (whole ? "" : " " + std::to_string(event.bytes.size()) + "/" + std::to_string(event.bytes_asked)) +
             hex_bytes(event.bytes);
    }
    case Kind::control: {
      const bool in = (event.request_type & 0x80) != 0;
      return formatted("control %02x %02x %04x %04x", static_cast<unsigned>(event.request_type), static_cast<unsigned>(event.request),
                       static_cast<unsigned>(event.value), static_cast<unsigned>(event.index)) +
             (in ? " in " + std::to_string(event.bytes_asked) : " out") + hex_bytes(event.bytes);
    }
    case Kind::fail:
      return "fail " + event.call + " " + std::to_string(static_cast<int>(event.error.code)) + " " + one_line(event.error.cause);
    case Kind::result: return "= " + one_line(event.text);
  }
  return {};
}

}  // namespace

std::string story_head() { return "zhuangui-devices 1\n"; }

std::string story_device_line(int number, const device::DeviceInfo& info) {
  const auto wide = [](auto value) { return static_cast<unsigned>(value); };
  std::string line = "device " + std::to_string(number) +
                     formatted(" usb=%04x:%04x revision=%04x", wide(info.vendor_id), wide(info.product_id), wide(info.revision)) +
                     " port=" + escaped(info.port_path) +
                     formatted(" interface=%u class=%u/%u/%u", wide(info.interface_number), wide(info.interface_class),
                               wide(info.interface_subclass), wide(info.interface_protocol));
  if (!info.serial.empty()) line += " serial=" + escaped(info.serial);
  return line + "\n";
}

std::string story_line(const StoryEvent& event, std::int64_t since_us) {
  return "+" + std::to_string(since_us) + " " + std::to_string(event.device) + " " + words_of(event) + "\n";
}

}  // namespace zhuangui::transport

#include <charconv>
#include <optional>

#include "transport/story.h"

namespace zhuangui::transport {
namespace {

using Kind = StoryEvent::Kind;

constexpr int device_number_max = 64;
constexpr std::size_t line_bytes_max = 64u << 10;
constexpr std::int64_t gap_us_max = 24LL * 3600 * 1'000'000;

/// Takes the next word, up to a space, off `rest`.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = rest.find(' ');
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return word;
}

template <class Number>
std::optional<Number> number(std::string_view word, int base, std::int64_t max) {
  std::int64_t value = -1;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value, base);
  if (fault != std::errc{} || end != word.data() + word.size() || value < 0 || value > max) return std::nullopt;
  return static_cast<Number>(value);
}

std::optional<std::vector<std::byte>> bytes_of(std::string_view rest) {
  std::vector<std::byte> bytes;
  while (!rest.empty()) {
    const std::string_view word = take_word(rest);
    const auto value = number<std::uint8_t>(word, 16, 0xFF);
    if (!value || word.size() != 2) return std::nullopt;
    bytes.push_back(std::byte{*value});
  }
  return bytes;
}

std::optional<std::string> unescaped(std::string_view word) {
  std::string text;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] != '%') {
      text += word[at];
      continue;
    }
    const auto value = at + 2 < word.size() ? number<std::uint8_t>(word.substr(at + 1, 2), 16, 0xFF) : std::nullopt;
    if (!value) return std::nullopt;
    text += static_cast<char>(*value);
    at += 2;
  }
  return text;
}

bool read_pair(device::DeviceInfo& info, std::string_view key, std::string_view value) {
  const auto hex = [&](std::string_view word, std::uint16_t& into) {
    const auto read = number<std::uint16_t>(word, 16, 0xFFFF);
    into = read.value_or(0);
    return read.has_value();
  };
  const auto small = [&](std::string_view word, std::uint8_t& into) {
    const auto read = number<std::uint8_t>(word, 10, 0xFF);
    into = read.value_or(0);
    return read.has_value();
  };
  const auto text = [&](std::string& into) {
    const auto read = unescaped(value);
    into = read.value_or("");
    return read && !into.empty();
  };
  if (key == "usb" && value.size() == 9 && value[4] == ':')
    return hex(value.substr(0, 4), info.vendor_id) && hex(value.substr(5), info.product_id);
  if (key == "revision") return hex(value, info.revision);
  if (key == "port") return text(info.port_path);
  if (key == "serial") return text(info.serial);
  if (key == "interface") return small(value, info.interface_number);
  if (key != "class") return false;
  const std::size_t first = value.find('/');
  const std::size_t second = value.find('/', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  return small(value.substr(0, first), info.interface_class) && small(value.substr(first + 1, second - first - 1), info.interface_subclass) &&
         small(value.substr(second + 1), info.interface_protocol);
}

/// An empty answer says the line is well.
std::string read_device(std::string_view rest, Story& story) {
  const auto device = number<int>(take_word(rest), 10, device_number_max);
  if (!device || *device == 0) return "a device has a number from 1 to 64";
  device::DeviceInfo info;
  while (!rest.empty()) {
    const std::string_view pair = take_word(rest);
    const std::size_t sign = pair.find('=');
    if (sign == std::string_view::npos || !read_pair(info, pair.substr(0, sign), pair.substr(sign + 1)))
      return "\"" + std::string{pair} + "\" says nothing of a device";
  }
  if (info.port_path.empty()) return "a device needs port=";
  if (!story.devices.emplace(*device, info).second) return "device " + std::to_string(*device) + " is told twice";
  return {};
}

bool read_control(std::string_view rest, StoryEvent& event) {
  const auto type = number<std::uint8_t>(take_word(rest), 16, 0xFF);
  const auto request = number<std::uint8_t>(take_word(rest), 16, 0xFF);
  const auto value = number<std::uint16_t>(take_word(rest), 16, 0xFFFF);
  const auto index = number<std::uint16_t>(take_word(rest), 16, 0xFFFF);
  if (!type || !request || !value || !index) return false;
  event.request_type = *type, event.request = *request, event.value = *value, event.index = *index;
  const bool in = (*type & 0x80) != 0;
  if (take_word(rest) != (in ? "in" : "out")) return false;
  const auto room = in ? number<std::size_t>(take_word(rest), 10, 0xFFFF) : 0;
  const auto bytes = bytes_of(rest);
  if (!room || !bytes || (in && bytes->size() > *room)) return false;
  event.bytes = *bytes;
  event.bytes_asked = in ? *room : bytes->size();
  return true;
}

bool read_out(std::string_view rest, StoryEvent& event) {
  std::optional<std::size_t> taken, asked;
  if (const std::string_view first = rest.substr(0, rest.find(' ')); first.find('/') != std::string_view::npos) {
    const std::size_t bar = first.find('/');
    taken = number<std::size_t>(first.substr(0, bar), 10, 1 << 20);
    asked = number<std::size_t>(first.substr(bar + 1), 10, 1 << 20);
    if (!taken || !asked || *taken >= *asked) return false;
    take_word(rest);
  }
  const auto bytes = bytes_of(rest);
  if (!bytes || (taken && bytes->size() != *taken)) return false;
  event.bytes = *bytes;
  event.bytes_asked = asked.value_or(bytes->size());
  return true;
}

bool read_fail(std::string_view rest, StoryEvent& event) {
  event.call = take_word(rest);
  const auto code = number<int>(take_word(rest), 10, 115);
  if (!code || *code < 101 || rest.empty()) return false;  // every error is a sentence
  event.error = {static_cast<device::Errc>(*code), std::string{rest}, "it happened so in the recorded session"};
  return event.call == "open" || event.call == "in" || event.call == "out" || event.call == "control";
}

bool read_words(std::string_view rest, StoryEvent& event) {
  const std::string_view word = take_word(rest);
  if (word == "open" || word == "close") {
    event.kind = word == "open" ? Kind::open : Kind::close;
    return rest.empty();
  }
  if (word == "in") {
    event.kind = Kind::in;
    const auto bytes = bytes_of(rest);
    event.bytes = bytes.value_or(std::vector<std::byte>{});
    return bytes && !bytes->empty();
  }
  if (word == "out") return event.kind = Kind::out, read_out(rest, event);
  if (word == "control") return event.kind = Kind::control, read_control(rest, event);
  if (word == "fail") return event.kind = Kind::fail, read_fail(rest, event);
  if (word != "=") return false;
  event.kind = Kind::result;
  event.text = rest;
  return true;
}

std::string read_event(std::string_view rest, std::int64_t& at_us, Story& story) {
  StoryEvent event;
  std::string_view gap = take_word(rest);
  if (!gap.starts_with('+')) return "a line begins with device, +TIME or #";
  gap.remove_prefix(1);
  const auto gap_us = number<std::int64_t>(gap, 10, gap_us_max);
  const auto device = number<int>(take_word(rest), 10, device_number_max);
  if (!gap_us) return "a time is + and microseconds, a day at most";
  if (!device || !story.devices.contains(*device)) return "no device of that number has been told of";
  event.at_us = at_us += *gap_us;
  event.device = *device;
  if (!read_words(rest, event)) return "it is not in the form of a session's line";
  story.events.push_back(std::move(event));
  return {};
}

tl::unexpected<device::DeviceError> wrong(const std::string& name, int line, const std::string& cause) {
  return tl::unexpected(device::DeviceError{device::Errc::illegal, name + ":" + std::to_string(line) + ": " + cause,
                                            "give a file that \"devices record\" has written"});
}

}  // namespace

device::Result<Story> parse_story(std::string_view text, const std::string& name) {
  if (text.size() > story_bytes_max) return wrong(name, 1, "a session has at most 16 MiB");
  if (text.empty()) return wrong(name, 1, "the file is empty");
  Story story;
  std::int64_t at_us = 0;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.size() > line_bytes_max) return wrong(name, line_number, "a line has at most 64 KiB");
    if (line_number == 1) {
      if (std::string{line} + "\n" != story_head()) return wrong(name, 1, "the first line is not \"zhuangui-devices 1\"");
      continue;
    }
    if (line.empty() || line.starts_with('#')) continue;
    std::string fault;
    if (line.starts_with("device ")) fault = read_device(line.substr(7), story);
    else fault = read_event(line, at_us, story);
    if (!fault.empty()) return wrong(name, line_number, fault);
    if (!story.events.empty() && story.events.back().line == 0) story.events.back().line = line_number;
  }
  return story;
}

}  // namespace zhuangui::transport

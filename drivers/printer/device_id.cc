#include "printer/device_id.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "device/settings.h"

namespace zhuangui::printer {
namespace {

constexpr std::size_t value_bytes_max = 126;
constexpr std::size_t languages_max = 16;
constexpr std::size_t length_bytes = 2;
constexpr std::size_t shortest = 14;  // "MFG:x;MDL:y;" and its length
constexpr std::chrono::milliseconds patience(500);

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) { return upper(a) == upper(b); });
}

bool is_letter(unsigned char byte) { return upper(static_cast<char>(byte)) >= 'A' && upper(static_cast<char>(byte)) <= 'Z'; }

std::string shown(std::string_view value) {
  std::string text{device::trimmed(value).substr(0, value_bytes_max)};
  std::replace_if(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x20 || byte > 0x7E; }, '?');
  return text;
}

// The key:value text of what came. The length is only believed where it can be: what came is what there is.
std::string_view text_of(std::string_view received) {
  if (received.size() < length_bytes) return {};
  const auto first = static_cast<unsigned char>(received[0]);
  const auto second = static_cast<unsigned char>(received[1]);
  if (is_letter(first) && is_letter(second)) return received;  // no length at all: "MF" would be 19,782 bytes
  std::size_t length = std::size_t{first} << 8 | second;
  const auto possible = [&received](std::size_t bytes) { return bytes >= shortest && bytes <= received.size(); };
  if (!possible(length)) length = std::size_t{second} << 8 | first;
  if (!possible(length)) length = received.size();
  // A length that leaves itself out ends before the last ';'.
  const std::size_t whole = length + length_bytes;
  if (whole <= received.size() && received[length - 1] != ';' && received[whole - 1] == ';') length = whole;
  return received.substr(length_bytes, length - length_bytes);
}

void take_languages(DeviceId& id, std::string_view list) {
  while (!list.empty() && id.languages.size() < languages_max) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (std::string word = shown(list.substr(0, comma)); !word.empty()) id.languages.push_back(std::move(word));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

void take_text(std::string& field, std::string_view value) {
  if (field.empty()) field = shown(value);
}

}  // namespace

DeviceId parse_device_id(std::span<const std::byte> received) {
  const auto bounded = received.first(std::min(received.size(), device_id_bytes_max));
  std::string_view text = text_of({reinterpret_cast<const char*>(bounded.data()), bounded.size()});
  text = text.substr(0, text.find('\0'));
  DeviceId id;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = pair.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = device::trimmed(pair.substr(0, colon));
    const std::string_view value = pair.substr(colon + 1);
    if (same(key, "MFG") || same(key, "MANUFACTURER")) take_text(id.maker, value);
    else if (same(key, "MDL") || same(key, "MODEL")) take_text(id.model, value);
    else if (same(key, "DES") || same(key, "DESCRIPTION")) take_text(id.description, value);
    else if ((same(key, "CMD") || same(key, "COMMAND SET")) && id.languages.empty()) take_languages(id, value);
  }
  return id;
}

device::Result<DeviceId> ask_device_id(device::Transport& transport) {
  std::array<std::byte, device_id_bytes_max> answer{};
  // The interface stands in the high byte here, alternate setting 0 in the low one.
  const auto index = static_cast<std::uint16_t>(transport.info().interface_number << 8);
  const auto moved = transport.control(0xA1, 0x00, 0, index, answer, patience);
  if (!moved) return tl::unexpected(moved.error());
  return parse_device_id(std::span(answer).first(std::min(*moved, answer.size())));
}

std::string name_of(const DeviceId& id) {
  if (id.model.empty()) return id.maker.empty() ? id.description : id.maker;
  const bool repeats = same(std::string_view{id.model}.substr(0, id.maker.size()), id.maker);
  return repeats ? id.model : id.maker + " " + id.model;
}

bool speaks_other_language(const DeviceId& id) {
  static constexpr std::array others{"TSPL", "TSPL2", "ZPL", "ZPL2", "EPL", "EPL2", "CPCL", "DPL",
                                     "PCL",  "PCLXL", "PJL", "PS",   "POSTSCRIPT", "URF", "PWGRASTER"};
  return !id.languages.empty() && std::all_of(id.languages.begin(), id.languages.end(), [](const std::string& language) {
    return std::any_of(others.begin(), others.end(), [&](const char* other) { return same(language, other); });
  });
}

device::DeviceError other_language(const DeviceId& id) {
  std::string languages;
  for (const std::string& language : id.languages) languages += (languages.empty() ? "" : ",") + language;
  const std::string name = name_of(id);
  return {device::Errc::no_service, "the printer says it is " + (name.empty() ? "" : name + ", ") + languages + ", which is not ESC/POS",
          "switch it to ESC/POS with its key, its DIP switch or its maker's program, or plug in a receipt printer"};
}

bool fits_pattern(const DeviceId& id, std::string_view pattern) {
  const std::size_t colon = pattern.find(':');
  if (colon == std::string_view::npos || id.maker.empty()) return false;
  const std::string_view model = pattern.substr(colon + 1);
  return same(id.maker, pattern.substr(0, colon)) && same(std::string_view{id.model}.substr(0, model.size()), model);
}

}  // namespace zhuangui::printer

#include "quirk_parse.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "device/settings.h"

namespace zhuangui::device {

namespace {

constexpr std::size_t quirk_file_bytes_max = 256 * 1024;
constexpr std::size_t quirk_line_bytes_max = 512;
constexpr std::array<std::string_view, 7> drivers{"hid-keyboard", "hid-pos", "cdc-acm", "card-reader", "escpos", "hid-scale", "none"};

/// Takes `word` and four hex digits from the front of `text`.
std::optional<std::uint16_t> take_hex(std::string_view& text, std::string_view word) {
  constexpr std::size_t hex_digits = 4;
  if (!text.starts_with(word) || text.size() < word.size() + hex_digits) return std::nullopt;
  const std::string_view digits = text.substr(word.size(), hex_digits);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  text.remove_prefix(word.size() + hex_digits);
  return number;
}

std::optional<Quirk> section(std::string_view line) {
  if (!line.starts_with("[USB\\") || !line.ends_with(']')) return std::nullopt;
  std::string_view rest = line.substr(5, line.size() - 6);
  Quirk quirk;
  const auto vendor = take_hex(rest, "VID_");
  const auto product = vendor ? take_hex(rest, "&PID_") : std::nullopt;
  if (!product) return std::nullopt;
  quirk.vendor_id = *vendor;
  quirk.product_id = *product;
  if (!rest.empty()) quirk.revision = take_hex(rest, "&REV_");
  if (!rest.empty()) return std::nullopt;
  return quirk;
}

bool is_word(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

/// Reads Flags; answers what is wrong, empty when nothing is.
std::string set_flags(Quirk& quirk, std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view flag = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    const auto& known = quirk_flags();
    if (std::find(known.begin(), known.end(), flag) == known.end())
      return "unknown flag '" + std::string{flag} + "'";
    if (quirk.has(flag)) return "flag '" + std::string{flag} + "' twice";
    quirk.flags.emplace_back(flag);
  }
  return {};
}

std::string set_text(std::string& field, std::string_view key, std::string_view value) {
  if (!field.empty()) return std::string{key} + " twice in one section";
  field = value;
  return {};
}

std::string set_pause(Quirk& quirk, std::string_view value) {
  constexpr std::int64_t pause_ms_max = 10'000;
  if (quirk.same_code_pause_ms) return "SameCodePauseMs twice in one section";
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < 0 || number > pause_ms_max)
    return "SameCodePauseMs is a whole number from 0 to 10000";
  quirk.same_code_pause_ms = number;
  return {};
}

/// Reads one "Key = value"; answers what is wrong, empty when nothing is.
std::string set_key(Quirk& quirk, std::string_view key, std::string_view value) {
  if (value.empty()) return std::string{key} + " has no value";
  if (key == "Name") return set_text(quirk.name, key, value);
  if (key == "Driver") {
    if (std::find(drivers.begin(), drivers.end(), value) == drivers.end())
      return "unknown driver '" + std::string{value} + "'";
    return set_text(quirk.driver, key, value);
  }
  if (key == "Profile") {
    if (!is_word(value)) return "a profile is named by small letters, digits and '-'";
    return set_text(quirk.profile, key, value);
  }
  if (key == "SameCodePauseMs") return set_pause(quirk, value);
  if (key == "Flags") return quirk.flags.empty() ? set_flags(quirk, value) : "Flags twice in one section";
  return "unknown key '" + std::string{key} + "'";
}

/// Reads a file line by line; `fault` is what was wrong in line `line_number`.
struct Reader {
  std::vector<Quirk> quirks;
  std::string fault;

  void close_section() {
    if (fault.empty() && !quirks.empty() && quirks.back().driver.empty())
      fault = section_name(quirks.back()) + " ends without Driver";
  }

  void open_section(std::string_view line) {
    close_section();
    auto quirk = section(line);
    if (!fault.empty()) return;
    if (!quirk) {
      fault = "a section is [USB\\VID_xxxx&PID_xxxx] or [USB\\VID_xxxx&PID_xxxx&REV_xxxx] in hex";
      return;
    }
    const auto same = [&quirk](const Quirk& other) { return same_model(*quirk, other); };
    if (std::any_of(quirks.begin(), quirks.end(), same)) fault = section_name(*quirk) + " twice";
    quirks.push_back(std::move(*quirk));
  }

  void take(std::string_view raw) {
    if (raw.size() > quirk_line_bytes_max) {
      fault = "line longer than " + std::to_string(quirk_line_bytes_max) + " bytes";
      return;
    }
    const std::string_view line = trimmed(raw);
    if (line.empty() || line[0] == '#' || line[0] == ';') return;
    if (line[0] == '[') return open_section(line);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) fault = "neither a section, nor 'Key = value', nor a comment";
    else if (quirks.empty()) fault = "a key before the first section";
    else fault = set_key(quirks.back(), trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)));
  }
};

}  // namespace

bool same_model(const Quirk& one, const Quirk& other) {
  return one.vendor_id == other.vendor_id && one.product_id == other.product_id && one.revision == other.revision;
}

std::string section_name(const Quirk& quirk) {
  const auto hex = [](std::uint16_t number) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (int shift = 12; shift >= 0; shift -= 4) text += digits[(number >> shift) & 0xF];
    return text;
  };
  std::string name = "[USB\\VID_" + hex(quirk.vendor_id) + "&PID_" + hex(quirk.product_id);
  if (quirk.revision) name += "&REV_" + hex(*quirk.revision);
  return name + "]";
}

Result<std::vector<Quirk>> parse_quirks(std::string_view text, const std::string& file) {
  const auto refuse = [&file](std::size_t line, const std::string& cause) {
    return tl::unexpected(DeviceError{Errc::no_service, file + ":" + std::to_string(line) + ": " + cause,
                                      "correct that line, or restore the file from the package"});
  };
  if (text.size() > quirk_file_bytes_max) return refuse(1, "file larger than 256 KiB");
  Reader reader;
  std::size_t line_number = 0;
  while (!text.empty()) {
    ++line_number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    reader.take(text.substr(0, end));
    if (!reader.fault.empty()) return refuse(line_number, reader.fault);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  reader.close_section();
  if (!reader.fault.empty()) return refuse(line_number, reader.fault);
  return std::move(reader.quirks);
}

}  // namespace zhuangui::device

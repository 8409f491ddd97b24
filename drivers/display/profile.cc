#include "display/profile.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "device/settings.h"

namespace zhuangui::display {

namespace {

std::string take_number(int& into, std::string_view value, int least, int most) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), into);
  if (error != std::errc{} || end != value.data() + value.size() || into < least || into > most)
    return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  return {};
}

std::string take_bytes(std::string& into, std::string_view value) {
  const auto bytes = device::bytes_of_hex(value);
  if (!bytes) return "must be bytes like 1B 40, at most 64";
  into = *bytes;
  return {};
}

std::string take_show(Profile& profile, std::string_view value) {
  for (const std::string_view word : device::words_of(value)) {
    Part part;
    if (word == "upper") part.kind = Part::Kind::upper;
    else if (word == "lower") part.kind = Part::Kind::lower;
    else if (word == "digits") part.kind = Part::Kind::digits;
    else if (word == "lamp") part.kind = Part::Kind::lamp;
    else if (const auto byte = device::bytes_of_hex(word); byte && byte->size() == 1) part.bytes = *byte;
    else return "'" + std::string(word) + "' is neither a byte in hex nor upper, lower, digits or lamp";
    profile.show.push_back(std::move(part));
  }
  return profile.show.size() > 64 ? "is too long" : "";
}

/// Empty: taken; a text: what is wrong; nullopt: an unknown key.
std::optional<std::string> take(Profile& profile, std::string_view key, std::string_view value) {
  if (key == "model") return profile.model = value, "";
  if (key == "source") return profile.source = value, "";
  if (key == "columns") return take_number(profile.columns, value, 8, 40);
  if (key == "init") return take_bytes(profile.init, value);
  if (key == "show") return take_show(profile, value);
  if (key == "lamp.off") return take_bytes(profile.lamp_off, value);
  if (key == "lamp.price") return take_bytes(profile.lamp_price, value);
  if (key == "lamp.total") return take_bytes(profile.lamp_total, value);
  if (key == "lamp.received") return take_bytes(profile.lamp_received, value);
  if (key == "lamp.change") return take_bytes(profile.lamp_change, value);
  if (key == "charset") {
    profile.is_gbk = value == "gbk";
    return value == "gbk" || value == "ascii" ? "" : "must be ascii or gbk";
  }
  if (key == "baud") {
    int baud = 0;
    const std::string wrong = take_number(baud, value, 300, 115200);
    profile.line.baud = static_cast<std::uint32_t>(baud);
    return wrong;
  }
  return std::nullopt;
}

}  // namespace

device::Result<Profile> parse_profile(std::string name, std::string_view text, const std::string& file) {
  const auto settings = device::read_settings(text, file);
  if (!settings) return tl::unexpected(settings.error());
  Profile profile;
  for (const device::Setting& setting : *settings) {
    const auto wrong = take(profile, setting.key, setting.value);
    if (!wrong) return tl::unexpected(device::wrong_setting(file, setting.line, "unknown key '" + setting.key + "'"));
    if (!wrong->empty()) return tl::unexpected(device::wrong_setting(file, setting.line, setting.key + ": " + *wrong));
  }
  for (const std::string_view key : {"model", "source", "baud", "columns", "charset", "init", "show"})
    if (std::none_of(settings->begin(), settings->end(), [&](const auto& one) { return one.key == key; }))
      return tl::unexpected(device::wrong_setting(file, 0, std::string(key) + ": missing"));
  profile.name = std::move(name);
  return profile;
}

device::Result<std::vector<Profile>> load_profiles(const std::filesystem::path& folder) {
  return device::load_profiles_of<Profile>(folder, parse_profile);
}

const Profile* find_profile(const std::vector<Profile>& profiles, std::string_view name) { return device::find_named(profiles, name); }

}  // namespace zhuangui::display

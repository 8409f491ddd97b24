#include "printer/profile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "device/settings.h"

namespace zhuangui::printer {
namespace {

using Fault = std::optional<std::string>;  // why a value is not acceptable; nullopt: taken
using Taker = std::function<Fault(Profile&, std::string_view)>;

Taker text_into(std::string Profile::*field) {
  return [field](Profile& profile, std::string_view value) -> Fault {
    if (value.empty() || value.size() > 200) return "must be 1 to 200 bytes long";
    profile.*field = value;
    return std::nullopt;
  };
}

Taker number_into(int Profile::*field, int least, int most) {
  return [field, least, most](Profile& profile, std::string_view value) -> Fault {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < least || number > most)
      return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    profile.*field = number;
    return std::nullopt;
  };
}

template <class Value>
Taker choice_into(Value Profile::*field, std::vector<std::pair<std::string_view, Value>> choices) {
  return [field, choices = std::move(choices)](Profile& profile, std::string_view value) -> Fault {
    std::string words;
    for (const auto& [word, meaning] : choices) {
      if (word == value) {
        profile.*field = meaning;
        return std::nullopt;
      }
      words += (words.empty() ? "" : ", ") + std::string(word);
    }
    return "must be one of " + words;
  };
}

// "0483:5743 6868:0500"
Fault take_usb_ids(Profile& profile, std::string_view value) {
  for (const std::string_view word : device::words_of(value)) {
    const auto hex = [&](std::size_t at) -> std::optional<std::uint32_t> {
      std::uint32_t number = 0;
      const auto [end, error] = std::from_chars(word.data() + at, word.data() + at + 4, number, 16);
      return error == std::errc{} && end == word.data() + at + 4 ? std::optional(number) : std::nullopt;
    };
    const bool shaped = word.size() == 9 && word[4] == ':' && hex(0) && hex(5);
    if (!shaped) return "must be ids like 0483:5743 with spaces between";
    profile.usb_ids.push_back(*hex(0) << 16 | *hex(5));
  }
  return std::nullopt;
}

// "EPSON:TM-T88, Printer:POS-80": a model may hold blanks.
Fault take_device_ids(Profile& profile, std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view pattern = device::trimmed(value.substr(0, comma));
    value.remove_prefix(std::min(comma + 1, value.size()));
    const std::size_t colon = pattern.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon + 1 == pattern.size())
      return "must be patterns like EPSON:TM-T88 with commas between";
    profile.device_ids.emplace_back(pattern);
  }
  return std::nullopt;
}

const std::map<std::string_view, Taker>& takers() {
  const std::vector<std::pair<std::string_view, bool>> yes_no{{"yes", true}, {"no", false}};
  static const std::map<std::string_view, Taker> table{
      {"model", text_into(&Profile::model)},
      {"source", text_into(&Profile::source)},
      {"dots", number_into(&Profile::dots, 192, 1024)},
      {"columns", number_into(&Profile::columns, 16, 85)},
      {"charset", choice_into(&Profile::charset, {{"gb2312", Charset::gb2312},
                                                  {"gbk", Charset::gbk},
                                                  {"gb18030_2", Charset::gb18030_2},
                                                  {"gb18030_4", Charset::gb18030_4}})},
      {"chinese_mode", choice_into(&Profile::chinese_mode, {{"fs", true}, {"always", false}})},
      {"chinese_size", choice_into(&Profile::chinese_size_apart, {{"gs", false}, {"gs_fs", true}})},
      {"cutter", choice_into(&Profile::cutter,
                             {{"none", Cutter::none}, {"partial", Cutter::partial}, {"full", Cutter::full}})},
      {"feed_before_cut_dots", number_into(&Profile::feed_before_cut_dots, 0, 255)},
      {"picture_rows_max", number_into(&Profile::picture_rows_max, 24, 128)},
      {"qr", choice_into(&Profile::qr, {{"gs_k", QrWay::gs_k}, {"raster", QrWay::raster}})},
      {"barcode", choice_into(&Profile::barcode, {{"gs_k", BarcodeWay::gs_k}, {"raster", BarcodeWay::raster}})},
      {"status", choice_into(&Profile::status, {{"full", StatusWay::full},
                                                {"eot", StatusWay::eot},
                                                {"none", StatusWay::none},
                                                {"fake", StatusWay::fake}})},
      {"port_status", choice_into(&Profile::port_status, yes_no)},
      {"fence", choice_into(&Profile::fence, {{"gs_h", Fence::gs_h},
                                              {"gs_r", Fence::gs_r},
                                              {"asb", Fence::asb},
                                              {"none", Fence::none}})},
      {"clearing", choice_into(&Profile::clearing, {{"dle_enq", Clearing::dle_enq},
                                                    {"dle_dc4", Clearing::dle_dc4},
                                                    {"soft_reset", Clearing::soft_reset},
                                                    {"none", Clearing::none}})},
      {"drawer", choice_into(&Profile::drawer,
                             {{"none", Drawer::none}, {"pin2", Drawer::pin2}, {"pin5", Drawer::pin5}})},
      {"usb", take_usb_ids},
      {"device_id", take_device_ids}};
  return table;
}

// What single values cannot tell: that they fit each other.
Fault mismatch(const Profile& profile) {
  if (profile.dots / profile.columns < 8) return "columns: a character would be narrower than 8 dots";
  const bool believed = profile.status == StatusWay::full || profile.status == StatusWay::eot;
  if (!believed && profile.fence != Fence::none) return "fence: must be none where status is none or fake";
  // The answers of an enabled ASB cannot be told from the one the fence asks for.
  if (profile.status == StatusWay::full && profile.fence == Fence::asb) return "fence: asb needs status = eot";
  return std::nullopt;
}

}  // namespace

device::Result<Profile> parse_profile(std::string name, std::string_view text, const std::string& file) {
  const auto settings = device::read_settings(text, file);
  if (!settings) return tl::unexpected(settings.error());
  const auto wrong = [&](int line, const std::string& cause) { return tl::unexpected(device::wrong_setting(file, line, cause)); };
  Profile profile;
  std::set<std::string, std::less<>> given;
  for (const device::Setting& setting : *settings) {
    const auto taker = takers().find(setting.key);
    if (taker == takers().end()) return wrong(setting.line, "unknown key '" + setting.key + "'");
    if (const Fault fault = taker->second(profile, setting.value)) return wrong(setting.line, setting.key + ": " + *fault);
    given.insert(setting.key);
  }
  for (const auto& [key, taker] : takers())
    if (key != "usb" && key != "device_id" && !given.contains(key)) return wrong(0, std::string(key) + ": missing");
  if (const Fault fault = mismatch(profile)) return wrong(0, *fault);
  profile.name = std::move(name);
  return profile;
}

device::Result<std::vector<Profile>> load_profiles(const std::filesystem::path& folder) {
  return device::load_profiles_of<Profile>(folder, parse_profile);
}

const Profile* find_profile(const std::vector<Profile>& profiles, std::string_view name) { return device::find_named(profiles, name); }

const Profile* match_profile(const std::vector<Profile>& profiles, const device::QuirkTable& quirks,
                             const device::DeviceInfo& device, const DeviceId& id) {
  const device::Quirk* quirk = quirks.find(device);
  if (quirk != nullptr && !quirk->profile.empty())
    if (const Profile* named = find_profile(profiles, quirk->profile)) return named;
  const std::uint32_t usb_id = std::uint32_t{device.vendor_id} << 16 | device.product_id;
  for (const Profile& profile : profiles)
    if (std::find(profile.usb_ids.begin(), profile.usb_ids.end(), usb_id) != profile.usb_ids.end()) return &profile;
  const Profile* best = find_profile(profiles, "generic-80");
  std::size_t longest = 0;
  for (const Profile& profile : profiles)
    for (const std::string& pattern : profile.device_ids)
      if (pattern.size() > longest && fits_pattern(id, pattern)) {
        best = &profile;
        longest = pattern.size();
      }
  return best;
}

std::optional<bool> known_as_escpos(const device::QuirkTable& quirks, const device::DeviceInfo& device) {
  const device::Quirk* quirk = quirks.find(device);
  if (quirk == nullptr) return std::nullopt;
  return quirk->driver == "escpos";
}

}  // namespace zhuangui::printer

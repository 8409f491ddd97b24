#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "device/error.h"
#include "device/line_coding.h"

namespace zhuangui::display {

/// A piece of what is sent: bytes, or one of the texts.
struct Part {
  enum class Kind { bytes, upper, lower, digits, lamp } kind = Kind::bytes;
  std::string bytes;
};

/// What one kind of customer display understands. Data of assets/displays/<name>.ini; a value.
struct Profile {
  std::string name;
  std::string model;
  std::string source;      ///< where the facts come from; "unv" marks what was not verified
  device::LineCoding line;
  int columns = 20;        ///< of each of its lines; a Chinese character takes two
  bool is_gbk = false;     ///< shows Chinese as GBK; else ASCII only
  std::string init;        ///< bytes sent once it is open
  std::vector<Part> show;  ///< what shows one content
  std::string lamp_off, lamp_price, lamp_total, lamp_received, lamp_change;  ///< bytes of the lamps; empty: it has none
};

/// Reads one profile: model, source, baud, format, columns, charset = ascii | gbk, init, show, lamp.*. `show` is hex
/// bytes and the words upper, lower, digits, lamp. Strict, as all profiles are. Error: no_service, naming file and line.
device::Result<Profile> parse_profile(std::string name, std::string_view text, const std::string& file);

/// Reads every *.ini of `folder`, sorted by name.
device::Result<std::vector<Profile>> load_profiles(const std::filesystem::path& folder);

/// The profile of that name; nullptr when there is none.
const Profile* find_profile(const std::vector<Profile>& profiles, std::string_view name);

}  // namespace zhuangui::display

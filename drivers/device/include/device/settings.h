#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "device/error.h"

namespace zhuangui::device {

/// One `key = value` of a profile file.
struct Setting {
  std::string key;
  std::string value;
  int line = 0;
};

/// Reads the lines of a profile: `key = value`, `#` comments, blank lines. Keys are lower-case words of a-z, 0-9, '_',
/// '.', ':' and what a table's value needs. Strict: a line without '=', an empty key or value, a key given twice, more
/// than 200 settings or a line over 500 bytes is an error "FILE:LINE: cause". Error: no_service.
Result<std::vector<Setting>> read_settings(std::string_view text, const std::string& file);

/// "FILE:LINE: cause" with the remedy that belongs to it; line 0 names the file alone.
DeviceError wrong_setting(const std::string& file, int line, const std::string& cause);

struct ProfileFile {
  std::string name;  ///< file name without ".ini"
  std::string file;  ///< as errors name it: "scales/cas.ini"
  std::string text;
};

/// Every *.ini of `folder`, sorted by name, at most 16 KiB each and 200 files. Error: no_service (missing, empty,
/// unreadable, too large).
Result<std::vector<ProfileFile>> read_profile_files(const std::filesystem::path& folder);

/// Every profile of `folder`, each as `parse` reads it: (name, text, file) -> Result<Profile>. Errors: no_service, naming
/// file and line.
template <class Profile, class Parse>
Result<std::vector<Profile>> load_profiles_of(const std::filesystem::path& folder, Parse parse) {
  const auto files = read_profile_files(folder);
  if (!files) return tl::unexpected(files.error());
  std::vector<Profile> profiles;
  for (const ProfileFile& one : *files) {
    auto profile = parse(one.name, one.text, one.file);
    if (!profile) return tl::unexpected(profile.error());
    profiles.push_back(std::move(*profile));
  }
  return profiles;
}

/// The one of that name; nullptr when there is none.
template <class Profile>
const Profile* find_named(const std::vector<Profile>& profiles, std::string_view name) {
  for (const Profile& one : profiles)
    if (one.name == name) return &one;
  return nullptr;
}

/// "1B 3D 02" -> bytes; nullopt unless it is pairs of hex digits with blanks between. At most 64 bytes.
std::optional<std::string> bytes_of_hex(std::string_view text);

/// The text without blanks at its ends.
std::string_view trimmed(std::string_view text);

/// The words of a text, apart by blanks.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace zhuangui::device

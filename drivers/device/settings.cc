#include "device/settings.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>

namespace zhuangui::device {

namespace {

constexpr std::size_t settings_file_bytes_max = 16 * 1024;
constexpr std::size_t files_max = 200;
constexpr std::size_t settings_max = 200;
constexpr std::size_t settings_line_bytes_max = 500;

DeviceError unreadable(const std::filesystem::path& path, const std::string& why) {
  return {Errc::no_service, path.string() + ": " + why, "restore it from the package and let the program read it"};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<std::string> bytes_of_hex(std::string_view text) {
  std::string bytes;
  for (const std::string_view word : words_of(text)) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, 16);
    if (word.size() != 2 || error != std::errc{} || end != word.data() + 2 || bytes.size() == 64) return std::nullopt;
    bytes += static_cast<char>(number);
  }
  return bytes;
}

DeviceError wrong_setting(const std::string& file, int line, const std::string& cause) {
  return {Errc::no_service, file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + cause,
          "correct the file, restore it from the package, or choose another profile"};
}

Result<std::vector<Setting>> read_settings(std::string_view text, const std::string& file) {
  std::vector<Setting> settings;
  std::set<std::string_view> keys;
  int number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view raw = text.substr(0, end);
    const std::string_view line = trimmed(raw);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto refuse = [&](const std::string& cause) { return tl::unexpected(wrong_setting(file, number, cause)); };
    if (raw.size() > settings_line_bytes_max) return refuse("line longer than " + std::to_string(settings_line_bytes_max) + " bytes");
    if (line.empty() || line.front() == '#') continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return refuse("no '=' in this line");
    const std::string_view key = trimmed(line.substr(0, equals)), value = trimmed(line.substr(equals + 1));
    if (key.empty() || value.empty()) return refuse("a key and a value are wanted on both sides of '='");
    if (settings.size() == settings_max) return refuse("more than " + std::to_string(settings_max) + " settings");
    if (!keys.insert(key).second) return refuse(std::string(key) + ": given twice");
    settings.push_back({std::string(key), std::string(value), number});
  }
  return settings;
}

Result<std::vector<ProfileFile>> read_profile_files(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".ini") paths.push_back(at->path());
  if (error || paths.empty()) return tl::unexpected(unreadable(folder, "no profiles there" + (error ? ": " + error.message() : "")));
  if (paths.size() > files_max) return tl::unexpected(unreadable(folder, "more than 200 profiles"));
  std::sort(paths.begin(), paths.end());
  std::vector<ProfileFile> files;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::string text(settings_file_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || in.gcount() == 0 || in.gcount() > static_cast<std::streamsize>(settings_file_bytes_max))
      return tl::unexpected(unreadable(path, "empty, unreadable or over 16 KiB"));
    text.resize(static_cast<std::size_t>(in.gcount()));
    files.push_back({path.stem().string(), folder.filename().string() + "/" + path.filename().string(), std::move(text)});
  }
  return files;
}

}  // namespace zhuangui::device

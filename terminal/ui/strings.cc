#include "ui/strings.h"

#include <fstream>
#include <iterator>

namespace zhuangui::ui {
namespace {

constexpr std::size_t file_bytes_max = 256 * 1024;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

core::Result<std::string> read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    return core::fail(core::Errc::not_found, "open words of the screens " + path + ": no such file",
                      "give the folder assets/strings of this program's version");
  }
  std::string bytes(file_bytes_max + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (bytes.size() > file_bytes_max) {
    return core::fail(core::Errc::invalid_input, path + " is over 256 KiB", "install the file of this version again");
  }
  return bytes;
}

}  // namespace

const char* language_tag(Language language) { return language == Language::chinese ? "zh-CN" : "en"; }

core::Result<Strings> Strings::load(const std::string& folder, Language language) {
  const std::string path = folder + "/" + language_tag(language) + ".ini";
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  Strings made;
  made.language_ = language;
  std::string_view rest = *bytes;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view whole = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const std::string_view line = trimmed(whole);
    if (line.empty() || line.front() == '#') continue;
    const auto wrong = [&](const char* what) {
      return core::fail(core::Errc::invalid_input, path + ":" + std::to_string(number) + ": " + what,
                        "correct the line to: key = text");
    };
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return wrong("no '='");
    const std::string key{trimmed(line.substr(0, equals))};
    if (key.empty()) return wrong("no key before '='");
    if (!made.texts_.emplace(key, trimmed(line.substr(equals + 1))).second) return wrong("the key stands there twice");
  }
  return made;
}

bool Strings::has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

const std::string& Strings::text(std::string_view key) const {
  const auto found = texts_.find(key);
  if (found != texts_.end()) return found->second;
  thread_local std::string missing;
  missing = key;
  return missing;
}

std::string Strings::format(std::string_view key, const std::vector<std::string>& arguments) const {
  const std::string& pattern = text(key);
  std::string made;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}' && pattern[at + 1] >= '0' &&
        pattern[at + 1] <= '9') {
      const auto index = static_cast<std::size_t>(pattern[at + 1] - '0');
      if (index < arguments.size()) made += arguments[index];
      at += 2;
    } else {
      made += pattern[at];
    }
  }
  return made;
}

std::string Strings::notice_text(const till::Notice& notice) const {
  const std::string key = "notice." + notice.code;
  if (!notice.arguments.empty()) {
    const std::string special = key + "." + notice.arguments.front();
    if (has(special)) return format(special, notice.arguments);
  }
  return format(key, notice.arguments);
}

}  // namespace zhuangui::ui

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "check.h"
#include "source_text.h"
#include "tables.h"

namespace zhuangui::architecture {
namespace {

namespace fs = std::filesystem;

bool is_build_folder(const std::string& name) { return name == "build" || name.starts_with("build-"); }

void check_top_level(const fs::path& root, std::vector<Finding>& findings) {
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (!top_level().contains(name) && !is_build_folder(name))
      findings.push_back({name, 0, "stands at the top of the tree, where only the fixed names may"});
  }
}

void check_lengths(const fs::path& root, std::vector<Finding>& findings) {
  for (const char* top : {"terminal", "drivers", "sync", "tests", "packaging"})
    for (const fs::path& file : files_below(root, top, {".h", ".cc", ".hpp", ".cpp", ".c", ".py", ".sh", ".cmake"})) {
      const int lines = count_lines(read_file(root / file));
      if (lines > lines_max)
        findings.push_back({file.generic_string(), 0,
                            "has " + std::to_string(lines) + " lines, more than " + std::to_string(lines_max) +
                                ": split it where its subjects part"});
    }
}

/// The words of a CMakeLists.txt, comments apart.
std::set<std::string> cmake_words(const fs::path& path) {
  static const std::regex comment{"#[^\n]*"};
  static const std::regex word{R"re([^\s()";]+)re"};
  const std::string text = std::regex_replace(read_file(path), comment, "");
  return {std::sregex_token_iterator(text.begin(), text.end(), word), std::sregex_token_iterator()};
}

/// A source is built when a CMakeLists.txt of its folder, or of one above it, names it by its path from there.
bool is_built(const fs::path& root, const fs::path& file) {
  for (fs::path folder = file.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    const fs::path list = root / folder / "CMakeLists.txt";
    if (!fs::exists(list)) continue;
    const std::string relative = file.lexically_relative(folder).generic_string();
    const auto words = cmake_words(list);
    if (words.contains(relative) || words.contains("${CMAKE_CURRENT_SOURCE_DIR}/" + relative) ||
        words.contains("${PROJECT_SOURCE_DIR}/" + file.generic_string()))
      return true;
  }
  return false;
}

void check_built(const fs::path& root, std::vector<Finding>& findings) {
  for (const char* top : {"terminal", "drivers", "sync", "tests"})
    for (const fs::path& file : files_below(root, top, {".cc", ".cpp", ".c"}))
      if (!is_built(root, file)) findings.push_back({file.generic_string(), 0, "is built by no target"});
}

/// Every room that has code is a target of its name and has a paragraph in README.md that begins with its folder.
void check_room_names(const fs::path& root, std::vector<Finding>& findings) {
  const std::string readme = fs::exists(root / "README.md") ? read_file(root / "README.md") : std::string{};
  for (const auto& [name, room] : rooms()) {
    const fs::path list = root / room.folder / "CMakeLists.txt";
    if (!fs::exists(list)) continue;
    if (name != "app" && name != "county" && read_file(list).find("zhuangui_room(" + name) == std::string::npos)
      findings.push_back({room.folder + "/CMakeLists.txt", 0, "makes no room of the name " + name});
    if (readme.find("**" + room.folder + "**") == std::string::npos)
      findings.push_back({"README.md", 0, "has no paragraph **" + room.folder + "**"});
  }
}

}  // namespace

std::string to_text(const Finding& finding) {
  return finding.file + (finding.line != 0 ? ":" + std::to_string(finding.line) : std::string{}) + ": " + finding.what;
}

std::vector<fs::path> files_below(const fs::path& root, const std::string& folder,
                                  const std::vector<std::string>& endings) {
  std::vector<fs::path> found;
  if (!fs::exists(root / folder)) return found;
  for (auto entry = fs::recursive_directory_iterator(root / folder); entry != fs::recursive_directory_iterator();
       ++entry) {
    if (entry->is_directory() && is_build_folder(entry->path().filename().string())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file() &&
        std::find(endings.begin(), endings.end(), entry->path().extension().string()) != endings.end())
      found.push_back(entry->path().lexically_relative(root));
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<Finding> check_tree(const fs::path& root) {
  std::vector<Finding> findings;
  check_top_level(root, findings);
  check_lengths(root, findings);
  check_built(root, findings);
  check_room_names(root, findings);
  return findings;
}

}  // namespace zhuangui::architecture

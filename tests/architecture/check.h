#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace zhuangui::architecture {

struct Finding {
  std::string file;  ///< relative to the root of the tree
  int line = 0;      ///< 0: the file as a whole
  std::string what;
};

/// "terminal/core/money.cc:12: what".
std::string to_text(const Finding& finding);

/// #includes of rooms and tests against the tables, third-party headers, clocks, random and floating point.
std::vector<Finding> check_rooms(const std::filesystem::path& root);

/// Top-level names, length of files, sources that no CMakeLists.txt names, rooms the README does not describe.
std::vector<Finding> check_tree(const std::filesystem::path& root);

/// Files below `root`/`folder` with one of the endings, as paths relative to root, sorted. Build folders are left out.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& root, const std::string& folder,
                                               const std::vector<std::string>& endings);
std::string read_file(const std::filesystem::path& path);

}  // namespace zhuangui::architecture

#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::architecture {

struct Include {
  int line = 0;
  bool angled = false;
  std::string path;
};

/// C++ text with comments turned into spaces (line ends stay, so that line numbers hold), string literals kept.
std::string without_comments(std::string_view text);
/// The same, with the contents of string and character literals turned into spaces too.
std::string code_only(std::string_view text);

/// Every #include of the text, comments apart.
std::vector<Include> includes(std::string_view text);

/// Line (from 1) of a position.
int line_of(std::string_view text, std::size_t position);
int count_lines(std::string_view text);

}  // namespace zhuangui::architecture

#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::receipt {

/// `text` with everything a printer cannot print (control characters, broken UTF-8) replaced by '?'.
std::string printable(std::string_view text);

/// Cuts a printable text into pieces of at most `columns` columns, between characters; a word of Latin letters or
/// digits is kept whole where it fits a line. At least one piece, which may be empty.
std::vector<std::string> wrap(std::string_view text, int columns);

/// The same in as few lines, but of like length: for centred text, so that no single character stands alone.
std::vector<std::string> wrap_evenly(std::string_view text, int columns);

/// `left` and `right` at the two edges of `columns`, with at least two spaces between; more than one line when they do
/// not fit together. `indent` is set before each line of `left` after the first.
std::vector<std::string> two_edges(std::string_view left, std::string_view right, int columns, int indent);

}  // namespace zhuangui::receipt

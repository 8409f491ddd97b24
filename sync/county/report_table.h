#pragma once
// Tables of a report, for people and as CSV.
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::county {

using TableLine = std::vector<std::string>;

/// The lines under each other, two blanks between the columns: the first `words` columns to the left, figures to the right.
/// All lines have as many cells as the first.
std::string text_table(const std::vector<TableLine>& lines, std::size_t words);
/// One line of CSV (RFC 4180): a cell is quoted only where it must be.
std::string csv_cells(const TableLine& cells);

}  // namespace zhuangui::county

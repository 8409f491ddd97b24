#include "report_table.h"

#include <algorithm>

namespace zhuangui::county {
namespace {

/// Columns a text takes on a terminal: Chinese characters and full-width signs take two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) width += byte >= 0xE2 ? 2 : 1;
  }
  return width;
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string text_table(const std::vector<TableLine>& lines, std::size_t words) {
  std::vector<std::size_t> widths(lines.empty() ? 0 : lines.front().size());
  for (const TableLine& line : lines)
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  std::string out;
  for (const TableLine& line : lines) {
    std::string row;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string pad(widths[i] - width_of(line[i]), ' ');
      row += (i == 0 ? "" : "  ") + (i < words ? line[i] + pad : pad + line[i]);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    out += row + "\n";
  }
  return out;
}

std::string csv_cells(const TableLine& cells) {
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() && &cell == &cells.front() ? "" : ",") + quoted(cell);
  return out + "\n";
}

}  // namespace zhuangui::county

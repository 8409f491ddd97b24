#include "csv.h"

namespace zhuangui::ingest {
namespace {

/// Reads cell by cell and counts lines and characters.
class CsvReader {
 public:
  CsvReader(std::string_view text, std::string_view file) : text_{text}, file_{file} {
    if (text_.starts_with("\xef\xbb\xbf")) position_ = 3;  // the mark some spreadsheets put in front of UTF-8
  }

  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }

  Result<CsvRow> row() {
    CsvRow cells;
    while (true) {
      auto read = cell();
      if (!read) return tl::unexpected(read.error());
      cells.push_back(std::move(*read));
      if (at_end()) return cells;
      const char separator = step();
      if (separator == '\r' && !at_end() && peek() == '\n') step();
      if (separator == '\n' || separator == '\r') return cells;
    }
  }

 private:
  [[nodiscard]] char peek() const { return text_[position_]; }

  char step() {
    const char character = text_[position_++];
    if (character == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(character) & 0xc0) != 0x80) {
      ++column_;
    }
    return character;
  }

  static bool ends_cell(char character) { return character == ',' || character == '\n' || character == '\r'; }

  Result<Cell> cell() {
    Cell cell{{}, line_, column_};
    if (!at_end() && peek() == '"') return quoted(std::move(cell));
    while (!at_end() && !ends_cell(peek())) {
      if (peek() == '"') return csv_error(file_, line_, column_, "a quotation mark stands inside a cell that is not quoted");
      cell.text += step();
    }
    return cell;
  }

  Result<Cell> quoted(Cell cell) {
    step();
    while (true) {
      if (at_end()) return csv_error(file_, cell.line, cell.column, "the quoted cell that begins here does not end");
      const char character = step();
      if (character != '"') {
        cell.text += character;
      } else if (!at_end() && peek() == '"') {
        cell.text += step();
      } else if (at_end() || ends_cell(peek())) {
        return cell;
      } else {
        return csv_error(file_, line_, column_, "text follows the closing quotation mark");
      }
    }
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

Result<void> check_header(const CsvRow& row, const std::vector<std::string_view>& header, std::string_view file) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string wanted{header[i]};
    if (i >= row.size())
      return csv_error(file, 1, row.back().column, "the header lacks \"" + wanted + "\"");
    if (row[i].text != wanted)
      return csv_error(file, 1, row[i].column, "the header has \"" + row[i].text.substr(0, 40) + "\" where \"" + wanted + "\" must stand");
  }
  if (row.size() > header.size())
    return csv_error(file, 1, row[header.size()].column, "the header has more fields than are known");
  return {};
}

}  // namespace

tl::unexpected<core::Error> csv_error(std::string_view file, std::size_t line, std::size_t column,
                                      const std::string& cause) {
  return core::fail(Errc::invalid_input,
                    std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + cause,
                    "correct the file and import it again; nothing was changed");
}

Result<std::vector<CsvRow>> parse_csv(std::string_view text, const std::vector<std::string_view>& header,
                                      std::string_view file) {
  if (text.size() > csv_bytes_max)
    return csv_error(file, 1, 1, "the file has more than " + std::to_string(csv_bytes_max) + " bytes");
  CsvReader reader{text, file};
  if (reader.at_end()) return csv_error(file, 1, 1, "the file is empty");
  const auto first = reader.row();
  if (!first) return tl::unexpected(first.error());
  if (const auto checked = check_header(*first, header, file); !checked) return tl::unexpected(checked.error());
  std::vector<CsvRow> rows;
  while (!reader.at_end()) {
    auto row = reader.row();
    if (!row) return tl::unexpected(row.error());
    if (row->size() == 1 && row->front().text.empty()) continue;  // a line left empty
    if (row->size() != header.size())
      return csv_error(file, row->front().line, row->back().column,
                       "the row has " + std::to_string(row->size()) + " cells, the header " + std::to_string(header.size()));
    rows.push_back(std::move(*row));
  }
  return rows;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += cells[i];
      continue;
    }
    line += '"';
    for (const char character : cells[i]) {
      if (character == '"') line += '"';
      line += character;
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace zhuangui::ingest

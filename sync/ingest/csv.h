#pragma once
// Private to ingest: comma-separated text (RFC 4180, UTF-8) with the place of every cell, for errors that point.
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::ingest {

using core::Errc;
using core::Result;

struct Cell {
  std::string text;
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< character in the line, from 1
};
using CsvRow = std::vector<Cell>;

inline constexpr std::size_t csv_bytes_max = 32u << 20;

/// "FILE:LINE:COLUMN: cause" as invalid_input.
tl::unexpected<core::Error> csv_error(std::string_view file, std::size_t line, std::size_t column,
                                      const std::string& cause);

/// All rows, every one with exactly the cells of `header`, which must be the first row. Errors: invalid_input.
Result<std::vector<CsvRow>> parse_csv(std::string_view text, const std::vector<std::string_view>& header,
                                      std::string_view file);

/// One line; a cell is quoted only where it must be.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace zhuangui::ingest

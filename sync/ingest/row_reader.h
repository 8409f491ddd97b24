#pragma once
// Private to ingest: the cells of a CSV row as values, and values as cells.
#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "contract/digest.h"
#include "contract/secret.h"
#include "core/money.h"
#include "core/staff.h"
#include "core/time.h"
#include "csv.h"

namespace zhuangui::ingest {

inline constexpr std::size_t id_bytes_max = 32;
inline constexpr std::size_t text_bytes_max = 200;

/// Turns the cells of one row into values; the first that does not fit is kept as the row's error.
class RowReader {
 public:
  RowReader(const CsvRow& row, const std::vector<std::string_view>& header, std::string_view file)
      : row_{row}, header_{header}, file_{file} {}

  std::string text() {
    const Cell& cell = next();
    if (cell.text.size() > text_bytes_max) wrong(cell, "it is longer than " + std::to_string(text_bytes_max) + " bytes");
    return cell.text;
  }
  std::string needed() {
    const Cell& cell = row_[index_];
    if (cell.text.empty()) wrong(cell, "it is empty");
    return text();
  }
  /// Letters, digits and '-' only: it goes into names of files, addresses and receipts.
  std::string id() {
    const Cell& cell = next();
    const bool good = !cell.text.empty() && cell.text.size() <= id_bytes_max &&
                      std::all_of(cell.text.begin(), cell.text.end(), [](char c) {
                        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                      });
    if (!good) wrong(cell, "it is not 1 to 32 letters, digits and '-'");
    return cell.text;
  }
  bool boolean() {
    const Cell& cell = next();
    if (cell.text != "true" && cell.text != "false") wrong(cell, "it is neither true nor false");
    return cell.text == "true";
  }
  std::int64_t integer(std::int64_t least, std::int64_t most) {
    const Cell& cell = next();
    return number(cell, cell.text, least, most);
  }
  std::optional<std::int64_t> integer_or_empty(std::int64_t least, std::int64_t most) {
    if (!row_[index_].text.empty()) return integer(least, most);
    next();
    return std::nullopt;
  }
  std::vector<std::string> list() {
    const Cell& cell = next();
    return parts_of(cell.text);
  }
  std::vector<int> months() {
    const Cell& cell = next();
    std::vector<int> months;
    for (const std::string& part : parts_of(cell.text)) months.push_back(static_cast<int>(number(cell, part, 1, 12)));
    return months;
  }
  core::WallTime time(bool open) {
    const Cell& cell = next();
    if (open && cell.text.empty()) return {};
    const auto at = core::parse_time(cell.text);
    if (!at) wrong(cell, "it is not a time such as 2026-01-01T00:00:00");
    return at.value_or(core::WallTime{});
  }
  /// Argon2id of a card's bytes, given in hex; a hash as it is; empty: none.
  std::string badge() {
    const std::string given = text();
    std::string bytes(given.size() / 2, '\0');
    const bool good = given.size() % 2 == 0 && bytes.size() >= 3 && bytes.size() <= 10 &&
                      contract::from_hex(given, reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size());
    return hashed(given, bytes, good, "it is not a card's 3 to 10 bytes in hex, as zhuanguictl code shows them");
  }
  std::string pin() {
    const std::string given = text();
    return hashed(given, given, core::is_pin(given), "it is not 4 to 8 digits");
  }
  core::Date date() {
    const Cell& cell = next();
    const auto day = core::parse_date(cell.text);
    if (!day) wrong(cell, "it is not a date such as 2026-12-31");
    return day.value_or(core::Date{});
  }
  std::optional<core::Date> date_or_empty() {
    if (!row_[index_].text.empty()) return date();
    next();
    return std::nullopt;
  }
  core::Money money() { return core::Money::fen(integer(0, core::sale_total_max.in_fen())); }
  /// "<letter>-" and 6 to 12 capital letters and digits: the random number that stands for a person or a paper.
  std::string reference(char letter) {
    const Cell& cell = next();
    const std::string_view text = cell.text;
    const bool good = text.size() >= 8 && text.size() <= 14 && text[0] == letter && text[1] == '-' &&
                      std::all_of(text.begin() + 2, text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    if (!good) wrong(cell, std::string("it is not ") + letter + "- and 6 to 12 capital letters and digits");
    return cell.text;
  }
  /// A card's bytes in hex, hashed by `hash`; a hash as it is.
  template <class Hash>
  std::string card(const Hash& hash) {
    const Cell& cell = next();
    const std::string& given = cell.text;
    if (given.size() == 64 && given.find_first_not_of("0123456789abcdef") == std::string::npos) return given;
    std::string bytes(given.size() / 2, '\0');
    const bool good = given.size() % 2 == 0 && bytes.size() >= 3 && bytes.size() <= 10 &&
                      contract::from_hex(given, reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size());
    if (!good) wrong(cell, "it is not a card's 3 to 10 bytes in hex, as zhuanguictl code shows them");
    return good ? hash(bytes) : std::string{};
  }
  void wrong_at(std::size_t index, const std::string& cause) {
    index_ = index + 1;
    wrong(row_[index], cause);
  }
  [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }

 private:
  const Cell& next() { return row_[index_++]; }
  void wrong(const Cell& cell, const std::string& cause) {
    const std::size_t index = static_cast<std::size_t>(&cell - row_.data());
    if (!error_) error_ = csv_error(file_, cell.line, cell.column, std::string(header_[index]) + ": " + cause).value();
  }
  std::string hashed(const std::string& given, const std::string& plain, bool good, const char* cause) {
    if (given.empty() || given.starts_with("$argon2id$")) return given;
    const Cell& cell = row_[index_ - 1];
    if (!good || error_) return wrong(cell, cause), given;
    auto hash = contract::hash_secret(plain);
    if (!hash) wrong(cell, hash.error().cause);
    return hash.value_or("");
  }
  std::int64_t number(const Cell& cell, std::string_view digits, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || value < least || value > most)
      wrong(cell, "it is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return value;
  }
  static std::vector<std::string> parts_of(std::string_view joined) {
    std::vector<std::string> parts;
    while (!joined.empty()) {
      const std::size_t end = joined.find(';');
      parts.emplace_back(joined.substr(0, end));
      joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
    }
    return parts;
  }

  const CsvRow& row_;
  const std::vector<std::string_view>& header_;
  std::string_view file_;
  std::size_t index_ = 0;
  std::optional<core::Error> error_;
};

/// Reads every row with `read`, which also names the row's key; the same key twice is an error.
template <class Row, class Read>
Result<std::vector<Row>> rows_of(std::string_view text, const std::vector<std::string_view>& header,
                                 std::string_view file, const Read& read) {
  const auto cells = parse_csv(text, header, file);
  if (!cells) return tl::unexpected(cells.error());
  std::vector<Row> rows;
  std::set<std::string> keys;
  for (const CsvRow& row : *cells) {
    RowReader reader{row, header, file};
    std::string key;
    rows.push_back(read(reader, key));
    if (!keys.insert(key).second) reader.wrong_at(0, "this row stands in the file twice");
    if (reader.error()) return tl::unexpected(*reader.error());
  }
  return rows;
}

/// "2026-01-01T00:00:00" in Shanghai; whole milliseconds when it is no full second. core::parse_time reads both.
inline std::string time_text(core::WallTime at) {
  if (at.utc_ms == 0) return {};
  if (at.utc_ms % 1000 != 0) return std::to_string(at.utc_ms);
  constexpr std::int64_t shanghai_offset_ms = 8 * 3600 * 1000;
  const std::int64_t second = ((at.utc_ms + shanghai_offset_ms) / 1000) % 60;
  return core::date_text(core::shanghai_date(at)) + "T" + core::shanghai_clock_text(at) + (second < 10 ? ":0" : ":") +
         std::to_string(second);
}

template <class Parts, class Text>
std::string joined(const Parts& parts, const Text& text) {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : ";") + text(part);
  return all;
}

inline std::string header_line(const std::vector<std::string_view>& header) { return csv_line({header.begin(), header.end()}); }

}  // namespace zhuangui::ingest

#include "tables.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "contract/secret.h"

namespace zhuangui::ingest {
namespace {

constexpr std::size_t id_bytes_max = 32;
constexpr std::size_t text_bytes_max = 200;

const std::vector<std::string_view> product_header{
    "id",       "name",        "category",      "gtins", "in_store_item", "weighed", "unit", "specification", "township",
    "village",  "cooperative", "season_months", "tile",  "tile_colour",   "storage", "aliases"};
const std::vector<std::string_view> price_header{"product", "unit", "unit_price_fen", "valid_from", "valid_until"};
const std::vector<std::string_view> staff_header{"reference", "counter", "number", "name", "badge", "pin", "rights"};
const std::vector<std::string_view> counter_header{"id", "name", "site", "address", "phone", "firm", "county_phone"};

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
std::string time_text(core::WallTime at) {
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

bool is_reference(std::string_view text) {
  if (!text.starts_with("S-")) return false;
  text.remove_prefix(2);
  return text.size() >= 6 && text.size() <= 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

std::string header_line(const std::vector<std::string_view>& header) { return csv_line({header.begin(), header.end()}); }

}  // namespace

Result<std::vector<core::Product>> products_from_csv(std::string_view text, std::string_view file) {
  return rows_of<core::Product>(text, product_header, file, [](RowReader& cell, std::string& key) {
    core::Product row;
    row.id = cell.id();
    row.name = cell.needed();
    row.category = cell.needed();
    row.gtins = cell.list();
    row.in_store_item = cell.text();
    row.weighed = cell.boolean();
    row.unit = cell.text();
    row.specification = cell.text();
    row.township = cell.text();
    row.village = cell.text();
    row.cooperative = cell.text();
    row.season_months = cell.months();
    row.tile = cell.text();
    row.tile_colour = cell.text();
    row.storage = cell.text();
    row.aliases = cell.list();
    key = row.id;
    return row;
  });
}

Result<std::vector<core::Price>> prices_from_csv(std::string_view text, std::string_view file) {
  return rows_of<core::Price>(text, price_header, file, [](RowReader& cell, std::string& key) {
    core::Price row;
    row.product = cell.id();
    const std::string unit = cell.needed();
    const auto price = core::Money::fen(cell.integer(1, core::unit_price_max.in_fen()));
    row.unit = unit == "piece" ? core::UnitPrice{core::PerPiece{price}} : core::UnitPrice{core::PerKilogram{price}};
    row.valid_from = cell.time(false);
    row.valid_until = cell.time(true);
    if (unit != "piece" && unit != "kilogram") cell.wrong_at(1, "it is neither piece nor kilogram");
    if (row.valid_until.utc_ms != 0 && row.valid_until <= row.valid_from) cell.wrong_at(4, "it is not after valid_from");
    key = row.product + " " + std::to_string(row.valid_from.utc_ms);
    return row;
  });
}

Result<std::vector<core::CounterInfo>> counters_from_csv(std::string_view text, std::string_view file) {
  return rows_of<core::CounterInfo>(text, counter_header, file, [](RowReader& cell, std::string& key) {
    core::CounterInfo row;
    row.id = cell.id();
    row.name = cell.needed();
    row.site = cell.text();
    row.address = cell.text();
    row.phone = cell.text();
    row.firm = cell.text();
    row.county_phone = cell.text();
    key = row.id;
    return row;
  });
}

Result<std::vector<ledger::StaffRow>> staff_from_csv(std::string_view text, std::string_view file) {
  std::set<std::string> references;
  return rows_of<ledger::StaffRow>(text, staff_header, file, [&references](RowReader& cell, std::string& key) {
    ledger::StaffRow row;
    core::StaffMember& member = row.member;
    member.reference = cell.text();
    row.counter = cell.id();
    member.number = cell.needed();
    member.name = cell.needed();
    member.badge_hash = cell.badge();
    member.pin_hash = cell.pin();
    member.rights = cell.list();
    if (!member.reference.empty() && !is_reference(member.reference)) cell.wrong_at(0, "it is not S- and 6 to 12 capital letters and digits; leave it empty for a new one");
    if (!member.reference.empty() && !references.insert(member.reference).second) cell.wrong_at(0, "this reference stands in the file twice");
    if (!core::is_staff_number(member.number)) cell.wrong_at(2, "it is not 1 to 6 digits");
    if (member.badge_hash.empty() && member.pin_hash.empty()) cell.wrong_at(5, "there is neither a badge nor a PIN");
    key = row.counter + " " + member.number;
    return row;
  });
}

std::string csv_of(const std::vector<core::Product>& rows) {
  std::string text = header_line(product_header);
  for (const core::Product& row : rows)
    text += csv_line({row.id, row.name, row.category, joined(row.gtins, [](const std::string& gtin) { return gtin; }),
                      row.in_store_item, row.weighed ? "true" : "false", row.unit, row.specification, row.township,
                      row.village, row.cooperative,
                      joined(row.season_months, [](int month) { return std::to_string(month); }), row.tile,
                      row.tile_colour, row.storage, joined(row.aliases, [](const std::string& alias) { return alias; })});
  return text;
}

std::string csv_of(const std::vector<core::Price>& rows) {
  std::string text = header_line(price_header);
  for (const core::Price& row : rows) {
    const bool piece = std::holds_alternative<core::PerPiece>(row.unit);
    const std::int64_t fen = std::visit([](const auto& unit) { return unit.price.in_fen(); }, row.unit);
    text += csv_line({row.product, piece ? "piece" : "kilogram", std::to_string(fen), time_text(row.valid_from),
                      time_text(row.valid_until)});
  }
  return text;
}

std::string csv_of(const std::vector<core::CounterInfo>& rows) {
  std::string text = header_line(counter_header);
  for (const core::CounterInfo& row : rows)
    text += csv_line({row.id, row.name, row.site, row.address, row.phone, row.firm, row.county_phone});
  return text;
}

std::string csv_of(const std::vector<ledger::StaffRow>& rows) {
  std::string text = header_line(staff_header);
  for (const ledger::StaffRow& row : rows) {
    const core::StaffMember& member = row.member;
    text += csv_line({member.reference, row.counter, member.number, member.name, member.badge_hash, member.pin_hash,
                      joined(member.rights, [](const std::string& name) { return name; })});
  }
  return text;
}

}  // namespace zhuangui::ingest

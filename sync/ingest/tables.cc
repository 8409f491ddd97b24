#include "tables.h"

#include "row_reader.h"

namespace zhuangui::ingest {
namespace {

const std::vector<std::string_view> product_header{
    "id",       "name",        "category",      "gtins", "in_store_item", "weighed", "unit", "specification", "township",
    "village",  "cooperative", "season_months", "tile",  "tile_colour",   "storage", "aliases"};
// Columns that came later: a list that needs none of them is written as before.
struct LaterColumns {
  bool limit = false, quick_key = false;
  bool receipt_words = false;  // what stands on receipts beside the goods

  [[nodiscard]] std::vector<std::string_view> header() const {
    std::vector<std::string_view> columns = product_header;
    if (limit) columns.emplace_back("limit_per_sale");
    if (quick_key) columns.emplace_back("quick_key");
    if (receipt_words) columns.insert(columns.end(), {"tax_class", "tax_rate_permyriad", "certificate", "benefit"});
    return columns;
  }
};
const std::vector<std::string_view> price_header{"product", "unit", "unit_price_fen", "valid_from", "valid_until"};
// Prices of single counters or buyers came later: a list that has none is written as before.
const std::vector<std::string_view> wide_price_header{"product", "unit", "unit_price_fen", "valid_from", "valid_until", "counter", "buyer_class"};
const std::vector<std::string_view> band_header{"product", "unit", "low_fen", "high_fen", "floor_fen"};
const std::vector<std::string_view> staff_header{"reference", "counter", "number", "name", "badge", "pin", "rights"};
const std::vector<std::string_view> counter_header{"id", "name", "site", "address", "phone", "firm", "county_phone"};

constexpr const char* no_unit = "it is neither piece nor kilogram";
bool is_unit(std::string_view unit) { return unit == "piece" || unit == "kilogram"; }

core::UnitPrice priced_by(std::string_view unit, std::int64_t fen) {
  const auto price = core::Money::fen(fen);
  return unit == "piece" ? core::UnitPrice{core::PerPiece{price}} : core::UnitPrice{core::PerKilogram{price}};
}

std::string unit_of(const core::UnitPrice& price) { return std::holds_alternative<core::PerPiece>(price) ? "piece" : "kilogram"; }
std::string fen_of(const core::UnitPrice& price) {
  return std::to_string(std::visit([](const auto& unit) { return unit.price.in_fen(); }, price));
}

bool is_reference(std::string_view text) {
  if (!text.starts_with("S-")) return false;
  text.remove_prefix(2);
  return text.size() >= 6 && text.size() <= 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

Result<std::vector<core::Product>> products_from_csv(std::string_view text, std::string_view file) {
  const auto has = [first_line = text.substr(0, text.find('\n'))](std::string_view column) { return first_line.find(column) != std::string_view::npos; };
  const LaterColumns later{has(",limit_per_sale"), has(",quick_key"), has(",tax_class")};
  return rows_of<core::Product>(text, later.header(), file, [later](RowReader& cell, std::string& key) {
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
    if (later.limit) row.limit_per_sale = cell.integer_or_empty(1, core::limit_per_sale_max).value_or(0);
    if (later.quick_key) row.quick_key = cell.integer_or_empty(1, core::quick_keys_max).value_or(0);
    if (later.receipt_words) {
      row.tax_class = cell.text();
      row.tax_rate_permyriad = cell.integer_or_empty(0, 10'000).value_or(0);
      row.certificate = cell.text();
      row.benefit = cell.text();
      if (row.tax_class.empty() && row.tax_rate_permyriad != 0) cell.wrong_at(16 + (later.limit ? 1 : 0) + (later.quick_key ? 1 : 0), "a rate without a class");
    }
    key = row.id;
    return row;
  });
}

Result<std::vector<core::Price>> prices_from_csv(std::string_view text, std::string_view file) {
  const bool wide = text.substr(0, text.find('\n')).find(",counter") != std::string_view::npos;
  const auto& header = wide ? wide_price_header : price_header;
  return rows_of<core::Price>(text, header, file, [wide](RowReader& cell, std::string& key) {
    core::Price row;
    row.product = cell.id();
    const std::string unit = cell.needed();
    row.unit = priced_by(unit, cell.integer(1, core::unit_price_max.in_fen()));
    row.valid_from = cell.time(false);
    row.valid_until = cell.time(true);
    if (wide) row.counter = cell.text();
    if (wide) row.buyer_class = cell.text();
    if (!is_unit(unit)) cell.wrong_at(1, no_unit);
    if (row.valid_until.utc_ms != 0 && row.valid_until <= row.valid_from) cell.wrong_at(4, "it is not after valid_from");
    key = row.product + " " + std::to_string(row.valid_from.utc_ms) + " " + row.counter + " " + row.buyer_class;
    return row;
  });
}

Result<std::vector<core::PriceBand>> bands_from_csv(std::string_view text, std::string_view file) {
  return rows_of<core::PriceBand>(text, band_header, file, [](RowReader& cell, std::string& key) {
    core::PriceBand row;
    row.product = cell.id();
    const std::string unit = cell.needed();
    row.low = priced_by(unit, cell.integer(1, core::unit_price_max.in_fen()));
    row.high = priced_by(unit, cell.integer(1, core::unit_price_max.in_fen()));
    if (const auto floor = cell.integer_or_empty(1, core::unit_price_max.in_fen())) row.floor = priced_by(unit, *floor);
    if (!is_unit(unit)) cell.wrong_at(1, no_unit);
    if (row.high < row.low) cell.wrong_at(3, "it is below low_fen");
    key = row.product;
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
  const LaterColumns later{std::any_of(rows.begin(), rows.end(), [](const core::Product& row) { return row.limit_per_sale != 0; }),
                           std::any_of(rows.begin(), rows.end(), [](const core::Product& row) { return row.quick_key != 0; }),
                           std::any_of(rows.begin(), rows.end(), [](const core::Product& row) {
                             return !row.tax_class.empty() || !row.certificate.empty() || !row.benefit.empty();
                           })};
  const auto or_empty = [](std::int64_t number) { return number == 0 ? std::string{} : std::to_string(number); };
  std::string text = header_line(later.header());
  for (const core::Product& row : rows) {
    std::vector<std::string> cells{row.id, row.name, row.category, joined(row.gtins, [](const std::string& gtin) { return gtin; }),
                                   row.in_store_item, row.weighed ? "true" : "false", row.unit, row.specification, row.township,
                                   row.village, row.cooperative,
                                   joined(row.season_months, [](int month) { return std::to_string(month); }), row.tile,
                                   row.tile_colour, row.storage, joined(row.aliases, [](const std::string& alias) { return alias; })};
    if (later.limit) cells.push_back(or_empty(row.limit_per_sale));
    if (later.quick_key) cells.push_back(or_empty(row.quick_key));
    const std::string rate = row.tax_class.empty() ? std::string{} : std::to_string(row.tax_rate_permyriad);
    if (later.receipt_words) cells.insert(cells.end(), {row.tax_class, rate, row.certificate, row.benefit});
    text += csv_line(cells);
  }
  return text;
}

std::string csv_of(const std::vector<core::Price>& rows) {
  const bool wide = std::any_of(rows.begin(), rows.end(), [](const core::Price& row) { return !row.counter.empty() || !row.buyer_class.empty(); });
  std::string text = header_line(wide ? wide_price_header : price_header);
  for (const core::Price& row : rows) {
    std::vector<std::string> cells{row.product, unit_of(row.unit), fen_of(row.unit), time_text(row.valid_from), time_text(row.valid_until)};
    if (wide) cells.insert(cells.end(), {row.counter, row.buyer_class});
    text += csv_line(cells);
  }
  return text;
}

std::string csv_of(const std::vector<core::PriceBand>& rows) {
  std::string text = header_line(band_header);
  for (const core::PriceBand& row : rows)
    text += csv_line({row.product, unit_of(row.low), fen_of(row.low), fen_of(row.high), row.floor ? fen_of(*row.floor) : ""});
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

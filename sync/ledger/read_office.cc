// The county itself, its terminals, enrolments, lists and releases.
#include <charconv>

#include "names.h"
#include "sqlite_tables.h"

namespace zhuangui::ledger {
namespace {

std::vector<std::string> split_list(std::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    const std::size_t end = joined.find(';');
    parts.emplace_back(joined.substr(0, end));
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
  }
  return parts;
}

std::vector<int> split_months(Query& query, int column) {
  std::vector<int> months;
  for (const std::string& part : split_list(query.bytes(column))) {
    int month = 0;
    if (std::from_chars(part.data(), part.data() + part.size(), month).ec != std::errc{}) query.mark_damaged();
    months.push_back(month);
  }
  return months;
}

core::UnitPrice unit_price(std::string_view unit, std::int64_t fen) {
  const core::Money price = core::Money::fen(fen);
  return unit == "piece" ? core::UnitPrice{core::PerPiece{price}} : core::UnitPrice{core::PerKilogram{price}};
}

TerminalRow terminal_of(Query& query) {
  return {query.text(0),    query.text(1),    state_in<TerminalState>(query, 2, terminal_states),
          query.integer(3), query.integer(4), query.text(5)};
}

CodeRow code_row(Query& query) {
  return {query.text(0),
          query.text(1),
          query.text(2),
          query.integer(3) != 0,
          state_in<CodeState>(query, 4, code_states),
          query.integer(5),
          query.integer(6),
          query.array<contract::PublicKey>(7),
          query.array<contract::Hash>(8),
          query.array<contract::EnrolmentRandom>(9),
          query.array<contract::EnrolmentRandom>(10),
          query.text(11),
          query.array<contract::Signature>(12)};
}

}  // namespace

Result<CountyRow> SqliteTables::county() {
  Query query{db_, "SELECT county_epoch, release, working_key, reserve_key, made_at FROM county"};
  std::optional<CountyRow> found;
  if (query.row())
    found = CountyRow{query.integer(0), query.integer(1), query.array<contract::PublicKey>(2),
                      query.array<contract::PublicKey>(3), query.integer(4)};
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  if (!found)
    return core::fail(Errc::corrupt, "read the county's database: the county's own row is missing",
                      "restore the latest backup");
  return *found;
}

Result<std::vector<TerminalRow>> SqliteTables::terminals() {
  Query query{db_,
              "SELECT id, counter, state, enrolled_at, last_heard_at, heartbeat FROM terminals WHERE number <> 0 "
              "ORDER BY id"};
  std::vector<TerminalRow> rows;
  while (query.row()) rows.push_back(terminal_of(query));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::optional<TerminalRow>> SqliteTables::terminal(std::string_view id) {
  Query query{db_,
              "SELECT id, counter, state, enrolled_at, last_heard_at, heartbeat FROM terminals "
              "WHERE id = ? AND number <> 0",
              id};
  std::optional<TerminalRow> found;
  if (query.row()) found = terminal_of(query);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<KeyRow>> SqliteTables::keys(std::string_view terminal) {
  Query query{db_,
              "SELECT k.public_key, k.counter, k.state, k.since FROM terminal_keys k "
              "JOIN terminals t ON t.number = k.terminal WHERE t.id = ? ORDER BY k.place",
              terminal};
  std::vector<KeyRow> rows;
  while (query.row())
    rows.push_back({query.array<contract::PublicKey>(0), query.text(1), state_in<KeyState>(query, 2, key_states),
                    query.integer(3)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<CodeRow>> SqliteTables::codes() {
  Query query{db_,
              "SELECT code, counter, terminal, approve_at_once, state, expires_at, tries_left, public_key, commitment, "
              "terminal_random, county_random, receipt, receipt_signature FROM enrolment_codes ORDER BY place DESC"};
  std::vector<CodeRow> rows;
  while (query.row()) rows.push_back(code_row(query));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::optional<CodeRow>> SqliteTables::code(std::string_view code) {
  Query query{db_,
              "SELECT code, counter, terminal, approve_at_once, state, expires_at, tries_left, public_key, commitment, "
              "terminal_random, county_random, receipt, receipt_signature FROM enrolment_codes WHERE code = ?",
              code};
  std::optional<CodeRow> found;
  if (query.row()) found = code_row(query);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<core::Product>> SqliteTables::products() {
  Query query{db_,
              "SELECT id, name, category, gtins, in_store_item, weighed, unit, specification, township, village, "
              "cooperative, season_months, tile, tile_colour, storage, tax_class, tax_rate_permyriad, certificate, "
              "benefit, aliases, limit_per_sale, quick_key FROM products ORDER BY id"};
  std::vector<core::Product> rows;
  while (query.row())
    rows.push_back({query.text(0), query.text(1), query.text(2), split_list(query.bytes(3)), query.text(4),
                    query.integer(5) != 0, query.text(6), query.text(7), query.text(8), query.text(9), query.text(10),
                    split_months(query, 11), query.text(12), query.text(13), query.text(14), query.text(15), query.integer(16),
                    query.text(17), query.text(18), split_list(query.bytes(19)), {},
                    query.integer(20), query.integer(21)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<core::Price>> SqliteTables::prices() {
  Query query{db_,
              "SELECT product, unit, unit_price_fen, valid_from, valid_until, counter, buyer_class FROM prices "
              "ORDER BY product, valid_from, counter, buyer_class"};
  std::vector<core::Price> rows;
  while (query.row())
    rows.push_back({query.text(0), unit_price(query.bytes(1), query.integer(2)), {query.integer(3)}, {query.integer(4)}, query.text(5), query.text(6)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<core::PriceBand>> SqliteTables::bands() {
  Query query{db_, "SELECT product, unit, low_fen, high_fen, floor_fen FROM bands ORDER BY product"};
  std::vector<core::PriceBand> rows;
  while (query.row()) {
    const std::string unit = query.text(1);
    core::PriceBand& row = rows.emplace_back(core::PriceBand{query.text(0), unit_price(unit, query.integer(2)), unit_price(unit, query.integer(3)), {}});
    if (const std::int64_t floor = query.integer(4); floor != 0) row.floor = unit_price(unit, floor);
  }
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<core::Promotion>> SqliteTables::promotions() {
  Query query{db_, "SELECT body FROM promotions ORDER BY id"};
  std::string list;
  while (query.row()) list += (list.empty() ? "" : ",") + query.text(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return core::parse_promotions_section("{\"promotions\":[" + list + "]}");
}

Result<std::vector<core::CounterInfo>> SqliteTables::counters() {
  Query query{db_, "SELECT id, name, site, address, phone, firm, county_phone FROM counters ORDER BY id"};
  std::vector<core::CounterInfo> rows;
  while (query.row())
    rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5),
                    query.text(6)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<core::Picture>> SqliteTables::pictures() {
  Query query{db_, "SELECT product, file FROM pictures ORDER BY product"};
  std::vector<core::Picture> rows;
  while (query.row()) rows.push_back({query.text(0), query.text(1)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<StaffRow>> SqliteTables::staff() {
  Query query{db_, "SELECT counter, reference, number, name, badge_hash, pin_hash, rights FROM staff ORDER BY counter, number"};
  std::vector<StaffRow> rows;
  while (query.row())
    rows.push_back({query.text(0), {query.text(1), query.text(2), query.text(3), query.text(4), query.text(5), split_list(query.bytes(6))}});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<CounterRow>> SqliteTables::counter_rows(std::string_view list) {
  Query query{db_, "SELECT counter, key, section FROM counter_rows WHERE list = ? ORDER BY counter, key", list};
  std::vector<CounterRow> rows;
  while (query.row()) rows.push_back({query.text(0), query.text(1), query.text(2)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::optional<ReleaseRow>> SqliteTables::release(std::int64_t version) {
  Query query{db_, "SELECT version, made_at, valid_from FROM releases WHERE version = ?", version};
  std::optional<ReleaseRow> found;
  if (query.row()) found = ReleaseRow{query.integer(0), query.integer(1), query.integer(2), {}};
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  if (!found) return found;
  Query sections{db_,
                 "SELECT name, hash, bytes FROM release_sections WHERE version = ? AND counter = '' ORDER BY position",
                 version};
  while (sections.row())
    found->shared.push_back({sections.text(0), sections.array<contract::Hash>(1), sections.integer(2)});
  if (const auto done = sections.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<contract::SectionReference>> SqliteTables::counter_sections(std::int64_t version,
                                                                               std::string_view counter) {
  Query query{db_,
              "SELECT name, hash, bytes FROM release_sections WHERE version = ? AND counter = ? AND counter <> '' ORDER BY position",
              version, counter};
  std::vector<contract::SectionReference> found;
  while (query.row()) found.push_back({query.text(0), query.array<contract::Hash>(1), query.integer(2)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::optional<std::string>> SqliteTables::section(const contract::Hash& hash) {
  Query query{db_, "SELECT bytes FROM sections WHERE hash = ?", Blob::of(hash)};
  std::optional<std::string> found;
  if (query.row()) found = query.text(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::optional<contract::SignedManifest>> SqliteTables::manifest(std::string_view terminal) {
  Query query{db_,
              "SELECT m.text, m.signature FROM manifests m JOIN terminals t ON t.number = m.terminal WHERE t.id = ? "
              "ORDER BY m.version DESC LIMIT 1",
              terminal};
  std::optional<contract::SignedManifest> found;
  if (query.row()) found = contract::SignedManifest{query.text(0), query.array<contract::Signature>(1)};
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

}  // namespace zhuangui::ledger

// What the office does: terminals, enrolments, lists, releases.
#include "names.h"
#include "schema.h"
#include "sqlite_tables.h"

namespace zhuangui::ledger {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ";") + part;
  return text;
}

std::string joined(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ";") + std::to_string(number);
  return text;
}

const char* unit_word(const core::UnitPrice& price) { return std::holds_alternative<core::PerPiece>(price) ? "piece" : "kilogram"; }
std::int64_t fen_of(const core::UnitPrice& price) {
  return std::visit([](const auto& unit) { return unit.price.in_fen(); }, price);
}

}  // namespace

Result<void> SqliteTables::set_county(const CountyRow& row) {
  const auto done =
      Query{db_,
            "INSERT INTO county (one, county_epoch, release, working_key, reserve_key, made_at) VALUES (1, ?, ?, ?, ?, ?) "
            "ON CONFLICT (one) DO UPDATE SET county_epoch = excluded.county_epoch, release = excluded.release, "
            "working_key = excluded.working_key, reserve_key = excluded.reserve_key",
            row.county_epoch, row.release, Blob::of(row.working_key), Blob::of(row.reserve_key), row.made_at}
          .done();
  if (!done) return done;
  // The county's own journal is number 0 among the journals.
  return Query{db_,
               "INSERT INTO terminals (number, id, counter, state, enrolled_at, last_heard_at, heartbeat) "
               "VALUES (0, ?, '', 'active', ?, 0, '') ON CONFLICT DO NOTHING",
               county_journal, row.made_at}
      .done();
}

Result<std::string> SqliteTables::next_terminal_id() {
  Query query{db_, "SELECT coalesce(max(number), 0) + 1 FROM terminals"};
  std::int64_t number = 0;
  if (query.row()) number = query.integer(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  std::string digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return "T-" + digits;
}

Result<void> SqliteTables::put_terminal(const TerminalRow& row) {
  return Query{db_,
               "INSERT INTO terminals (id, counter, state, enrolled_at, last_heard_at, heartbeat) "
               "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET counter = excluded.counter, "
               "state = excluded.state, enrolled_at = excluded.enrolled_at, last_heard_at = excluded.last_heard_at, "
               "heartbeat = excluded.heartbeat",
               row.id, row.counter, word_of(terminal_states, row.state), row.enrolled_at, row.last_heard_at,
               row.heartbeat}
      .done();
}

Result<void> SqliteTables::put_key(std::string_view terminal, const KeyRow& row) {
  const auto number = number_of(terminal);
  if (!number) return tl::unexpected(number.error());
  return Query{db_,
               "INSERT INTO terminal_keys (terminal, public_key, counter, state, since) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT (terminal, public_key) DO UPDATE SET state = excluded.state",
               *number, Blob::of(row.key), row.counter, word_of(key_states, row.state), row.since}
      .done();
}

Result<void> SqliteTables::put_code(const CodeRow& row) {
  return Query{db_,
               "INSERT INTO enrolment_codes (code, counter, terminal, approve_at_once, state, expires_at, tries_left, "
               "public_key, commitment, terminal_random, county_random, receipt, receipt_signature) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET "
               "terminal = excluded.terminal, state = excluded.state, tries_left = excluded.tries_left, "
               "public_key = excluded.public_key, commitment = excluded.commitment, "
               "terminal_random = excluded.terminal_random, county_random = excluded.county_random, "
               "receipt = excluded.receipt, receipt_signature = excluded.receipt_signature",
               row.code, row.counter, row.terminal, row.approve_at_once, word_of(code_states, row.state),
               row.expires_at, row.tries_left, Blob::of(row.key), Blob::of(row.commitment),
               Blob::of(row.terminal_random), Blob::of(row.county_random), row.receipt,
               Blob::of(row.receipt_signature)}
      .done();
}

Result<void> SqliteTables::drop_codes_expired_before(std::int64_t at) {
  return Query{db_, "DELETE FROM enrolment_codes WHERE expires_at < ? AND state <> 'approved'", at}.done();
}

Result<void> SqliteTables::replace_products(const std::vector<core::Product>& rows) {
  if (const auto done = Query{db_, "DELETE FROM products"}.done(); !done) return done;
  for (const core::Product& row : rows) {
    const std::string gtins = joined(row.gtins), aliases = joined(row.aliases), months = joined(row.season_months);
    const auto done =
        Query{db_,
              "INSERT INTO products (id, name, category, gtins, in_store_item, weighed, unit, specification, township, "
              "village, cooperative, season_months, tile, tile_colour, storage, tax_class, tax_rate_permyriad, certificate, "
              "benefit, aliases, limit_per_sale, quick_key) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              row.id, row.name, row.category, gtins, row.in_store_item, row.weighed, row.unit, row.specification,
              row.township, row.village, row.cooperative, months, row.tile, row.tile_colour, row.storage, row.tax_class,
              row.tax_rate_permyriad, row.certificate, row.benefit, aliases,
              row.limit_per_sale, row.quick_key}
            .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_prices(const std::vector<core::Price>& rows) {
  if (const auto done = Query{db_, "DELETE FROM prices"}.done(); !done) return done;
  for (const core::Price& row : rows) {
    const auto done = Query{db_,
                            "INSERT INTO prices (product, unit, unit_price_fen, valid_from, valid_until, counter, buyer_class) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)",
                            row.product, unit_word(row.unit), fen_of(row.unit), row.valid_from.utc_ms, row.valid_until.utc_ms,
                            row.counter, row.buyer_class}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_bands(const std::vector<core::PriceBand>& rows) {
  if (const auto done = Query{db_, "DELETE FROM bands"}.done(); !done) return done;
  for (const core::PriceBand& row : rows) {
    const auto done = Query{db_, "INSERT INTO bands (product, unit, low_fen, high_fen, floor_fen) VALUES (?, ?, ?, ?, ?)", row.product,
                            unit_word(row.low), fen_of(row.low), fen_of(row.high), row.floor ? fen_of(*row.floor) : std::int64_t{0}}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_promotions(const std::vector<core::Promotion>& rows) {
  if (const auto done = Query{db_, "DELETE FROM promotions"}.done(); !done) return done;
  for (const core::Promotion& row : rows) {
    const std::string body = core::promotion_json(row);
    const auto done = Query{db_, "INSERT INTO promotions (id, body) VALUES (?, ?)", row.id, body}.done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_counters(const std::vector<core::CounterInfo>& rows) {
  if (const auto done = Query{db_, "DELETE FROM counters"}.done(); !done) return done;
  for (const core::CounterInfo& row : rows) {
    const auto done = Query{db_,
                            "INSERT INTO counters (id, name, site, address, phone, firm, county_phone) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)",
                            row.id, row.name, row.site, row.address, row.phone, row.firm, row.county_phone}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_pictures(const std::vector<core::Picture>& rows) {
  if (const auto done = Query{db_, "DELETE FROM pictures"}.done(); !done) return done;
  for (const core::Picture& row : rows) {
    const auto done = Query{db_, "INSERT INTO pictures (product, file) VALUES (?, ?)", row.product, Blob{row.file}}.done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::add_release_section(std::int64_t version, std::string_view counter, std::int64_t position,
                                               const contract::SectionReference& section) {
  return Query{db_,
               "INSERT INTO release_sections (version, counter, position, name, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)",
               version, counter, position, section.name, Blob::of(section.hash), section.bytes}
      .done();
}

Result<void> SqliteTables::add_release(const ReleaseRow& row) {
  auto done = Query{db_, "INSERT INTO releases (version, made_at, valid_from) VALUES (?, ?, ?)", row.version,
                    row.made_at, row.valid_from}
                  .done();
  std::int64_t position = 0;
  for (const contract::SectionReference& section : row.shared) {
    if (!done) return done;
    done = add_release_section(row.version, "", position++, section);
  }
  return done;
}

Result<void> SqliteTables::replace_staff(const std::vector<StaffRow>& rows) {
  if (const auto done = Query{db_, "DELETE FROM staff"}.done(); !done) return done;
  for (const StaffRow& row : rows) {
    const core::StaffMember& member = row.member;
    const auto done = Query{db_,
                            "INSERT INTO staff (reference, counter, number, name, badge_hash, pin_hash, rights) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)",
                            member.reference, row.counter, member.number, member.name, member.badge_hash, member.pin_hash,
                            joined(member.rights)}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::replace_counter_rows(std::string_view list, const std::vector<CounterRow>& rows) {
  if (const auto done = Query{db_, "DELETE FROM counter_rows WHERE list = ?", list}.done(); !done) return done;
  for (const CounterRow& row : rows) {
    const auto done = Query{db_, "INSERT INTO counter_rows (list, counter, key, section) VALUES (?, ?, ?, ?)", list, row.counter, row.key,
                            row.section}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::add_counter_section(std::int64_t version, std::string_view counter, std::int64_t position,
                                               const contract::SectionReference& section) {
  return add_release_section(version, counter, position, section);
}

Result<void> SqliteTables::add_section(const contract::Hash& hash, std::string_view bytes) {
  return Query{db_, "INSERT INTO sections (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING", Blob::of(hash),
               Blob{bytes}}
      .done();
}

Result<void> SqliteTables::put_manifest(std::string_view terminal, std::int64_t version,
                                        const contract::SignedManifest& manifest) {
  const auto number = number_of(terminal);
  if (!number) return tl::unexpected(number.error());
  return Query{db_,
               "INSERT INTO manifests (terminal, version, text, signature) VALUES (?, ?, ?, ?) "
               "ON CONFLICT (terminal, version) DO UPDATE SET text = excluded.text, signature = excluded.signature",
               *number, version, manifest.text, Blob::of(manifest.signature)}
      .done();
}

Result<void> SqliteTables::clear_projections() { return remake_projections(db_); }

}  // namespace zhuangui::ledger

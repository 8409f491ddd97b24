// What stands beside the entries: status, sales, print jobs, release, projections.
#include <algorithm>

#include "directory.h"
#include "journal/training.h"
#include "place.h"
#include "projector.h"
#include "questions.h"
#include "reading.h"
#include "shift_book.h"

namespace zhuangui::journal {
namespace {

constexpr const char* sale_columns =
    "SELECT place, sale, business_day, at, lines, total_fen, change_fen, cash_fen FROM projected_sales ";

SaleRow sale_row(const Rows& rows) {
  return {.sale = std::string(rows.bytes(1)),
          .epoch = epoch_of(rows.integer(0)),
          .seq = seq_of(rows.integer(0)),
          .business_day = std::string(rows.bytes(2)),
          .at = rows.integer(3),
          .lines = rows.integer(4),
          .total_fen = rows.integer(5),
          .change_fen = rows.integer(6),
          .cash_fen = rows.integer(7)};
}

constexpr const char* print_job_columns =
    "SELECT number, sale, copy, state, bytes, bytes_sent, trouble FROM print_jobs ";

PrintJobRow print_job_row(const Rows& rows) {
  return {.number = rows.integer(0),
          .sale = std::string(rows.bytes(1)),
          .copy = static_cast<int>(rows.integer(2)),
          .state = std::string(rows.bytes(3)),
          .bytes = std::string(rows.bytes(4)),
          .bytes_sent = rows.integer(5),
          .trouble = std::string(rows.bytes(6))};
}

Result<std::int64_t> count_unsent(Connection& database, const std::vector<EpochInfo>& epochs) {
  const auto confirmed = every(database, "SELECT epoch, seq FROM county_positions", [](const Rows& rows) {
    return Position{rows.integer(0), rows.integer(1)};
  });
  if (!confirmed) return tl::unexpected(confirmed.error());
  std::int64_t unsent = 0;
  for (const EpochInfo& info : epochs) {
    std::int64_t seq = 0;
    for (const Position& position : *confirmed)
      if (position.epoch == info.epoch) seq = position.seq;
    unsent += std::max<std::int64_t>(0, info.last_seq - seq);
  }
  return unsent;
}

Result<void> dump_table(Connection& database, const char* table, const std::string& sql, std::string& into) {
  const auto lines = every(database, sql, [table](const Rows& rows) {
    core::JsonWriter json;
    json.begin_object().field("table", table);
    for (int column = 0; column < rows.columns(); ++column) {
      if (rows.is_integer(column))
        json.field(rows.name(column), rows.integer(column));
      else
        json.field(rows.name(column), rows.bytes(column));
    }
    json.end_object();
    return json.take();
  });
  if (!lines) return tl::unexpected(lines.error());
  for (const std::string& line : *lines) into += line + "\n";
  return {};
}

}  // namespace

Result<JournalStatus> ReadingOnDisk::status() {
  return at_one_moment([this]() -> Result<JournalStatus> {
    JournalStatus status{.terminal = enrolment_.terminal, .counter = enrolment_.counter};
    status.training = is_training(enrolment_);
    const auto all = read_epochs(database());
    if (!all) return tl::unexpected(all.error());
    if (!all->empty()) {
      status.epoch = all->back().epoch;
      status.seq = all->back().last_seq;
      status.hash = all->back().last_hash;
    }
    const auto county = read_county_position(database());
    if (!county) return tl::unexpected(county.error());
    status.county = *county;
    const std::pair<std::int64_t*, const char*> figures[] = {
        {&status.release, "SELECT max(version) FROM releases"},
        {&status.list_confirmed_at, "SELECT at FROM list_confirmed"},
        {&status.clock_offset_ms, "SELECT offset_ms FROM projected_clock"}};
    for (const auto& [figure, sql] : figures) {
      const auto value = database().integer(sql);
      if (!value) return tl::unexpected(value.error());
      *figure = *value;
    }
    const auto unsent = count_unsent(database(), *all);
    if (!unsent) return tl::unexpected(unsent.error());
    status.unsent = *unsent;
    return status;
  });
}

Result<std::vector<SaleRow>> ReadingOnDisk::sales(std::string_view from_day, std::string_view to_day) {
  // The days bound the places, so that no index on the day is written with every sale.
  return every(
      database(),
      std::string(sale_columns) +
          "WHERE place BETWEEN (SELECT min(first_place) FROM projected_days WHERE business_day BETWEEN ?1 AND ?2) "
          "AND (SELECT max(last_place) FROM projected_days WHERE business_day BETWEEN ?1 AND ?2) "
          "AND business_day BETWEEN ?1 AND ?2 ORDER BY place",
      sale_row, from_day, to_day);
}

Result<std::vector<ProductDay>> ReadingOnDisk::product_days(std::string_view from_day, std::string_view to_day) {
  const auto make = [](const Rows& rows) {
    return ProductDay{.business_day = std::string(rows.bytes(0)),
                      .product = std::string(rows.bytes(1)),
                      .township = std::string(rows.bytes(2)),
                      .sales = rows.integer(3),
                      .pieces = rows.integer(4),
                      .weight_g = rows.integer(5),
                      .gross_fen = rows.integer(6),
                      .discount_fen = rows.integer(7),
                      .refund_fen = rows.integer(8)};
  };
  return every(database(),
               "SELECT business_day, product, township, sales, pieces, weight_g, gross_fen, discount_fen, "
               "refund_fen FROM projected_product_days WHERE business_day BETWEEN ?1 AND ?2 ORDER BY business_day, product, township",
               make, from_day, to_day);
}

Result<std::vector<core::ShiftReport>> ReadingOnDisk::shifts() {
  return at_one_moment([this] { return read_shifts(database()); });
}

Result<core::ShiftReport> ReadingOnDisk::running_shift() {
  return at_one_moment([this] { return read_running_shift(database()); });
}

Result<std::optional<SaleRow>> ReadingOnDisk::last_sale() {
  return only(database(), std::string(sale_columns) + "ORDER BY place DESC LIMIT 1", sale_row);
}

Result<std::optional<core::Sale>> ReadingOnDisk::sale(std::string_view id, SaleRow* row) {
  return at_one_moment([&]() -> Result<std::optional<core::Sale>> {
    const auto found = only(database(), std::string(sale_columns) + "WHERE sale = ?1", sale_row, id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::optional<core::Sale>{};
    const auto entry = read_entry(database(), place_of((*found)->epoch, (*found)->seq));
    if (!entry) return tl::unexpected(entry.error());
    const auto damaged = [&id] {
      return core::fail(Errc::corrupt, "read sale " + std::string(id) + ": its entry is gone or damaged",
                        "run zhuanguictl journal verify");
    };
    if (!*entry) return damaged();
    const auto document = core::JsonDocument::parse((*entry)->payload);
    if (!document) return damaged();
    const auto body = document->root().get("body");
    if (!body) return damaged();
    auto sale = core::parse_sale(document->root().integer_or("version", 0), *body);
    if (!sale) return tl::unexpected(sale.error());
    if (row) *row = **found;
    return std::optional{std::move(*sale)};
  });
}

Result<std::optional<PrintJobRow>> ReadingOnDisk::print_job(std::string_view sale, int copy) {
  return only(database(), std::string(print_job_columns) + "WHERE sale = ?1 AND copy = ?2", print_job_row, sale, copy);
}

Result<std::vector<PrintJobRow>> ReadingOnDisk::print_jobs_open() {
  // The first part is the index's own condition, so that a terminal with years of unproven receipts starts as fast as a
  // new one; a job that was `sent` is always among the newest, since the next one waits for its end.
  return every(database(),
               std::string(print_job_columns) +
                   "WHERE state IN ('queued', 'sending', 'unknown') AND state <> 'unknown' UNION ALL " + print_job_columns +
                   "WHERE state = 'sent' AND number > (SELECT max(number) FROM print_jobs) - 64 ORDER BY number",
               print_job_row);
}

Result<std::int64_t> ReadingOnDisk::clock_offset_at(std::int64_t epoch, std::int64_t seq) {
  const auto payload =
      only(database(), "SELECT payload FROM entries WHERE place < ?1 AND instr(payload, '\"kind\":\"clock.set\"') ORDER BY place DESC LIMIT 1",
           [](const Rows& rows) { return std::string(rows.bytes(0)); }, place_of(epoch, seq));
  if (!payload) return tl::unexpected(payload.error());
  return *payload ? read_clock_offset(**payload).value_or(0) : 0;
}

Result<std::optional<PrintJobRow>> ReadingOnDisk::last_print_job() {
  return only(database(), std::string(print_job_columns) + "ORDER BY number DESC LIMIT 1", print_job_row);
}

Result<std::optional<KeptRelease>> ReadingOnDisk::release() {
  return at_one_moment([this]() -> Result<std::optional<KeptRelease>> {
    const auto make = [](const Rows& rows) {
      KeptRelease release;
      release.manifest.text = rows.bytes(1);
      if (!rows.array(2, release.manifest.signature)) release.manifest.signature = {};
      release.applied_at.utc_ms = rows.integer(3);
      return std::pair{rows.integer(0), std::move(release)};
    };
    auto found = only(
        database(), "SELECT version, manifest, signature, applied_at FROM releases ORDER BY version DESC LIMIT 1", make);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::optional<KeptRelease>{};
    auto& [version, release] = **found;
    auto sections = every(
        database(),
        "SELECT name, bytes FROM release_sections JOIN sections USING (hash) WHERE version = ?1 ORDER BY position",
        [](const Rows& rows) {
          return std::pair{std::string(rows.bytes(0)), std::string(rows.bytes(1))};
        },
        version);
    if (!sections) return tl::unexpected(sections.error());
    release.sections = std::move(*sections);
    return std::optional{std::move(release)};
  });
}

Result<std::string> ReadingOnDisk::kept_value(std::string_view name) {
  const auto value = only(database(), "SELECT value FROM kept_values WHERE name = ?1",
                          [](const Rows& rows) { return std::string(rows.bytes(0)); }, name);
  if (!value) return tl::unexpected(value.error());
  return value->value_or("");
}

Result<std::string> ReadingOnDisk::dump_projections() {
  return at_one_moment([this]() -> Result<std::string> {
    std::string answer;
    const std::pair<const char*, const char*> tables[] = {
        {"clock", "SELECT place >> 32 AS epoch, place & 4294967295 AS seq, offset_ms FROM projected_clock"},
        {"days", "SELECT business_day, sales, total_fen, returns, refund_fen FROM projected_days ORDER BY business_day"},
        {"drawn", "SELECT kind, reference, business_day, amount_fen FROM projected_drawn ORDER BY kind, reference, business_day"},
        {"product_days",
         "SELECT business_day, product, township, sales, pieces, weight_g, gross_fen, discount_fen, "
         "refund_fen FROM projected_product_days ORDER BY business_day, product, township"},
        {"returns",
         "SELECT place >> 32 AS epoch, place & 4294967295 AS seq, id, sale, business_day, at, lines, total_fen, cash_fen "
         "FROM projected_returns ORDER BY place"},
        {"shift_sums", "SELECT shift, what, name, sales, amount_fen FROM projected_shift_sums ORDER BY shift, what, name"},
        {"shifts",
         "SELECT shift, business_day, first_place >> 32 AS first_epoch, first_place & 4294967295 AS first_seq, last_place >> 32 AS "
         "last_epoch, last_place & 4294967295 AS last_seq, opened, operator, float_known, float_fen, sales, total_fen, cash_fen, "
         "returns, refund_fen, cash_back_fen, in_fen, out_fen, drawer_openings, closed, closed_by, counted, counted_fen, counted_again, first_counted_fen, "
         "counted_later, reason FROM projected_shifts ORDER BY shift"},
        {"sales",
         "SELECT place >> 32 AS epoch, place & 4294967295 AS seq, sale, business_day, at, lines, total_fen, "
         "change_fen, "
         "cash_fen FROM projected_sales ORDER BY place"}};
    for (const auto& [table, sql] : tables)
      if (auto dumped = dump_table(database(), table, sql, answer); !dumped) return tl::unexpected(dumped.error());
    return answer;
  });
}

Result<std::int64_t> rebuild_projections(const std::string& directory,
                                         const std::function<void(std::int64_t, std::int64_t)>& progress) {
  if (const auto enrolment = load_enrolment(directory); !enrolment) return tl::unexpected(enrolment.error());
  const auto lock = DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto database = open_for_writing(directory, {});
  if (!database) return tl::unexpected(database.error());
  return rebuild(*database, progress);
}

}  // namespace zhuangui::journal

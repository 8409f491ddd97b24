// Journals as received, their heads, and what is summed up from them.
#include "names.h"
#include "sqlite_tables.h"

namespace zhuangui::ledger {
namespace {

RollupRow rollup_of(const Query& query) {
  return {{query.text(0), query.text(1), query.text(2), query.text(3), query.text(4)},
          {query.integer(5), query.integer(6), query.integer(7), query.integer(8), query.integer(9), query.integer(10),
           query.integer(11), query.integer(12)}};
}

Result<std::vector<RollupRow>> all_rollups(Query& query) {
  std::vector<RollupRow> rows;
  while (query.row()) rows.push_back(rollup_of(query));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

EpochRow epoch_of(Query& query) {
  return {query.integer(0), query.array<contract::PublicKey>(1), query.text(2), query.integer(3),
          query.array<contract::Hash>(4), query.integer(5)};
}

BranchRow branch_in(Query& query) {
  return {query.text(0), query.integer(1), query.integer(2), query.integer(3), query.array<contract::Hash>(4),
          query.text(5), query.integer(6), query.text(7), query.integer(8), state_in<BranchState>(query, 9, branch_states)};
}

}  // namespace

Result<std::vector<EpochRow>> SqliteTables::epochs(std::string_view terminal) {
  Query query{db_,
              "SELECT e.epoch, e.public_key, e.counter, e.last_seq, e.last_hash, e.previous_epoch FROM epochs e "
              "JOIN terminals t ON t.number = e.terminal WHERE t.id = ? ORDER BY e.epoch",
              terminal};
  std::vector<EpochRow> rows;
  while (query.row()) rows.push_back(epoch_of(query));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::optional<EpochRow>> SqliteTables::epoch(std::string_view terminal, std::int64_t epoch) {
  Query query{db_,
              "SELECT e.epoch, e.public_key, e.counter, e.last_seq, e.last_hash, e.previous_epoch FROM epochs e "
              "JOIN terminals t ON t.number = e.terminal WHERE t.id = ? AND e.epoch = ?",
              terminal, epoch};
  std::optional<EpochRow> found;
  if (query.row()) found = epoch_of(query);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<std::optional<contract::Hash>> SqliteTables::hash(std::string_view terminal, std::int64_t epoch,
                                                         std::int64_t seq) {
  Query query{db_,
              "SELECT e.hash FROM entries e JOIN terminals t ON t.number = e.terminal "
              "WHERE t.id = ? AND e.epoch = ? AND e.seq = ?",
              terminal, epoch, seq};
  std::optional<contract::Hash> found;
  if (query.row()) found = query.array<contract::Hash>(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return found;
}

Result<void> SqliteTables::entries(std::string_view terminal, std::int64_t epoch, std::int64_t from_seq,
                                   const std::function<bool(const contract::Entry&)>& take) {
  Query query{db_,
              "SELECT e.seq, e.hash, e.payload FROM entries e JOIN terminals t ON t.number = e.terminal "
              "WHERE t.id = ? AND e.epoch = ? AND e.seq >= ? ORDER BY e.seq",
              terminal, epoch, from_seq};
  while (query.row())
    if (!take({query.integer(0), query.array<contract::Hash>(1), query.text(2)})) return {};
  return query.done();
}

Result<std::vector<contract::Head>> SqliteTables::heads(std::string_view terminal, std::int64_t epoch,
                                                        std::int64_t from_seq) {
  Query query{db_,
              "SELECT h.seq, h.hash, h.signature FROM heads h JOIN terminals t ON t.number = h.terminal "
              "WHERE t.id = ? AND h.epoch = ? AND h.seq >= ? ORDER BY h.seq",
              terminal, epoch, from_seq};
  std::vector<contract::Head> rows;
  while (query.row())
    rows.push_back({epoch, query.integer(0), query.array<contract::Hash>(1), query.array<contract::Signature>(2)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<std::int64_t>> SqliteTables::stored_epochs(std::string_view terminal) {
  Query query{db_,
              "SELECT epoch FROM entries WHERE terminal = (SELECT number FROM terminals WHERE id = ?1) UNION "
              "SELECT epoch FROM heads WHERE terminal = (SELECT number FROM terminals WHERE id = ?1) ORDER BY 1",
              terminal};
  std::vector<std::int64_t> rows;
  while (query.row()) rows.push_back(query.integer(0));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::int64_t> SqliteTables::entries_count() {
  Query query{db_, "SELECT coalesce(sum(last_seq), 0) FROM epochs WHERE terminal <> 0"};
  std::int64_t count = 0;
  if (query.row()) count = query.integer(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return count;
}

Result<std::vector<AlarmRow>> SqliteTables::alarms() {
  Query query{db_,
              "SELECT kind, terminal, epoch, seq, sentence, raised_at, times FROM alarms ORDER BY raised_at DESC, "
              "place DESC"};
  std::vector<AlarmRow> rows;
  while (query.row())
    rows.push_back({query.text(0), query.text(1), query.integer(2), query.integer(3), query.text(4), query.integer(5),
                    query.integer(6)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<BranchRow>> SqliteTables::branches() {
  Query query{db_,
              "SELECT terminal, epoch, first_seq, last_seq, last_hash, reason, received_at, '', place, state "
              "FROM branches ORDER BY place"};
  std::vector<BranchRow> rows;
  while (query.row()) rows.push_back(branch_in(query));
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::optional<BranchRow>> SqliteTables::branch(std::int64_t number) {
  Query query{db_,
              "SELECT terminal, epoch, first_seq, last_seq, last_hash, reason, received_at, packed, place, state "
              "FROM branches WHERE place = ?",
              number};
  std::optional<BranchRow> row;
  if (query.row()) row = branch_in(query);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return row;
}

Result<std::vector<RollupRow>> SqliteTables::rollups(std::string_view from_day, std::string_view to_day,
                                                     std::string_view counter) {
  Query query{db_,
              "SELECT business_day, counter, product, township, fund_source, sales, returns, pieces, weight_g, "
              "gross_fen, discount_fen, refund_fen, net_fen FROM rollups "
              "WHERE business_day BETWEEN ?1 AND ?2 AND (?3 = '' OR counter = ?3) ORDER BY 1, 2, 3, 4, 5",
              from_day, to_day, counter};
  return all_rollups(query);
}

Result<std::vector<RollupRow>> SqliteTables::receipts(std::string_view from_day, std::string_view to_day,
                                                      std::string_view counter) {
  Query query{db_,
              "SELECT business_day, counter, product, township, fund_source, sales, returns, pieces, weight_g, "
              "gross_fen, discount_fen, refund_fen, net_fen FROM receipts "
              "WHERE business_day BETWEEN ?1 AND ?2 AND (?3 = '' OR counter = ?3) ORDER BY 1, 2, 3, 4, 5",
              from_day, to_day, counter};
  return all_rollups(query);
}

Result<std::vector<NotCountedRow>> SqliteTables::not_counted() {
  Query query{db_, "SELECT terminal, kind, version, entries FROM not_counted ORDER BY 1, 2, 3"};
  std::vector<NotCountedRow> rows;
  while (query.row()) rows.push_back({{query.text(0), query.text(1), query.integer(2)}, query.integer(3)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<DayRow>> SqliteTables::day_spans(std::string_view from_day, std::string_view to_day) {
  Query query{db_,
              "SELECT terminal, epoch, business_day, first_seq, last_seq FROM day_spans "
              "WHERE business_day BETWEEN ? AND ? ORDER BY 1, 2, 3",
              from_day, to_day};
  std::vector<DayRow> rows;
  while (query.row())
    rows.push_back({{query.text(0), query.integer(1), query.text(2)}, {query.integer(3), query.integer(4)}});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<QuotaRow>> SqliteTables::quota_draws(std::string_view to_day, std::string_view quota) {
  Query query{db_,
              "SELECT quota, holder, business_day, counter, draws, drawn_fen, returned_fen FROM quota_draws "
              "WHERE business_day <= ?1 AND (?2 = '' OR quota = ?2) ORDER BY 1, 2, 3, 4",
              to_day, quota};
  std::vector<QuotaRow> rows;
  while (query.row())
    rows.push_back({{query.text(0), query.text(1), query.text(2), query.text(3)},
                    {query.integer(4), query.integer(5), query.integer(6)}});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<QuotaSale>> SqliteTables::quota_sales() {
  Query query{db_, "SELECT quota, sale, terminal FROM quota_sales ORDER BY 1, 2, 3"};
  std::vector<QuotaSale> rows;
  while (query.row()) rows.push_back({query.text(0), query.text(1), query.text(2)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

namespace {

Result<std::vector<ReservationRow>> all_reservations(Query& query) {
  std::vector<ReservationRow> rows;
  while (query.row())
    rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.integer(5), query.text(6), query.integer(7),
                    query.integer(8), query.integer(9) != 0});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

}  // namespace

Result<std::optional<ReservationRow>> SqliteTables::reservation(std::string_view id) {
  Query query{db_,
              "SELECT id, terminal, sale, quota, holder, amount_fen, answer, asked_at, expires_at, EXISTS (SELECT 1 FROM quota_sales q "
              "WHERE q.quota = r.quota AND q.sale = r.sale AND q.terminal = r.terminal) FROM reservations r WHERE id = ?",
              id};
  auto rows = all_reservations(query);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::nullopt;
  return std::move(rows->front());
}

Result<std::vector<ReservationRow>> SqliteTables::reservations(std::string_view quota) {
  Query query{db_,
              "SELECT id, terminal, sale, quota, holder, amount_fen, answer, asked_at, expires_at, EXISTS (SELECT 1 FROM quota_sales q "
              "WHERE q.quota = r.quota AND q.sale = r.sale AND q.terminal = r.terminal) FROM reservations r WHERE quota = ? ORDER BY id",
              quota};
  return all_reservations(query);
}

Result<std::vector<SalePlace>> SqliteTables::sale_places(std::string_view sale) {
  Query query{db_, "SELECT terminal, epoch, seq FROM sale_places WHERE sale = ? ORDER BY 1, 2, 3", sale};
  std::vector<SalePlace> rows;
  while (query.row()) rows.push_back({std::string(sale), query.text(0), query.integer(1), query.integer(2)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return rows;
}

namespace {

Result<std::vector<HelpMark>> all_marks(Query& query) {
  std::vector<HelpMark> marks;
  while (query.row())
    marks.push_back({query.text(0), query.integer(1), query.integer(2), query.integer(3), query.text(4), query.text(5)});
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return marks;
}

}  // namespace

Result<std::vector<HelpMark>> SqliteTables::help_marks() {
  Query query{db_, "SELECT terminal, epoch, seq, at, reason, counter FROM help_marks ORDER BY 1, 2, 3, 4, 5"};
  return all_marks(query);
}

Result<std::vector<HelpMark>> SqliteTables::open_calls() {
  Query query{db_,
              "SELECT terminal, epoch, seq, at, reason, counter FROM help_marks AS one WHERE reason <> '' AND NOT EXISTS "
              "(SELECT 1 FROM help_marks AS later WHERE later.terminal = one.terminal AND "
              "(later.epoch, later.seq) > (one.epoch, one.seq)) ORDER BY at, terminal"};
  return all_marks(query);
}

}  // namespace zhuangui::ledger

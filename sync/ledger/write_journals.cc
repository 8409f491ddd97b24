// What arrives from terminals.
#include "core/mutant.h"
#include "names.h"
#include "sqlite_tables.h"

namespace zhuangui::ledger {

Result<std::int64_t> SqliteTables::number_of(std::string_view terminal) {
  Query query{db_, "SELECT number FROM terminals WHERE id = ?", terminal};
  std::optional<std::int64_t> number;
  if (query.row()) number = query.integer(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  if (!number)
    return core::fail(Errc::not_found, "there is no terminal " + std::string(terminal), "see: zhuangui-county terminal list");
  return *number;
}

Result<void> SqliteTables::put_epoch(std::string_view terminal, const EpochRow& row) {
  const auto number = number_of(terminal);
  if (!number) return tl::unexpected(number.error());
  return Query{db_,
               "INSERT INTO epochs (terminal, epoch, public_key, counter, last_seq, last_hash, previous_epoch) "
               "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (terminal, epoch) DO UPDATE SET "
               "last_seq = excluded.last_seq, last_hash = excluded.last_hash",
               *number, row.epoch, Blob::of(row.key), row.counter, row.last_seq, Blob::of(row.last_hash),
               row.previous_epoch}
      .done();
}

Result<std::int64_t> SqliteTables::add_entries(std::string_view terminal, std::int64_t epoch,
                                               const contract::Entry* first, std::size_t count, std::int64_t at) {
  const auto number = number_of(terminal);
  if (!number) return tl::unexpected(number.error());
  const char* insert =
      "INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (terminal, epoch, seq) DO NOTHING";
  if (core::mutant("no-unique"))
    insert = "INSERT INTO entries (terminal, epoch, seq, hash, payload, received_at) VALUES (?, ?, ?, ?, ?, ?)";
  std::int64_t added = 0;
  for (const contract::Entry* entry = first; entry != first + count; ++entry) {
    const auto done =
        Query{db_, insert, *number, epoch, entry->seq, Blob::of(entry->hash), entry->payload, at}.done();
    if (!done) return tl::unexpected(done.error());
    added += db_.rows_changed();
  }
  return added;
}

Result<void> SqliteTables::add_head(std::string_view terminal, const contract::Head& head) {
  const auto number = number_of(terminal);
  if (!number) return tl::unexpected(number.error());
  return Query{db_,
               "INSERT INTO heads (terminal, epoch, seq, hash, signature) VALUES (?, ?, ?, ?, ?) "
               "ON CONFLICT (terminal, epoch, seq) DO NOTHING",
               *number, head.epoch, head.seq, Blob::of(head.hash), Blob::of(head.signature)}
      .done();
}

Result<void> SqliteTables::add_projected(const Projected& projected) {
  if (const auto added = add_figures(projected); !added) return added;
  return add_marks(projected);
}

Result<void> SqliteTables::add_figures(const Projected& projected) {
  for (const auto& [key, figures] : projected.rollups) {
    const auto done =
        Query{db_,
              "INSERT INTO rollups (business_day, counter, product, township, fund_source, sales, returns, pieces, "
              "weight_g, gross_fen, discount_fen, refund_fen, net_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT DO UPDATE SET sales = sales + excluded.sales, returns = returns + excluded.returns, "
              "pieces = pieces + excluded.pieces, weight_g = weight_g + excluded.weight_g, "
              "gross_fen = gross_fen + excluded.gross_fen, discount_fen = discount_fen + excluded.discount_fen, "
              "refund_fen = refund_fen + excluded.refund_fen, net_fen = net_fen + excluded.net_fen",
              key.business_day, key.counter, key.product, key.township, key.fund_source, figures.sales,
              figures.returns, figures.pieces, figures.weight_g, figures.gross_fen, figures.discount_fen,
              figures.refund_fen, figures.net_fen}
            .done();
    if (!done) return done;
  }
  for (const auto& [key, figures] : projected.receipts) {
    const auto done =
        Query{db_,
              "INSERT INTO receipts (business_day, counter, product, township, fund_source, sales, returns, pieces, "
              "weight_g, gross_fen, discount_fen, refund_fen, net_fen) VALUES (?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT DO UPDATE SET sales = sales + excluded.sales, returns = returns + excluded.returns, "
              "pieces = pieces + excluded.pieces, weight_g = weight_g + excluded.weight_g, "
              "gross_fen = gross_fen + excluded.gross_fen, discount_fen = discount_fen + excluded.discount_fen, "
              "refund_fen = refund_fen + excluded.refund_fen, net_fen = net_fen + excluded.net_fen",
              key.business_day, key.counter, key.fund_source, figures.sales, figures.returns, figures.pieces,
              figures.weight_g, figures.gross_fen, figures.discount_fen, figures.refund_fen, figures.net_fen}
            .done();
    if (!done) return done;
  }
  for (const auto& [key, entries] : projected.not_counted) {
    const auto done = Query{db_,
                            "INSERT INTO not_counted (terminal, kind, version, entries) VALUES (?, ?, ?, ?) "
                            "ON CONFLICT DO UPDATE SET entries = entries + excluded.entries",
                            key.terminal, key.kind, key.version, entries}
                          .done();
    if (!done) return done;
  }
  for (const auto& [key, sums] : projected.quotas) {
    const auto done = Query{db_,
                            "INSERT INTO quota_draws (quota, holder, business_day, counter, draws, drawn_fen, returned_fen) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET draws = draws + excluded.draws, "
                            "drawn_fen = drawn_fen + excluded.drawn_fen, returned_fen = returned_fen + excluded.returned_fen",
                            key.quota, key.holder, key.business_day, key.counter, sums.draws, sums.drawn_fen, sums.returned_fen}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::add_marks(const Projected& projected) {
  for (const SalePlace& place : projected.sales) {
    const auto done = Query{db_, "INSERT INTO sale_places (sale, terminal, epoch, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                            place.sale, place.terminal, place.epoch, place.seq}
                          .done();
    if (!done) return done;
  }
  for (const auto& [key, span] : projected.days) {
    const auto done = Query{db_,
                            "INSERT INTO day_spans (terminal, epoch, business_day, first_seq, last_seq) VALUES (?, ?, ?, ?, ?) "
                            "ON CONFLICT DO UPDATE SET first_seq = min(first_seq, excluded.first_seq), "
                            "last_seq = max(last_seq, excluded.last_seq)",
                            key.terminal, key.epoch, key.business_day, span.first, span.last}
                          .done();
    if (!done) return done;
  }
  for (const QuotaSale& sale : projected.quota_sales) {
    const auto done = Query{db_, "INSERT INTO quota_sales (quota, sale, terminal) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sale.quota, sale.sale, sale.terminal}.done();
    if (!done) return done;
  }
  for (const HelpMark& mark : projected.help) {
    const auto done = Query{db_,
                            "INSERT INTO help_marks (terminal, epoch, seq, at, reason, counter) VALUES (?, ?, ?, ?, ?, ?) "
                            "ON CONFLICT DO NOTHING",
                            mark.terminal, mark.epoch, mark.seq, mark.at, mark.reason, mark.counter}
                          .done();
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteTables::add_reservation(const ReservationRow& row) {
  return Query{db_,
               "INSERT INTO reservations (id, terminal, sale, quota, holder, amount_fen, answer, asked_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               row.id, row.terminal, row.sale, row.quota, row.holder, row.amount_fen, row.answer, row.asked_at, row.expires_at}
      .done();
}

Result<void> SqliteTables::raise_alarm(const AlarmRow& row) {
  return Query{db_,
               "INSERT INTO alarms (kind, terminal, epoch, seq, sentence, raised_at, times) VALUES (?, ?, ?, ?, ?, ?, 1) "
               "ON CONFLICT (kind, terminal, epoch, seq) DO UPDATE SET times = times + 1",
               row.kind, row.terminal, row.epoch, row.seq, row.sentence, row.raised_at}
      .done();
}

Result<void> SqliteTables::add_branch(const BranchRow& row, bool* added) {
  const auto done = Query{db_,
                          "INSERT INTO branches (terminal, epoch, first_seq, last_seq, last_hash, reason, received_at, "
                          "packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                          "ON CONFLICT (terminal, epoch, first_seq, last_hash) DO NOTHING",
                          row.terminal, row.epoch, row.first_seq, row.last_seq, Blob::of(row.last_hash), row.reason,
                          row.received_at, Blob{row.packed}}
                        .done();
  if (added != nullptr) *added = db_.rows_changed() > 0;
  return done;
}

Result<void> SqliteTables::set_branch_state(std::int64_t number, BranchState state) {
  return Query{db_, "UPDATE branches SET state = ?2 WHERE place = ?1", number, word_of(branch_states, state)}.done();
}

Result<std::int64_t> SqliteTables::note_gap(std::string_view terminal, std::int64_t epoch, std::int64_t head_seq) {
  const auto number = number_of(terminal);
  if (!number) return number;
  Query query{db_,
              "INSERT INTO gaps (terminal, epoch, head_seq, times) VALUES (?, ?, ?, 1) ON CONFLICT (terminal) DO UPDATE "
              "SET times = CASE WHEN epoch = excluded.epoch AND head_seq = excluded.head_seq THEN times + 1 ELSE 1 END, "
              "epoch = excluded.epoch, head_seq = excluded.head_seq RETURNING times",
              *number, epoch, head_seq};
  std::int64_t times = 0;
  if (query.row()) times = query.integer(0);
  if (const auto done = query.done(); !done) return tl::unexpected(done.error());
  return times;
}

Result<void> SqliteTables::note_heard(std::string_view terminal, std::int64_t at, std::string_view heartbeat) {
  return Query{db_,
               "UPDATE terminals SET last_heard_at = ?2, heartbeat = CASE WHEN ?3 = '' THEN heartbeat ELSE ?3 END "
               "WHERE id = ?1",
               terminal, at, heartbeat}
      .done();
}

}  // namespace zhuangui::ledger

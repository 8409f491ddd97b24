#include "projector.h"

#include "schema.h"

namespace zhuangui::journal {
namespace {

// Few enough that the log stays small, enough that a sync does not count.
constexpr int entries_a_transaction_max = 20'000;

Result<void> set_edition(Connection& database, std::string_view prefix) {
  auto insert = database.prepare("INSERT INTO " + std::string(prefix) + "position VALUES (1, 0, ?1)");
  if (!insert) return tl::unexpected(insert.error());
  return insert->run(projections_edition());
}

// Runs `work` in a transaction: all of it or nothing.
template <class Work>
Result<void> in_transaction(Connection& database, Work work) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = work();
  if (done) done = database.execute("COMMIT");
  if (!done && database.in_transaction())
    if (const auto undone = database.execute("ROLLBACK"); !undone) return undone;
  return done;
}

// Counts the entries after `from` under a prefix, a bounded number per transaction.
Result<void> count_entries(Connection& database, std::string_view prefix, std::int64_t from, std::int64_t in_all,
                           const Progress& progress) {
  auto projector = Projector::prepare(database, prefix);
  if (!projector) return tl::unexpected(projector.error());
  auto select = database.prepare("SELECT place, payload FROM entries WHERE place > ?1 ORDER BY place LIMIT ?2");
  if (!select) return tl::unexpected(select.error());
  std::int64_t done = 0;
  for (bool more = true; more;) {
    auto counted = in_transaction(database, [&]() -> Result<void> {
      int in_this = 0;
      Rows rows = select->rows(from, entries_a_transaction_max);
      while (true) {
        const auto row = rows.next();
        if (!row) return tl::unexpected(row.error());
        if (!*row) break;
        from = rows.integer(0);
        if (auto applied = projector->apply(from, rows.bytes(1)); !applied) return applied;
        ++in_this;
      }
      done += in_this;
      more = in_this == entries_a_transaction_max;
      return {};
    });
    if (!counted) return counted;
    if (auto moved = database.checkpoint(false); !moved) return moved;
    if (progress) progress(done, in_all);
  }
  return {};
}

struct ProjectedTo {
  std::int64_t place = -1;  // -1: there are no projections of this edition
};

Result<ProjectedTo> position_of(Connection& database) {
  const auto table = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'projected_position'");
  if (!table) return tl::unexpected(table.error());
  if (*table == 0) return ProjectedTo{};
  auto select = database.prepare("SELECT place, edition FROM projected_position");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows();
  const auto found = rows.next();
  if (!found) return tl::unexpected(found.error());
  if (!*found || rows.bytes(1) != projections_edition()) return ProjectedTo{};
  return ProjectedTo{rows.integer(0)};
}

}  // namespace

Result<Projector> Projector::prepare(Connection& database, std::string_view prefix) {
  Projector answer;
  const std::string in(prefix);
  const std::pair<Statement*, std::string> wanted[] = {
      {&answer.sale_, "INSERT INTO " + in + "sales VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
      {&answer.return_, "INSERT INTO " + in + "returns VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
      {&answer.product_day_,
       "INSERT INTO " + in +
           "product_days VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, 0) ON CONFLICT DO UPDATE SET sales = sales + 1, "
           "pieces = pieces + ?4, weight_g = weight_g + ?5, gross_fen = gross_fen + ?6, discount_fen = discount_fen + ?7"},
      {&answer.product_day_back_,
       "INSERT INTO " + in +
           "product_days VALUES (?1, ?2, ?3, 0, -?4, -?5, 0, 0, ?6) ON CONFLICT DO UPDATE SET "
           "pieces = pieces - ?4, weight_g = weight_g - ?5, refund_fen = refund_fen + ?6"},
      {&answer.day_, "INSERT INTO " + in +
                         "days VALUES (?1, 1, ?2, 0, 0, ?3, ?3) ON CONFLICT DO UPDATE SET sales = sales + 1, "
                         "total_fen = total_fen + ?2, last_place = ?3"},
      {&answer.day_back_, "INSERT INTO " + in +
                              "days VALUES (?1, 0, 0, 1, ?2, ?3, ?3) ON CONFLICT DO UPDATE SET returns = returns + 1, "
                              "refund_fen = refund_fen + ?2, last_place = ?3"},
      {&answer.clock_,
       "INSERT INTO " + in + "clock VALUES (1, ?1, ?2) ON CONFLICT DO UPDATE SET place = ?1, offset_ms = ?2"},
      {&answer.drawn_, "INSERT INTO " + in + "drawn VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET amount_fen = amount_fen + ?4"},
      {&answer.position_, "UPDATE " + in + "position SET place = ?1"}};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = database.prepare(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  auto shifts = ShiftBook::prepare(database, prefix);
  if (!shifts) return tl::unexpected(shifts.error());
  answer.shifts_ = std::move(*shifts);
  return answer;
}

Result<void> Projector::apply(std::int64_t place, std::string_view payload) {
  if (const auto facts = read_sale_facts(payload))
    if (auto counted = count_sale(place, *facts); !counted) return counted;
  if (const auto facts = read_refund_facts(payload))
    if (auto counted = count_refund(place, *facts); !counted) return counted;
  if (const auto facts = read_invoice_facts(payload))
    if (auto counted = count_drawn(facts->business_day, facts->drawn); !counted) return counted;
  if (const auto facts = read_shift_facts(payload))
    if (auto counted = shifts_.apply(place, *facts); !counted) return counted;
  if (const auto offset = read_clock_offset(payload))
    if (auto set = clock_.run(place, *offset); !set) return set;
  return position_.run(place);
}

Result<void> Projector::count_sale(std::int64_t place, const SaleFacts& facts) {
  auto done = sale_.run(place, facts.sale, facts.business_day, facts.at, facts.lines, facts.total_fen, facts.change_fen,
                        facts.cash_fen);
  if (!done) return done;
  for (const ProductFacts& one : facts.products) {
    done = product_day_.run(facts.business_day, one.product, one.township, one.pieces, one.weight_g, one.gross_fen,
                             one.discount_fen);
    if (!done) return done;
  }
  if (done = count_drawn(facts.business_day, facts.drawn); !done) return done;
  if (done = day_.run(facts.business_day, facts.total_fen, place); !done) return done;
  return shifts_.count_sale(place, facts);
}

Result<void> Projector::count_drawn(std::string_view business_day, const std::vector<DrawnFacts>& drawn) {
  for (const DrawnFacts& one : drawn)
    if (const auto done = drawn_.run(one.kind, one.reference, business_day, one.amount_fen); !done) return done;
  return {};
}

Result<void> Projector::count_refund(std::int64_t place, const RefundFacts& facts) {
  auto done = return_.run(facts.sale, place, facts.id, facts.business_day, facts.at, facts.lines, facts.total_fen, facts.cash_fen);
  if (!done) return done;
  for (const ReturnedFacts& one : facts.products) {
    done = product_day_back_.run(facts.business_day, one.product, one.township, one.pieces, one.weight_g, one.refund_fen);
    if (!done) return done;
  }
  if (done = count_drawn(facts.business_day, facts.drawn); !done) return done;
  if (done = day_back_.run(facts.business_day, facts.total_fen, place); !done) return done;
  return shifts_.count_refund(place, facts);
}

Result<void> catch_up(Connection& database, const Progress& progress) {
  // What a rebuild left behind when it was cut off.
  if (auto dropped = drop_projections(database, beside_prefix); !dropped) return dropped;
  const auto last = database.integer("SELECT max(place) FROM entries");
  if (!last) return tl::unexpected(last.error());
  const auto position = position_of(database);
  if (!position) return tl::unexpected(position.error());
  if (position->place == *last) return {};
  if (position->place >= 0 && position->place < *last)
    return count_entries(database, in_use_prefix, position->place, 0, progress);
  const auto done = rebuild(database, progress);
  if (!done) return tl::unexpected(done.error());
  return {};
}

Result<std::int64_t> rebuild(Connection& database, const Progress& progress) {
  const auto entries = database.integer("SELECT count(*) FROM entries");
  if (!entries) return entries;
  auto done = in_transaction(database, [&]() -> Result<void> {
    if (auto made = create_projections(database, beside_prefix); !made) return made;
    return set_edition(database, beside_prefix);
  });
  if (done) done = count_entries(database, beside_prefix, 0, *entries, progress);
  if (done) done = in_transaction(database, [&] { return swap_projections(database); });
  if (!done) return tl::unexpected(done.error());
  return *entries;
}

}  // namespace zhuangui::journal

#include "shift_book.h"

#include <algorithm>

#include "place.h"

namespace zhuangui::journal {
namespace {

using core::Money;
using core::ShiftReport;

constexpr const char* shift_columns =
    "SELECT shift, business_day, first_place, last_place, opened, operator, float_known, float_fen, sales, total_fen, cash_fen, "
    "returns, refund_fen, cash_back_fen, in_fen, out_fen, drawer_openings, closed, closed_by, counted, counted_fen, counted_again, first_counted_fen, counted_later, "
    "reason FROM projected_shifts ";

ShiftReport report_of(const Rows& rows) {
  ShiftReport report;
  report.shift = rows.integer(0);
  report.business_day = rows.bytes(1);
  report.first = {epoch_of(rows.integer(2)), seq_of(rows.integer(2))};
  report.last = {epoch_of(rows.integer(3)), seq_of(rows.integer(3))};
  report.opened = rows.integer(4) != 0;
  report.operator_reference = rows.bytes(5);
  if (rows.integer(6) != 0) report.float_amount = Money::fen(rows.integer(7));
  report.sales = rows.integer(8);
  report.total = Money::fen(rows.integer(9));
  report.cash = Money::fen(rows.integer(10));
  report.returns = rows.integer(11);
  report.refunds = Money::fen(rows.integer(12));
  report.cash_back = Money::fen(rows.integer(13));
  report.moved_in = Money::fen(rows.integer(14));
  report.moved_out = Money::fen(rows.integer(15));
  report.drawer_openings = rows.integer(16);
  report.closed = rows.integer(17) != 0;
  report.closed_by = rows.bytes(18);
  if (rows.integer(19) != 0) report.counted = Money::fen(rows.integer(20));
  if (rows.integer(21) != 0) report.first_counted = Money::fen(rows.integer(22));
  report.counted_later = rows.integer(23) != 0;
  report.reason = rows.bytes(24);
  return report;
}

/// The money that stays in the drawer for the shift after `last`, where it does.
std::optional<Money> carried_from(const ShiftReport& last) {
  if (last.is_uncounted()) return last.expected();
  return last.counted_later ? last.counted : std::nullopt;
}

Result<std::vector<ShiftReport>> read_reports(Connection& database, const std::string& sql, std::int64_t shift) {
  auto select = database.prepare(sql);
  if (!select) return tl::unexpected(select.error());
  std::vector<ShiftReport> reports;
  Rows rows = select->rows(shift);
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return reports;
    reports.push_back(report_of(rows));
  }
}

Result<void> read_sums(Connection& database, ShiftReport& report) {
  auto select = database.prepare("SELECT what, name, sales, amount_fen FROM projected_shift_sums WHERE shift = ?1 ORDER BY what, name");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows(report.shift);
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    auto& into = rows.bytes(0) == "tender" ? report.tenders : rows.bytes(0) == "township" ? report.townships : report.fund_sources;
    into.push_back({std::string(rows.bytes(1)), rows.integer(2), Money::fen(rows.integer(3))});
  }
}

Result<void> read_by_hand(Connection& database, ShiftReport& report) {
  auto select = database.prepare("SELECT at, sale, amount_fen, digits FROM projected_shift_by_hand WHERE shift = ?1 ORDER BY place, number");
  if (!select) return tl::unexpected(select.error());
  Rows rows = select->rows(report.shift);
  while (true) {
    const auto more = rows.next();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    report.by_hand.push_back({rows.integer(0), std::string(rows.bytes(1)), Money::fen(rows.integer(2)), std::string(rows.bytes(3))});
  }
}

}  // namespace

Result<ShiftBook> ShiftBook::prepare(Connection& database, std::string_view prefix) {
  ShiftBook book;
  const std::string in(prefix), newest = "WHERE shift = (SELECT max(shift) FROM " + in + "shifts) AND closed = 0";
  std::string columns = shift_columns;
  columns.replace(columns.find("projected_"), std::string_view("projected_").size(), in);
  const std::pair<Statement*, std::string> wanted[] = {
      {&book.last_, columns + "ORDER BY shift DESC LIMIT 1"},
      {&book.insert_, "INSERT INTO " + in + "shifts VALUES (?1, ?2, ?3, ?3, 0, '', ?4, ?5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, 0, '')"},
      {&book.sale_, "UPDATE " + in + "shifts SET sales = sales + 1, total_fen = total_fen + ?2, cash_fen = cash_fen + ?3, last_place = ?4 WHERE shift = ?1"},
      {&book.refund_, "UPDATE " + in + "shifts SET returns = returns + 1, refund_fen = refund_fen + ?2, cash_back_fen = cash_back_fen + ?3, last_place = ?4 WHERE shift = ?1"},
      {&book.sum_, "INSERT INTO " + in + "shift_sums VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT DO UPDATE SET sales = sales + 1, amount_fen = amount_fen + ?4"},
      {&book.by_hand_, "INSERT INTO " + in + "shift_by_hand VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
      {&book.open_, "UPDATE " + in + "shifts SET opened = 1, operator = ?2, float_known = 1, float_fen = ?3, last_place = ?4 WHERE shift = ?1"},
      {&book.move_, "UPDATE " + in + "shifts SET in_fen = in_fen + ?2, out_fen = out_fen + ?3, last_place = ?4 WHERE shift = ?1"},
      {&book.drawer_, "UPDATE " + in + "shifts SET drawer_openings = drawer_openings + 1, last_place = ?2 WHERE shift = ?1"},
      {&book.close_, "UPDATE " + in + "shifts SET closed = 1, closed_by = ?1, counted = ?2, counted_fen = ?3, counted_again = ?4, "
                                      "first_counted_fen = ?5, reason = ?6 " + newest},
      {&book.count_, "UPDATE " + in + "shifts SET counted = 1, counted_fen = ?2, counted_later = 1, reason = ?3 WHERE shift = ?1"},
      {&book.carry_, "UPDATE " + in + "shifts SET float_fen = ?2 WHERE shift = ?1 AND opened = 0"}};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = database.prepare(sql);
    if (!prepared) return tl::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  return book;
}

Result<std::int64_t> ShiftBook::running(std::int64_t place, std::string_view business_day) {
  ShiftReport last;
  last.shift = 0;
  last.closed = true;
  last.counted = Money{};
  {
    Rows rows = last_.rows();
    const auto found = rows.next();
    if (!found) return tl::unexpected(found.error());
    if (*found) last = report_of(rows);
  }
  if (!last.closed) return last.shift;
  const auto carried = carried_from(last);
  if (auto made = insert_.run(last.shift + 1, business_day, place, carried ? 1 : 0, carried.value_or(Money{}).in_fen()); !made)
    return tl::unexpected(made.error());
  return last.shift + 1;
}

Result<void> ShiftBook::add_sum(std::int64_t shift, const char* what, std::string_view name, std::int64_t amount_fen) {
  return sum_.run(shift, what, name, amount_fen);
}

Result<void> ShiftBook::count_sale(std::int64_t place, const SaleFacts& facts) {
  const auto shift = running(place, facts.business_day);
  if (!shift) return tl::unexpected(shift.error());
  if (auto done = sale_.run(*shift, facts.total_fen, facts.cash_fen - facts.change_fen, place); !done) return done;
  for (const auto& [kind, amount_fen] : facts.tenders)
    if (auto done = add_sum(*shift, "tender", kind, kind == "cash" ? amount_fen - facts.change_fen : amount_fen); !done) return done;
  if (auto done = add_sum(*shift, "fund_source", facts.fund_source, facts.total_fen); !done) return done;
  std::int64_t number = 0;
  for (const auto& [digits, amount_fen] : facts.by_hand)
    if (auto done = by_hand_.run(*shift, place, ++number, facts.at, facts.sale, amount_fen, digits); !done) return done;
  for (const auto& [township, net_fen] : net_by_township(facts))
    if (auto done = add_sum(*shift, "township", township, net_fen); !done) return done;
  return {};
}

Result<void> ShiftBook::count_refund(std::int64_t place, const RefundFacts& facts) {
  const auto shift = running(place, facts.business_day);
  if (!shift) return tl::unexpected(shift.error());
  return refund_.run(*shift, facts.total_fen, facts.cash_fen, place);
}

Result<void> ShiftBook::apply(std::int64_t place, const ShiftFacts& facts) {
  if (facts.what == ShiftFacts::What::counted) return count_later(facts);
  const auto shift = running(place, facts.business_day);
  if (!shift) return tl::unexpected(shift.error());
  switch (facts.what) {
    case ShiftFacts::What::opened: return open_.run(*shift, facts.operator_reference, facts.amount_fen, place);
    case ShiftFacts::What::moved_in: return move_.run(*shift, facts.amount_fen, 0, place);
    case ShiftFacts::What::moved_out: return move_.run(*shift, 0, facts.amount_fen, place);
    case ShiftFacts::What::drawer: return drawer_.run(*shift, place);
    default: return close(place, facts);
  }
}

Result<void> ShiftBook::close(std::int64_t, const ShiftFacts& facts) {
  return close_.run(facts.operator_reference, facts.counted_fen ? 1 : 0, facts.counted_fen.value_or(0), facts.first_counted_fen ? 1 : 0,
                    facts.first_counted_fen.value_or(0), facts.reason);
}

// What is counted late was in the drawer all the time: the shift that runs on it begins with what was really there.
Result<void> ShiftBook::count_later(const ShiftFacts& facts) {
  if (!facts.counted_fen) return {};
  if (auto done = count_.run(facts.shift, *facts.counted_fen, facts.reason); !done) return done;
  return carry_.run(facts.shift + 1, *facts.counted_fen);
}

Result<std::optional<ShiftReport>> read_shift(Connection& database, std::int64_t shift) {
  auto found = read_reports(database, std::string(shift_columns) + "WHERE shift = ?1", shift);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::optional<ShiftReport>{};
  if (auto summed = read_sums(database, found->front()); !summed) return tl::unexpected(summed.error());
  if (auto listed = read_by_hand(database, found->front()); !listed) return tl::unexpected(listed.error());
  return std::optional{std::move(found->front())};
}

Result<std::vector<ShiftReport>> read_shifts(Connection& database) {
  auto all = read_reports(database, std::string(shift_columns) + "WHERE shift >= ?1 ORDER BY shift", 1);
  if (!all) return all;
  for (ShiftReport& report : *all) {
    if (auto summed = read_sums(database, report); !summed) return tl::unexpected(summed.error());
    if (auto listed = read_by_hand(database, report); !listed) return tl::unexpected(listed.error());
  }
  return all;
}

Result<ShiftReport> read_running_shift(Connection& database) {
  const auto newest = database.integer("SELECT coalesce(max(shift), 0) FROM projected_shifts");
  if (!newest) return tl::unexpected(newest.error());
  auto last = read_shift(database, *newest);
  if (!last) return tl::unexpected(last.error());
  if (*last && !(*last)->closed) return std::move(**last);
  ShiftReport next;
  next.shift = *newest + 1;
  if (*last) next.float_amount = carried_from(**last);
  return next;
}

}  // namespace zhuangui::journal

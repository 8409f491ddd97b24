#include "verify_shifts.h"

#include <algorithm>

#include "place.h"
#include "shift_book.h"

namespace zhuangui::journal {
namespace {

using core::Money;
using core::ShiftReport;

core::EntryPlace entry_place(std::int64_t place) { return {epoch_of(place), seq_of(place)}; }

void add_sums(const std::map<std::string, std::pair<std::int64_t, std::int64_t>>& more, std::vector<core::ShiftSum>& into) {
  for (const auto& [name, figures] : more) {
    auto at = std::lower_bound(into.begin(), into.end(), name, [](const core::ShiftSum& sum, const std::string& key) { return sum.name < key; });
    if (at == into.end() || at->name != name) at = into.insert(at, {name, 0, {}});
    at->sales += figures.first;
    at->amount += Money::fen(figures.second);
  }
}

}  // namespace

ShiftReckoning::Piece& ShiftReckoning::run_at(std::int64_t place, std::string_view business_day) {
  if (!run_open_) pieces_.push_back({.first_place = place, .business_day = std::string(business_day)});
  run_open_ = true;
  pieces_.back().last_place = place;
  return pieces_.back();
}

void ShiftReckoning::count(std::int64_t place, const RefundFacts& facts) {
  Piece& run = run_at(place, facts.business_day);
  ++run.returns;
  run.refund_fen += facts.total_fen;
  run.cash_back_fen += facts.cash_fen;
}

void ShiftReckoning::count(std::int64_t place, const SaleFacts& facts) {
  Piece& run = run_at(place, facts.business_day);
  ++run.sales;
  run.total_fen += facts.total_fen;
  run.cash_fen += facts.cash_fen - facts.change_fen;
  const auto put = [](auto& sums, std::string_view name, std::int64_t fen) {
    auto& sum = sums[std::string(name)];
    ++sum.first;
    sum.second += fen;
  };
  for (const auto& [kind, fen] : facts.tenders) put(run.tenders, kind, kind == "cash" ? fen - facts.change_fen : fen);
  for (const auto& [digits, fen] : facts.by_hand) run.by_hand.push_back({facts.at, std::string(facts.sale), Money::fen(fen), std::string(digits)});
  put(run.fund_sources, facts.fund_source, facts.total_fen);
  for (const auto& [township, fen] : net_by_township(facts)) put(run.townships, township, fen);
}

void ShiftReckoning::count(std::int64_t place, const ShiftFacts& facts) {
  run_open_ = false;
  Piece act{.first_place = place, .last_place = place, .business_day = std::string(facts.business_day)};
  act.is_act = true;
  act.what = facts.what;
  act.shift = facts.shift;
  act.amount_fen = facts.amount_fen;
  act.operator_reference = facts.operator_reference;
  act.reason = facts.reason;
  act.counted_fen = facts.counted_fen;
  act.first_counted_fen = facts.first_counted_fen;
  pieces_.push_back(std::move(act));
}

void ShiftReckoning::add(const ShiftReckoning& other) { pieces_.insert(pieces_.end(), other.pieces_.begin(), other.pieces_.end()); }

void ShiftReckoning::apply(const Piece& piece, std::vector<ShiftReport>& all) {
  using What = ShiftFacts::What;
  if (piece.is_act && piece.what == What::counted) {
    for (ShiftReport& report : all) {
      if (report.shift == piece.shift && piece.counted_fen) {
        report.counted = Money::fen(*piece.counted_fen);
        report.counted_later = true;
        report.reason = piece.reason;
      } else if (report.shift == piece.shift + 1 && !report.opened && piece.counted_fen) {
        report.float_amount = Money::fen(*piece.counted_fen);
      }
    }
    return;
  }
  if (all.empty() || all.back().closed) {
    ShiftReport next;
    next.shift = static_cast<std::int64_t>(all.size()) + 1;
    next.business_day = piece.business_day;
    next.first = next.last = entry_place(piece.first_place);
    if (!all.empty() && !all.back().counted) next.float_amount = all.back().expected();
    else if (!all.empty() && all.back().counted_later) next.float_amount = all.back().counted;
    all.push_back(std::move(next));
  }
  ShiftReport& now = all.back();
  if (piece.is_act && piece.what == What::closed) {
    now.closed = true;
    now.closed_by = piece.operator_reference;
    now.reason = piece.reason;
    if (piece.counted_fen) now.counted = Money::fen(*piece.counted_fen);
    if (piece.first_counted_fen) now.first_counted = Money::fen(*piece.first_counted_fen);
    return;
  }
  now.last = entry_place(piece.last_place);
  if (!piece.is_act) {
    now.sales += piece.sales;
    now.total += Money::fen(piece.total_fen);
    now.cash += Money::fen(piece.cash_fen);
    now.returns += piece.returns;
    now.refunds += Money::fen(piece.refund_fen);
    now.cash_back += Money::fen(piece.cash_back_fen);
    add_sums(piece.tenders, now.tenders);
    add_sums(piece.fund_sources, now.fund_sources);
    add_sums(piece.townships, now.townships);
    now.by_hand.insert(now.by_hand.end(), piece.by_hand.begin(), piece.by_hand.end());
  } else if (piece.what == What::opened) {
    now.opened = true;
    now.operator_reference = piece.operator_reference;
    now.float_amount = Money::fen(piece.amount_fen);
  } else if (piece.what == What::drawer) {
    ++now.drawer_openings;
  } else {
    (piece.what == What::moved_in ? now.moved_in : now.moved_out) += Money::fen(piece.amount_fen);
  }
}

std::vector<ShiftReport> ShiftReckoning::reports() const {
  std::vector<const Piece*> in_order;
  for (const Piece& piece : pieces_) in_order.push_back(&piece);
  std::sort(in_order.begin(), in_order.end(), [](const Piece* a, const Piece* b) { return a->first_place < b->first_place; });
  std::vector<ShiftReport> all;
  for (const Piece* piece : in_order) apply(*piece, all);
  return all;
}

Result<void> compare_shifts(Connection& database, const ShiftReckoning& reckoning, const std::function<void(std::int64_t place)>& wrong) {
  const std::vector<ShiftReport> own = reckoning.reports();
  const auto stored = read_shifts(database);
  if (!stored) return tl::unexpected(stored.error());
  for (const ShiftReport& report : own) {
    const auto same = std::find_if(stored->begin(), stored->end(), [&report](const ShiftReport& other) { return other.shift == report.shift; });
    if (same == stored->end() || *same != report) wrong(place_of(report.last.epoch, report.last.seq));
  }
  if (stored->size() > own.size()) wrong(0);
  return {};
}

}  // namespace zhuangui::journal

#include "recheck_shift.h"

#include "core/entry_kinds.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using core::ShiftReport;

Money money_in(const core::JsonValue& body, std::string_view name) { return Money::fen(body.integer_or(name, 0)); }

struct ClaimedFigure {
  const char* name;
  std::int64_t reckoned;
};

/// The first figure that stands there otherwise than it was reckoned.
std::optional<Fault> first_wrong(const core::JsonValue& body, std::initializer_list<ClaimedFigure> figures, const std::string& which) {
  for (const ClaimedFigure& figure : figures) {
    const std::int64_t stands = body.integer_or(figure.name, 0);
    if (stands != figure.reckoned)
      return Fault{"shift", which + ": " + figure.name + " comes to " + std::to_string(figure.reckoned) + ", and " + std::to_string(stands) + " stands there"};
  }
  return std::nullopt;
}

}  // namespace

core::ShiftReport& ShiftRecheck::running() {
  if (now_.business_day.empty()) {
    // What was not counted stays in the drawer; what was counted later is what lay there.
    if (before_ && (!before_->counted || before_->counted_later)) now_.float_amount = before_->counted.value_or(before_->expected());
    now_.business_day = "begun";
  }
  return now_;
}

void ShiftRecheck::sold(const core::Sale& sale) {
  ShiftReport& now = running();
  ++now.sales;
  now.total += sale.total;
  for (const core::Tender& tender : sale.tenders)
    if (tender.kind == core::TenderKind::cash) now.cash += tender.amount;
  now.cash -= sale.change;
}

void ShiftRecheck::returned(const core::Refund& refund) {
  ShiftReport& now = running();
  ++now.returns;
  now.refunds += refund.total;
  now.cash_back += core::cash_of(refund);
}

std::optional<Fault> ShiftRecheck::take(const contract::EntryFields& fields) {
  namespace kind = core::kind;
  const bool any = fields.kind == kind::shift_opened || fields.kind == kind::shift_closed || fields.kind == kind::shift_counted ||
                   fields.kind == kind::cash_moved || fields.kind == kind::drawer_opened;
  if (!any || fields.version != 1) return std::nullopt;
  const auto document = core::JsonDocument::parse(fields.body);
  if (!document) return std::nullopt;
  const core::JsonValue body = document->root();
  if (fields.kind == kind::shift_counted) return counted(body);
  ShiftReport& now = running();
  if (fields.kind == kind::shift_closed) return closed(body);
  if (fields.kind == kind::shift_opened) {
    now.opened = true;
    now.float_amount = money_in(body, "float_fen");
  } else if (fields.kind == kind::drawer_opened) {
    ++now.drawer_openings;
  } else {
    (body.string_or("direction", "") == "out" ? now.moved_out : now.moved_in) += money_in(body, "amount_fen");
  }
  return std::nullopt;
}

std::optional<Fault> ShiftRecheck::closed(const core::JsonValue& body) {
  ShiftReport done = std::exchange(now_, {});
  const std::int64_t number = body.integer_or("shift", 0);
  const bool known = std::exchange(tracks_, true);
  done.shift = number;
  if (const auto amount = body.get("counted_fen")) done.counted = money_in(body, "counted_fen");
  done.closed = true;
  if (!known) {
    // From here on the terminal's own figures are where the county goes on from.
    done.float_amount = money_in(body, "expected_fen");
    done.cash = done.cash_back = done.moved_in = done.moved_out = Money{};
    before_ = std::move(done);
    return std::nullopt;
  }
  const std::int64_t difference = done.counted ? (*done.counted - done.expected()).in_fen() : 0;
  const std::int64_t wanted_number = before_ ? before_->shift + 1 : 1;
  auto fault = first_wrong(body, {{"shift", wanted_number}, {"sales", done.sales}, {"total_fen", done.total.in_fen()}, {"cash_fen", done.cash.in_fen()},
                                  {"returns", done.returns}, {"refund_fen", done.refunds.in_fen()}, {"cash_back_fen", done.cash_back.in_fen()},
                                  {"in_fen", done.moved_in.in_fen()}, {"out_fen", done.moved_out.in_fen()}, {"drawer_openings", done.drawer_openings},
                                  {"expected_fen", done.expected().in_fen()}, {"difference_fen", difference}},
                           "shift " + std::to_string(number));
  before_ = std::move(done);
  return fault;
}

std::optional<Fault> ShiftRecheck::counted(const core::JsonValue& body) {
  if (!tracks_ || !before_) return std::nullopt;
  ShiftReport& last = *before_;
  const Money since = now_.opened ? Money{} : now_.cash - now_.cash_back + now_.moved_in - now_.moved_out;
  const Money drawer = money_in(body, "drawer_fen"), found = drawer - since;
  auto fault = first_wrong(body, {{"shift", last.shift}, {"since_fen", since.in_fen()}, {"counted_fen", found.in_fen()},
                                  {"expected_fen", last.expected().in_fen()}, {"difference_fen", (found - last.expected()).in_fen()}},
                           "the count of shift " + std::to_string(last.shift));
  last.counted = found;
  last.counted_later = true;
  if (!now_.opened && !now_.business_day.empty()) now_.float_amount = found;
  return fault;
}

}  // namespace zhuangui::ingest

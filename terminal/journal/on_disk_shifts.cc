// Shifts: each act reads what the running shift comes to and writes its entry in one transaction.
#include "on_disk.h"
#include "shift_book.h"

namespace zhuangui::journal {
namespace {

using core::Money;
using core::ShiftReport;

tl::unexpected<core::Error> no_amount(const char* act) {
  return core::fail(Errc::invalid_input, std::string(act) + ": the amount is out of bounds", "enter it again");
}

bool is_cash_amount(Money amount) { return amount >= Money{} && amount <= core::sale_total_max; }

}  // namespace

// Bounded work before the first act of a day, and one look otherwise. A counter that has never used shifts has none closed.
Result<void> OnDisk::turn_day(const Moment& at) {
  const std::string today = core::date_text(core::business_day(at.raw, at.county_offset_ms, chain_.last_day, at.clock_confirmed).date);
  std::int64_t overdue = 0;
  {
    Rows rows = statements_.overdue_shift.rows(today);
    const auto found = rows.next();
    if (!found) return tl::unexpected(found.error());
    if (*found) overdue = rows.integer(0);
  }
  if (overdue == 0) return {};
  const auto running = read_shift(database_, overdue);
  if (!running) return tl::unexpected(running.error());
  const auto closed = append_entry(core::kind::shift_closed, 1, core::shift_closed_body(**running, {}), at);
  if (!closed) return tl::unexpected(closed.error());
  return {};
}

Result<ShiftReport> OnDisk::shift(std::int64_t number) {
  if (auto is_ready = ready(); !is_ready) return tl::unexpected(is_ready.error());
  if (number == 0) return read_running_shift(database_);
  auto found = read_shift(database_, number);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return core::fail(Errc::not_found, "there is no shift " + std::to_string(number) + " with an entry", "look at zhuanguictl shift list");
  return std::move(**found);
}

Result<ShiftsNow> OnDisk::shifts_now(const Moment& at) {
  return transact<ShiftsNow>([&]() -> Result<ShiftsNow> {
    if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
    ShiftsNow now;
    auto running = read_running_shift(database_);
    if (!running) return tl::unexpected(running.error());
    now.running = std::move(*running);
    auto before = read_shift(database_, now.running.shift - 1);
    if (!before) return tl::unexpected(before.error());
    if (*before && (*before)->is_uncounted()) now.uncounted = std::move(**before);
    return now;
  });
}

Result<ShiftReport> OnDisk::open_shift(std::string_view operator_reference, Money float_amount, const Moment& at) {
  if (!is_cash_amount(float_amount)) return no_amount("open a shift");
  return transact<ShiftReport>([&]() -> Result<ShiftReport> {
    if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
    const auto running = read_running_shift(database_);
    if (!running) return running;
    if (running->opened)
      return core::fail(Errc::conflict, "open a shift: shift " + std::to_string(running->shift) + " is open", "close it first");
    const auto done = append_entry(core::kind::shift_opened, 1, core::shift_opened_body(running->shift, operator_reference, float_amount), at);
    if (!done) return tl::unexpected(done.error());
    return read_running_shift(database_);
  });
}

Result<ShiftReport> OnDisk::move_cash(const core::CashMove& move, const Moment& at) {
  if (!is_cash_amount(move.amount) || move.amount == Money{} || move.reason.empty()) return no_amount("move cash");
  return transact<ShiftReport>([&]() -> Result<ShiftReport> {
    if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
    const auto running = read_running_shift(database_);
    if (!running) return running;
    const auto done = append_entry(core::kind::cash_moved, 1, core::cash_moved_body(running->shift, move), at);
    if (!done) return tl::unexpected(done.error());
    return read_running_shift(database_);
  });
}

Result<ShiftReport> OnDisk::drawer_opened(std::string_view operator_reference, std::string_view second_reference, std::string_view reason,
                                          const Moment& at) {
  return transact<ShiftReport>([&]() -> Result<ShiftReport> {
    if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
    const auto running = read_running_shift(database_);
    if (!running) return running;
    const auto done = append_entry(core::kind::drawer_opened, 1,
                                   core::drawer_opened_body(running->shift, operator_reference, second_reference, reason), at);
    if (!done) return tl::unexpected(done.error());
    return read_running_shift(database_);
  });
}

Result<ShiftReport> OnDisk::close_shift(const core::ShiftClosing& closing, const Moment& at) {
  if (!is_cash_amount(closing.counted.value_or(Money{})) || !is_cash_amount(closing.first_counted.value_or(Money{}))) return no_amount("close a shift");
  return transact<ShiftReport>([&]() -> Result<ShiftReport> {
    if (auto turned = turn_day(at); !turned) return tl::unexpected(turned.error());
    const auto running = read_running_shift(database_);
    if (!running) return running;
    if (running->business_day.empty())
      return core::fail(Errc::conflict, "close a shift: nothing has happened since the last one was closed", "open a shift or sell first");
    if (closing.counted && *closing.counted != running->expected() && closing.reason.empty())
      return core::fail(Errc::invalid_input, "close a shift: there is a difference and no reason for it", "choose a reason");
    const auto done = append_entry(core::kind::shift_closed, 1, core::shift_closed_body(*running, closing), at);
    if (!done) return tl::unexpected(done.error());
    auto closed = read_shift(database_, running->shift);
    if (!closed) return tl::unexpected(closed.error());
    return std::move(**closed);
  });
}

Result<ShiftReport> OnDisk::count_shift(const core::LateCount& count, const Moment& at) {
  if (!is_cash_amount(count.drawer)) return no_amount("count a shift");
  return transact<ShiftReport>([&]() -> Result<ShiftReport> {
    const auto uncounted = read_shift(database_, count.shift);
    if (!uncounted) return tl::unexpected(uncounted.error());
    const auto running = read_running_shift(database_);
    if (!running) return running;
    if (!*uncounted || !(*uncounted)->is_uncounted() || running->shift != count.shift + 1)
      return core::fail(Errc::conflict, "count shift " + std::to_string(count.shift) + ": it is not the last one closed, or was counted",
                        "look at zhuanguictl shift list");
    const Money since = running->opened ? Money{} : running->cash - running->cash_back + running->moved_in - running->moved_out;
    if (count.drawer - since != (*uncounted)->expected() && count.reason.empty())
      return core::fail(Errc::invalid_input, "count a shift: there is a difference and no reason for it", "choose a reason");
    const auto done = append_entry(core::kind::shift_counted, 1, core::shift_counted_body(**uncounted, since, count), at);
    if (!done) return tl::unexpected(done.error());
    auto counted = read_shift(database_, count.shift);
    if (!counted) return tl::unexpected(counted.error());
    return std::move(**counted);
  });
}

}  // namespace zhuangui::journal

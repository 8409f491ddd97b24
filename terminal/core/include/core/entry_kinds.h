#pragma once
#include <array>
#include <string>
#include <string_view>

#include "core/cart.h"
#include "core/sale.h"

namespace zhuangui::core {

/// Names of the journal's entry kinds; each version of each has a JSON Schema in assets/contract/.
namespace kind {
inline constexpr std::string_view epoch_started = "epoch.started";
inline constexpr std::string_view terminal_started = "terminal.started";
inline constexpr std::string_view terminal_stopped = "terminal.stopped";
inline constexpr std::string_view release_applied = "release.applied";
inline constexpr std::string_view clock_set = "clock.set";
inline constexpr std::string_view sale_completed = "sale.completed";
inline constexpr std::string_view return_completed = "return.completed";
inline constexpr std::string_view cart_abandoned = "cart.abandoned";
inline constexpr std::string_view receipt_reprinted = "receipt.reprinted";
inline constexpr std::string_view invoice_requested = "invoice.requested";  // core/invoices.h has the bodies of these
inline constexpr std::string_view invoice_reversal_due = "invoice.reversal_due";
inline constexpr std::string_view help_called = "help.called";
inline constexpr std::string_view help_answered = "help.answered";
inline constexpr std::string_view operator_entered = "operator.entered";  // core/staff.h has the bodies of these
inline constexpr std::string_view operator_left = "operator.left";
inline constexpr std::string_view act_approved = "act.approved";
inline constexpr std::string_view shift_opened = "shift.opened";  // core/shift.h of these
inline constexpr std::string_view shift_closed = "shift.closed";
inline constexpr std::string_view shift_counted = "shift.counted";
inline constexpr std::string_view cash_moved = "cash.moved";
inline constexpr std::string_view drawer_opened = "drawer.opened";
}  // namespace kind

/// Why an epoch began: enrolled | unclean_stop | county_ahead | restored.
std::string epoch_started_body(std::string_view cause, std::int64_t previous_epoch, std::int64_t previous_seq,
                               std::string_view previous_hash_hex);
std::string terminal_started_body(std::string_view program, std::string_view release);
/// The last entry of an orderly stop; a journal that does not end with it was stopped by a crash or a power cut.
std::string terminal_stopped_body();
std::string release_applied_body(std::int64_t version, std::string_view manifest_hash_hex);
/// offset_ms is added to the raw clock to get the county's time; source: county | operator.
std::string clock_set_body(std::int64_t offset_ms, std::string_view source);
/// A cart that was given up. Reasons: cleared | timeout | recovered | day_over.
std::string cart_abandoned_body(const Cart& cart, std::string_view reason);
/// copy counts the reprints of that sale from 1.
std::string receipt_reprinted_body(std::string_view sale, std::int64_t copy);
/// Somebody at the terminal wants a person to come. reason: help | cash; where: the state of the till; sale: of the cart,
/// empty when there is none. A terminal has one open call at most: the next help.answered or terminal.started closes it.
std::string help_called_body(std::string_view reason, std::string_view where, std::string_view sale);
/// outcome: answered (at the terminal) | withdrawn | parked (the cart waits under a number) | left (nobody is there).
std::string help_answered_body(std::string_view outcome, std::int64_t waited_s);

}  // namespace zhuangui::core

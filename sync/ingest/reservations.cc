#include "reservations.h"

#include "core/json.h"
#include "core/mutant.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using ledger::ReservationRow;

const char* sentence_of(std::string_view answer) {
  if (answer == "granted") return "draw it before it expires";
  if (answer == "unknown_quota") return "no list in force has this quota";
  if (answer == "not_the_holders") return "the quota is somebody else's";
  if (answer == "past") return "the quota's last day is over";
  if (answer == "allotted") return "the quota is allotted to a terminal and is drawn on there";
  if (answer == "void") return "the terminal it was allotted to began a new epoch: the county office settles it first";
  return "more than is left of it, with what others have reserved";
}

Result<std::optional<core::Quota>> quota_in_force(Reading& tables, const std::string& reference) {
  const auto rows = tables.counter_rows("quotas");
  if (!rows) return tl::unexpected(rows.error());
  for (const ledger::CounterRow& row : *rows) {
    if (row.key != reference) continue;
    auto list = core::parse_quotas_section(row.section);
    if (!list) return tl::unexpected(list.error());
    return std::move(list->quotas.at(0));
  }
  return std::nullopt;
}

/// A sale made in time may still lie in a terminal that cannot send: what was reserved for it is held until the terminal
/// has been heard of after the end with nothing unsent.
Result<bool> is_held(Reading& tables, const ReservationRow& row, std::int64_t now_ms) {
  if (row.answer != "granted" || row.used) return false;
  if (now_ms <= row.expires_at) return true;
  const auto terminal = tables.terminal(row.terminal);
  if (!terminal) return tl::unexpected(terminal.error());
  if (!*terminal || (*terminal)->last_heard_at <= row.expires_at) return true;
  const auto heartbeat = core::JsonDocument::parse((*terminal)->heartbeat);
  return !heartbeat || heartbeat->root().integer_or("unsent", 1) > 0;
}

/// Asked anew for one sale, with another sum: what that sale asked for before is given up by it.
bool is_replaced(const ReservationRow& row, std::string_view terminal, std::string_view sale) {
  return row.terminal == terminal && row.sale == sale;
}

Result<Money> spoken_for(Reading& tables, std::string_view terminal, const ReservationAsked& asked, std::int64_t now_ms) {
  const auto draws = tables.quota_draws("9999-12-31", asked.quota);
  if (!draws) return tl::unexpected(draws.error());
  Money sum;
  for (const ledger::QuotaRow& row : *draws) sum += Money::fen(row.sums.drawn_fen - row.sums.returned_fen);
  const auto reserved = tables.reservations(asked.quota);
  if (!reserved) return tl::unexpected(reserved.error());
  if (core::mutant("reservations-not-added-up")) return sum;
  for (const ReservationRow& row : *reserved) {
    if (is_replaced(row, terminal, asked.sale)) continue;
    const auto held = is_held(tables, row, now_ms);
    if (!held) return tl::unexpected(held.error());
    if (*held) sum += Money::fen(row.amount_fen);
  }
  return sum;
}

Result<std::string> decided(Reading& tables, std::string_view terminal, const ReservationAsked& asked, std::int64_t now_ms) {
  const auto quota = quota_in_force(tables, asked.quota);
  if (!quota) return tl::unexpected(quota.error());
  if (!*quota) return "unknown_quota";
  if ((*quota)->holder != asked.holder) return "not_the_holders";
  if (core::shanghai_date({now_ms}) > (*quota)->last_day) return "past";
  if ((*quota)->terminal != core::online_quota) {
    const auto epochs = tables.epochs((*quota)->terminal);
    if (!epochs) return tl::unexpected(epochs.error());
    return !epochs->empty() && epochs->back().epoch > (*quota)->epoch ? "void" : "allotted";
  }
  const auto spoken = spoken_for(tables, terminal, asked, now_ms);
  if (!spoken) return tl::unexpected(spoken.error());
  return *spoken + asked.amount > (*quota)->cap ? "used_up" : "granted";
}

}  // namespace

Result<ReservationAnswer> reserve(const Parts& parts, std::string_view terminal, const ReservationAsked& asked) {
  if (asked.id.empty() || asked.id.size() > 64 || asked.sale.empty() || asked.sale.size() > 64 || asked.amount <= Money{} || asked.amount > core::sale_total_max)
    return core::fail(Errc::invalid_input, "a reservation names its id, its sale, a quota, its holder and an amount above nothing", "update the terminal");
  return writing<ReservationAnswer>(parts.ledger, [&](Writing& tables) -> Result<ReservationAnswer> {
    const std::int64_t now_ms = parts.environment.now_ms();
    const auto known = tables.reservation(asked.id);
    if (!known) return tl::unexpected(known.error());
    ReservationRow row{asked.id, std::string(terminal), asked.sale, asked.quota, asked.holder, asked.amount.in_fen(), "", now_ms, 0, false};
    if (*known) {
      const ReservationRow& before = **known;
      const bool same = before.terminal == row.terminal && before.sale == row.sale && before.quota == row.quota && before.holder == row.holder &&
                        before.amount_fen == row.amount_fen;
      if (!same) return ReservationAnswer{"conflict", "another question had this id before", 0};
      row = before;
    } else {
      auto answer = decided(tables, terminal, asked, now_ms);
      if (!answer) return tl::unexpected(answer.error());
      row.answer = std::move(*answer);
      row.expires_at = row.answer == "granted" ? now_ms + reservation_ms : 0;
      if (const auto added = tables.add_reservation(row); !added) return tl::unexpected(added.error());
    }
    return ReservationAnswer{row.answer, sentence_of(row.answer), row.expires_at};
  });
}

Result<bool> was_reserved(Reading& tables, std::string_view terminal, std::string_view sale, const core::Tender& tender) {
  const auto rows = tables.reservations(tender.document);
  if (!rows) return tl::unexpected(rows.error());
  for (const ReservationRow& row : *rows)
    if (row.id == tender.reservation && row.answer == "granted" && row.terminal == terminal && row.sale == sale && row.holder == tender.holder && row.amount_fen >= tender.amount.in_fen()) return true;
  return false;
}

}  // namespace zhuangui::ingest

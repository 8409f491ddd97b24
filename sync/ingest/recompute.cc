#include "recompute.h"

#include "core/entry_kinds.h"
#include "core/orders.h"
#include "recheck_shift.h"
#include "reservations.h"
#include "sold.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using core::Refund;
using core::Sale;

struct PlacedRefund {
  EntryAt where;
  Refund refund;
};

class Recomputer {
 public:
  explicit Recomputer(Reading& tables) : tables_{tables}, releases_{tables} {}

  Result<RecomputeReport> run() {
    // First the returns: they are few, and of the sales only those must be held that something came back of.
    const auto returns = each_sold(tables_, {}, {nullptr, [this](const EntryAt& where, const Refund& refund) {
                                                   refunds_[refund.sale].push_back({where, refund});
                                                   ++report_.returns;
                                                 }});
    if (!returns) return tl::unexpected(returns.error());
    const auto known = epochs_of_all();
    if (!known) return tl::unexpected(known.error());
    const auto walked = each_counted(tables_, {}, [this](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
      if (!failure_) entry(place_of_entry(terminal, counter, fields), fields);
    });
    if (!walked) return tl::unexpected(walked.error());
    if (failure_) return tl::unexpected(*failure_);
    for (auto& [sale, refunds] : refunds_) check_returns(sale, refunds);
    return std::move(report_);
  }

 private:
  /// One terminal as it knew itself.
  struct Known {
    std::int64_t epoch = 0;
    std::int64_t clock_offset_ms = 0;
    std::int64_t last_seq = 0;
    ShiftRecheck shifts;
    std::map<std::string, Money> drawn;  ///< by kind and document; of quotas in one epoch
  };

  void say(const EntryAt& where, const std::string& id, Fault fault) {
    auto& list = fault.reason == "not_kept" || fault.reason == "sale_unknown" ? report_.unchecked : report_.differences;
    list.push_back({where, id, std::move(fault.reason), std::move(fault.sentence)});
  }

  Result<void> epochs_of_all() {
    const auto terminals = tables_.terminals();
    if (!terminals) return tl::unexpected(terminals.error());
    for (const ledger::TerminalRow& terminal : *terminals) {
      const auto epochs = tables_.epochs(terminal.id);
      if (!epochs) return tl::unexpected(epochs.error());
      for (const ledger::EpochRow& epoch : *epochs) last_seq_[{terminal.id, epoch.epoch}] = epoch.last_seq;
    }
    return {};
  }

  void entry(const EntryAt& where, const contract::EntryFields& fields) {
    Known& known = known_[where.terminal];
    // What an accepted branch adds comes after its terminal's journal: no shift can be followed through it.
    const bool first = known.epoch == 0;
    const bool follows = where.epoch > known.epoch || (where.epoch == known.epoch && where.seq == known.last_seq + 1);
    if (follows) {
      known.epoch = where.epoch;
      known.last_seq = where.seq;
    }
    if (fields.kind == core::kind::epoch_started) epoch_began(where, fields, known, first);
    if (fields.kind == core::kind::clock_set) note_clock(fields, known);
    if (fields.kind == core::kind::sale_completed) sale(where, fields, known, follows);
    else if (fields.kind == core::kind::return_completed) refund(where, fields, known, follows);
    else if (follows) shift(where, fields, known);
  }

  void epoch_began(const EntryAt& where, const contract::EntryFields& fields, Known& known, bool first) {
    const auto body = core::JsonDocument::parse(fields.body);
    const std::int64_t previous = body ? body->root().integer_or("previous_epoch", 0) : 0;
    const std::int64_t seq = body ? body->root().integer_or("previous_seq", 0) : 0;
    const auto found = last_seq_.find({where.terminal, previous});
    const bool whole = previous == 0 ? first : found != last_seq_.end() && found->second == seq;
    if (!whole) known.shifts.lost_track();
  }

  static void note_clock(const contract::EntryFields& fields, Known& known) {
    if (const auto body = core::JsonDocument::parse(fields.body)) known.clock_offset_ms = body->root().integer_or("offset_ms", 0);
  }

  void shift(const EntryAt& where, const contract::EntryFields& fields, Known& known) {
    if (fields.kind == core::kind::shift_closed || fields.kind == core::kind::shift_counted) ++report_.shifts;
    if (auto fault = known.shifts.take(fields)) say(where, "", std::move(*fault));
  }

  static bool draws(const core::Tender& tender) {
    return core::is_document(tender.kind);
  }
  static std::string drawn_on(const core::Tender& tender, const EntryAt& where) {
    return std::string(core::tender_name(tender.kind)) + " " + tender.document + (tender.kind == core::TenderKind::quota ? " " + std::to_string(where.epoch) : "");
  }

  void sale(const EntryAt& where, const contract::EntryFields& fields, Known& known, bool follows) {
    ++report_.sales;
    const auto body = core::JsonDocument::parse(fields.body);
    auto sale = body ? core::parse_sale(fields.version, body->root()) : tl::unexpected(body.error());
    if (!sale && sale.error().code == core::Errc::newer_version) return say(where, "", {"not_kept", sale.error().cause});
    if (!sale) return say(where, body ? body->root().string_or("sale", "") : "", {"unreadable", sale.error().cause});
    if (follows) known.shifts.sold(*sale);
    const SellingMoment moment{where, core::WallTime{where.at + known.clock_offset_ms},
                               [&](const core::Tender& tender) { return known.drawn[drawn_on(tender, where)]; },
                               [&](const core::Tender& tender) { return reserved(where, sale->id, tender); }};
    auto fault = fault_of_sale(*sale, moment, releases_);
    if (!fault) {
      failure_ = fault.error();
      return;
    }
    if (*fault) say(where, sale->id, std::move(**fault));
    for (const core::Tender& tender : sale->tenders)
      if (draws(tender)) known.drawn[drawn_on(tender, where)] += tender.amount;
    if (refunds_.contains(sale->id)) sales_.emplace(sale->id, std::move(*sale));
  }

  bool reserved(const EntryAt& where, const std::string& sale, const core::Tender& tender) {
    const auto found = was_reserved(tables_, where.terminal, sale, tender);
    if (!found) failure_ = found.error();
    return found.value_or(false);
  }

  void refund(const EntryAt& where, const contract::EntryFields& fields, Known& known, bool follows) {
    const auto body = core::JsonDocument::parse(fields.body);
    const auto refund = body ? core::parse_refund(fields.version, body->root()) : tl::unexpected(body.error());
    if (!refund) {
      ++report_.returns;
      const bool newer = refund.error().code == core::Errc::newer_version;
      return say(where, body ? body->root().string_or("return", "") : "", {newer ? "not_kept" : "unreadable", refund.error().cause});
    }
    if (follows) known.shifts.returned(*refund);
    for (const core::Tender& tender : refund->tenders)
      if (draws(tender)) known.drawn[drawn_on(tender, where)] -= tender.amount;
  }

  /// All that came back of one sale, in the order of the clocks.
  void check_returns(const std::string& id, std::vector<PlacedRefund>& refunds) {
    const auto sale = sales_.find(id);
    std::stable_sort(refunds.begin(), refunds.end(), [](const PlacedRefund& a, const PlacedRefund& b) {
      return std::tie(a.where.at, a.where) < std::tie(b.where.at, b.where);
    });
    const bool one_terminal = std::all_of(refunds.begin(), refunds.end(), [&](const PlacedRefund& one) { return one.where.terminal == refunds.front().where.terminal; });
    std::vector<Refund> earlier;
    for (const PlacedRefund& placed : refunds) {
      std::optional<Fault> fault;
      if (sale == sales_.end()) fault = Fault{"sale_unknown", "the county does not have sale " + id + " (yet)"};
      else fault = fault_of_return(sale->second, earlier, placed.refund, one_terminal);
      if (fault) say(placed.where, placed.refund.id, std::move(*fault));
      earlier.push_back(placed.refund);
    }
  }

  static std::optional<Fault> fault_of_return(const Sale& sale, const std::vector<Refund>& earlier, const Refund& refund, bool one_terminal) {
    std::vector<core::RefundWish> wishes;
    const auto left = core::refundable(sale, earlier);
    for (const core::RefundLine& line : refund.lines) {
      const std::int64_t quantity = core::count_of(line.facts.quantity);
      if (line.line < left.size() && (quantity > left[line.line].quantity || line.total > left[line.line].total))
        return Fault{"return_over_sold", "of line " + std::to_string(line.line + 1) + " more came back than was left of what sale " + sale.id + " sold"};
      wishes.push_back({line.line, quantity, quantity == 0 ? std::optional{line.total} : std::nullopt, line.fate});
    }
    const auto reckoned = core::make_refund(sale, earlier, wishes,
                                            {refund.id, refund.reason, core::sale_total_max, refund.voids, refund.unchecked,
                                             refund.operator_reference, refund.second_reference, refund.release});
    if (!reckoned) return Fault{"return", reckoned.error().cause};
    // Two terminals that did not know of each other round each its own way; more than was sold they may not give.
    if (!one_terminal || *reckoned == refund) return std::nullopt;
    return Fault{"return", "comes to " + std::to_string(reckoned->total.in_fen()) + " fen, and " + std::to_string(refund.total.in_fen()) +
                               " fen stand there, or it went back another way, or other discounts with it"};
  }

  Reading& tables_;
  KeptReleases releases_;
  RecomputeReport report_;
  std::map<std::string, std::vector<PlacedRefund>> refunds_;  ///< by sale
  std::map<std::string, Sale> sales_;                         ///< those that something came back of
  std::map<std::string, Known> known_;
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> last_seq_;
  std::optional<core::Error> failure_;
};

}  // namespace

Result<RecomputeReport> recompute(ledger::Ledger& ledger) {
  return reading<RecomputeReport>(ledger, [](Reading& tables) { return Recomputer{tables}.run(); });
}

}  // namespace zhuangui::ingest

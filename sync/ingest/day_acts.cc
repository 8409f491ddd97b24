#include "core/entry_kinds.h"
#include "day_report.h"
#include "own_journal.h"
#include "sold.h"

namespace zhuangui::ingest {
namespace {

using core::Money;

Money fen_in(const core::JsonValue& body, std::string_view name) { return Money::fen(body.integer_or(name, 0)); }

core::Approval approval_in(const core::JsonValue& body) {
  return {body.string_or("act", ""), fen_in(body, "amount_fen"), body.string_or("operator", ""), body.string_or("second", ""),
          body.string_or("how", ""), body.string_or("challenge", "")};
}

class ActsOfDay {
 public:
  explicit ActsOfDay(Reading& tables) : tables_{tables} {}

  Result<DayActs> run(const std::string& day) {
    const auto read = each_counted(tables_, {day, day, ""}, [this](std::string_view terminal, std::string_view counter, const contract::EntryFields& fields) {
      if (const auto body = core::JsonDocument::parse(fields.body)) entry(place_of_entry(terminal, counter, fields), fields, body->root());
    });
    if (!read) return tl::unexpected(read.error());
    for (auto& [terminal, shift] : running_) acts_.shifts.push_back(std::move(shift));
    const auto by_place = [](const auto& a, const auto& b) { return a.where < b.where; };
    std::stable_sort(acts_.shifts.begin(), acts_.shifts.end(), by_place);
    std::stable_sort(acts_.late.begin(), acts_.late.end(), by_place);
    std::stable_sort(acts_.returns.begin(), acts_.returns.end(), by_place);
    std::stable_sort(acts_.approvals.begin(), acts_.approvals.end(), by_place);
    std::stable_sort(acts_.help.begin(), acts_.help.end(), by_place);
    if (const auto found = given_on(day); !found) return tl::unexpected(found.error());
    return std::move(acts_);
  }

 private:
  void entry(const EntryAt& where, const contract::EntryFields& fields, const core::JsonValue& body) {
    namespace kind = core::kind;
    if (fields.kind == kind::sale_completed) {
      if (const auto sale = core::parse_sale(fields.version, body)) sold(where, *sale);
    } else if (fields.kind == kind::return_completed) {
      if (const auto refund = core::parse_refund(fields.version, body)) returned(where, *refund);
    } else if (fields.version != 1) {
      return;
    } else if (fields.kind == kind::shift_opened) {
      ShiftAct& shift = running(where);
      shift.operator_reference = body.string_or("operator", "");
      shift.expected += fen_in(body, "float_fen");
    } else if (fields.kind == kind::cash_moved) {
      const Money amount = fen_in(body, "amount_fen");
      running(where).expected += body.string_or("direction", "") == "out" ? -amount : amount;
    } else if (fields.kind == kind::shift_closed || fields.kind == kind::shift_counted) {
      closed(where, body, fields.kind == kind::shift_counted);
    } else if (fields.kind == kind::act_approved) {
      acts_.approvals.push_back({where, approval_in(body)});
    } else if (fields.kind == kind::help_called) {
      end_help(where, "restarted", 0);  // a terminal has one open call at most
      acts_.help.push_back({where, body.string_or("reason", ""), "", 0});
    } else if (fields.kind == kind::help_answered) {
      end_help(where, body.string_or("outcome", ""), body.integer_or("waited_s", 0));
    } else if (fields.kind == kind::terminal_started) {
      end_help(where, "restarted", 0);
    }
  }

  void end_help(const EntryAt& where, const std::string& outcome, std::int64_t waited_s) {
    for (HelpCall& call : acts_.help) {
      if (call.where.terminal != where.terminal || !call.outcome.empty()) continue;
      call.outcome = outcome;
      call.waited_s = waited_s;
    }
  }

  ShiftAct& running(const EntryAt& where) {
    ShiftAct& shift = running_[where.terminal];
    shift.where = where;
    return shift;
  }

  void sold(const EntryAt& where, const core::Sale& sale) {
    ShiftAct& shift = running(where);
    ++shift.sales;
    shift.total += sale.total;
    for (const core::Tender& tender : sale.tenders)
      if (tender.kind == core::TenderKind::cash) shift.expected += tender.amount;
    shift.expected -= sale.change;
    if (sale.late) acts_.late.push_back(row_of(where, sale));
  }

  void returned(const EntryAt& where, const core::Refund& refund) {
    ShiftAct& shift = running(where);
    ++shift.returns;
    shift.refunds += refund.total;
    shift.expected -= core::cash_of(refund);
    acts_.returns.push_back(row_of(where, refund));
  }

  void closed(const EntryAt& where, const core::JsonValue& body, bool later) {
    ShiftAct act{where, ShiftAct::State::uncounted, body.integer_or("shift", 0), body.string_or("operator", ""),
                 body.integer_or("sales", 0), body.integer_or("returns", 0), fen_in(body, "total_fen"), fen_in(body, "refund_fen"),
                 fen_in(body, "expected_fen"), std::nullopt, body.string_or("reason", "")};
    if (body.get("counted_fen")) {
      act.counted = fen_in(body, "counted_fen");
      act.state = later ? ShiftAct::State::counted_later : ShiftAct::State::closed;
    }
    acts_.shifts.push_back(std::move(act));
    if (!later) running_.erase(where.terminal);
  }

  Result<void> given_on(const std::string& day) {
    const auto epochs = tables_.epochs(ledger::county_journal);
    if (!epochs) return tl::unexpected(epochs.error());
    for (const ledger::EpochRow& epoch : *epochs) {
      const auto read = tables_.entries(ledger::county_journal, epoch.epoch, 0, [&](const contract::Entry& entry) {
        const auto fields = contract::decode_payload(entry.payload);
        if (!fields || fields->kind != own_kind::approval_given || fields->business_day != day) return true;
        if (const auto body = core::JsonDocument::parse(fields->body)) acts_.given.push_back(given(*fields, body->root()));
        return true;
      });
      if (!read) return read;
    }
    return {};
  }

  [[nodiscard]] ApprovalGiven given(const contract::EntryFields& fields, const core::JsonValue& body) const {
    ApprovalGiven one{fields.at, {body.string_or("act", ""), fen_in(body, "amount_fen"), body.string_or("terminal", ""),
                                  body.string_or("counter", ""), body.string_or("challenge", "")}, false};
    one.used = std::any_of(acts_.approvals.begin(), acts_.approvals.end(), [&](const ApprovalAct& act) {
      return act.approval.how == "code" && act.where.terminal == one.asked.terminal && act.approval.challenge == one.asked.challenge &&
             act.approval.act == one.asked.act;
    });
    return one;
  }

  Reading& tables_;
  DayActs acts_;
  std::map<std::string, ShiftAct> running_;  ///< by terminal
};

}  // namespace

Result<DayActs> day_acts(ledger::Ledger& ledger, std::string_view day) {
  if (const auto checked = check_days(day, day); !checked) return tl::unexpected(checked.error());
  return reading<DayActs>(ledger, [&](Reading& tables) { return ActsOfDay{tables}.run(std::string(day)); });
}

}  // namespace zhuangui::ingest

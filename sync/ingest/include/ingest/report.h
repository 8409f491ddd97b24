#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/approval.h"
#include "core/catalogue.h"
#include "core/quotas.h"
#include "core/sale.h"
#include "core/staff.h"
#include "ledger/rows.h"

namespace zhuangui::ingest {

struct Position {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// Sales and returns under one name: `sum` is what sales took, `back` what returns gave.
struct NamedSums {
  std::int64_t sales = 0;
  core::Money sum;
  std::int64_t returns = 0;
  core::Money back;
  friend bool operator==(const NamedSums&, const NamedSums&) = default;
};

/// One counter's business day by receipts.
struct CounterDay {
  std::string business_day, counter;
  ledger::Figures figures;                       ///< pieces and grams are 0: the rows have them
  std::map<std::string, NamedSums> tenders;      ///< by tender; of cash what stayed in the drawer
  std::map<std::string, NamedSums> fund_sources;
  std::map<std::string, NamedSums> discounts;    ///< by rule; `back`: what returns took back of them
  std::map<std::string, NamedSums> returns;      ///< by reason
  NamedSums late;                                ///< 补录 among the sales
};

/// `report day`. Rows are sorted by business_day, counter, product, township, fund_source. A row's `sales` counts the
/// receipts its product stands on; total.sales counts receipts, so it is not the sum of the rows. Pieces, grams and
/// fen of the total are the sums of the rows.
struct DayReport {
  std::string from, to;                      ///< business days, both counted
  std::map<std::string, Position> as_of;     ///< newest entry counted, per terminal
  std::vector<ledger::RollupRow> rows;
  ledger::Figures total;
  std::int64_t not_counted = 0;              ///< entries received that this program cannot count yet
  std::vector<CounterDay> counters;          ///< the same days by receipts; sorted by business_day, counter
};
/// The form of design §8.
std::string day_report_json(const DayReport& report);

/// Where an entry stands: every row of a report opens to it.
struct EntryAt {
  std::string business_day, counter, terminal;
  std::int64_t epoch = 0, seq = 0;
  std::int64_t at = 0;  ///< UTC ms of the terminal's raw clock
  friend auto operator<=>(const EntryAt&, const EntryAt&) = default;
};

/// One sale or return of `report sales`.
struct SalesRow {
  EntryAt where;
  bool is_return = false;
  std::string id;
  std::string sale;                    ///< of a return: what it gives back of
  std::int64_t lines = 0;
  core::Money gross, discount, total;  ///< of a return what went back, and 0 of gross and discount
  std::vector<std::pair<core::TenderKind, core::Money>> tenders;  ///< in their order; of cash less the change
  core::Attribution attribution;
  std::string operator_reference, second_reference;
  std::string reason;                  ///< of a return, or of a late entry
  std::string paper;                   ///< of a late entry
  bool self_service = false;
  std::int64_t release = 0;
};
/// What became of a shift on one business day.
struct ShiftAct {
  enum class State {
    running,        ///< not closed: what it came to on that day so far; its number is not known, 0
    closed,         ///< closed and counted
    uncounted,      ///< 未清点
    counted_later   ///< one that had been left uncounted was counted; it has no sums of sales here
  };
  EntryAt where;    ///< of the close or count; of a running one the last entry with a figure
  State state = State::running;
  std::int64_t shift = 0;
  std::string operator_reference;
  std::int64_t sales = 0, returns = 0;
  core::Money total, refunds, expected;
  std::optional<core::Money> counted;
  std::string reason;
  [[nodiscard]] core::Money difference() const { return counted.value_or(expected) - expected; }
};
/// An act that somebody could not do alone, and who agreed.
struct ApprovalAct {
  EntryAt where;
  core::Approval approval;
};
/// A one-time code that the office gave.
struct ApprovalGiven {
  std::int64_t at = 0;  ///< UTC ms of the county
  contract::ApprovalAsked asked;
  bool used = false;    ///< an entry of that terminal names its challenge
};
/// Somebody at a terminal wanted a person to come.
struct HelpCall {
  EntryAt where;
  std::string reason;         ///< help | cash
  std::string outcome;        ///< as help.answered says it; restarted; empty: still open, by what has arrived
  std::int64_t waited_s = 0;  ///< of one that was answered
};
/// What people did at the counters on one business day beside plain selling. Each list sorted as EntryAt is.
struct DayActs {
  std::vector<ShiftAct> shifts;
  std::vector<SalesRow> late, returns;
  std::vector<ApprovalAct> approvals;
  std::vector<HelpCall> help;
  std::vector<ApprovalGiven> given;  ///< in their order
};

/// `report sales`: sorted as EntryAt is.
struct SalesReport {
  std::string from, to;
  std::map<std::string, Position> as_of;
  std::vector<SalesRow> rows;
  ledger::Figures total;               ///< pieces and grams are 0
  std::int64_t not_counted = 0;
};
std::string sales_report_json(const SalesReport& report);

/// One quota of `report quota`, or all of one 慰问批次 of a union.
struct QuotaState {
  core::Quota quota;                   ///< of one that is in no list (any more): reference and holder alone
  bool listed = false;
  std::int64_t draws = 0;
  core::Money drawn, returned;
  [[nodiscard]] core::Money used() const { return drawn - returned; }
  [[nodiscard]] core::Money left() const { return listed ? std::max(core::Money{}, quota.cap - used()) : core::Money{}; }
  /// More than was granted. Of one that is in no list nobody can say what was: nothing.
  [[nodiscard]] core::Money overdrawn() const { return listed ? std::max(core::Money{}, used() - quota.cap) : core::Money{}; }
};
struct BatchState {
  std::string batch, union_id, union_name;
  std::int64_t quotas = 0, draws = 0;
  core::Money granted, drawn, returned, left, overdrawn;  ///< sums over its quotas
};
/// `report quota`: what was granted by the list in force, and drawn up to a business day. Sorted by batch, union, reference.
struct QuotaReport {
  std::string to;
  std::map<std::string, Position> as_of;
  std::vector<QuotaState> quotas;
  std::vector<BatchState> batches;
  std::int64_t not_counted = 0;
};
std::string quota_report_json(const QuotaReport& report);

/// A quota asked for online before it is spent, for one sale.
struct ReservationAsked {
  std::string id;      ///< made and journalled by the terminal: the same id has the same answer
  std::string sale, quota, holder;
  core::Money amount;
};
struct ReservationAnswer {
  std::string code;    ///< granted | unknown_quota | not_the_holders | past | allotted | void | used_up | conflict
  std::string sentence;
  std::int64_t expires_at = 0;  ///< of a granted one, UTC ms: the sale is made by then, or not at all
};

/// The first thing in the county's copies that does not hold.
struct FirstFalse {
  std::string terminal;   ///< "county" for its own journal; empty for a projection
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string reason;     ///< payload | missing | added | swapped | signature | projection | truncated
  std::string sentence;
};
struct VerifyReport {
  bool ok = false;
  std::int64_t entries = 0;                  ///< checked, the county's own included
  std::optional<FirstFalse> first_false;
};
std::string verify_report_json(const VerifyReport& report);

/// An entry that core reckons otherwise. reason: price | facts | discount | rounding | change | tender | card | quota | order |
/// attribution (of a sale), return | return_over_sold, shift, unreadable; of what could not be reckoned: not_kept (its
/// release or its version), sale_unknown.
struct Difference {
  EntryAt where;
  std::string id;        ///< of the sale or return; empty: a shift
  std::string reason;
  std::string sentence;
};
/// `recompute`: in the order of terminals, epochs and numbers, returns last.
struct RecomputeReport {
  std::int64_t sales = 0, returns = 0, shifts = 0;  ///< looked at
  std::vector<Difference> differences;
  std::vector<Difference> unchecked;                ///< nobody can say
};
std::string recompute_report_json(const RecomputeReport& report);

/// What the pages and `terminal list` show.
struct TerminalStatus {
  ledger::TerminalRow terminal;
  Position received;                         ///< newest epoch and how far it goes; {0,0}: nothing yet
  std::int64_t entries = 0;                  ///< over all epochs
  std::int64_t release = 0;                  ///< version of the newest manifest signed for it
};
struct CountyStatus {
  ledger::CountyRow county;
  std::int64_t entries = 0;
  std::int64_t not_counted = 0;
  std::vector<TerminalStatus> terminals;
  std::vector<ledger::AlarmRow> alarms;
  std::vector<ledger::HelpMark> open_calls;  ///< somebody waits there; the one that waits longest first
  std::vector<ledger::BranchRow> branches;
  std::vector<core::CounterInfo> counters;
};

}  // namespace zhuangui::ingest

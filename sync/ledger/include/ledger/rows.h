#pragma once
// The rows of the county's database as plain values. All times are UTC milliseconds.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "contract/answer.h"
#include "contract/enrolment.h"
#include "contract/entry.h"
#include "contract/release.h"
#include "core/staff.h"

namespace zhuangui::ledger {

using core::Result;

/// Name under which the county's own journal stands among the journals.
inline constexpr const char* county_journal = "county";

/// What the whole county has one of.
struct CountyRow {
  std::int64_t county_epoch = 1;
  std::int64_t release = 0;          ///< newest published version, 0: none yet
  contract::PublicKey working_key{};
  contract::PublicKey reserve_key{};
  std::int64_t made_at = 0;
};

enum class TerminalState { waiting, active, revoked };

struct TerminalRow {
  std::string id;                    ///< "T-0001"
  std::string counter;               ///< where its newest key was enrolled
  TerminalState state = TerminalState::waiting;
  std::int64_t enrolled_at = 0;      ///< 0: not yet approved
  std::int64_t last_heard_at = 0;    ///< 0: never
  std::string heartbeat;             ///< its last heartbeat's JSON, empty: none
};

enum class KeyState { active, replaced, revoked };

/// One key a terminal has, or had. Entries of its epochs stay readable for ever.
struct KeyRow {
  contract::PublicKey key{};
  std::string counter;               ///< where it was enrolled: what its epochs count for
  KeyState state = KeyState::active;
  std::int64_t since = 0;
};

/// One epoch of one journal as far as the county has it.
struct EpochRow {
  std::int64_t epoch = 0;
  contract::PublicKey key{};
  std::string counter;
  std::int64_t last_seq = 0;
  contract::Hash last_hash{};
  std::int64_t previous_epoch = 0;   ///< as its first entry says; 0: none, or not said
  friend bool operator==(const EpochRow&, const EpochRow&) = default;
};

/// Something a person has to look at. The same one again only counts up `times`.
struct AlarmRow {
  std::string kind;                  ///< fork | gap | cloned
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string sentence;
  std::int64_t raised_at = 0;
  std::int64_t times = 1;
};

enum class BranchState { open, accepted, rejected };

/// Entries that a terminal signed but that do not chain onto what the county holds: kept, and counted only once the
/// office has accepted them.
struct BranchRow {
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  contract::Hash last_hash{};
  std::string reason;                ///< fork | branch
  std::int64_t received_at = 0;
  std::string packed;                ///< the batch as it came; empty in lists
  std::int64_t number = 0;           ///< given by the ledger, rising; by it the office names a branch
  BranchState state = BranchState::open;
};

enum class CodeState { open, committed, waiting, approved, refused };

/// One enrolment: from the one-time code to the receipt.
struct CodeRow {
  std::string code;
  std::string counter;
  std::string terminal;              ///< empty until reveal gives it one, unless the code is for a terminal that exists
  bool approve_at_once = false;
  CodeState state = CodeState::open;
  std::int64_t expires_at = 0;
  std::int64_t tries_left = 0;
  contract::PublicKey key{};         ///< of the first that used the code; zeros: nobody yet
  contract::Hash commitment{};
  contract::EnrolmentRandom terminal_random{};
  contract::EnrolmentRandom county_random{};
  std::string receipt;               ///< exact text, once approved
  contract::Signature receipt_signature{};
};

/// What one published version consists of; manifests of single terminals are made from it.
struct ReleaseRow {
  std::int64_t version = 0;
  std::int64_t made_at = 0;
  std::int64_t valid_from = 0;
  std::vector<contract::SectionReference> shared;  ///< sections every terminal gets
};

/// One of the people of a counter.
struct StaffRow {
  std::string counter;
  core::StaffMember member;
  friend bool operator==(const StaffRow&, const StaffRow&) = default;
};

/// One row of a list that goes to single counters: settings, holders, quotas, orders, pickups.
struct CounterRow {
  std::string counter;
  std::string key;
  std::string section;  ///< the release section of the counter with this one row in it
  friend bool operator==(const CounterRow&, const CounterRow&) = default;
};

/// Key of one figure of the day report.
struct RollupKey {
  std::string business_day, counter, product, township, fund_source;
  friend auto operator<=>(const RollupKey&, const RollupKey&) = default;
};
/// `sales` and `returns` count receipts; fen and grams are sums of what the entries say.
struct Figures {
  std::int64_t sales = 0, returns = 0, pieces = 0, weight_g = 0;
  std::int64_t gross_fen = 0, discount_fen = 0, refund_fen = 0, net_fen = 0;
  Figures& operator+=(const Figures& other);
  friend bool operator==(const Figures&, const Figures&) = default;
};
struct RollupRow {
  RollupKey key;
  Figures figures;
  friend bool operator==(const RollupRow&, const RollupRow&) = default;
};

/// Somebody was called at a terminal, or what closes its call. The newest mark of a terminal says whether it is open.
struct HelpMark {
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::int64_t at = 0;               ///< UTC ms of the terminal's clock
  std::string reason;                ///< help | cash; empty: closes the call
  std::string counter;
  friend auto operator<=>(const HelpMark&, const HelpMark&) = default;
};

/// The numbers between which the entries of one epoch bear a business day, so that a report need not read all of them.
struct DayKey {
  std::string terminal;
  std::int64_t epoch = 0;
  std::string business_day;
  friend auto operator<=>(const DayKey&, const DayKey&) = default;
};
struct SeqSpan {
  std::int64_t first = 0, last = 0;
  friend bool operator==(const SeqSpan&, const SeqSpan&) = default;
};
struct DayRow {
  DayKey key;
  SeqSpan span;
  friend bool operator==(const DayRow&, const DayRow&) = default;
};

/// What was drawn on a quota, by whom, on which day and at which counter; `returned_fen` came back to it by returns.
struct QuotaKey {
  std::string quota, holder, business_day, counter;
  friend auto operator<=>(const QuotaKey&, const QuotaKey&) = default;
};
struct QuotaSums {
  std::int64_t draws = 0, drawn_fen = 0, returned_fen = 0;
  QuotaSums& operator+=(const QuotaSums& other);
  friend bool operator==(const QuotaSums&, const QuotaSums&) = default;
};
struct QuotaRow {
  QuotaKey key;
  QuotaSums sums;
  friend bool operator==(const QuotaRow&, const QuotaRow&) = default;
};

/// A sale that drew on a quota.
struct QuotaSale {
  std::string quota, sale, terminal;
  friend auto operator<=>(const QuotaSale&, const QuotaSale&) = default;
};

/// A quota asked for before it is spent, for one sale of one terminal.
struct ReservationRow {
  std::string id;            ///< made by the terminal
  std::string terminal, sale, quota, holder;
  std::int64_t amount_fen = 0;
  std::string answer;        ///< granted | unknown_quota | not_the_holders | past | allotted | void | used_up
  std::int64_t asked_at = 0;
  std::int64_t expires_at = 0;  ///< the sale must have been made by then
  bool used = false;         ///< the sale has arrived
  friend bool operator==(const ReservationRow&, const ReservationRow&) = default;
};

/// An entry of a sale: the sale itself, or a return of it.
struct SalePlace {
  std::string sale;                  ///< its id
  std::string terminal;              ///< whose journal the entry stands in
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  friend auto operator<=>(const SalePlace&, const SalePlace&) = default;
};

/// Entries received whose kind or version this program does not know how to count.
struct NotCountedKey {
  std::string terminal, kind;
  std::int64_t version = 0;
  friend auto operator<=>(const NotCountedKey&, const NotCountedKey&) = default;
};
struct NotCountedRow {
  NotCountedKey key;
  std::int64_t entries = 0;
  friend bool operator==(const NotCountedRow&, const NotCountedRow&) = default;
};

}  // namespace zhuangui::ledger

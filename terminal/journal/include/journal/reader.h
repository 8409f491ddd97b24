#pragma once
#include <map>

#include "contract/answer.h"
#include "core/holders.h"
#include "journal/journal.h"

namespace zhuangui::journal {

struct Position {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
};

struct JournalStatus {
  std::string terminal;
  std::string counter;
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  contract::Hash hash{};
  Position county;                     ///< newest entry the county has confirmed
  std::int64_t unsent = 0;             ///< entries over all epochs it has not
  std::int64_t release = 0;            ///< version in force, 0 = none
  std::int64_t list_confirmed_at = 0;  ///< UTC ms, 0 = never
  std::int64_t clock_offset_ms = 0;    ///< of the newest clock.set entry over all epochs, 0 = none
  bool training = false;               ///< a journal to practise with (see training.h): nothing of it counts
};

struct EpochInfo {
  std::int64_t epoch = 0;
  std::int64_t last_seq = 0;
  contract::Hash last_hash{};
};

/// First thing that does not hold. Reasons: payload | missing | added | swapped | signature | projection | truncated.
struct FirstFalse {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  std::string reason;
  std::string sentence;
};
struct VerifyReport {
  bool ok = false;
  std::int64_t entries = 0;
  std::optional<FirstFalse> first_false;
  Position witnessed;  ///< newest entry that the county has confirmed: a tail after it is not witnessed
};

struct SaleRow {
  std::string sale;
  std::int64_t epoch = 0, seq = 0;
  std::string business_day;
  std::int64_t at = 0;  ///< UTC ms of the raw clock
  std::int64_t lines = 0;
  std::int64_t total_fen = 0;
  std::int64_t change_fen = 0;
  std::int64_t cash_fen = 0;  ///< handed over in cash
};

struct RefundRow {
  std::string id;
  std::string sale;
  std::int64_t epoch = 0, seq = 0;
  std::string business_day;
  std::int64_t at = 0;  ///< UTC ms of the raw clock
  std::int64_t total_fen = 0;
  std::int64_t cash_fen = 0;  ///< paid out in cash
};

/// What was sold of one product from one township on one business day, pieces and grams that came back taken off.
struct ProductDay {
  std::string business_day;
  std::string product;
  std::string township;
  std::int64_t sales = 0;  ///< sales it was part of
  std::int64_t pieces = 0;
  std::int64_t weight_g = 0;
  std::int64_t gross_fen = 0;     ///< quantity times price
  std::int64_t discount_fen = 0;  ///< taken off it
  std::int64_t refund_fen = 0;    ///< paid back that day
};

/// Reads a journal beside a running terminal; never writes, never takes the lock. One connection: use from one
/// thread at a time. Every call sees one consistent state.
class Reader {
 public:
  /// Errors: not_found (no journal in DIR), permission, corrupt, newer_version.
  static Result<std::unique_ptr<Reader>> open(const std::string& directory);
  virtual ~Reader() = default;

  virtual Result<JournalStatus> status() = 0;
  virtual Result<std::vector<EpochInfo>> epochs() = 0;  ///< in order
  /// Entries of one epoch from `from_seq` on, at most `entries_max` and `bytes_max` of payload (at least one entry).
  virtual Result<std::vector<contract::Entry>> entries(std::int64_t epoch, std::int64_t from_seq,
                                                       std::size_t entries_max, std::size_t bytes_max) = 0;
  /// The stored signed head of that very entry, if there is one.
  virtual Result<std::optional<contract::Head>> head(std::int64_t epoch, std::int64_t seq) = 0;
  /// NDJSON of one epoch (0 = the current one), written piece by piece to `sink`.
  virtual Result<void> export_epoch(std::int64_t epoch, const std::function<void(std::string_view)>& sink) = 0;

  /// Recomputes chain, heads and projections of all epochs under the enrolled key.
  virtual Result<VerifyReport> verify() = 0;
  /// Compares with what the county says it holds: a county head beyond ours is `truncated`.
  /// Another hash at a number we both hold is `payload`.
  virtual Result<VerifyReport> compare_with_county(const VerifyReport& own,
                                                   const std::vector<contract::CountyHead>& county_heads) = 0;

  /// Days are "2026-11-24", both included; in the order of the entries.
  virtual Result<std::vector<SaleRow>> sales(std::string_view from_day, std::string_view to_day) = 0;
  /// Sorted by day, product, township.
  virtual Result<std::vector<ProductDay>> product_days(std::string_view from_day, std::string_view to_day) = 0;
  /// What that card's holder has paid by it on `day` and in its month.
  virtual Result<core::HolderTaken> card_taken(std::string_view holder, core::Date day) = 0;
  /// What every quota and order has paid, by its number.
  virtual Result<std::map<std::string, core::Money>> drawn_on_documents() = 0;
  /// The newest sale, over all epochs.
  /// Every shift with an entry with a figure, oldest first; the running one may be the last.
  virtual Result<std::vector<core::ShiftReport>> shifts() = 0;
  /// The one that runs, also when nothing has happened in it yet.
  virtual Result<core::ShiftReport> running_shift() = 0;
  virtual Result<std::optional<SaleRow>> last_sale() = 0;
  /// What was added to the clock at that entry to get the county's time: of the newest clock.set before it. Looks back
  /// entry by entry: for a command, not for a screen.
  virtual Result<std::int64_t> clock_offset_at(std::int64_t epoch, std::int64_t seq) = 0;
  virtual Result<std::optional<core::Sale>> sale(std::string_view id, SaleRow* row) = 0;
  /// The returns of that sale which this terminal made, in their order.
  virtual Result<std::vector<core::Refund>> refunds(std::string_view sale) = 0;
  virtual Result<std::optional<core::Refund>> refund(std::string_view id, RefundRow* row) = 0;
  virtual Result<std::optional<PrintJobRow>> print_job(std::string_view sale, int copy) = 0;
  virtual Result<std::vector<PrintJobRow>> print_jobs_open() = 0;  ///< queued, sending or sent: their end is not told
  /// The newest one, whatever its state: what the printer was last given.
  virtual Result<std::optional<PrintJobRow>> last_print_job() = 0;
  virtual Result<std::optional<KeptRelease>> release() = 0;        ///< the one in force
  /// What Journal::keep_value was last given by that name; empty: nothing.
  virtual Result<std::string> kept_value(std::string_view name) = 0;
  /// Every projection table as NDJSON lines sorted by key.
  virtual Result<std::string> dump_projections() = 0;
};

/// Drops the projections and rebuilds them from the entries; swapped in one transaction. `progress` gets entries
/// done and in all. Takes the lock (in_use when a terminal runs).
Result<std::int64_t> rebuild_projections(const std::string& directory,
                                         const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace zhuangui::journal

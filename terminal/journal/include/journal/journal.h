#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/batch.h"
#include "contract/enrolment.h"
#include "contract/entry.h"
#include "contract/release.h"
#include "core/invoices.h"
#include "core/entry_kinds.h"
#include "core/parked.h"
#include "core/refund.h"
#include "core/sale.h"
#include "core/shift.h"
#include "core/time.h"

namespace zhuangui::journal {

using core::Result;

/// Who this terminal is and whom it believes; kept beside the journal, never in an entry. The secret key is a file
/// of its own (DIR/terminal.key, 0600).
struct Enrolment {
  std::string terminal;
  std::string counter;
  std::string county_url;
  contract::PublicKey terminal_key{};
  contract::PublicKey county_key{};
  contract::PublicKey reserve_key{};
  std::string ca_pem;   ///< pinned CA for https, empty for http to loopback
  std::string receipt;  ///< the county's signed receipt, exact text
  contract::Signature receipt_signature{};
};

/// Moment of an entry: raw clock, and what is added to it to get the county's time.
struct Moment {
  core::WallTime raw;
  std::int64_t county_offset_ms = 0;
  bool clock_confirmed = false;  ///< the county or a person has said since the start that the clock is right
};

/// What one committed entry became.
struct Committed {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  contract::Hash hash{};
  std::string business_day;
  std::int64_t print_job = 0;    ///< number of the job queued in the same transaction, 0: none
  bool already_written = false;  ///< the same sale with the same content was there: nothing was added
};

/// A release as kept: the manifest's exact text and the bytes of each section by name.
struct KeptRelease {
  contract::SignedManifest manifest;
  std::vector<std::pair<std::string, std::string>> sections;
  core::WallTime applied_at;
};

/// One receipt, drawer or reprint job; a row beside the journal, written in the transaction of what it is for.
struct PrintJobRow {
  std::int64_t number = 0;
  std::string sale;
  int copy = 0;       ///< 0 original, n = 补打 n
  std::string state;  ///< queued | sending | sent | confirmed | unknown | failed
  std::string bytes;  ///< what was, or is to be, sent: the very bytes; empty until encoded
  std::int64_t bytes_sent = 0;
  std::string trouble;  ///< notice code of what stopped it
};

/// How the shifts stand: the one that runs, and the one before it where that was closed uncounted.
struct ShiftsNow {
  core::ShiftReport running;
  std::optional<core::ShiftReport> uncounted;
};

/// What was found when the journal was opened.
struct Found {
  bool orderly_stop = true;  ///< the last entry is terminal.stopped (or the journal is empty)
  std::int64_t epoch = 0;    ///< 0: no entry yet
  std::int64_t seq = 0;
  contract::Hash hash{};
  std::optional<core::Cart> cart;     ///< the open cart
  std::vector<core::ParkedCart> parked;  ///< in the order they were parked
  std::int64_t next_sale_number = 1;  ///< of the current epoch
  std::optional<core::Date> last_day;
  std::int64_t last_at = 0;          ///< UTC ms of the last entry
  std::int64_t clock_offset_ms = 0;  ///< of the newest clock.set entry over all epochs, 0 = none
};

/// The terminal's journal for writing. One process at a time holds it (DIR/lock with the pid); used from one thread.
/// SQLite in WAL with synchronous=FULL: when a call answers, it is on the disk.
/// Errors of every writing call: disk_full, read_only, permission, io_error (the disk failed: the next call opens the
/// database again and reads the last head before it writes), corrupt (the last head does not verify, or SQLite says
/// so: stop selling), internal. After an error of a sale nothing of it is there: where the disk failed in the commit
/// itself, the database was opened anew and read before the answer. Only where that failed too the answer is
/// unknown_outcome: nobody can know yet, and the same sale must be committed again until there is another answer. Of
/// other entries and of the cart no such look is taken: after io_error they may be there, and cost nothing then.
class Journal {
 public:
  struct Options {
    std::string vfs;  ///< name of a registered SQLite VFS, empty for the system's (see simulated_disk.h)
  };

  /// Takes the lock, migrates the kept tables, checks the last head against `key` and replays projections when they
  /// lag. DIR must be enrolled (save_enrolment) with these very facts. Errors: not_found (not enrolled), in_use (cause
  /// names the pid), permission, read_only, disk_full, io_error, corrupt, newer_version, conflict (enrolment or key are
  /// of another terminal than the journal).
  static Result<std::unique_ptr<Journal>> open(const std::string& directory, const Enrolment& enrolment,
                                               contract::KeyPair key, const Options& options);
  virtual ~Journal() = default;

  [[nodiscard]] virtual const Found& found() const = 0;

  /// Begins a new epoch with entry 1 epoch.started {cause, previous_*} (design §5, Epochs).
  virtual Result<Committed> start_epoch(std::string_view cause, const Moment& at) = 0;
  /// Appends any entry but a sale. `body` is one JSON object (invalid_input otherwise). conflict: no epoch has begun.
  /// When the business day had to be bounded (design §5, Time), "clock_doubtful":true is added at the end of the body,
  /// here and in every other call that appends.
  virtual Result<Committed> append(std::string_view kind, std::int64_t version, std::string_view body,
                                   const Moment& at) = 0;
  /// One transaction: the entry sale.completed, its projections, the signed head, the print job (queued, when
  /// `print`), and the cart row goes. The same sale again answers already_written, and so does one that stands
  /// although its commit reported a fault of the disk; the same id with other content is conflict. `print`: a job without bytes yet; fill it with update_print_job.
  virtual Result<Committed> commit_sale(const core::Sale& sale, const Moment& at, bool print) = 0;
  /// The entry invoice.requested, for all that is left of the sale. not_found: no sale of this journal. conflict: it was asked
  /// for before, or nothing is left of it.
  virtual Result<core::InvoiceRequest> request_invoice(std::string_view sale, std::string_view operator_reference, const Moment& at) = 0;
  /// One transaction: the entry return.completed, its projections, the signed head, invoice.reversal_due where an invoice was
  /// asked for, and the print job (queued, when
  /// `print`; by the return's id). Answers as commit_sale does. conflict also: what is left of the sale is less than comes
  /// back, by the returns of this journal.
  virtual Result<Committed> commit_refund(const core::Refund& refund, const Moment& at, bool print) = 0;
  /// One transaction: the entry cart.abandoned, and the cart row goes, open or parked. conflict: that cart is sold already.
  virtual Result<Committed> abandon_cart(const core::Cart& cart, std::string_view reason, const Moment& at) = 0;
  /// One transaction: the entry receipt.reprinted and its print job with copy = earlier copies + 1. not_found: there is
  /// no such sale.
  virtual Result<PrintJobRow> reprint(std::string_view sale, const Moment& at) = 0;

  // -- shifts (core/shift.h). Each of these, and commit_sale, first closes a shift that the day has turned over. --

  /// Number 0: the one that runs. not_found: nothing has happened in it, or there is none.
  virtual Result<core::ShiftReport> shift(std::int64_t number) = 0;
  virtual Result<ShiftsNow> shifts_now(const Moment& at) = 0;
  /// Answers the shift that runs then. conflict: it is open already.
  virtual Result<core::ShiftReport> open_shift(std::string_view operator_reference, core::Money float_amount, const Moment& at) = 0;
  virtual Result<core::ShiftReport> move_cash(const core::CashMove& move, const Moment& at) = 0;
  virtual Result<core::ShiftReport> drawer_opened(std::string_view operator_reference, std::string_view second_reference,
                                                  std::string_view reason, const Moment& at) = 0;
  /// Answers the closed one. conflict: nothing has happened since the last close. invalid_input: a difference without
  /// a reason.
  virtual Result<core::ShiftReport> close_shift(const core::ShiftClosing& closing, const Moment& at) = 0;
  /// conflict: it is not the last one closed, or was counted.
  virtual Result<core::ShiftReport> count_shift(const core::LateCount& count, const Moment& at) = 0;

  /// The open cart's row, written after every step; a cart with neither lines nor removed ones drops it. Also keeps the
  /// counter of sale numbers of the current epoch, which never goes back. conflict: that cart is sold already.
  /// One that was parked is taken up again by this: it is parked no more.
  virtual Result<void> save_cart(const core::Cart& cart, std::int64_t next_sale_number) = 0;
  /// Puts a cart aside: its row as the open one goes, if it has one. conflict: that cart is sold already.
  virtual Result<void> park_cart(const core::ParkedCart& parked, std::int64_t next_sale_number) = 0;

  /// Applies a release whole: kept rows and the entry release.applied in one transaction. The manifest and the
  /// sections' hashes are checked here once more. conflict: not newer than the one in force. refused: not signed by the
  /// pinned keys, made for another terminal, or a section does not fit its hash.
  virtual Result<Committed> apply_release(const KeptRelease& release, const Moment& at) = 0;

  /// How far the county has confirmed (from its signed-request answers), and when.
  virtual Result<void> set_county_position(std::int64_t epoch, std::int64_t seq, core::WallTime at) = 0;
  /// When the county last said that the release in force is the newest.
  virtual Result<void> set_list_confirmed(core::WallTime at) = 0;
  /// Keeps a value of this machine beside the journal, in place of the one of that name; empty: none any more.
  virtual Result<void> keep_value(std::string_view name, std::string_view value) = 0;
  /// The bytes of the newest print_bytes_kept jobs are kept, of older ones only what became of them: the receipt of
  /// any sale can be made again from its entry at any time.
  virtual Result<void> update_print_job(const PrintJobRow& row) = 0;
  static constexpr std::int64_t print_bytes_kept = 2'000;  ///< about ten busy days, and 12 MB at the most usual 6 KB

  /// Moves what has gathered in the write-ahead log into the database when it is due; costs milliseconds then and
  /// nothing otherwise. Call it when an answer has been given and nothing waits, so that no sale waits for it.
  virtual Result<void> tidy() = 0;

  /// Writes terminal.stopped, checkpoints and releases the lock. Nothing may be called after it.
  virtual Result<void> stop_orderly(const Moment& at) = 0;
};

/// DIR/terminal.key, for contract::save_key and load_key.
std::string key_path(const std::string& directory);

/// Creates DIR (0700) and the database when missing and keeps what enrolment gave; refuses (conflict) when DIR is
/// enrolled already, unless with the very same facts. Other errors as Journal::open.
Result<void> save_enrolment(const std::string& directory, const Enrolment& enrolment);
/// Errors: not_found (not enrolled: says how), corrupt, newer_version.
Result<Enrolment> load_enrolment(const std::string& directory);

}  // namespace zhuangui::journal

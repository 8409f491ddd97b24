#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contract/answer.h"
#include "contract/approval.h"
#include "contract/batch.h"
#include "contract/enrolment.h"
#include "contract/release.h"
#include "core/pictures.h"
#include "ingest/environment.h"
#include "ingest/report.h"
#include "ledger/private_table.h"

namespace zhuangui::ingest {

using core::Result;

/// An answer to a terminal with the status HTTP gives it: stored and already_stored 200, refused 400, revoked 403,
/// unknown_terminal 404, gap 409, too_large 413, fork 422, busy 503.
struct BatchAnswer {
  int status = 0;
  contract::PushAnswer answer;
  std::string cause;  ///< of a busy: for the county's log. It may name files and is never sent
};

/// Whose requests to believe.
struct Requester {
  ledger::TerminalState state = ledger::TerminalState::waiting;
  std::string counter;
  contract::PublicKey key{};  ///< the active one; meaningless unless the state is active
};

/// First step of enrolment as answered.
struct Committed {
  contract::PublicKey county_key{};
  contract::PublicKey reserve_key{};
  contract::EnrolmentRandom random{};
};
/// Third step as answered: waiting without a receipt, approved with one.
struct EnrolmentState {
  bool approved = false;
  std::string receipt;
  contract::Signature signature{};
};
struct EnrolmentCode {
  std::string code;             ///< 8 characters without 0 O 1 I
  std::int64_t expires_at = 0;  ///< UTC ms
};
/// One enrolment as the office sees it.
struct EnrolmentView {
  std::string code, counter, terminal;
  ledger::CodeState state = ledger::CodeState::open;
  bool expired = false;
  std::int64_t expires_at = 0;
  std::int64_t tries_left = 0;
  std::array<std::string, 4> words;  ///< empty until the terminal has revealed its random value
};

struct Published {
  std::int64_t release = 0;
  contract::Hash hash{};        ///< BLAKE2b over the shared and the counters' section hashes
  std::vector<contract::SectionReference> sections;  ///< the shared ones, and one `counter` per counter
  std::int64_t terminals = 0;   ///< manifests signed
};

struct Made {
  contract::PublicKey working_key{};
  contract::PublicKey reserve_key{};
  std::string reserve_key_file;  ///< to be taken out of the machine and kept offline
};

/// The county without HTTP and without SQL. Safe from any thread. One server at a time holds a data folder; office
/// commands and readers run beside it, in this or in other processes.
class County {
 public:
  enum class Mode {
    server,  ///< takes DIR/lock and runs the writer that joins batches; migrates, rebuilds outdated projections
    office,  ///< codes, approvals, imports, publishing; short transactions beside a server
    reader   ///< reports and verify; changes nothing
  };

  /// Makes DIR (mode 0700) with the database, the county's two keys and its own journal. Errors: conflict (there is
  /// a county already), permission, read_only, disk_full, io_error.
  static Result<Made> init(const std::string& directory, const Environment& environment);
  /// Errors: not_found (no county there: run init), in_use (server mode: cause names the pid), permission, read_only,
  /// corrupt, newer_version.
  static Result<std::unique_ptr<County>> open(const std::string& directory, Mode mode, Environment environment);
  virtual ~County() = default;

  // -- journals. `terminal` is the one whose request signature was verified. --

  /// Takes one batch as it came (zstd): all of it or nothing. Blocks until it is on the disk; batches of other
  /// threads waiting at the same time go into the same transaction. Server mode only.
  virtual BatchAnswer take_batch(std::string_view terminal, std::string_view packed) = 0;
  /// Sets entries aside that do not chain onto ours. Answers the branch's own last entry as head.
  virtual BatchAnswer take_branch(std::string_view terminal, std::string_view packed) = 0;
  /// Heads of all epochs. Errors: not_found (no such terminal).
  virtual Result<std::vector<contract::CountyHead>> heads(std::string_view terminal) = 0;
  /// Batch lines of one epoch from `from_seq` on, at most batch_entries_max and batch_bytes_max; the closing head
  /// stands only behind an entry that has one. Errors: not_found (no such epoch, or nothing from there on).
  virtual Result<std::string> entries(std::string_view terminal, std::int64_t epoch, std::int64_t from_seq) = 0;
  /// The whole epoch as an export (0 = the newest), piece by piece: the terminal's own, byte for byte.
  virtual Result<void> export_journal(std::string_view terminal, std::int64_t epoch,
                                      const std::function<void(std::string_view)>& sink) = 0;
  /// Errors: not_found.
  virtual Result<Requester> requester(std::string_view terminal) = 0;
  /// `heartbeat` is its JSON, at most 4 KB; empty: only that it was heard. Written at most every 10 s a terminal.
  virtual Result<void> note_heard(std::string_view terminal, std::string_view heartbeat) = 0;

  // -- releases --

  /// The newest manifest for this terminal. Errors: not_found (nothing published yet, or no such terminal).
  virtual Result<contract::SignedManifest> manifest(std::string_view terminal) = 0;
  /// Exact bytes of a section. Errors: not_found.
  virtual Result<std::string> section(const contract::Hash& hash) = 0;
  /// Checks products and prices, gives them the next version and signs a manifest for every active terminal.
  /// Errors: invalid_input (what was imported does not fit together), not_found (nothing was imported).
  virtual Result<Published> publish() = 0;

  // -- enrolment (contract/enrolment.h). Errors of the three steps: refused, with a sentence for the terminal. --

  virtual Result<Committed> enrol_commit(std::string_view code, const contract::PublicKey& key,
                                         const contract::Hash& commitment) = 0;
  virtual Result<void> enrol_reveal(std::string_view code, const contract::PublicKey& key,
                                    const contract::EnrolmentRandom& random) = 0;
  virtual Result<EnrolmentState> enrol_status(std::string_view code, const contract::PublicKey& key) = 0;

  /// A one-time code for a counter: 15 minutes, 5 tries. `approve`: whoever reveals with it is approved at once.
  /// `terminal` names one that exists and gets a new key; empty: a new terminal. Errors: not_found.
  virtual Result<EnrolmentCode> create_code(std::string_view counter, bool approve, std::string_view terminal) = 0;
  virtual Result<std::vector<EnrolmentView>> enrolments() = 0;
  /// `words`: the four words the other screen shows, separated by spaces; empty: not compared here.
  /// Errors: not_found (nobody waits under this name), conflict (other words).
  virtual Result<void> approve(std::string_view terminal, std::string_view words) = 0;
  /// The office says no: the terminal is told so. Errors: not_found (nobody waits under this name).
  virtual Result<void> refuse(std::string_view terminal) = 0;
  /// Its keys are believed no more; what it sent stays. Errors: not_found.
  virtual Result<void> revoke(std::string_view terminal) = 0;

  // -- branches: entries set aside, named by the number that status() lists --

  /// It counts from now on, each entry once. Errors: not_found, conflict (decided already, or the branch before it is
  /// still open), refused (its key is revoked).
  virtual Result<void> accept_branch(std::int64_t number) = 0;
  /// It will never count, and stays. Errors: not_found, conflict (decided already).
  virtual Result<void> reject_branch(std::int64_t number) = 0;

  // -- staff --

  /// The one-time code for an act at a terminal, to be read over the phone, and its entry in the county's own journal.
  /// `asked.counter` is not looked at: it is the terminal's. Errors: not_found (no such terminal), invalid_input (the
  /// challenge is not six digits, or the amount is below 0).
  virtual Result<std::string> approve_act(contract::ApprovalAsked asked) = 0;

  /// Whether this terminal may draw that much on a quota that is allotted to no terminal; conflict: another question had
  /// this id. Errors: invalid_input.
  virtual Result<ReservationAnswer> reserve(std::string_view terminal, const ReservationAsked& asked) = 0;

  // -- the side table: what is known of people, by random reference; never in an entry --

  /// Errors: invalid_input (not such a body or reference), refused (another terminal's), conflict (erased before).
  virtual Result<void> put_private(std::string_view terminal, std::string_view reference, std::string_view body) = 0;
  /// `terminal` empty: by the office. Errors: not_found, refused.
  virtual Result<void> erase_private(std::string_view terminal, std::string_view reference) = 0;
  /// Everything whose time is over; a server does it by itself. Answers how many.
  virtual Result<std::int64_t> expire_private() = 0;
  virtual Result<std::vector<ledger::PrivateRow>> private_rows() = 0;  ///< without bodies
  virtual Result<std::optional<ledger::PrivateRow>> private_row(std::string_view reference) = 0;

  // -- what the office keeps. kind: products | prices | counters | staff (design §8, import|export) --

  /// Replaces all rows of that kind, or none. Answers their number. `file` is only for the error's name.
  /// Errors: invalid_input, cause "FILE:LINE:COLUMN: …".
  virtual Result<std::int64_t> import_csv(std::string_view kind, std::string_view text, std::string_view file) = 0;
  virtual Result<std::string> export_csv(std::string_view kind) = 0;
  virtual Result<std::vector<core::Product>> products() = 0;
  /// Replaces all pictures, or none; they go out with the next publication, those of products that are in it. Answers
  /// their number. Errors: invalid_input (what is no picture, or beyond the bounds of core/pictures.h; it is named).
  virtual Result<std::int64_t> import_pictures(const std::vector<core::Picture>& pictures) = 0;
  virtual Result<std::vector<core::Picture>> pictures() = 0;

  // -- looking --

  /// Errors: invalid_input (not a day, or from after to).
  virtual Result<DayReport> report_day(std::string_view from, std::string_view to, std::string_view counter) = 0;
  /// Errors: as report_day.
  virtual Result<SalesReport> report_sales(std::string_view from, std::string_view to, std::string_view counter) = 0;
  /// Errors: invalid_input (not a day).
  virtual Result<DayActs> acts_of(std::string_view day) = 0;
  /// `to`: the last business day whose draws count. Errors: invalid_input (not a day).
  virtual Result<QuotaReport> report_quota(std::string_view to, std::string_view counter) = 0;
  /// A sale of whatever terminal, and all returns of it that are here. Errors: invalid_input (not the id of a sale).
  virtual Result<contract::ReturnsAnswer> returns_of(std::string_view sale) = 0;
  virtual Result<VerifyReport> verify() = 0;
  /// Every sale, return and shift reckoned once more by core, under the release each names.
  virtual Result<RecomputeReport> recompute() = 0;
  virtual Result<CountyStatus> status() = 0;
  /// Drops the projections and makes them again from the entries. Answers the entries counted.
  virtual Result<std::int64_t> rebuild() = 0;
  /// For what the county signs besides, such as its time. Not in reader mode.
  [[nodiscard]] virtual const contract::KeyPair& working_key() const = 0;
};

}  // namespace zhuangui::ingest

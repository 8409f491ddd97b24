#pragma once
#include <functional>
#include <map>
#include <set>
#include <memory>

#include "core/catalogue.h"
#include "core/pictures.h"
#include "core/promotions.h"
#include "ledger/rows.h"

namespace zhuangui::ledger {

/// What can be read; one consistent state from the first call to the last. Valid only inside Ledger::read or write.
/// Errors of every call: corrupt, io_error, internal.
class Reading {
 public:
  virtual ~Reading() = default;
  virtual Result<CountyRow> county() = 0;

  virtual Result<std::vector<TerminalRow>> terminals() = 0;  ///< sorted by id, without the county's own journal
  virtual Result<std::optional<TerminalRow>> terminal(std::string_view id) = 0;
  virtual Result<std::vector<KeyRow>> keys(std::string_view terminal) = 0;  ///< oldest first
  virtual Result<std::vector<CodeRow>> codes() = 0;                         ///< newest first
  virtual Result<std::optional<CodeRow>> code(std::string_view code) = 0;

  virtual Result<std::vector<EpochRow>> epochs(std::string_view terminal) = 0;  ///< in order
  virtual Result<std::optional<EpochRow>> epoch(std::string_view terminal, std::int64_t epoch) = 0;
  /// The stored hash of one entry; nullopt: not here.
  virtual Result<std::optional<contract::Hash>> hash(std::string_view terminal, std::int64_t epoch,
                                                     std::int64_t seq) = 0;
  /// Entries of one epoch from `from_seq` on, in order, until `take` answers false.
  virtual Result<void> entries(std::string_view terminal, std::int64_t epoch, std::int64_t from_seq,
                               const std::function<bool(const contract::Entry&)>& take) = 0;
  /// Signed heads of one epoch from `from_seq` on, in order: those that closed the batches it came in.
  virtual Result<std::vector<contract::Head>> heads(std::string_view terminal, std::int64_t epoch,
                                                    std::int64_t from_seq) = 0;
  /// Epochs that have entries or heads, whether or not there is an EpochRow for them.
  virtual Result<std::vector<std::int64_t>> stored_epochs(std::string_view terminal) = 0;
  virtual Result<std::int64_t> entries_count() = 0;  ///< of all terminals, the county's own left out

  virtual Result<std::vector<AlarmRow>> alarms() = 0;      ///< newest first
  virtual Result<std::vector<BranchRow>> branches() = 0;   ///< oldest first, without their bytes
  virtual Result<std::optional<BranchRow>> branch(std::int64_t number) = 0;  ///< with its bytes

  virtual Result<std::vector<core::Product>> products() = 0;       ///< sorted by id
  virtual Result<std::vector<core::Price>> prices() = 0;           ///< sorted by product, valid_from, counter, buyers
  virtual Result<std::vector<core::PriceBand>> bands() = 0;        ///< sorted by product
  virtual Result<std::vector<core::Promotion>> promotions() = 0;   ///< sorted by id
  virtual Result<std::vector<core::CounterInfo>> counters() = 0;   ///< sorted by id
  virtual Result<std::vector<core::Picture>> pictures() = 0;       ///< sorted by product
  virtual Result<std::vector<StaffRow>> staff() = 0;               ///< sorted by counter, number
  virtual Result<std::vector<CounterRow>> counter_rows(std::string_view list) = 0;  ///< sorted by counter, key

  virtual Result<std::optional<ReleaseRow>> release(std::int64_t version) = 0;
  /// The sections of one counter alone as published in `version`, `counter` first; none: it was not published.
  virtual Result<std::vector<contract::SectionReference>> counter_sections(std::int64_t version,
                                                                           std::string_view counter) = 0;
  virtual Result<std::optional<std::string>> section(const contract::Hash& hash) = 0;
  /// The newest manifest signed for this terminal.
  virtual Result<std::optional<contract::SignedManifest>> manifest(std::string_view terminal) = 0;

  /// Figures by key, and receipts by (day, counter, fund source) with product and township empty.
  /// Both bounds belong to the range; an empty counter means all.
  virtual Result<std::vector<RollupRow>> rollups(std::string_view from_day, std::string_view to_day,
                                                 std::string_view counter) = 0;
  virtual Result<std::vector<RollupRow>> receipts(std::string_view from_day, std::string_view to_day,
                                                  std::string_view counter) = 0;
  virtual Result<std::vector<NotCountedRow>> not_counted() = 0;
  /// Of these business days, both counted; sorted.
  virtual Result<std::vector<DayRow>> day_spans(std::string_view from_day, std::string_view to_day) = 0;
  /// Up to a business day, which is counted; of one quota, or of all when it is empty; sorted.
  virtual Result<std::vector<QuotaRow>> quota_draws(std::string_view to_day, std::string_view quota) = 0;
  virtual Result<std::vector<QuotaSale>> quota_sales() = 0;  ///< all, sorted
  virtual Result<std::optional<ReservationRow>> reservation(std::string_view id) = 0;
  virtual Result<std::vector<ReservationRow>> reservations(std::string_view quota) = 0;  ///< sorted by id
  virtual Result<std::vector<SalePlace>> sale_places(std::string_view sale) = 0;  ///< of one sale, sorted
  virtual Result<std::vector<HelpMark>> help_marks() = 0;   ///< all, sorted
  virtual Result<std::vector<HelpMark>> open_calls() = 0;   ///< one a terminal at most, the one that waits longest first
};

/// What entries add to the projections, summed up before it is written.
struct Projected {
  std::map<RollupKey, Figures> rollups;
  std::map<RollupKey, Figures> receipts;  ///< product and township empty
  std::map<NotCountedKey, std::int64_t> not_counted;
  std::set<HelpMark> help;
  std::map<DayKey, SeqSpan> days;
  std::map<QuotaKey, QuotaSums> quotas;
  std::set<QuotaSale> quota_sales;
  std::set<SalePlace> sales;
};

/// What can be written, inside one transaction.
class Writing : public Reading {
 public:
  virtual Result<void> set_county(const CountyRow& row) = 0;

  virtual Result<std::string> next_terminal_id() = 0;  ///< "T-0001"; never given twice
  virtual Result<void> put_terminal(const TerminalRow& row) = 0;  ///< adds it or changes all of it
  /// `heartbeat` empty: only the moment.
  virtual Result<void> note_heard(std::string_view terminal, std::int64_t at, std::string_view heartbeat) = 0;
  virtual Result<void> put_key(std::string_view terminal, const KeyRow& row) = 0;
  virtual Result<void> put_code(const CodeRow& row) = 0;
  virtual Result<void> drop_codes_expired_before(std::int64_t at) = 0;  ///< approved ones stay

  virtual Result<void> put_epoch(std::string_view terminal, const EpochRow& row) = 0;
  /// Entries in their order; one that is there already is left as it is. Answers how many were added.
  virtual Result<std::int64_t> add_entries(std::string_view terminal, std::int64_t epoch,
                                           const contract::Entry* first, std::size_t count, std::int64_t at) = 0;
  virtual Result<void> add_head(std::string_view terminal, const contract::Head& head) = 0;
  virtual Result<void> add_projected(const Projected& projected) = 0;

  virtual Result<void> add_reservation(const ReservationRow& row) = 0;  ///< `used` is not looked at
  virtual Result<void> raise_alarm(const AlarmRow& row) = 0;
  virtual Result<void> add_branch(const BranchRow& row, bool* added) = 0;
  virtual Result<void> set_branch_state(std::int64_t number, BranchState state) = 0;
  /// Counts the gaps answered in a row at the same head; a different head starts again at 1.
  virtual Result<std::int64_t> note_gap(std::string_view terminal, std::int64_t epoch, std::int64_t head_seq) = 0;

  virtual Result<void> replace_products(const std::vector<core::Product>& rows) = 0;
  virtual Result<void> replace_prices(const std::vector<core::Price>& rows) = 0;
  virtual Result<void> replace_bands(const std::vector<core::PriceBand>& rows) = 0;
  virtual Result<void> replace_promotions(const std::vector<core::Promotion>& rows) = 0;
  virtual Result<void> replace_counters(const std::vector<core::CounterInfo>& rows) = 0;
  virtual Result<void> replace_pictures(const std::vector<core::Picture>& rows) = 0;
  virtual Result<void> replace_staff(const std::vector<StaffRow>& rows) = 0;
  virtual Result<void> replace_counter_rows(std::string_view list, const std::vector<CounterRow>& rows) = 0;

  virtual Result<void> add_release(const ReleaseRow& row) = 0;
  virtual Result<void> add_counter_section(std::int64_t version, std::string_view counter, std::int64_t position,
                                           const contract::SectionReference& section) = 0;
  virtual Result<void> add_section(const contract::Hash& hash, std::string_view bytes) = 0;
  virtual Result<void> put_manifest(std::string_view terminal, std::int64_t version,
                                    const contract::SignedManifest& manifest) = 0;

  virtual Result<void> clear_projections() = 0;
};

/// The county's database. Safe from any thread: reads run side by side, each on a state that does not change under
/// it; writes one after another. Several processes may have it open at once.
class Ledger {
 public:
  virtual ~Ledger() = default;
  /// Runs `work` on one consistent state and hands on its error.
  virtual Result<void> read(const std::function<Result<void>(Reading&)>& work) = 0;
  /// Runs `work` in one transaction. It is on the disk when this answers without an error; after an error nothing of
  /// it is there. Errors beside those of `work`: disk_full, read_only, io_error, corrupt, timeout (another process
  /// is writing for longer than 10 s).
  virtual Result<void> write(const std::function<Result<void>(Writing&)>& work) = 0;
  /// True when the projections were made by an older program, or never: they must be rebuilt before they are read.
  [[nodiscard]] virtual bool projections_outdated() const = 0;
};

}  // namespace zhuangui::ledger

#pragma once
// Private to ledger: reading and writing through one connection inside a transaction somebody else holds.
#include "ledger/ledger.h"
#include "sqlite.h"

namespace zhuangui::ledger {

class SqliteTables final : public Writing {
 public:
  explicit SqliteTables(Connection& database) : db_{database} {}

  Result<CountyRow> county() override;
  Result<std::vector<TerminalRow>> terminals() override;
  Result<std::optional<TerminalRow>> terminal(std::string_view id) override;
  Result<std::vector<KeyRow>> keys(std::string_view terminal) override;
  Result<std::vector<CodeRow>> codes() override;
  Result<std::optional<CodeRow>> code(std::string_view code) override;
  Result<std::vector<EpochRow>> epochs(std::string_view terminal) override;
  Result<std::optional<EpochRow>> epoch(std::string_view terminal, std::int64_t epoch) override;
  Result<std::optional<contract::Hash>> hash(std::string_view terminal, std::int64_t epoch, std::int64_t seq) override;
  Result<void> entries(std::string_view terminal, std::int64_t epoch, std::int64_t from_seq,
                       const std::function<bool(const contract::Entry&)>& take) override;
  Result<std::vector<contract::Head>> heads(std::string_view terminal, std::int64_t epoch,
                                            std::int64_t from_seq) override;
  Result<std::vector<std::int64_t>> stored_epochs(std::string_view terminal) override;
  Result<std::int64_t> entries_count() override;
  Result<std::vector<AlarmRow>> alarms() override;
  Result<std::vector<BranchRow>> branches() override;
  Result<std::optional<BranchRow>> branch(std::int64_t number) override;
  Result<std::vector<core::Product>> products() override;
  Result<std::vector<core::Price>> prices() override;
  Result<std::vector<core::PriceBand>> bands() override;
  Result<std::vector<core::Promotion>> promotions() override;
  Result<std::vector<core::CounterInfo>> counters() override;
  Result<std::vector<core::Picture>> pictures() override;
  Result<std::optional<ReleaseRow>> release(std::int64_t version) override;
  Result<std::vector<StaffRow>> staff() override;
  Result<std::vector<CounterRow>> counter_rows(std::string_view list) override;
  Result<std::vector<contract::SectionReference>> counter_sections(std::int64_t version,
                                                                   std::string_view counter) override;
  Result<std::optional<std::string>> section(const contract::Hash& hash) override;
  Result<std::optional<contract::SignedManifest>> manifest(std::string_view terminal) override;
  Result<std::vector<RollupRow>> rollups(std::string_view from_day, std::string_view to_day,
                                         std::string_view counter) override;
  Result<std::vector<RollupRow>> receipts(std::string_view from_day, std::string_view to_day,
                                          std::string_view counter) override;
  Result<std::vector<NotCountedRow>> not_counted() override;
  Result<std::vector<DayRow>> day_spans(std::string_view from_day, std::string_view to_day) override;
  Result<std::vector<QuotaRow>> quota_draws(std::string_view to_day, std::string_view quota) override;
  Result<std::vector<QuotaSale>> quota_sales() override;
  Result<std::optional<ReservationRow>> reservation(std::string_view id) override;
  Result<std::vector<ReservationRow>> reservations(std::string_view quota) override;
  Result<std::vector<SalePlace>> sale_places(std::string_view sale) override;
  Result<std::vector<HelpMark>> help_marks() override;
  Result<std::vector<HelpMark>> open_calls() override;

  Result<void> set_county(const CountyRow& row) override;
  Result<std::string> next_terminal_id() override;
  Result<void> put_terminal(const TerminalRow& row) override;
  Result<void> note_heard(std::string_view terminal, std::int64_t at, std::string_view heartbeat) override;
  Result<void> put_key(std::string_view terminal, const KeyRow& row) override;
  Result<void> put_code(const CodeRow& row) override;
  Result<void> drop_codes_expired_before(std::int64_t at) override;
  Result<void> put_epoch(std::string_view terminal, const EpochRow& row) override;
  Result<std::int64_t> add_entries(std::string_view terminal, std::int64_t epoch, const contract::Entry* first,
                                   std::size_t count, std::int64_t at) override;
  Result<void> add_head(std::string_view terminal, const contract::Head& head) override;
  Result<void> add_projected(const Projected& projected) override;
  Result<void> add_reservation(const ReservationRow& row) override;
  Result<void> raise_alarm(const AlarmRow& row) override;
  Result<void> add_branch(const BranchRow& row, bool* added) override;
  Result<void> set_branch_state(std::int64_t number, BranchState state) override;
  Result<std::int64_t> note_gap(std::string_view terminal, std::int64_t epoch, std::int64_t head_seq) override;
  Result<void> replace_products(const std::vector<core::Product>& rows) override;
  Result<void> replace_prices(const std::vector<core::Price>& rows) override;
  Result<void> replace_bands(const std::vector<core::PriceBand>& rows) override;
  Result<void> replace_promotions(const std::vector<core::Promotion>& rows) override;
  Result<void> replace_counters(const std::vector<core::CounterInfo>& rows) override;
  Result<void> replace_pictures(const std::vector<core::Picture>& rows) override;
  Result<void> add_release(const ReleaseRow& row) override;
  Result<void> replace_staff(const std::vector<StaffRow>& rows) override;
  Result<void> replace_counter_rows(std::string_view list, const std::vector<CounterRow>& rows) override;
  Result<void> add_counter_section(std::int64_t version, std::string_view counter, std::int64_t position,
                                   const contract::SectionReference& section) override;
  Result<void> add_section(const contract::Hash& hash, std::string_view bytes) override;
  Result<void> put_manifest(std::string_view terminal, std::int64_t version,
                            const contract::SignedManifest& manifest) override;
  Result<void> clear_projections() override;

 private:
  Result<void> add_figures(const Projected& projected);
  Result<void> add_marks(const Projected& projected);
  /// Number of a terminal's row. Errors: not_found.
  Result<std::int64_t> number_of(std::string_view terminal);
  Result<void> add_release_section(std::int64_t version, std::string_view counter, std::int64_t position,
                                   const contract::SectionReference& section);

  Connection& db_;
};

}  // namespace zhuangui::ledger

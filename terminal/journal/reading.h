#pragma once
// Private to journal: the one implementation of Reader, and the parts of it that stand in files of their own.
#include "enrolment.h"
#include "journal/reader.h"
#include "open_files.h"

namespace zhuangui::journal {

class ReadingOnDisk final : public Reader {
 public:
  ReadingOnDisk(std::string directory, Enrolment enrolment, Connection database);

  Result<JournalStatus> status() override;
  Result<std::vector<EpochInfo>> epochs() override;
  Result<std::vector<contract::Entry>> entries(std::int64_t epoch, std::int64_t from_seq, std::size_t entries_max,
                                               std::size_t bytes_max) override;
  Result<std::optional<contract::Head>> head(std::int64_t epoch, std::int64_t seq) override;
  Result<void> export_epoch(std::int64_t epoch, const std::function<void(std::string_view)>& sink) override;
  Result<VerifyReport> verify() override;
  Result<VerifyReport> compare_with_county(const VerifyReport& own,
                                           const std::vector<contract::CountyHead>& county_heads) override;
  Result<std::vector<SaleRow>> sales(std::string_view from_day, std::string_view to_day) override;
  Result<std::vector<ProductDay>> product_days(std::string_view from_day, std::string_view to_day) override;
  Result<std::vector<core::ShiftReport>> shifts() override;
  Result<core::ShiftReport> running_shift() override;
  Result<core::HolderTaken> card_taken(std::string_view holder, core::Date day) override;
  Result<std::map<std::string, core::Money>> drawn_on_documents() override;
  Result<std::optional<SaleRow>> last_sale() override;
  Result<std::optional<core::Sale>> sale(std::string_view id, SaleRow* row) override;
  Result<std::vector<core::Refund>> refunds(std::string_view sale) override;
  Result<std::optional<core::Refund>> refund(std::string_view id, RefundRow* row) override;
  Result<std::optional<PrintJobRow>> print_job(std::string_view sale, int copy) override;
  Result<std::vector<PrintJobRow>> print_jobs_open() override;
  Result<std::optional<PrintJobRow>> last_print_job() override;
  Result<std::int64_t> clock_offset_at(std::int64_t epoch, std::int64_t seq) override;
  Result<std::optional<KeptRelease>> release() override;
  Result<std::string> kept_value(std::string_view name) override;
  Result<std::string> dump_projections() override;

 private:
  /// Runs `work` inside one read transaction, so that all its questions see the same state.
  template <class Work>
  auto at_one_moment(Work work) -> decltype(work());

  /// The connection; a new one when the writer has put a deleted log back, and no question is under way.
  Connection& database();

  std::string directory_;
  Enrolment enrolment_;
  Connection connection_;
  OpenFiles files_;
};

template <class Work>
auto ReadingOnDisk::at_one_moment(Work work) -> decltype(work()) {
  if (auto begun = database().execute("BEGIN"); !begun) return tl::unexpected(begun.error());
  auto answer = work();
  if (auto ended = database().execute("COMMIT"); !ended && answer) return tl::unexpected(ended.error());
  return answer;
}

/// Inside a read transaction: every epoch with its last entry, in order; the newest entry that the county confirmed.
Result<std::vector<EpochInfo>> read_epochs(Connection& database);
Result<Position> read_county_position(Connection& database);
Result<std::optional<contract::Head>> read_head(Connection& database, std::int64_t place);
Result<std::optional<contract::Entry>> read_entry(Connection& database, std::int64_t place);

}  // namespace zhuangui::journal

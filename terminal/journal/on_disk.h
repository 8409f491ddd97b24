#pragma once
// Private to journal: the one implementation of Journal.
#include "chain.h"
#include "directory.h"
#include "enrolment.h"
#include "journal/journal.h"
#include "open_files.h"
#include "projector.h"

namespace zhuangui::journal {

/// Holds the lock for as long as it lives. The connection may be gone after a fault of the disk: then the next call
/// opens it again, reads the last head, and goes on only from a head that verifies.
class OnDisk final : public Journal {
 public:
  OnDisk(std::string directory, Enrolment enrolment, contract::KeyPair key, std::string vfs, DirectoryLock lock);

  /// Opens the database and fills found().
  Result<void> begin();

  const Found& found() const override { return found_; }
  Result<Committed> start_epoch(std::string_view cause, const Moment& at) override;
  Result<Committed> append(std::string_view kind, std::int64_t version, std::string_view body,
                           const Moment& at) override;
  Result<Committed> commit_sale(const core::Sale& sale, const Moment& at, bool print) override;
  Result<Committed> commit_refund(const core::Refund& refund, const Moment& at, bool print) override;
  Result<core::InvoiceRequest> request_invoice(std::string_view sale, std::string_view operator_reference, const Moment& at) override;
  Result<Committed> abandon_cart(const core::Cart& cart, std::string_view reason, const Moment& at) override;
  Result<PrintJobRow> reprint(std::string_view sale, const Moment& at) override;
  Result<core::ShiftReport> shift(std::int64_t number) override;
  Result<ShiftsNow> shifts_now(const Moment& at) override;
  Result<core::ShiftReport> open_shift(std::string_view operator_reference, core::Money float_amount, const Moment& at) override;
  Result<core::ShiftReport> move_cash(const core::CashMove& move, const Moment& at) override;
  Result<core::ShiftReport> drawer_opened(std::string_view operator_reference, std::string_view second_reference,
                                          std::string_view reason, const Moment& at) override;
  Result<core::ShiftReport> close_shift(const core::ShiftClosing& closing, const Moment& at) override;
  Result<core::ShiftReport> count_shift(const core::LateCount& count, const Moment& at) override;
  Result<void> save_cart(const core::Cart& cart, std::int64_t next_sale_number) override;
  Result<void> park_cart(const core::ParkedCart& parked, std::int64_t next_sale_number) override;
  Result<Committed> apply_release(const KeptRelease& release, const Moment& at) override;
  Result<void> set_county_position(std::int64_t epoch, std::int64_t seq, core::WallTime at) override;
  Result<void> set_list_confirmed(core::WallTime at) override;
  Result<void> keep_value(std::string_view name, std::string_view value) override;
  Result<void> update_print_job(const PrintJobRow& row) override;
  Result<void> tidy() override;
  Result<void> stop_orderly(const Moment& at) override;

 private:
  /// Statements of the ways that are walked for every sale and scan.
  struct Statements {
    Statement insert_entry, insert_head, find_sale, find_return, read_entry, put_cart, drop_cart, drop_other_carts, drop_parked,
        put_number, insert_print_job, overdue_shift;
    Projector projector;
  };

  Result<void> connect();
  void disconnect();
  Result<void> ready();
  Result<Statements> prepare_statements();
  /// Runs `work` in one transaction on a connection whose last head is known good. On any error nothing of it is there.
  template <class Answer, class Work>
  Result<Answer> transact(Work work);
  Result<void> begin_transaction();
  Result<void> commit();
  /// Whether what was committed will be found after a start; puts a log that was deleted back to its name.
  Result<void> keep_files_in_place();
  void undo(const Chain& before, const core::Error& error);
  /// Inside a transaction: one entry, its projections and its signed head.
  Result<Committed> append_entry(std::string_view kind, std::int64_t version, std::string body, const Moment& at);
  /// What `find` names the place of: the sale or return of that id.
  Result<std::optional<Committed>> find_written(Statement& find, std::string_view id, contract::EntryFields* fields);
  /// Inside a transaction: the entry of what has an id, once. Another content under the same id is a conflict.
  Result<Committed> write_once(Statement& find, std::string_view id, std::string_view kind, std::int64_t version,
                               std::string body, const Moment& at, bool print);
  /// Inside a transaction; conflict: less is left of what was sold.
  /// Inside a transaction: what was asked for of that sale, less what has come back of it.
  Result<core::Money> invoiced(std::string_view sale);
  /// Inside a transaction: the 红字 task, where an invoice was asked for.
  Result<void> reverse_invoice(const core::Refund& refund, const Moment& at);
  [[nodiscard]] std::string invoice_reference(std::string_view sale) const;
  Result<void> must_be_left(const core::Refund& refund);
  /// Inside a transaction: closes a running shift of an earlier day as uncounted.
  Result<void> turn_day(const Moment& at);
  /// Inside a transaction; conflict: it is in the journal.
  Result<void> must_be_unsold(std::string_view sale, const char* act);
  /// Writes over what a failed commit may have left in the log, behind its end as all who have it open know it: the next
  /// start would read on from there.
  Result<void> end_the_log();
  /// After `error` in the commit of what `find` finds: whether it is on the disk all the same.
  Result<Committed> look_again(Statement Statements::*find, std::string_view id, const core::Error& error);
  Result<void> put_release(const KeptRelease& release, const contract::Manifest& manifest);
  Result<contract::Manifest> check_release(const KeptRelease& release) const;
  Result<void> fill_found();
  Result<void> find_open_cart();
  Result<void> find_parked_carts();

  std::string directory_;
  Enrolment enrolment_;
  contract::KeyPair key_;
  std::string vfs_;
  DirectoryLock lock_;
  OpenFiles files_;
  Connection database_;  // before the statements: they go first
  Statements statements_;
  Chain chain_;
  Found found_;
  bool begun_ = false;  // chain_ has been read once: it can only grow from there
  bool stopped_ = false;
  bool log_goes_on_ = false;  // behind its end there may stand a commit that failed
  bool in_doubt_ = false;  // the last transaction failed in its commit, in a way that may have left it in the log
  std::string doubtful_;  // id of the sale or return of which nobody could see yet whether it stands
};

template <class Answer, class Work>
Result<Answer> OnDisk::transact(Work work) {
  in_doubt_ = false;
  if (auto begun = begin_transaction(); !begun) return tl::unexpected(begun.error());
  const Chain before = chain_;
  Result<Answer> answer = work();
  if (!answer) {
    undo(before, answer.error());
    return answer;
  }
  if (auto committed = commit(); !committed) {
    undo(before, committed.error());
    // Where nothing may be written, nothing was: only a fault may have come after the last byte.
    in_doubt_ = committed.error().code == Errc::io_error || committed.error().code == Errc::internal;
    log_goes_on_ = log_goes_on_ || in_doubt_;
    return tl::unexpected(committed.error());
  }
  log_goes_on_ = false;
  return answer;
}

}  // namespace zhuangui::journal

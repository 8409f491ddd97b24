#pragma once
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>

#include "clock.h"
#include "event_log.h"
#include "free_space.h"
#include "journal/journal.h"
#include "task_thread.h"
#include "till/till.h"

namespace zhuangui::app {

/// Under these names the journal keeps what has been set on the machine (journal::Journal::keep_value).
inline constexpr std::string_view kept_settings = "settings";

/// The journal's thread: the only one that writes. Answers come back as till events through `answer`, which is called
/// in the journal's thread and must not block.
class JournalWorker {
 public:
  struct Parts {
    std::unique_ptr<journal::Journal> journal;
    Clock& clock;
    EventLog& events;
    Activity& activity;
    std::function<void(till::Event)> answer;
    std::function<void()> entry_written;  ///< an entry is there to be sent
    std::function<std::optional<FreeSpace>()> free_space;  ///< asked in the journal's thread; nullopt: unknown
  };
  explicit JournalWorker(Parts parts);
  ~JournalWorker();

  /// The county's time minus ours; used for every entry from now on. `confirmed`: the county has said it in this run.
  void set_clock_offset(std::int64_t offset_ms, bool confirmed);
  [[nodiscard]] std::int64_t clock_offset_ms() const { return offset_ms_; }
  [[nodiscard]] journal::Moment moment() const;

  /// Asks how much room the disk has, and tells the till when that has become too little, or enough. Also done after
  /// each cart and sale.
  void look_at_space();

  void save_cart(till::SaveCart effect);
  void park_cart(till::ParkCart effect);
  /// `called` runs in the journal's thread once the entry stands.
  void call_help(till::CallHelp effect, std::function<void()> called);
  void end_help(till::EndHelp effect);
  void commit(till::CommitSale effect);
  void give_back(till::CommitRefund effect);
  void abandon(till::AbandonCart effect);
  /// The journal's row and entry of a reprint; `done` runs in the journal's thread.
  void request_invoice(till::AskInvoice effect);
  void reprint(std::string sale, std::function<void(core::Result<journal::PrintJobRow>)> done);
  void update_print_job(journal::PrintJobRow row);
  void record(till::Record effect);
  void ask_shifts(till::AskShifts effect);
  void keep_settings(const core::Settings& settings);
  /// Runs `task` in the journal's thread, later. False: its queue is full.
  bool post(std::function<void(journal::Journal&)> task);
  /// Tells the till that a new epoch has begun. In the journal's thread.
  void tell_epoch(std::int64_t epoch);
  /// A new epoch after a stop that was not orderly; the till is told.
  core::Result<void> start_epoch(std::string_view cause);

  /// Runs `task` in the journal's thread and waits for it. Error: internal when the thread has finished.
  core::Result<void> run(const std::function<core::Result<void>(journal::Journal&)>& task);

  /// Runs what is queued, writes terminal.stopped and closes the journal. Nothing may be called after it.
  core::Result<void> stop_orderly();

 private:
  void save_latest_cart();
  core::Result<till::ShiftsAnswered> act_on_shifts(const till::AskShifts& ask);
  void look_at_space_now();

  Parts parts_;
  std::atomic<std::int64_t> offset_ms_{0};
  std::atomic<bool> clock_confirmed_{false};
  bool nearly_full_ = false;  // as the till was told; of the journal's thread
  std::mutex cart_mutex_;
  std::optional<till::SaveCart> cart_to_save_;
  TaskThread thread_;
};

}  // namespace zhuangui::app

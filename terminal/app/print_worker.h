#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>

#include "activity.h"
#include "clock.h"
#include "event_log.h"
#include "journal/reader.h"
#include "journal_worker.h"
#include "printer/driver.h"
#include "printer/encode.h"
#include "receipt/layout.h"
#include "receipt/render.h"
#include "till/view.h"

namespace zhuangui::app {

/// The printer's thread: lays receipts out, has the driver print them, and tells the truth about each. A receipt is
/// only ever asked for after its sale is in the journal.
class PrintWorker {
 public:
  struct Parts {
    device::Bus& bus;
    printer::DriverOptions options;
    std::unique_ptr<journal::Reader> reader;  ///< for the numbers of print jobs
    std::string terminal;
    JournalWorker& journal;
    Clock& clock;
    EventLog& events;
    Activity& activity;
    std::chrono::milliseconds slice;          ///< of one piece of work
    std::function<void(const std::string& sale, till::ReceiptState, const std::string& trouble)> receipt_changed;
    std::function<void(till::PrinterState)> printer_changed;
    std::function<void(till::ReceiptState, const std::string& trouble)> test_card_changed = {};
    bool training = false;                    ///< its receipts say that they are worth nothing
  };
  explicit PrintWorker(Parts parts);
  ~PrintWorker();

  /// `copy` 0: the original, whose row was written with the sale; n: 补打 n, whose row must be there too.
  void print(till::Completed sale, core::CounterInfo counter, int copy);
  /// The slip of a return, whose row was written with it.
  void print(till::GivenBack back, core::CounterInfo counter);
  void open_drawer(std::string sale);
  /// The test card, which belongs to no sale: without its pulse, since the drawer opens for a sale alone. One at a time:
  /// while one waits another is not taken.
  void print_test_card();
  /// A paper beside the receipt: as often as it is asked for, since it is worth nothing by itself.
  void print_slip(till::Completed sale, core::CounterInfo counter, till::Slip which);
  void print_day(core::ShiftReport report, core::CounterInfo counter);
  /// An X or Z report: belongs to no sale, leaves the drawer shut, and can be asked for again at any time.
  void print_report(core::ShiftReport report, core::CounterInfo counter);
  /// Virtual time has moved on: the driver looks at its time-outs again.
  void wake();
  void stop();

  /// Nothing to print, or what there is waits for a person. Any thread.
  [[nodiscard]] bool at_rest() const;
  /// When the driver looks at the printer again by itself (monotonic ms). Any thread.
  [[nodiscard]] std::int64_t next_due_ms() const { return next_due_ms_; }
  [[nodiscard]] std::int64_t printed_bytes() const { return printed_bytes_; }

 private:
  struct Receipt { till::Completed sale; core::CounterInfo counter; int copy = 0; };
  struct RefundSlip { till::GivenBack back; core::CounterInfo counter; };
  struct Pulse { std::string sale; };
  struct TestCard {};
  struct Report { core::ShiftReport report; core::CounterInfo counter; bool day = false; };
  struct Beside { till::Completed sale; core::CounterInfo counter; till::Slip which = till::Slip::gift; };
  using Request = std::variant<Receipt, RefundSlip, Pulse, TestCard, Report, Beside>;
  enum class Purpose { receipt, pulse, test_card, report };
  struct UnderWay { journal::PrintJobRow row; Purpose purpose = Purpose::receipt; };

  void run();
  void take(Request request);
  void take_receipt(const Receipt& receipt);
  [[nodiscard]] receipt::ReceiptFacts facts_of(const till::Completed& sale, const core::CounterInfo& counter) const;
  void take_refund_slip(const RefundSlip& slip);
  void take_pulse(const Pulse& pulse);
  void take_test_card();
  void take_report(const Report& report);
  void take_beside(const Beside& beside);
  void told_of_test_card(till::ReceiptState state, const std::string& trouble);
  /// What to print, for the paper of the printer that is there when it is begun.
  using LayOut = std::function<device::PrintJob(const printer::Profile&)>;
  void submit(UnderWay job, LayOut lay_out);
  void joined_the_queue(std::int64_t number);
  /// Everything behind the front of the driver's queue waits with it, and is told why; "": nothing holds it up.
  void queue_is_held_up_by(const std::string& trouble);
  void tell_one_behind(const UnderWay& job);
  void failed(const journal::PrintJobRow& row, const std::string& trouble);
  void on_job(const printer::JobReport& report);
  void on_device(const printer::DeviceReport& report);
  void ask(Request request);

  Parts parts_;
  std::unique_ptr<receipt::Font> font_;  ///< opened when a line must go out as a picture
  printer::Rasteriser rasteriser_;
  printer::PrinterDriver driver_;
  std::map<std::int64_t, UnderWay> under_way_;
  std::int64_t next_pulse_number_;  ///< also of test cards
  bool test_card_under_way_ = false;
  std::int64_t front_ = 0;  ///< the job the driver spoke of last: the others under way stand behind it
  std::string held_by_;     ///< notice code of what the front waits for, "" while it waits for nobody
  std::atomic<std::int64_t> printed_bytes_{0};
  std::atomic<std::int64_t> next_due_ms_{0};

  mutable std::mutex mutex_;
  std::condition_variable asked_;
  std::optional<bool> drawer_open_;
  std::deque<Request> requests_;
  bool stopping_ = false, woken_ = false, asleep_ = false, job_waits_ = false;
  int turns_without_change_ = 0;
  std::thread thread_;
};

}  // namespace zhuangui::app

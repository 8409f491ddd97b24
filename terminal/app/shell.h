#pragma once
#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "activity.h"
#include "bounded_queue.h"
#include "clock.h"
#include "device/scan_event.h"
#include "event_log.h"
#include "rest.h"
#include "till/till.h"
#include "till/view.h"
#include "ui/screen.h"

namespace zhuangui::app {

/// What the screen's thread has others do. Every call only queues.
struct Hands {
  std::function<void(till::SaveCart)> save_cart;
  std::function<void(till::ParkCart)> park_cart;
  std::function<void(till::CallHelp)> call_help;
  std::function<void(till::EndHelp)> end_help;
  std::function<void(till::CommitSale)> commit_sale;
  std::function<void(till::AbandonCart)> abandon_cart;
  std::function<void(const std::string& sale)> open_drawer;
  std::function<void(const till::Completed&, const core::CounterInfo&, int copy)> print_receipt;
  std::function<void()> list_sales;
  std::function<void(till::FindSale)> find_sale;
  std::function<void(till::AskReturns)> ask_returns;  ///< none while training
  std::function<void(till::ReserveQuota)> reserve_quota;  ///< none: there is no county
  std::function<void(till::CommitRefund)> commit_refund;
  std::function<void(const till::GivenBack&, const core::CounterInfo&)> print_refund;
  std::function<void()> print_test_card;
  std::function<void()> look_at_today;  ///< answers in the surroundings
  std::function<void()> look_at_most_sold;
  std::function<void()> sync_now;
  std::function<std::optional<std::int64_t>()> next_sync_ms;  ///< when the county is tried next (monotonic), if it waits
  std::function<void(core::Settings)> keep_settings;  ///< none: they go with the program
  /// None: the terminal is enrolled.
  std::function<void(till::AskForEnrolment)> ask_for_enrolment;
  std::function<void()> stop_enrolment;
  std::function<void()> go_on_with_another;  ///< the till to practise with, or from there the counter's own
  /// None: the program keeps no secrets, and its screen is opened by a touch.
  std::function<void(till::CheckSecret)> check_secret;
  std::function<void(till::KeepSecret)> keep_secret;
  std::function<void()> forget_secrets;
  /// What the scale says now, and the weight to sell by; they wait for nothing. None: there is no scale.
  std::function<till::Pan()> pan;
  std::function<till::WeightTaken()> take_weight;
  std::function<void(till::CheckStaff)> check_staff;
  std::function<void(till::CheckApprovalCode)> check_approval_code;
  std::function<void(till::Record)> record;
  std::function<void(till::AskShifts)> ask_shifts;
  std::function<void()> open_drawer_by_hand;
  std::function<void(const core::ShiftReport&, const core::CounterInfo&)> print_shift_report;
  std::function<void(const till::Completed&, const core::CounterInfo&, till::Slip)> print_slip;
  std::function<void(const core::CounterInfo&)> print_day;
  std::function<void(till::AskInvoice)> ask_invoice;
  /// None: no card pays.
  std::function<void(till::IdentifyCard)> identify_card;
  std::function<void(till::CheckHolderPin)> check_holder_pin;
  std::function<void(bool accepted)> sound;
  std::function<void(const till::View&)> say_aloud;      ///< none: the counter has no clips to speak with
  std::function<void(const till::View&)> show_customer;  ///< none: the counter has no customer display
};

/// The screen's thread: takes what happens, steps the till, hands out its effects, draws. It never waits for disk,
/// USB or network. All calls but run() and screen() from any thread.
class Shell {
 public:
  Shell(ui::Screen& screen, Clock& clock, EventLog& events, Activity& activity);

  void set_hands(Hands hands) { hands_ = std::move(hands); }
  /// How the screen rests while nobody needs it; before run().
  void set_rest(RestSettings rest) { rest_ = rest; }
  /// How the counter's codes are read; before run().
  void set_code_settings(barcode::DecodeSettings codes) { codes_ = std::move(codes); }

  /// Runs in the screen's thread until stop(). True when the window was closed by a person.
  bool run();
  void stop();

  /// Runs `task` in the screen's thread; what it changed has been presented before it counts as done.
  void post(std::function<void()> task);
  /// The same, and waits until it was presented. False when the shell has stopped.
  bool post_and_wait(std::function<void()> task);

  void happened(till::Event event);
  void scanned(device::ScanEvent scan);
  /// The scale has said something: looked at while goods are weighed. From its thread, often.
  void scale_spoke();
  void surroundings_changed(std::function<void(till::Surroundings&)> change);

  // Only inside tasks that run in the screen's thread:
  void feed(const till::Event& event);
  void ask(const std::optional<till::Asked>& asked);
  [[nodiscard]] const till::Till& till() const { return till_; }
  [[nodiscard]] till::View view();
  [[nodiscard]] ui::Screen& screen() { return screen_; }
  [[nodiscard]] till::Surroundings& surroundings() { return surroundings_; }
  [[nodiscard]] till::Now now() const;
  void redraw();
  /// The county has said at this (corrected) time that the release in force is the newest.
  void list_confirmed(core::WallTime at) { list_confirmed_ = at; }

 private:
  struct Perform;
  void run_tasks();
  void look_at_scale();
  void scan_now(const device::ScanEvent& scan);
  void tell_new_notices(const std::vector<till::Notice>& before);
  [[nodiscard]] bool counts_seconds() const;
  int wait_ms() const;

  ui::Screen& screen_;
  Clock& clock_;
  EventLog& events_;
  Activity& activity_;
  Hands hands_;
  barcode::DecodeSettings codes_;
  till::Till till_;
  till::Surroundings surroundings_;
  std::deque<device::ScanEvent> early_scans_;  ///< taken before the journal was ready; at most early_scans_max
  std::string shown_sale_;
  std::string coded_sale_;  ///< of which surroundings_ have the receipt's code
  std::int64_t scans_taken_ = 0;
  core::WallTime list_confirmed_;
  RestSettings rest_;
  std::int64_t touched_ms_ = 0;  ///< monotonic: somebody was at the screen, or a code came
  bool dirty_ = true;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> weighs_{false};  ///< what the scale says is shown
  BoundedQueue<std::function<void()>> tasks_;
};

}  // namespace zhuangui::app

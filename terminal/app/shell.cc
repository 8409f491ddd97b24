#include "shell.h"

#include <algorithm>
#include <future>

#include "receipt/render.h"

namespace zhuangui::app {
namespace {

constexpr std::size_t tasks_max = 1024;
constexpr std::size_t early_scans_max = 16;
constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t scale_silence_ms = 500;  // a scale that says nothing any more is seen so soon

/// The modules of the code that the receipt carries: the picture of one dot a module, without its quiet zone.
till::SquareCode code_of(const till::Completed& sale) {
  constexpr int quiet_modules = 4;
  const device::Picture picture = receipt::draw_qr({barcode::receipt_code_text(sale.sale.id, sale.seq, sale.hash_prefix_hex), 1});
  till::SquareCode code;
  code.side = std::max(0, picture.width - 2 * quiet_modules);
  const int row_bytes = (picture.width + 7) / 8;
  for (int row = quiet_modules; row < quiet_modules + code.side; ++row)
    for (int column = quiet_modules; column < quiet_modules + code.side; ++column)
      code.dark.push_back((picture.bits[static_cast<std::size_t>(row * row_bytes + column / 8)] >> (7 - column % 8) & 1) != 0);
  return code;
}

}  // namespace

/// Carries one effect of the till to whoever does it.
struct Shell::Perform {
  Shell& shell;
  void operator()(const till::SaveCart& effect) const { shell.hands_.save_cart(effect); }
  void operator()(const till::ParkCart& effect) const { shell.hands_.park_cart(effect); }
  void operator()(const till::CallHelp& effect) const {
    if (shell.hands_.call_help) shell.hands_.call_help(effect);
  }
  void operator()(const till::EndHelp& effect) const {
    if (shell.hands_.end_help) shell.hands_.end_help(effect);
  }
  void operator()(const till::CommitSale& effect) const { shell.hands_.commit_sale(effect); }
  void operator()(const till::AbandonCart& effect) const { shell.hands_.abandon_cart(effect); }
  void operator()(till::TakeWeight) const {
    shell.feed(shell.hands_.take_weight ? shell.hands_.take_weight() : till::WeightTaken{});
  }
  void operator()(const till::OpenDrawer& effect) const { shell.hands_.open_drawer(effect.sale); }
  void operator()(const till::PrintReceipt& effect) const {
    if (shell.till_.last && shell.till_.last->sale.id == effect.sale)
      shell.hands_.print_receipt(*shell.till_.last, shell.surroundings_.counter, effect.copy);
  }
  void operator()(const till::PrintPaper& effect) const {
    if (shell.hands_.print_slip && shell.till_.last && shell.till_.last->sale.id == effect.sale)
      shell.hands_.print_slip(*shell.till_.last, shell.surroundings_.counter, effect.which);
  }
  void operator()(const till::AskInvoice& effect) const {
    if (shell.hands_.ask_invoice) return shell.hands_.ask_invoice(effect);
    shell.feed(till::InvoiceRefused{effect.sale, {core::Errc::internal, "ask for an invoice: nobody takes it", "report this"}});
  }
  void operator()(till::PrintDay) const {
    if (shell.hands_.print_day) shell.hands_.print_day(shell.surroundings_.counter);
  }
  void operator()(till::ListSales) const { shell.hands_.list_sales(); }
  void operator()(const till::FindSale& effect) const { shell.hands_.find_sale(effect); }
  void operator()(const till::AskReturns& effect) const {
    if (shell.hands_.ask_returns) shell.hands_.ask_returns(effect);
  }
  void operator()(const till::ReserveQuota& effect) const {
    if (shell.hands_.reserve_quota) return shell.hands_.reserve_quota(effect);
    shell.feed(till::QuotaReserved{effect.reservation, "no_county", 0});
  }
  void operator()(const till::CommitRefund& effect) const { shell.hands_.commit_refund(effect); }
  void operator()(const till::PrintRefund& effect) const {
    if (shell.till_.given_back && shell.till_.given_back->refund.id == effect.id)
      shell.hands_.print_refund(*shell.till_.given_back, shell.surroundings_.counter);
  }
  void operator()(till::PrintTestCard) const {
    if (shell.hands_.print_test_card) shell.hands_.print_test_card();
  }
  void operator()(till::LookAtToday) const {
    if (shell.hands_.look_at_today) shell.hands_.look_at_today();
  }
  void operator()(till::LookAtMostSold) const {
    if (shell.hands_.look_at_most_sold) shell.hands_.look_at_most_sold();
  }
  void operator()(till::SyncNow) const {
    if (shell.hands_.sync_now) shell.hands_.sync_now();
  }
  void operator()(const till::UseSettings& effect) const {
    const core::Settings& set = effect.settings;
    ui::Access usual = shell.screen_.usual_access();
    usual.large_type = set.large_type;
    usual.high_contrast = set.high_contrast;
    usual.low_reach = set.low_reach;
    usual.left_hand = set.left_hand;
    usual.sound = set.volume > 0;
    usual.voice = set.voice;
    usual.language = set.english ? ui::Language::english : ui::Language::chinese;
    shell.screen_.set_usual_access(usual);
    shell.rest_.night_percent = set.night_percent;
    shell.rest_.blank_min = set.blank_after_minutes;
  }
  void operator()(const till::KeepSettings& effect) const {
    if (shell.hands_.keep_settings) shell.hands_.keep_settings(effect.settings);
  }
  void operator()(const till::AskForEnrolment& effect) const {
    if (shell.hands_.ask_for_enrolment) shell.hands_.ask_for_enrolment(effect);
  }
  void operator()(till::StopEnrolment) const {
    if (shell.hands_.stop_enrolment) shell.hands_.stop_enrolment();
  }
  void operator()(till::BeginTraining) const { go_on(); }
  void operator()(till::EndTraining) const { go_on(); }
  void go_on() const {
    if (shell.hands_.go_on_with_another) shell.hands_.go_on_with_another();
  }
  void operator()(const till::CheckSecret& effect) const {
    if (shell.hands_.check_secret) shell.hands_.check_secret(effect);
  }
  void operator()(const till::KeepSecret& effect) const {
    if (shell.hands_.keep_secret) shell.hands_.keep_secret(effect);
  }
  void operator()(till::ForgetSecrets) const {
    if (shell.hands_.forget_secrets) shell.hands_.forget_secrets();
  }
  void operator()(const till::CheckStaff& effect) const {
    if (shell.hands_.check_staff) shell.hands_.check_staff(effect);
  }
  void operator()(const till::CheckApprovalCode& effect) const {
    if (shell.hands_.check_approval_code) shell.hands_.check_approval_code(effect);
  }
  void operator()(const till::Record& effect) const {
    if (shell.hands_.record) shell.hands_.record(effect);
  }
  void operator()(const till::AskShifts& effect) const {
    if (shell.hands_.ask_shifts) shell.hands_.ask_shifts(effect);
  }
  void operator()(till::OpenDrawerByHand) const {
    if (shell.hands_.open_drawer_by_hand) shell.hands_.open_drawer_by_hand();
  }
  void operator()(const till::PrintShiftReport& effect) const {
    if (shell.hands_.print_shift_report) shell.hands_.print_shift_report(effect.report, shell.surroundings_.counter);
  }
  void operator()(const till::IdentifyCard& effect) const {
    if (shell.hands_.identify_card) shell.hands_.identify_card(effect);
  }
  void operator()(const till::CheckHolderPin& effect) const {
    if (shell.hands_.check_holder_pin) shell.hands_.check_holder_pin(effect);
  }
  void operator()(const till::Sound& effect) const { shell.hands_.sound(effect.accepted); }
};

Shell::Shell(ui::Screen& screen, Clock& clock, EventLog& events, Activity& activity)
    : screen_{screen}, clock_{clock}, events_{events}, activity_{activity}, tasks_{tasks_max} {}

till::Now Shell::now() const {
  return {core::WallTime{clock_.wall().utc_ms + surroundings_.clock_offset_ms}, clock_.monotonic_ms()};
}

void Shell::post(std::function<void()> task) {
  activity_.begin();
  if (!tasks_.push(std::move(task))) activity_.end();
  screen_.wake();
}

bool Shell::post_and_wait(std::function<void()> task) {
  auto done = std::make_shared<std::promise<void>>();
  auto answer = done->get_future();
  post([this, task = std::move(task), done] {
    task();
    redraw();
    done->set_value();
  });
  while (answer.wait_for(std::chrono::milliseconds{50}) != std::future_status::ready)
    if (stopping_) return false;
  return true;
}

void Shell::happened(till::Event event) {
  post([this, event = std::move(event)] { feed(event); });
}

void Shell::scanned(device::ScanEvent scan) {
  events_.emit({.event = "scan", .at_us = scan.at_us});
  post([this, scan = std::move(scan)] { scan_now(scan); });
}

void Shell::surroundings_changed(std::function<void(till::Surroundings&)> change) {
  post([this, change = std::move(change)] {
    change(surroundings_);
    dirty_ = true;
  });
}

// A scan is never lost because the journal is still being opened.
void Shell::scan_now(const device::ScanEvent& scan) {
  if (till_.state == till::State::starting && early_scans_.size() < early_scans_max) {
    early_scans_.push_back(scan);
    return;
  }
  ++scans_taken_;
  touched_ms_ = clock_.monotonic_ms();
  const int year = core::shanghai_date(now().wall).year;
  feed(till::Scanned{barcode::decode(scan.text, scan.symbology, codes_, year)});
}

void Shell::feed(const till::Event& event) {
  const std::vector<till::Notice> notices = till_.notices;
  till::Step result = till::step(std::move(till_), event, now());
  till_ = std::move(result.till);
  dirty_ = true;
  for (const till::Effect& effect : result.effects) std::visit(Perform{*this}, effect);
  tell_new_notices(notices);
  if (till_.state != till::State::starting) {
    while (!early_scans_.empty()) {
      const device::ScanEvent scan = std::move(early_scans_.front());
      early_scans_.pop_front();
      scan_now(scan);
    }
  }
}

void Shell::tell_new_notices(const std::vector<till::Notice>& before) {
  for (const till::Notice& notice : till_.notices)
    if (std::find(before.begin(), before.end(), notice) == before.end())
      events_.emit({.event = "notice", .state = notice.code});
}

void Shell::ask(const std::optional<till::Asked>& asked) {
  if (asked) feed(*asked);
  dirty_ = true;  // the screen may have dealt with it itself
}

till::View Shell::view() {
  surroundings_.now = now().wall;
  const std::int64_t now_ms = clock_.monotonic_ms();
  if (screen_.was_touched() || till_.state != till::State::idle) touched_ms_ = now_ms;
  surroundings_.rest = rest_of(rest_, surroundings_.now, now_ms - touched_ms_);
  if (till_.state == till::State::paid && till_.last && coded_sale_ != till_.last->sale.id) {
    coded_sale_ = till_.last->sale.id;
    surroundings_.receipt_code = code_of(*till_.last);
  }
  if (list_confirmed_.utc_ms != 0)
    surroundings_.list_age_s = std::max<std::int64_t>(0, surroundings_.now.utc_ms - list_confirmed_.utc_ms) / 1'000;
  if (till_.state == till::State::syncing && hands_.next_sync_ms) {
    const auto next_ms = hands_.next_sync_ms();
    const std::int64_t in_ms = next_ms ? std::max<std::int64_t>(0, *next_ms - clock_.monotonic_ms()) : 0;
    surroundings_.sync.next_try.utc_ms = next_ms ? surroundings_.now.utc_ms + in_ms : 0;
  }
  return till::make_view(till_, surroundings_);
}

void Shell::scale_spoke() {
  if (weighs_) post([] {});
}

void Shell::look_at_scale() {
  weighs_ = till_.state == till::State::weighing;
  if (!weighs_ || !hands_.pan) return;
  if (const till::Pan pan = hands_.pan(); pan != till_.pan) feed(till::PanChanged{pan});
}

void Shell::redraw() {
  look_at_scale();
  if (!dirty_ && !screen_.needs_redraw()) return;
  dirty_ = false;
  const till::View seen = view();
  if (hands_.say_aloud) hands_.say_aloud(seen);
  const ui::Frame frame = screen_.draw(seen);
  if (frame.changed) {
    screen_.present();
    const std::string_view sale = till_.state == till::State::paid ? till_.last->sale.id : std::string_view{};
    events_.emit({.event = "frame", .sale = sale, .state = till::state_name(till_.state), .scans = scans_taken_});
  }
  if (till_.state == till::State::paid && till_.last && shown_sale_ != till_.last->sale.id) {
    shown_sale_ = till_.last->sale.id;
    events_.emit({.event = "sale.shown", .sale = shown_sale_, .seq = till_.last->seq});
  }
  if (hands_.show_customer) hands_.show_customer(seen);  // after the terminal's own picture stands
}

void Shell::run_tasks() {
  int ran = 0;
  while (auto task = tasks_.try_pop()) {
    (*task)();
    ++ran;
  }
  redraw();
  for (; ran > 0; --ran) activity_.end();
}

// What is shown in seconds: until the next try at the county, or at the lock; how long somebody was called; how long a cart is kept.
bool Shell::counts_seconds() const {
  if (till_.state == till::State::calling || till_.still_there_until_ms != 0) return true;
  return till_.state == till::State::syncing || ((till_.state == till::State::locked || till_.state == till::State::proving || till_.state == till::State::approving) && till_.lock.wait_until_ms != 0);
}

int Shell::wait_ms() const {
  if (clock_.is_virtual()) return -1;  // only a command moves time
  const std::int64_t now_ms = clock_.monotonic_ms();
  std::int64_t due_ms = minute_ms - now().wall.utc_ms % minute_ms;  // the clock on the screen
  if (counts_seconds()) due_ms = std::min(due_ms, second_ms);  // its times are news of another thread
  if (till_.state == till::State::weighing) due_ms = std::min(due_ms, scale_silence_ms);
  if (const auto tick = till::next_tick(till_)) due_ms = std::min(due_ms, std::max<std::int64_t>(0, *tick - now_ms));
  return static_cast<int>(std::clamp<std::int64_t>(due_ms, 0, minute_ms));
}

bool Shell::run() {
  std::int64_t minute_shown = -1;
  while (!stopping_) {
    run_tasks();
    const ui::Input input = screen_.wait(wait_ms());
    if (input.quit) {
      stopping_ = true;
      return true;
    }
    for (const till::Asked& asked : input.asked) feed(asked);
    if (const auto tick = till::next_tick(till_); tick && *tick <= clock_.monotonic_ms()) feed(till::Ticked{});
    if (const std::int64_t minute = now().wall.utc_ms / minute_ms; minute != minute_shown) {
      minute_shown = minute;
      dirty_ = true;
    }
    dirty_ = dirty_ || counts_seconds();
    redraw();
  }
  run_tasks();
  return false;
}

void Shell::stop() {
  stopping_ = true;
  screen_.wake();
}

}  // namespace zhuangui::app

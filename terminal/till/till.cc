#include "till/till.h"

#include <algorithm>

#include "steps.h"

namespace zhuangui::till {
namespace {

// Warned of before anything fails: it stays, whatever else is said, until there is room again.
void warn_of_disk(Working& work, std::uint64_t screen_before) {
  Till& till = work.till;
  if (!till.disk_nearly_full) return work.unsay(disk_warning);
  if (till.screen != screen_before) till.disk_warning_dismissed = false;
  const bool there = std::any_of(till.notices.begin(), till.notices.end(),
                                 [](const Notice& notice) { return notice.code == disk_warning; });
  const bool here = till.state == State::idle || is_beside(till.state) || till.state == State::selling || till.state == State::paying;
  if (here && !there && !till.disk_warning_dismissed)
    till.notices.push_back({disk_warning, {}, Weight::pending, 0});
}

// A screen that goes by itself when nobody touches it: one beside the sale, or a return that is not in doubt.
bool is_left_alone(const Till& till) {
  return is_beside(till.state) || (till.state == State::returning && !till.returning.committing);
}

// When it locks by itself, if nobody touches it before.
std::optional<std::int64_t> locks_at(const Till& till) {
  if (till.mode == Mode::self_service) return std::nullopt;  // a buyer opens nothing
  if (till.settings.lock_after_minutes == 0 || !may_lock(till)) return std::nullopt;
  return till.touched_ms + till.settings.lock_after_minutes * std::int64_t{60'000};
}

struct OnEvent {
  Working& work;

  void operator()(const SettingsRead& event) const {
    work.till.settings = event.in_force;
    work.till.usual_settings = event.usual;
    work.effects.push_back(UseSettings{event.in_force});
  }
  void operator()(const SettingsNotKept& event) const {
    work.say("settings_not_kept", {core::errc_name(event.error.code)});
  }
  void operator()(const ModeRead& event) const { work.till.mode = event.mode; }
  void operator()(const NotEnrolled& event) const { begin_enrolling(work, event); }
  void operator()(const EnrolmentScanned& event) const { enrolment_scanned(work, event); }
  void operator()(const EnrolWordsShown& event) const { enrol_words_shown(work, event); }
  void operator()(const EnrolFailed& event) const { enrol_failed(work, event); }
  void operator()(const EnrolSucceeded& event) const {
    work.say("enrolled", {event.terminal, event.counter}, Weight::information);
  }
  void operator()(const TrainingNotBegun& event) const { training_not_begun(work, event); }
  void operator()(const LockRead& event) const { lock_read(work, event); }
  void operator()(const SecretChecked& event) const { secret_checked(work, event); }
  void operator()(const SecretKept& event) const { secret_kept(work, event); }
  void operator()(const SecretNotKept& event) const {
    work.till.lock.checking = false;
    work.say("secret_not_kept", {core::errc_name(event.error.code)});
  }
  void operator()(const StaffReplaced& event) const { staff_replaced(work, event); }
  void operator()(const StaffChecked& event) const { staff_checked(work, event); }
  void operator()(const ApprovalCodeChecked& event) const { approval_code_checked(work, event); }
  void operator()(const RecordFailed& event) const {
    work.say("not_recorded", {core::errc_name(event.error.code)}, Weight::danger);
    work.sound(false);
  }
  void operator()(const ShiftsAnswered& event) const { shifts_answered(work, event); }
  void operator()(const Ready& event) const {
    work.till.terminal = event.terminal;
    work.till.epoch = event.epoch;
    work.till.next_sale_number = event.next_sale_number;
    work.till.cart = event.cart;
    work.till.last = event.last;
    work.till.parked = event.parked;
    work.till.training = event.training;
    const bool recovered = !event.cart.sale.empty();
    work.go(recovered ? State::selling : State::idle);
    if (recovered) work.say("cart_recovered", {}, Weight::information);
    work.till.touched_ms = work.now.monotonic_ms;
    if ((work.till.lock.has_secret() || work.till.staff.has_list()) && work.till.mode == Mode::attended) lock_screen(work);  // switching it off and on again opens nothing
  }
  void operator()(const EpochChanged& event) const {
    work.till.epoch = event.epoch;
    work.till.next_sale_number = event.next_sale_number;
  }
  void operator()(const CatalogueReplaced& event) const {
    work.till.catalogue = event.catalogue;
    work.till.rules = event.rules;
    take_better_prices(work);
    leave_trace_of_goods_that_are_gone(work);
    leave_weighing_of_goods_that_are_gone(work);
  }
  void operator()(const PaymentListsReplaced& event) const { work.till.lists = event.lists; }
  void operator()(const MostSoldRead& event) const { work.till.most_sold = event.products; }
  void operator()(const SpentRead& event) const { work.till.spent = event.spent; }
  void operator()(const CardIdentified& event) const { card_identified(work, event); }
  void operator()(const HolderPinChecked& event) const { holder_pin_checked(work, event); }
  void operator()(const Scanned& event) const {
    work.till.touched_ms = work.now.monotonic_ms;
    work.till.still_there_until_ms = 0;
    scanned(work, event.code);
  }
  void operator()(const Asked& event) const {
    if (event.screen != work.till.screen) return;  // made for a screen that is gone: a double tap does nothing twice
    work.till.untouched_until_ms = work.now.monotonic_ms + untouched_ms;
    work.till.touched_ms = work.now.monotonic_ms;
    answer_intent(work, event.intent);
  }
  void operator()(const ScaleSetUp& event) const { set_up_scale(work, event); }
  void operator()(const PanChanged& event) const { pan_changed(work, event); }
  void operator()(const WeightTaken& event) const { weight_taken(work, event); }
  void operator()(const CartSaveFailed& event) const {
    work.say("cart_save_failed", {core::errc_name(event.error.code)}, Weight::danger);
  }
  void operator()(const HelpNotCalled&) const {
    if (!work.till.call || work.till.call->unanswered) return;
    work.till.call->unanswered = true;  // what else can be done is shown at once
    ++work.till.screen;
  }
  void operator()(const SaleCommitted& event) const { committed(work, event); }
  void operator()(const CommitFailed& event) const { commit_failed(work, event); }
  void operator()(const InvoiceRequested& event) const { invoice_requested(work, event); }
  void operator()(const InvoiceRefused& event) const { invoice_refused(work, event); }
  void operator()(const SalesListed& event) const { sales_listed(work, event); }
  void operator()(const SaleFound& event) const { sale_found(work, event); }
  void operator()(const SaleNotFound& event) const { sale_not_found(work, event); }
  void operator()(const ReturnsAnswered& event) const { returns_answered(work, event); }
  void operator()(const ReturnsNotAnswered& event) const { returns_not_answered(work, event); }
  void operator()(const QuotaReserved& event) const { quota_reserved(work, event); }
  void operator()(const RefundCommitted& event) const { refund_committed(work, event); }
  void operator()(const RefundFailed& event) const { refund_failed(work, event); }
  void operator()(const ReceiptChanged& event) const { receipt_changed(work, event); }
  void operator()(const TestPrintChanged& event) const { test_print_changed(work, event); }
  void operator()(const DiskSpaceChanged& event) const {
    work.till.disk_nearly_full = event.nearly_full;
    work.till.disk_warning_dismissed = false;
  }
  void operator()(Ticked) const {
    std::erase_if(work.till.notices, [this](const Notice& notice) {
      return notice.until_ms != 0 && notice.until_ms <= work.now.monotonic_ms;
    });
    if (work.till.state == State::paid && work.now.monotonic_ms >= work.till.paid_until_ms) finish(work);
    take_weight_that_stood_still(work);
    if (work.till.state == State::approving && work.now.monotonic_ms >= work.till.untouched_until_ms) leave_approving(work);
    if (work.till.state == State::refunded && work.now.monotonic_ms >= work.till.paid_until_ms) finish_return(work);
    if (is_left_alone(work.till) && work.now.monotonic_ms >= work.till.untouched_until_ms) leave_returning(work);
    if (work.till.payment.until_ms != 0 && work.now.monotonic_ms >= work.till.payment.until_ms) card_time_over(work);
    if (work.till.lock.wait_until_ms <= work.now.monotonic_ms) work.till.lock.wait_until_ms = 0;
    look_whether_left(work);
    if (const auto at = locks_at(work.till); at && *at <= work.now.monotonic_ms) lock_screen(work);
  }
};

}  // namespace

void Working::say(std::string code, std::vector<std::string> arguments, Weight weight) {
  unsay(code);
  const std::int64_t until = weight == Weight::danger ? 0 : now.monotonic_ms + notice_ms;
  till.notices.push_back({std::move(code), std::move(arguments), weight, until});
}

void Working::unsay(std::string_view code) {
  std::erase_if(till.notices, [code](const Notice& notice) { return notice.code == code; });
}

const char* state_name(State state) {
  switch (state) {
    case State::starting: return "starting";
    case State::enrolling: return "enrolling";
    case State::idle: return "idle";
    case State::selling: return "selling";
    case State::parked: return "parked";
    case State::searching: return "searching";
    case State::tracing: return "tracing";
    case State::weighing: return "weighing";
    case State::quick: return "quick";
    case State::hand_pricing: return "hand_pricing";
    case State::counting: return "counting";
    case State::more: return "more";
    case State::devices: return "devices";
    case State::syncing: return "syncing";
    case State::today: return "today";
    case State::disclosure: return "disclosure";
    case State::settings: return "settings";
    case State::securing: return "securing";
    case State::shifts: return "shifts";
    case State::late: return "late";
    case State::locked: return "locked";
    case State::approving: return "approving";
    case State::paying: return "paying";
    case State::committing: return "committing";
    case State::paid: return "paid";
    case State::calling: return "calling";
    case State::proving: return "proving";
    case State::set_aside: return "set_aside";
    case State::returning: return "returning";
    case State::refunding: return "refunding";
    case State::refunded: return "refunded";
  }
  return "starting";
}

Step step(Till before, const Event& event, const Now& now) {
  const std::uint64_t screen_before = before.screen;
  // What is being paid is not priced anew: a promotion that ends meanwhile still counts.
  if (before.state != State::paying && before.state != State::committing) before.priced_at = before.late ? before.late->stated_at : now.wall;
  Working work{std::move(before), now, {}};
  std::visit(OnEvent{work}, event);
  give_up_carts_of_yesterday(work);
  warn_of_disk(work, screen_before);
  if (work.till.training) keep_drawer_shut(work);
  return {std::move(work.till), std::move(work.effects)};
}

std::optional<std::int64_t> next_tick(const Till& till) {
  std::optional<std::int64_t> due;
  const auto consider = [&due](std::int64_t at) { due = due ? std::min(*due, at) : at; };
  for (const Notice& notice : till.notices)
    if (notice.until_ms != 0) consider(notice.until_ms);
  if (till.state == State::paid || till.state == State::refunded) consider(till.paid_until_ms);
  if (is_left_alone(till) || till.state == State::approving) consider(till.untouched_until_ms);
  if (till.day_ends_ms != 0) consider(till.day_ends_ms);
  if (till.weighing.accept_at_ms != 0) consider(till.weighing.accept_at_ms);
  if (till.lock.wait_until_ms != 0) consider(till.lock.wait_until_ms);
  if (till.payment.until_ms != 0) consider(till.payment.until_ms);
  if (const auto at = locks_at(till)) consider(*at);
  if (const auto at = leaves_at(till)) consider(*at);
  return due;
}

}  // namespace zhuangui::till

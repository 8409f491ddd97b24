#pragma once
// Private to till: the pieces of step(), by what the person is doing.
#include "till/till.h"

namespace zhuangui::till {

inline constexpr std::int64_t notice_ms = 6'000;        ///< how long a passing notice stays
inline constexpr std::int64_t paid_screen_ms = 15'000;  ///< thank-you screen, receipt printed
inline constexpr std::int64_t paid_trouble_ms = 30'000; ///< thank-you screen while the receipt has not come out
inline constexpr std::size_t entered_digits_max = 9;
inline constexpr std::size_t searched_letters_max = 12;
inline constexpr std::size_t quick_shown_max = 24;
inline constexpr std::int64_t untouched_ms = 180'000;   ///< a screen beside the sale goes when nobody touches it so long

inline constexpr std::int64_t set_aside_ms = 30'000;    ///< the screen that says the number of a cart set aside
inline constexpr std::int64_t unanswered_ms = 60'000;   ///< a call so long unanswered shows other ways
inline constexpr std::int64_t still_there_after_ms = 90'000;   ///< a buyer's cart untouched so long is asked for
inline constexpr std::int64_t caller_waits_ms = 180'000;       ///< while somebody was called, so long
inline constexpr std::int64_t still_there_ms = 30'000;  ///< and so long it waits for the answer
inline constexpr std::int64_t staff_stays_ms = 120'000; ///< without a touch
inline constexpr std::int64_t proving_ms = 30'000;      ///< without a touch

inline constexpr const char* disk_warning = "disk_nearly_full";

/// A screen beside the sale: it changes nothing by itself, and a scan leads from it into the cart.
constexpr bool is_beside(State state) {
  return state == State::parked || state == State::searching || state == State::quick || state == State::tracing || state == State::hand_pricing || state == State::weighing || state == State::counting || state == State::more || state == State::devices || state == State::syncing ||
         state == State::today || state == State::disclosure || state == State::settings || state == State::securing || state == State::shifts ||
         state == State::late;
}

inline constexpr std::int64_t card_shown_ms = 3'000;    ///< unit, masked name and amount stand so long before it is paid
inline constexpr std::int64_t county_step_ms = 10'000; ///< the county is asked for a quota so long
inline constexpr std::int64_t card_step_ms = 30'000;    ///< a card is waited for, and its PIN, so long
inline constexpr int wrong_pins_max = 5;                ///< then the card pays nothing above its limit today
inline constexpr std::size_t trade_digits = 4;

/// The step under construction: handlers change `till` and add effects.
struct Working {
  Till till;
  const Now& now;
  std::vector<Effect> effects;

  void go(State state) {
    till.state = state;
    ++till.screen;
    if (state != State::weighing) till.weighing = {};
    till.counted.reset();
    if (state != State::searching && state != State::tracing && state != State::weighing) {
      till.searched.clear();
      till.category.reset();
    }
    if (is_beside(state) || state == State::returning || state == State::approving) till.untouched_until_ms = now.monotonic_ms + untouched_ms;
    till.entered.clear();
    till.staff.number.clear();
    till.entered_by_shortcut = false;
    till.confirm_clear = false;
    till.confirm_training = false;
    till.help_open = false;
    till.still_there_until_ms = 0;
    if (state == State::idle || state == State::locked) till.staff_here = false;
  }
  void say(std::string code, std::vector<std::string> arguments, Weight weight = Weight::pending);
  void unsay(std::string_view code);
  void sound(bool accepted) { effects.push_back(Sound{accepted}); }
  void save_cart() { effects.push_back(SaveCart{till.cart, till.next_sale_number}); }
};

// on_intent.cc: what a person asked for on the screen that stands there.
void answer_intent(Working& work, const Intent& intent);

// goods.cc: scanning and the lines of the cart.
void scanned(Working& work, const barcode::Code& code);
void refuse(Working& work, std::string code, std::vector<std::string> arguments);
void add(Working& work, const core::Product& product, const core::Quantity& quantity, const std::string& code,
         std::string best_before = {});
void put_line(Working& work, core::CartLine line, const std::optional<core::CartLine>& instead_of);
void open_cart(Working& work);
void change_line(Working& work, std::size_t index, std::int64_t by);
/// Says why not, where the line cannot have so many more.
bool may_change_line(Working& work, std::size_t index, std::int64_t by);
void remove_line(Working& work, std::size_t index);
void undo_remove(Working& work);
void clear_cart(Working& work);

// pricing.cc
/// A cart keeps the better of the price a line was scanned at and the price now.
void take_better_prices(Working& work);

// parking.cc: carts that are set aside.
/// Puts the open cart aside, whatever the screen; false: there is none, or no number for it.
bool set_cart_aside(Working& work, core::ParkReason reason);
void park(Working& work);
void open_parked(Working& work);
void resume(Working& work, std::int64_t number);
/// Those of an earlier day are given up; also reckons when those of today will be.
void give_up_carts_of_yesterday(Working& work);

/// The cart of that number is the open one again; what is not sold any more is taken off. True: something was.
bool take_up(Working& work, std::int64_t number);
/// Paying in front of somebody who takes cash: the exact sum is entered already.
void go_paying_exactly(Working& work);

// helping.cc: somebody of the counter is called, and comes.
void call_staff(Working& work);
void call_for_cash(Working& work);
void answer_call(Working& work);
void withdraw_call(Working& work);
void set_aside_while_calling(Working& work);
/// The call, if there is one, has ended.
void end_call(Working& work, const char* outcome);
void enter_staff(Working& work);
void leave_staff(Working& work);
/// Who was asked for the secret has shown it.
void proven(Working& work);
void back_from_proving(Working& work);
void show_set_aside(Working& work, std::int64_t number);

// leaving.cc: nobody is there any more.
/// When something happens by itself because nobody touches the screen.
std::optional<std::int64_t> leaves_at(const Till& till);
void look_whether_left(Working& work);
void answer_still_there(Working& work, bool yes);

// beside.cc: goods by the initials of their names, by number or category, and where they are from; devices and sync.
void open_more(Working& work);
void open_from_more(Working& work, State state);
void open_today(Working& work);
void print_test_card(Working& work);
void test_print_changed(Working& work, const TestPrintChanged& event);
void open_search(Working& work);
void choose_category(Working& work, const std::optional<std::string>& category);
void show_trace(Working& work, const std::string& product, std::optional<std::size_t> line);
void leave_trace_of_goods_that_are_gone(Working& work);
void back_from_beside(Working& work);
void press_search(Working& work, char key);
void pick_product(Working& work, const std::string& product);

// training.cc: another till, to practise with.
void open_training(Working& work);
void confirm_training(Working& work, bool yes);
void leave_training(Working& work);
void training_not_begun(Working& work, const TrainingNotBegun& event);
/// The drawer stays shut, whoever asks for it.
void keep_drawer_shut(Working& work);

// quick.cc: goods one touch away.
void open_quick(Working& work);

// hand_price.cc: another price than the list's.
void open_hand_price(Working& work);
void press_hand_price(Working& work, char key);
void choose_price_reason(Working& work, const std::string& reason);
void confirm_hand_price(Working& work);

// counting.cc: pieces, typed.
void open_count(Working& work, std::size_t line, char first);
void press_count(Working& work, char key);
void confirm_count(Working& work);

// weighing.cc: goods that are sold by what the scale says.
void weigh(Working& work, const core::Product& product, const std::string& code);
void weigh_again(Working& work, std::size_t line);
void set_up_scale(Working& work, const ScaleSetUp& event);
void pan_changed(Working& work, const PanChanged& event);
void set_tare(Working& work, std::optional<std::int64_t> grams);
void weigh_by_hand(Working& work, bool on);
void choose_second_scale(Working& work, std::size_t index);
void press_grams(Working& work, char key);
void confirm_weight(Working& work);
void weight_taken(Working& work, const WeightTaken& event);
void take_weight_that_stood_still(Working& work);
void leave_weighing_of_goods_that_are_gone(Working& work);

// settings.cc: how the screen of this counter is set.
void open_settings(Working& work);
void change_setting(Working& work, Setting which);
void restore_settings(Working& work, bool usual);

// enrolling.cc: the first start.
void begin_enrolling(Working& work, const NotEnrolled& event);
void choose_enrol_field(Working& work, bool code);
void press_enrol(Working& work, char key);
void enrol(Working& work);
void stop_enrolling(Working& work);
void enrolment_scanned(Working& work, const EnrolmentScanned& event);
void enrol_words_shown(Working& work, const EnrolWordsShown& event);
void enrol_failed(Working& work, const EnrolFailed& event);

// lock.cc: the screen is covered, and what opens it again.
bool may_lock(const Till& till);
void lock_screen(Working& work);
void open_lock(Working& work);
void open_securing(Working& work);
void press_pin(Working& work, char key);
void confirm_pin(Working& work);
void card_held(Working& work, const std::string& card);
void forget_secrets(Working& work);
void lock_read(Working& work, const LockRead& event);
void secret_checked(Working& work, const SecretChecked& event);
void secret_kept(Working& work, const SecretKept& event);

/// No try of a PIN or code is taken now: one is being compared, or too many were wrong.
bool must_wait(const Working& work);
/// Counts what the shell counted; after too many the next one has to wait.
void answer_wrong(Working& work, int wrong_tries);

// staff.cc: who is at the terminal, what they may, and who approves what they may not.
void staff_replaced(Working& work, const StaffReplaced& event);
void open_login(Working& work);
void log_out(Working& work);
void confirm_staff(Working& work);
void badge_held(Working& work, const std::string& badge);
void staff_checked(Working& work, const StaffChecked& event);
/// True: the operator may do it, or it has just been approved. Else a second person is asked for, and `again` is asked by
/// the till itself once they have approved: do nothing now. Acts that write an entry name who() and second().
bool may_or_ask(Working& work, std::string_view right, core::Money amount, Intent again);
/// The same for what nobody may do alone, whatever their rights: true only once a second person has approved.
bool second_or_ask(Working& work, std::string_view right, core::Money amount, Intent again);
/// References: of the operator, and of the second person of the act that is being done; empty: none.
std::string who(const Till& till);
std::string second(const Till& till);
void use_approval_code(Working& work);
void approval_code_checked(Working& work, const ApprovalCodeChecked& event);
void leave_approving(Working& work);

// shifts.cc: the drawer and its shifts.
void open_shifts(Working& work);
void choose_shift_place(Working& work, ShiftPlace place);
void choose_denomination(Working& work, std::size_t number);
void choose_reason(Working& work, const std::string& reason);
void press_shift(Working& work, char key);
void confirm_shift(Working& work);
void close_uncounted(Working& work);
void print_shift(Working& work);
void shifts_answered(Working& work, const ShiftsAnswered& event);
/// True: a step of the shifts was gone back.
bool back_in_shifts(Working& work);

// late.cc: 补录 of sales that were made on paper.
void open_late(Working& work);
void choose_late_field(Working& work, LateField field);
void choose_late_day(Working& work);
void press_late(Working& work, char key);
void choose_late_reason(Working& work, const std::string& reason);
void confirm_late(Working& work);
/// The next sale is one of now again.
void forget_late(Till& till);

// returning.cc: goods or money going back.
void open_return(Working& work);
void receipt_held(Working& work, const std::string& sale);
void void_last_sale(Working& work);
void choose_sale(Working& work, const std::string& sale);
void sales_listed(Working& work, const SalesListed& event);
void sale_found(Working& work, const SaleFound& event);
void sale_not_found(Working& work, const SaleNotFound& event);
void returns_answered(Working& work, const ReturnsAnswered& event);
void returns_not_answered(Working& work, const ReturnsNotAnswered& event);
void touch_return_line(Working& work, std::size_t line);
void press_return_pad(Working& work, char key);
void return_everything(Working& work);
void agree_on_sum(Working& work, bool on);
void settle_return(Working& work);
void choose_fate(Working& work, core::GoodsFate fate);
void choose_return_reason(Working& work, const std::string& reason);
void confirm_return(Working& work);
void refund_committed(Working& work, const RefundCommitted& event);
void refund_failed(Working& work, const RefundFailed& event);
/// After a refund of unknown outcome nothing may be changed: says so again and answers true.
bool refund_is_in_doubt(Working& work);
void back_from_returning(Working& work);
/// What was chosen is forgotten.
void leave_returning(Working& work);
void finish_return(Working& work);

// paying.cc: number pad, tender, commit, thank-you.
/// One key more on what is entered as an amount; nullopt: it cannot stand there.
std::optional<std::string> with_key(std::string text, char key);
/// After a commit of unknown outcome nothing may be changed: says so again and answers true.
bool refuses_while_in_doubt(Working& work);
void press_pad(Working& work, char key);
void quick_cash_pressed(Working& work, core::Money amount);
void confirm_tender(Working& work);
/// All is paid: the sale goes to the journal.
void settle(Working& work, const core::PaymentPlan& plan);
void committed(Working& work, const SaleCommitted& event);
void commit_failed(Working& work, const CommitFailed& event);
void receipt_changed(Working& work, const ReceiptChanged& event);
/// 开票申请 of the sale on the thank-you screen: once, and printed with its number.
void request_invoice(Working& work);
void invoice_requested(Working& work, const InvoiceRequested& event);
void invoice_refused(Working& work, const InvoiceRefused& event);
void finish(Working& work);

// paying_parts.cc: a sum in parts; the shop's fixed code, and a unit's purchase order.
/// With nothing taken yet but what pays for goods that were ordered before.
void begin_paying(Working& work);
/// What the next part would be: what is on the pad, else all that is left. None: it is more than is left, which is said.
std::optional<core::Money> next_part(Working& work);
void start_part(Working& work, PayStep step, core::Tender part);
/// Back to counting, without the part that is under way.
void drop_part(Working& work);
/// On the pad, or among the other tenders: no part is under way.
constexpr bool is_between_parts(PayStep step) { return step == PayStep::counting || step == PayStep::others; }
/// A quota, an order or a pick-up is in it: whose money the sale is stands then, and a second one would contradict it.
bool has_document(const std::vector<core::Tender>& taken);
/// Something has to be given back before the cart can be changed; a pick-up comes and goes with its lines.
bool holds_parts(const std::vector<core::Tender>& taken);
/// The part under way is taken; when it was the last, the sale is settled.
void finish_part(Working& work);
void take_cash_part(Working& work);
void give_part_back(Working& work, std::size_t index);
void choose_other(Working& work);
void choose_code(Working& work);
void confirm_code(Working& work);
void choose_account(Working& work);
void pick_order(Working& work, const std::string& number);
void confirm_order(Working& work);
void press_digit(Working& work, char key, std::size_t digits_max);

// paying_card.cc: 职工卡.
void choose_card(Working& work);
void card_presented(Working& work, const std::string& card);
void card_identified(Working& work, const CardIdentified& event);
void confirm_holder_pin(Working& work);
void holder_pin_checked(Working& work, const HolderPinChecked& event);
void card_time_over(Working& work);
/// The part under way is given up, and why is said.
void card_refused(Working& work, std::string code, std::vector<std::string> arguments);
/// It goes on at `step`, which ends by itself.
void wait_for(Working& work, PayStep step, std::int64_t ms);
/// The card under way pays from the wage, where its unit lets it.
void charge_wage(Working& work);

// pickups.cc: goods that were ordered and paid before.
void pickup_shown(Working& work, const std::string& code);
/// Its lines in the cart are paid by it, as soon as paying begins. False: it has been used meanwhile, which is said.
bool take_pickup_part(Working& work);
/// Its lines are changed only all together: says so and answers true.
bool is_whole_pickup(Working& work, const core::CartLine& line);

// paying_quota.cc: 工会慰问额度 of the card that was held.
void choose_quota(Working& work);
/// True: what its holder's quotas can pay is asked first.
bool asks_for_quota(const Working& work);
void pick_quota(Working& work, const std::string& reference);
void choose_wage(Working& work);
void sign_on_paper(Working& work);
void confirm_signature(Working& work);
void take_by_proxy(Working& work);
/// The part under way is proved: it is shown, and the county is asked before where the quota is allotted to no terminal.
void prove_with(Working& work, std::string proof);
void quota_reserved(Working& work, const QuotaReserved& event);
/// What the county granted is over before the sale was made: that part is given back, which is said, and answers true.
bool drops_what_is_over(Working& work);

}  // namespace zhuangui::till

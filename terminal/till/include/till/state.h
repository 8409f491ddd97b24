#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/parked.h"
#include "core/pricing.h"
#include "core/sale.h"
#include "core/settings.h"
#include "core/shift.h"
#include "core/staff.h"
#include "till/intents.h"
#include "till/payment.h"
#include "till/returning.h"
#include "till/weighing.h"

namespace zhuangui::till {

/// Who stands before the terminal: a 营业员 with a queue, or a buyer alone, who calls one.
enum class Mode { attended, self_service };

// starting -NotEnrolled-> enrolling: the first start; once it is enrolled the program begins again with another till
// starting -Ready-> idle -scan|Start-> selling -Checkout-> paying -ConfirmTender-> committing -SaleCommitted-> paid
//    paid -Finish|scan|time-out-> idle (a scan opens the next cart at once)
//    idle, selling -OpenSearch-> searching -PickProduct, scan-> selling; idle, selling, searching -ShowTrace-> tracing
//    selling -Park-> idle; idle, more -OpenParked-> parked -Resume-> selling with that cart: one that lies there is parked
//    idle, selling -OpenMore-> more -OpenSearch, OpenDevices, OpenSyncing, OpenToday, OpenDisclosure, OpenSettings-> searching,
//    devices, syncing, today, disclosure, settings
//    more -OpenLate-> late -ConfirmLate-> selling, of a sale that was made on paper
//    more -OpenShifts-> shifts: the drawer, step by step; each step -Back-> the one before, at last more
//    settings -OpenSecuring-> securing;  all but starting, committing and a sale in doubt -LockScreen, or nobody touches it as
//    long as is set-> locked -the right PIN or card, or where none is set OpenLock-> idle, or selling with its cart
//    idle, selling, searching, tracing, paid -goods that are sold by weight-> weighing -ConfirmWeight-> selling
//    where the counter has a list of its people: locked -one of them, by badge or number and PIN-> as above, with them as its
//    operator; idle, selling, more -OpenLogin-> locked;  anywhere -an act its operator has no right to-> approving -a second
//    person, or the office's code-> back, and the act is done;  approving -Back-> back
//    idle, selling -OpenQuick-> quick -PickProduct, scan-> selling
//    tracing a line of the cart -OpenHandPrice-> hand_pricing -ConfirmHandPrice-> selling
//    selling -OpenCount-> counting -ConfirmCount-> selling: how many pieces, typed
//    these -Back, or nobody touches it for a while-> where it was opened
//    selling -Back with an empty cart-> idle;  paying -Back-> selling;  committing -CommitFailed-> paying
//    paying after CommitFailed{unknown_outcome}: nothing but ConfirmTender, which asks for the very same sale again
//    more -OpenReturn, or a receipt's code scanned-> returning -ConfirmReturn-> refunding -RefundCommitted-> refunded
//    -Finish, time-out-> where it was opened;  paid -VoidSale-> returning;  refunding -RefundFailed-> returning
// In self-service, where nobody of the counter has proven to be there (is_self_service):
//    any but committing -CallStaff-> calling; paying -ChooseCash-> calling, the cart set aside for the cash
//    calling -AnswerCall-> proving, or where no secret is set at once the screen it was called from, with its cart
//    calling, selling -SetAside, Park-> set_aside -Finish, time-out-> idle; more -EnterStaff-> proving-> more
//    a cart nobody touches: asks, counts down, sets it aside-> idle
// In every state a scan means something: goods where a cart can take them, a refusal with a sentence elsewhere.
enum class State {
  starting, enrolling, idle, selling, parked, searching, quick, tracing, hand_pricing, weighing, counting, more, devices, syncing, today, disclosure,
  settings, securing, shifts, late, locked, approving, paying,
  committing, paid, returning, refunding, refunded, calling, proving, set_aside
};

/// The stable word of a state ("selling"), as scripts, dumps and events name it.
const char* state_name(State state);

/// Something the person at the screen is told. `code` is stable and names a string "notice.<code>" in
/// assets/strings; `arguments` fill {0}, {1} … of it. Where there is a string "notice.<code>.<first argument>" it is
/// said instead: a failure then says what to do in this case. A danger is shown until it is dealt with, the others fade.
enum class Weight { information, pending, danger };
struct Notice {
  std::string code;
  std::vector<std::string> arguments;
  Weight weight = Weight::information;
  std::int64_t until_ms = 0;  ///< monotonic; 0 = stays until the screen changes
  friend bool operator==(const Notice&, const Notice&) = default;
};

/// Where the paper of the sale on screen has got to. held: it is not begun, since one before it in the printer's queue
/// waits for a person; it comes by itself afterwards.
enum class ReceiptState { none, waiting, held, printed, unconfirmed, trouble };
/// It comes by itself: nobody need ask for another one.
constexpr bool is_under_way(ReceiptState state) { return state == ReceiptState::waiting || state == ReceiptState::held; }

/// The last completed sale, as the thank-you screen shows it.
struct Completed {
  core::Sale sale;
  std::int64_t seq = 0;
  std::string hash_prefix_hex;  ///< first 8 bytes
  core::WallTime at;
  ReceiptState receipt = ReceiptState::none;
  std::string receipt_trouble;  ///< notice code of the printer's trouble, empty when there is none
  int copies = 0;               ///< reprints so far
  bool asking_invoice = false;  ///< of the journal, and not answered yet
  std::string invoice;          ///< reference of the 开票申请; empty: there is none
  core::Money invoice_amount;
};

/// The return just made, as the screen that hands out the money shows it.
struct GivenBack {
  core::Refund refund;
  std::int64_t seq = 0;
  core::WallTime at;
  ReceiptState receipt = ReceiptState::none;
  std::string receipt_trouble;  ///< as Completed::receipt_trouble
};

/// What opens a locked screen again: a PIN, a card, either where both are set, a touch where nothing is.
enum class SecretKind { pin, card };
struct Lock {
  bool pin = false, card = false;
  int wrong_tries = 0;              ///< in a row
  std::int64_t wait_until_ms = 0;   ///< monotonic: no try is taken before; 0: none is waited for
  core::WallTime wait_until;        ///< the same for the screen
  bool checking = false;            ///< asked of the shell, and not answered yet
  [[nodiscard]] bool has_secret() const { return pin || card; }
};
/// Setting what opens it: who has one shows it first; a new PIN is typed twice.
enum class SecretStep { present, fresh, again };

/// Somebody was called and has not come yet.
enum class CallReason { help, cash };
struct Call {
  CallReason reason = CallReason::help;
  State from = State::idle;           ///< what it was called from, and leads back to
  std::string entered;                ///< there
  std::int64_t number = 0;            ///< of the cart that is set aside for the cash
  core::WallTime since;
  std::int64_t since_ms = 0;          ///< the same, monotonic
  bool unanswered = false;            ///< so long that other ways are shown
};
/// What somebody of the counter wants to do who is asked for the secret first.
enum class StaffWish { more, answer };

/// An act that waits for a second person.
struct Asking {
  std::string act;          ///< name of the right that is missing (core::right)
  core::Money amount;
  std::string challenge;    ///< six digits, for the office
  Intent again;             ///< done as soon as it is approved
  State from = State::idle; ///< where it was asked for, and what stood on the pad there
  std::string entered;
  bool by_code = false;     ///< the office's code is typed, no person's number
};
/// The people of the counter. Without a list of them everybody may everything, as no one can be told from another.
struct Staff {
  std::shared_ptr<const core::StaffList> list;
  std::string operator_reference;          ///< who is at the terminal, also while it is locked; empty: nobody
  std::string number;                      ///< typed at the login, or by the second person: the PIN comes next
  std::optional<Asking> asking;
  std::optional<core::Approval> approved;  ///< while the approved act is done
  [[nodiscard]] bool has_list() const { return list && !list->members.empty(); }
  [[nodiscard]] const core::StaffMember* at_terminal() const { return has_list() ? list->find(operator_reference) : nullptr; }
  [[nodiscard]] bool may(std::string_view right) const { return !has_list() || (at_terminal() && at_terminal()->may(right)); }
};

/// What is asked of the journal about shifts.
enum class ShiftAct { read, open, close, count, move, drawer };
/// menu: what can be done. opening: the float is entered. counting: blind, piece by piece or as a sum. settling: what was
/// counted against what should be there. moving: cash in or out. drawer: why it is opened. sums: an X or Z report.
enum class ShiftStep { menu, opening, counting, settling, moving, drawer, sums };
inline constexpr std::array<std::int64_t, 8> denominations_fen{10'000, 5'000, 2'000, 1'000, 500, 100, 50, 10};
struct Shifts {
  ShiftStep step = ShiftStep::menu;
  bool asked = false;                             ///< of the journal, and not answered yet
  std::optional<core::ShiftReport> running, uncounted;  ///< as the journal answered last
  std::optional<core::ShiftReport> shown;         ///< of the step sums
  bool out = false;                               ///< cash is taken out
  bool late = false;                              ///< `uncounted` is counted, and not the running one
  std::size_t denomination = 0;                   ///< that is counted now; 0: the sum
  std::array<std::int64_t, 8> pieces{};
  std::optional<core::Money> counted, first_counted;
  std::string reason;
  bool printed = false;                           ///< the report was sent to the printer
};

/// 补录: what is entered of a sale that was made on paper.
struct LateEntering {
  LateField field = LateField::time;
  int days_ago = 0;
  std::string time, paper;     ///< "0930"; digits of the paper slip
  std::string reason;
  std::string second_reference;
};
inline constexpr int late_days_max = 3;

/// A price that a person sets: of which line, as it was when it was opened, and why (core::price_reasons).
struct HandPricing { std::optional<core::CartLine> line; std::string reason; };

/// The first start: asking the county for the terminal's enrolment.
enum class EnrolStep { asking, under_way, comparing };
struct Enrolling {
  std::string address, code;          ///< of the county and of its office, as typed or scanned
  std::string county_key;             ///< in hex, when it was scanned with them; else the four words are the proof
  bool at_code = false;               ///< what is typed goes to the code
  EnrolStep step = EnrolStep::asking;
  std::array<std::string, 4> words;   ///< while comparing: the office sees the same
  std::string trouble;                ///< names a string "enrolling.trouble.<code>"; empty: none
};

/// The whole state of one till. A value: copying it is remembering it.
struct Till {
  State state = State::starting;
  std::uint64_t screen = 0;  ///< rises with every change of state or category: an intent made for an older screen is ignored
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t next_sale_number = 1;
  std::shared_ptr<const core::Catalogue> catalogue;
  std::shared_ptr<const core::PriceRules> rules;  ///< promotions; none where the release has none
  core::WallTime priced_at;        ///< the moment its promotions are of: stands still while it is paid; of a late entry that on the slip
  core::Cart cart;
  std::vector<core::ParkedCart> parked;  ///< in the order they were parked
  std::int64_t day_ends_ms = 0;    ///< monotonic: when those of today are given up; 0: none is parked
  PaymentLists lists;
  Spent spent;
  Payment payment;
  int reservations_answered = 0;  ///< by the county, since the start: the next question is another one
  State home = State::idle;        ///< idle or selling: where the way back from a screen beside the sale leads
  std::string searched;            ///< letters or digits typed while searching: "yy"
  std::optional<std::string> category;  ///< chosen while searching, "": all goods; none: the categories are shown
  std::string traced;              ///< product whose origin is shown
  bool traced_from_search = false;
  std::optional<core::CartLine> traced_line;  ///< the line of the cart it was opened from
  HandPricing hand_price;
  std::vector<std::string> most_sold;  ///< products, what the last days sold most first
  std::vector<std::string> quick;      ///< products of the quick keys, in the order they stand there
  ScaleSettings scale;
  Pan pan;                         ///< told while goods are weighed
  WeighingNow weighing;            ///< while weighing
  std::optional<core::CartLine> counted;  ///< while counting: the line whose pieces are typed
  State weighing_from = State::idle;  ///< searching or tracing where it was opened there: the way back
  ReceiptState test_print = ReceiptState::none;  ///< where the paper of the test card has got to
  std::string test_print_trouble;                ///< as Completed::receipt_trouble
  core::Settings settings;         ///< in force
  core::Settings usual_settings;   ///< what the counter's configuration says
  core::Settings settings_before;  ///< in force when the settings were opened: what 恢复原样 brings back
  Mode mode = Mode::attended;      ///< as configured
  bool staff_here = false;         ///< in self-service: somebody of the counter stands there and does what buyers cannot
  std::optional<Call> call;        ///< calling, or proving to answer it
  StaffWish staff_wish = StaffWish::more;
  std::int64_t set_aside_number = 0;      ///< of the cart that was set aside just now
  std::int64_t set_aside_until_ms = 0;    ///< monotonic: when the screen that says so goes by itself
  std::int64_t still_there_until_ms = 0;  ///< monotonic: it asks whether somebody is there, until then; 0: it does not
  core::WallTime still_there_until;       ///< the same for the screen
  Enrolling enrolling;
  Lock lock;
  Staff staff;
  Shifts shifts;
  LateEntering late_entering;
  std::optional<core::LateEntry> late;  ///< the open cart was sold on paper then
  std::string late_second;              ///< who approved that
  SecretStep secret_step = SecretStep::fresh;
  std::string fresh_pin;           ///< typed once
  std::int64_t touched_ms = 0;     ///< monotonic: when somebody last did something
  std::int64_t untouched_until_ms = 0;  ///< monotonic: when a screen beside the sale goes by itself
  std::string entered;             ///< digits on the number pad: "", "50", "12.5"; of a PIN, where one is asked for
  bool entered_by_shortcut = false;
  std::optional<core::Sale> committing;  ///< asked of the journal; in `paying`: whether it stands is not known yet
  std::optional<Completed> last;   ///< also filled after a restart, so that it can be shown
  Returning returning;
  std::optional<GivenBack> given_back;
  std::optional<core::CartLine> undo;
  std::size_t undo_position = 0;
  std::vector<Notice> notices;
  bool help_open = false;
  bool confirm_clear = false;
  bool confirm_training = false;
  bool training = false;           ///< a till to practise with: every screen says so
  bool disk_nearly_full = false;       ///< said on every screen where something is still to be recorded
  bool disk_warning_dismissed = false; ///< a person has read it; it comes again with the next screen
  std::int64_t paid_until_ms = 0;  ///< monotonic: when the thank-you screen goes by itself
};

/// A buyer stands alone before it: what only people of the counter may do is neither shown nor done.
inline bool is_self_service(const Till& till) { return till.mode == Mode::self_service && !till.staff_here; }

}  // namespace zhuangui::till

#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "barcode/code.h"
#include "core/cart.h"
#include "core/sale.h"
#include "core/settings.h"

namespace zhuangui::till {

// starting -NotEnrolled-> enrolling: the first start; once it is enrolled the program begins again with another till
// starting -Ready-> idle -scan|Start-> selling -Checkout-> paying -ConfirmTender-> committing -SaleCommitted-> paid
//    paid -Finish|scan|time-out-> idle (a scan opens the next cart at once)
//    idle, selling -OpenSearch-> searching -PickProduct, scan-> selling; idle, selling, searching -ShowTrace-> tracing
//    idle, selling -OpenMore-> more -OpenSearch, OpenDevices, OpenSyncing, OpenDisclosure, OpenSettings-> searching,
//    devices, syncing, disclosure, settings
//    settings -OpenSecuring-> securing;  all but starting, committing and a sale in doubt -LockScreen, or nobody touches it as
//    long as is set-> locked -the right PIN or card, or where none is set OpenLock-> idle, or selling with its cart
//    these -Back, or nobody touches it for a while-> where it was opened
//    selling -Back with an empty cart-> idle;  paying -Back-> selling;  committing -CommitFailed-> paying
//    paying after CommitFailed{unknown_outcome}: nothing but ConfirmTender, which asks for the very same sale again
// In every state a scan means something: goods where a cart can take them, a refusal with a sentence elsewhere.
enum class State {
  starting, enrolling, idle, selling, searching, tracing, more, devices, syncing, disclosure, settings, securing, locked, paying,
  committing, paid
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
  core::Cart cart;
  State home = State::idle;        ///< idle or selling: where the way back from a screen beside the sale leads
  std::string searched;            ///< letters or digits typed while searching: "yy"
  std::optional<std::string> category;  ///< chosen while searching, "": all goods; none: the categories are shown
  std::string traced;              ///< product whose origin is shown
  bool traced_from_search = false;
  ReceiptState test_print = ReceiptState::none;  ///< where the paper of the test card has got to
  std::string test_print_trouble;                ///< as Completed::receipt_trouble
  core::Settings settings;         ///< in force
  core::Settings usual_settings;   ///< what the counter's configuration says
  core::Settings settings_before;  ///< in force when the settings were opened: what 恢复原样 brings back
  Enrolling enrolling;
  Lock lock;
  SecretStep secret_step = SecretStep::fresh;
  std::string fresh_pin;           ///< typed once
  std::int64_t touched_ms = 0;     ///< monotonic: when somebody last did something
  std::int64_t untouched_until_ms = 0;  ///< monotonic: when a screen beside the sale goes by itself
  std::string entered;             ///< digits on the number pad: "", "50", "12.5"; of a PIN, where one is asked for
  bool entered_by_shortcut = false;
  std::optional<core::Sale> committing;  ///< asked of the journal; in `paying`: whether it stands is not known yet
  std::optional<Completed> last;   ///< also filled after a restart, so that it can be shown
  std::optional<core::CartLine> undo;
  std::size_t undo_position = 0;
  std::vector<Notice> notices;
  bool help_open = false;
  bool confirm_clear = false;
  bool disk_nearly_full = false;       ///< said on every screen where something is still to be recorded
  bool disk_warning_dismissed = false; ///< a person has read it; it comes again with the next screen
  std::int64_t paid_until_ms = 0;  ///< monotonic: when the thank-you screen goes by itself
};

/// What a person can ask for on a screen. Pad keys: '0'..'9', '.', 'D' = 00, '<' = 退格, 'C' = clear. Search keys: 'a'..'z',
/// '0'..'9', '<', 'C'. Enrolment keys: those, and in the address '.', ':', '-', '/'.
struct Start { friend bool operator==(Start, Start) = default; };
struct Back { friend bool operator==(Back, Back) = default; };
struct LinePlus { std::size_t line = 0; friend bool operator==(LinePlus, LinePlus) = default; };
struct LineMinus { std::size_t line = 0; friend bool operator==(LineMinus, LineMinus) = default; };
struct LineRemove { std::size_t line = 0; friend bool operator==(LineRemove, LineRemove) = default; };
struct UndoRemove { friend bool operator==(UndoRemove, UndoRemove) = default; };
struct ClearCart { friend bool operator==(ClearCart, ClearCart) = default; };      ///< asks
struct ConfirmClear { bool yes = false; friend bool operator==(ConfirmClear, ConfirmClear) = default; };
struct OpenSearch { friend bool operator==(OpenSearch, OpenSearch) = default; };
struct SearchKey { char key = 'a'; friend bool operator==(SearchKey, SearchKey) = default; };
struct ChooseCategory {
  std::optional<std::string> category;
  friend bool operator==(const ChooseCategory&, const ChooseCategory&) = default;
};
struct PickProduct { std::string product; friend bool operator==(const PickProduct&, const PickProduct&) = default; };
struct ShowTrace { std::string product; friend bool operator==(const ShowTrace&, const ShowTrace&) = default; };
struct OpenMore { friend bool operator==(OpenMore, OpenMore) = default; };
struct OpenDevices { friend bool operator==(OpenDevices, OpenDevices) = default; };
struct OpenSyncing { friend bool operator==(OpenSyncing, OpenSyncing) = default; };
struct OpenDisclosure { friend bool operator==(OpenDisclosure, OpenDisclosure) = default; };
struct OpenSettings { friend bool operator==(OpenSettings, OpenSettings) = default; };
enum class Setting { contrast, large_type, low_reach, left_hand, language, volume, lock_after };
struct ChangeSetting {  ///< to its next value, after the last one the first
  Setting which = Setting::contrast;
  friend bool operator==(ChangeSetting, ChangeSetting) = default;
};
struct RestoreSettings {
  bool usual = false;  ///< to what the configuration says; else to what they were when the screen was opened
  friend bool operator==(RestoreSettings, RestoreSettings) = default;
};
struct ChooseEnrolField { bool code = false; friend bool operator==(ChooseEnrolField, ChooseEnrolField) = default; };
struct EnrolKey { char key = 'a'; friend bool operator==(EnrolKey, EnrolKey) = default; };
struct Enrol { friend bool operator==(Enrol, Enrol) = default; };
struct LockScreen { friend bool operator==(LockScreen, LockScreen) = default; };
struct OpenLock { friend bool operator==(OpenLock, OpenLock) = default; };
struct OpenSecuring { friend bool operator==(OpenSecuring, OpenSecuring) = default; };
struct ConfirmPin { friend bool operator==(ConfirmPin, ConfirmPin) = default; };
struct ForgetSecrets { friend bool operator==(ForgetSecrets, ForgetSecrets) = default; };
struct TestPrint { friend bool operator==(TestPrint, TestPrint) = default; };
struct TrySync { friend bool operator==(TrySync, TrySync) = default; };
struct Checkout { friend bool operator==(Checkout, Checkout) = default; };
struct ChooseCash { friend bool operator==(ChooseCash, ChooseCash) = default; };
struct PadKey { char key = '0'; friend bool operator==(PadKey, PadKey) = default; };
struct QuickCash { core::Money amount; friend bool operator==(QuickCash, QuickCash) = default; };
struct ConfirmTender { friend bool operator==(ConfirmTender, ConfirmTender) = default; };
struct Finish { friend bool operator==(Finish, Finish) = default; };
struct Reprint { friend bool operator==(Reprint, Reprint) = default; };
struct Help { bool open = true; friend bool operator==(Help, Help) = default; };
struct DismissNotice { std::string code; friend bool operator==(const DismissNotice&, const DismissNotice&) = default; };

using Intent = std::variant<Start, Back, LinePlus, LineMinus, LineRemove, UndoRemove, ClearCart, ConfirmClear, OpenSearch,
                            SearchKey, ChooseCategory, PickProduct, ShowTrace, OpenMore, OpenDevices,
                            OpenSyncing, OpenDisclosure, OpenSettings, ChangeSetting, RestoreSettings, ChooseEnrolField, EnrolKey, Enrol, LockScreen, OpenLock,
                            OpenSecuring, ConfirmPin, ForgetSecrets, TestPrint, TrySync, Checkout, ChooseCash, PadKey, QuickCash,
                            ConfirmTender, Finish, Reprint, Help, DismissNotice>;

/// What happens to a till.
struct Ready {  ///< the journal is open; the recovered cart has no lines when there was none
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t next_sale_number = 1;
  core::Cart cart;
  std::optional<Completed> last;   ///< given after a stop that was not orderly
};
struct SettingsRead {  ///< before Ready
  core::Settings in_force, usual;
};
struct SettingsNotKept { core::Error error; };
struct NotEnrolled { std::string address; };            ///< of the county, where the configuration names it
struct EnrolmentScanned { std::string text; };
struct EnrolWordsShown { std::array<std::string, 4> words; };
struct EnrolFailed { std::string trouble; };
struct EnrolSucceeded { std::string terminal, counter; };  ///< told to the till that begins then
struct LockRead { bool pin = false, card = false; int wrong_tries = 0; };  ///< before Ready: the till begins locked then
struct SecretChecked { bool right = false; int wrong_tries = 0; };
struct SecretKept { bool pin = false, card = false; };  ///< what opens the screen now
struct SecretNotKept { core::Error error; };
struct EpochChanged { std::int64_t epoch = 0; std::int64_t next_sale_number = 1; };
struct CatalogueReplaced { std::shared_ptr<const core::Catalogue> catalogue; };
struct Scanned { barcode::Code code; };
struct Asked { Intent intent; std::uint64_t screen = 0; };
struct CartSaveFailed { core::Error error; };
struct SaleCommitted { std::string sale; std::int64_t seq = 0; std::string hash_prefix_hex; core::WallTime at; };
struct CommitFailed { core::Error error; };
struct ReceiptChanged { std::string sale; ReceiptState state = ReceiptState::none; std::string trouble; };
struct TestPrintChanged { ReceiptState state = ReceiptState::none; std::string trouble; };
struct DiskSpaceChanged { bool nearly_full = false; };
struct Ticked {};

using Event = std::variant<NotEnrolled, EnrolmentScanned, EnrolWordsShown, EnrolFailed, EnrolSucceeded, SettingsRead, SettingsNotKept, LockRead, SecretChecked, SecretKept, SecretNotKept, Ready, EpochChanged, CatalogueReplaced, Scanned, Asked, CartSaveFailed, SaleCommitted,
                           CommitFailed, ReceiptChanged, TestPrintChanged, DiskSpaceChanged, Ticked>;

/// What the shell must do, in this order. A receipt or a drawer pulse only ever follows SaleCommitted.
struct SaveCart { core::Cart cart; std::int64_t next_sale_number = 1; };  ///< no lines and nothing removed: drop the row
struct CommitSale { core::Sale sale; };
struct AbandonCart { core::Cart cart; std::string reason; };
struct OpenDrawer { std::string sale; };
struct PrintReceipt { std::string sale; int copy = 0; };  ///< copy 0 = original, n = 补打 n
struct PrintTestCard {};  ///< belongs to no sale, and leaves the drawer shut
struct SyncNow {};        ///< whatever the back-off says
struct UseSettings { core::Settings settings; };   ///< each session begins with them, and this one has them from now on
struct KeepSettings { core::Settings settings; };  ///< over the next start
struct AskForEnrolment { std::string address, code, county_key; };
struct StopEnrolment {};
/// Secrets go to the shell alone, which keeps them hashed; nothing else ever sees one.
struct CheckSecret { SecretKind kind = SecretKind::pin; std::string text; };
struct KeepSecret { SecretKind kind = SecretKind::pin; std::string text; };
struct Sound { bool accepted = true; };

using Effect = std::variant<SaveCart, CommitSale, AbandonCart, OpenDrawer, PrintReceipt, PrintTestCard, SyncNow,
                            UseSettings, KeepSettings, AskForEnrolment, StopEnrolment, CheckSecret, KeepSecret, ForgetSecrets, Sound>;

/// Both clocks, passed in.
struct Now {
  core::WallTime wall;            ///< corrected by the county's offset
  std::int64_t monotonic_ms = 0;
};

struct Step {
  Till till;
  std::vector<Effect> effects;
};

/// One event in, the next state and what to do out. Pure: no clock, no disk, no random.
Step step(Till before, const Event& event, const Now& now);

/// When Ticked is next due (monotonic ms), if at all.
std::optional<std::int64_t> next_tick(const Till& till);

/// What is entered on the pad as money; nullopt while nothing or nonsense is entered.
std::optional<core::Money> entered_money(const Till& till);
/// Notes that make sense as shortcuts for `due`: the exact sum, then the next 10, 20, 50, 100 above it; rising, at most 4.
std::vector<core::Money> quick_cash(core::Money due);

}  // namespace zhuangui::till

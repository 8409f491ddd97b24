#pragma once
#include <optional>
#include <string>
#include <variant>

#include "core/money.h"
#include "core/refund.h"

namespace zhuangui::till {

/// What a person can ask for on a screen. Pad keys: '0'..'9', '.', 'D' = 00, '<' = 退格, 'C' = clear. Search keys: 'a'..'z',
/// '0'..'9', '<', 'C'. Enrolment keys: those, and in the address '.', ':', '-', '/'.
struct Start { friend bool operator==(Start, Start) = default; };
struct Back { friend bool operator==(Back, Back) = default; };
struct LinePlus { std::size_t line = 0; friend bool operator==(LinePlus, LinePlus) = default; };
struct LineMinus { std::size_t line = 0; friend bool operator==(LineMinus, LineMinus) = default; };
struct OpenCount {
  std::size_t line = 0;
  char first = '\0';  ///< a digit that was typed already
  friend bool operator==(OpenCount, OpenCount) = default;
};
struct ConfirmCount { friend bool operator==(ConfirmCount, ConfirmCount) = default; };
struct LineRemove { std::size_t line = 0; friend bool operator==(LineRemove, LineRemove) = default; };
struct UndoRemove { friend bool operator==(UndoRemove, UndoRemove) = default; };
struct ClearCart { friend bool operator==(ClearCart, ClearCart) = default; };      ///< asks
struct ConfirmClear { bool yes = false; friend bool operator==(ConfirmClear, ConfirmClear) = default; };
struct Park { friend bool operator==(Park, Park) = default; };            ///< the open cart is set aside
struct OpenParked { friend bool operator==(OpenParked, OpenParked) = default; };
struct Resume { std::int64_t number = 0; friend bool operator==(Resume, Resume) = default; };  ///< of the parked cart
struct OpenSearch { friend bool operator==(OpenSearch, OpenSearch) = default; };
struct SearchKey { char key = 'a'; friend bool operator==(SearchKey, SearchKey) = default; };
struct ChooseCategory {
  std::optional<std::string> category;
  friend bool operator==(const ChooseCategory&, const ChooseCategory&) = default;
};
struct OpenQuick { friend bool operator==(OpenQuick, OpenQuick) = default; };
struct PickProduct { std::string product; friend bool operator==(const PickProduct&, const PickProduct&) = default; };
struct WeighAgain { std::size_t line = 0; friend bool operator==(WeighAgain, WeighAgain) = default; };
struct SetTare {
  std::optional<std::int64_t> grams;  ///< none: what lies on the scale now is the container
  friend bool operator==(SetTare, SetTare) = default;
};
struct WeighByHand { bool on = true; friend bool operator==(WeighByHand, WeighByHand) = default; };
struct ChooseSecondScale { std::size_t index = 0; friend bool operator==(ChooseSecondScale, ChooseSecondScale) = default; };
struct ConfirmWeight { friend bool operator==(ConfirmWeight, ConfirmWeight) = default; };
struct ShowTrace {
  std::string product;
  std::optional<std::size_t> line = {};  ///< of the cart, where it is opened from one
  friend bool operator==(const ShowTrace&, const ShowTrace&) = default;
};
struct OpenHandPrice { friend bool operator==(OpenHandPrice, OpenHandPrice) = default; };  ///< of the line that is shown
struct ConfirmHandPrice { friend bool operator==(ConfirmHandPrice, ConfirmHandPrice) = default; };
struct OpenMore { friend bool operator==(OpenMore, OpenMore) = default; };
struct OpenDevices { friend bool operator==(OpenDevices, OpenDevices) = default; };
struct OpenSyncing { friend bool operator==(OpenSyncing, OpenSyncing) = default; };
struct OpenToday { friend bool operator==(OpenToday, OpenToday) = default; };
struct OpenDisclosure { friend bool operator==(OpenDisclosure, OpenDisclosure) = default; };
struct OpenSettings { friend bool operator==(OpenSettings, OpenSettings) = default; };
enum class Setting { contrast, large_type, low_reach, left_hand, language, volume, lock_after, voice, night_percent, blank_after };
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
struct OpenLate { friend bool operator==(OpenLate, OpenLate) = default; };  ///< 补录 of a sale that was made on paper
enum class LateField { time, paper };
struct ChooseLateField { LateField field = LateField::time; friend bool operator==(ChooseLateField, ChooseLateField) = default; };
struct ChooseLateDay { friend bool operator==(ChooseLateDay, ChooseLateDay) = default; };  ///< one day earlier; after the last one today
struct ConfirmLate { friend bool operator==(ConfirmLate, ConfirmLate) = default; };
struct OpenLogin { friend bool operator==(OpenLogin, OpenLogin) = default; };  ///< of another person, or of the first
struct LogOut { friend bool operator==(LogOut, LogOut) = default; };
struct UseApprovalCode { friend bool operator==(UseApprovalCode, UseApprovalCode) = default; };  ///< of the office, and back
struct OpenShifts { friend bool operator==(OpenShifts, OpenShifts) = default; };
enum class ShiftPlace { open, close, count, cash_in, cash_out, drawer, sums };
struct ChooseShiftPlace {  ///< of what can be done at the drawer
  ShiftPlace place = ShiftPlace::open;
  friend bool operator==(ChooseShiftPlace, ChooseShiftPlace) = default;
};
struct ChooseDenomination {  ///< what the pad counts now: 0 the sum itself, else the n-th of denominations
  std::size_t number = 0;
  friend bool operator==(ChooseDenomination, ChooseDenomination) = default;
};
struct ChooseReason { std::string reason; friend bool operator==(const ChooseReason&, const ChooseReason&) = default; };
struct ConfirmShift { friend bool operator==(ConfirmShift, ConfirmShift) = default; };
struct CloseUncounted { friend bool operator==(CloseUncounted, CloseUncounted) = default; };
struct PrintShift { friend bool operator==(PrintShift, PrintShift) = default; };
struct OpenSecuring { friend bool operator==(OpenSecuring, OpenSecuring) = default; };
struct ConfirmPin { friend bool operator==(ConfirmPin, ConfirmPin) = default; };
struct ForgetSecrets { friend bool operator==(ForgetSecrets, ForgetSecrets) = default; };
/// Practising with a till of its own, of which nothing counts. Opening asks; leaving is one touch, from any screen.
struct OpenTraining { friend bool operator==(OpenTraining, OpenTraining) = default; };
struct ConfirmTraining { bool yes = false; friend bool operator==(ConfirmTraining, ConfirmTraining) = default; };
struct LeaveTraining { friend bool operator==(LeaveTraining, LeaveTraining) = default; };
struct TestPrint { friend bool operator==(TestPrint, TestPrint) = default; };
struct TrySync { friend bool operator==(TrySync, TrySync) = default; };
struct Checkout { friend bool operator==(Checkout, Checkout) = default; };
struct ChooseCash { friend bool operator==(ChooseCash, ChooseCash) = default; };
struct ChooseOther { friend bool operator==(ChooseOther, ChooseOther) = default; };
struct ChooseCard { friend bool operator==(ChooseCard, ChooseCard) = default; };
struct ChooseCode { friend bool operator==(ChooseCode, ChooseCode) = default; };
struct ChooseAccount { friend bool operator==(ChooseAccount, ChooseAccount) = default; };
struct PickOrder { std::string number; friend bool operator==(const PickOrder&, const PickOrder&) = default; };
struct ChooseQuota { friend bool operator==(ChooseQuota, ChooseQuota) = default; };  ///< 慰问额度 of a card that is held next
struct PickQuota { std::string reference; friend bool operator==(const PickQuota&, const PickQuota&) = default; };
struct ChooseWage { friend bool operator==(ChooseWage, ChooseWage) = default; };     ///< the card pays from the wage after all
struct SignOnPaper { friend bool operator==(SignOnPaper, SignOnPaper) = default; };  ///< a signature instead of the PIN
struct TakeByProxy { friend bool operator==(TakeByProxy, TakeByProxy) = default; };  ///< 代领: somebody signs for the holder
struct TakePart { friend bool operator==(TakePart, TakePart) = default; };  ///< the cash on the pad, less than is due
struct GiveBackPart { std::size_t part = 0; friend bool operator==(GiveBackPart, GiveBackPart) = default; };
struct PadKey { char key = '0'; friend bool operator==(PadKey, PadKey) = default; };
struct QuickCash { core::Money amount; friend bool operator==(QuickCash, QuickCash) = default; };
struct ConfirmTender { friend bool operator==(ConfirmTender, ConfirmTender) = default; };
struct OpenReturn { friend bool operator==(OpenReturn, OpenReturn) = default; };
struct ChooseSale { std::string sale; friend bool operator==(const ChooseSale&, const ChooseSale&) = default; };
struct TouchReturnLine { std::size_t line = 0; friend bool operator==(TouchReturnLine, TouchReturnLine) = default; };
struct ReturnEverything { friend bool operator==(ReturnEverything, ReturnEverything) = default; };  ///< that is left
struct AgreeOnSum { bool on = true; friend bool operator==(AgreeOnSum, AgreeOnSum) = default; };  ///< 坏果赔付, or goods again
struct SettleReturn { friend bool operator==(SettleReturn, SettleReturn) = default; };  ///< what is chosen is all
struct ChooseFate {
  core::GoodsFate fate = core::GoodsFate::quarantine;
  friend bool operator==(ChooseFate, ChooseFate) = default;
};
struct ConfirmReturn { friend bool operator==(ConfirmReturn, ConfirmReturn) = default; };
struct VoidSale { friend bool operator==(VoidSale, VoidSale) = default; };  ///< the one just made, whole
struct Finish { friend bool operator==(Finish, Finish) = default; };
struct Reprint { friend bool operator==(Reprint, Reprint) = default; };
/// A paper beside the receipt of the sale just made: without prices for who is given the goods, or to be signed by who takes them.
enum class Slip { gift, delivery, invoice };
struct PrintSlip { Slip which = Slip::gift; friend bool operator==(PrintSlip, PrintSlip) = default; };
struct RequestInvoice { friend bool operator==(RequestInvoice, RequestInvoice) = default; };  ///< 开票申请 of the sale just made
struct PrintToday { friend bool operator==(PrintToday, PrintToday) = default; };  ///< the day report
struct CallStaff { friend bool operator==(CallStaff, CallStaff) = default; };
struct AnswerCall { friend bool operator==(AnswerCall, AnswerCall) = default; };
struct SetAside { friend bool operator==(SetAside, SetAside) = default; };      ///< nobody came: the cart waits under a number
struct EnterStaff { friend bool operator==(EnterStaff, EnterStaff) = default; };
struct LeaveStaff { friend bool operator==(LeaveStaff, LeaveStaff) = default; };
struct StillThere { bool yes = true; friend bool operator==(StillThere, StillThere) = default; };
struct Help { bool open = true; friend bool operator==(Help, Help) = default; };
struct DismissNotice { std::string code; friend bool operator==(const DismissNotice&, const DismissNotice&) = default; };

using Intent = std::variant<
    Start,
    Back,
    LinePlus,
    LineMinus,
    OpenCount,
    ConfirmCount,
    OpenQuick,
    OpenHandPrice,
    ConfirmHandPrice,
    LineRemove,
    UndoRemove,
    ClearCart,
    ConfirmClear,
    Park,
    OpenParked,
    Resume,
    OpenSearch,
    SearchKey,
    ChooseCategory,
    PickProduct,
    WeighAgain,
    SetTare,
    WeighByHand,
    ChooseSecondScale,
    ConfirmWeight,
    ShowTrace,
    OpenMore,
    OpenDevices,
    OpenSyncing,
    OpenToday,
    OpenDisclosure,
    OpenSettings,
    ChangeSetting,
    RestoreSettings,
    ChooseEnrolField,
    EnrolKey,
    Enrol,
    LockScreen,
    OpenLock,
    OpenShifts,
    ChooseShiftPlace,
    ChooseDenomination,
    ChooseReason,
    ConfirmShift,
    CloseUncounted,
    PrintShift,
    OpenLate,
    ChooseLateField,
    ChooseLateDay,
    ConfirmLate,
    OpenLogin,
    LogOut,
    UseApprovalCode,
    OpenSecuring,
    ConfirmPin,
    ForgetSecrets,
    OpenTraining,
    ConfirmTraining,
    LeaveTraining,
    TestPrint,
    TrySync,
    Checkout,
    ChooseCash,
    ChooseOther,
    ChooseCard,
    ChooseCode,
    ChooseAccount,
    PickOrder,
    ChooseQuota,
    PickQuota,
    ChooseWage,
    SignOnPaper,
    TakeByProxy,
    TakePart,
    GiveBackPart,
    PadKey,
    QuickCash,
    ConfirmTender,
    OpenReturn,
    ChooseSale,
    TouchReturnLine,
    ReturnEverything,
    AgreeOnSum,
    SettleReturn,
    ChooseFate,
    ConfirmReturn,
    VoidSale,
    Finish,
    Reprint,
    PrintSlip,
    RequestInvoice,
    PrintToday,
    CallStaff,
    AnswerCall,
    SetAside,
    EnterStaff,
    LeaveStaff,
    StillThere,
    Help,
    DismissNotice>;

}  // namespace zhuangui::till

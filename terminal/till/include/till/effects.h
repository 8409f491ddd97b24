#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "till/intents.h"
#include "till/state.h"

namespace zhuangui::till {

/// What the shell must do, in this order. A receipt or a drawer pulse only ever follows SaleCommitted.
struct SaveCart { core::Cart cart; std::int64_t next_sale_number = 1; };  ///< no lines and nothing removed: drop the row
struct ParkCart { core::ParkedCart parked; std::int64_t next_sale_number = 1; };
struct CommitSale { core::Sale sale; };
struct AbandonCart { core::Cart cart; std::string reason; };
struct TakeWeight {};  ///< of what lies still on the scale, once
struct OpenDrawer { std::string sale; };
struct PrintReceipt { std::string sale; int copy = 0; };  ///< copy 0 = original, n = 补打 n
struct PrintPaper { std::string sale; Slip which = Slip::gift; };
struct AskInvoice { std::string sale, operator_reference; };
struct PrintDay {};  ///< what this day has sold so far
struct ListSales {};  ///< of the last days, for who has no receipt
struct FindSale { std::string sale; };
struct AskReturns { std::string sale; };  ///< of the county: what others gave back of it, and of what others sold all
/// A quota that is allotted to no terminal, asked of the county before it is drawn on. None while training.
struct ReserveQuota { std::string reservation, sale, quota, holder; core::Money amount; };
struct CommitRefund { core::Refund refund; };
struct PrintRefund { std::string id; };
struct PrintTestCard {};  ///< belongs to no sale, and leaves the drawer shut
struct LookAtToday {};    ///< what this day has sold, from the journal
struct LookAtMostSold {};  ///< of the last days, from the journal; answered by MostSoldRead
struct SyncNow {};        ///< whatever the back-off says
struct UseSettings { core::Settings settings; };   ///< each session begins with them, and this one has them from now on
struct KeepSettings { core::Settings settings; };  ///< over the next start
struct AskForEnrolment { std::string address, code, county_key; };
struct StopEnrolment {};
struct BeginTraining {};  ///< this till ends; the one that goes on practises
struct EndTraining {};    ///< this till ends; the counter's own goes on
/// Secrets go to the shell alone, which keeps them hashed; nothing else ever sees one.
struct CheckSecret { SecretKind kind = SecretKind::pin; std::string text; };
struct KeepSecret { SecretKind kind = SecretKind::pin; std::string text; };
struct CallHelp { CallReason reason = CallReason::help; std::string where, sale; };  ///< sale: of the cart, if there is one
/// The terminal's open call has ended: answered | withdrawn | parked | left.
struct EndHelp { std::string outcome; std::int64_t waited_s = 0; };
/// Which of these people's secrets the text is; a wrong one counts like any other at the lock.
struct CheckStaff {
  struct Candidate { std::string reference, hash; };
  SecretKind kind = SecretKind::pin;
  std::vector<Candidate> candidates;
  std::string text;
};
struct CheckApprovalCode {  ///< of the office, for this very try
  std::string key_hex, act;
  core::Money amount;
  std::string terminal, counter, challenge, code;
};
/// An entry of the journal, in the order asked for. Its body is made by core.
struct Record { std::string_view kind; std::string body; };
/// Of the shifts in the journal; answered by ShiftsAnswered. What belongs to another act is not looked at.
struct AskShifts {
  ShiftAct act = ShiftAct::read;
  std::string operator_reference, second_reference, reason;
  core::Money amount;                 ///< float, cash moved, or what lies in the drawer of a late count
  bool out = false;
  std::optional<core::Money> counted, first_counted;
  std::int64_t shift = 0;             ///< of a late count
};
struct OpenDrawerByHand {};           ///< only ever after its entry
struct PrintShiftReport { core::ShiftReport report; };
/// Whose card it is and what was paid with it before: its bytes go to the shell alone.
struct IdentifyCard { std::shared_ptr<const core::HolderList> holders; std::string card; };
struct CheckHolderPin { std::string holder, pin_hash, pin; };
struct Sound { bool accepted = true; };

using Effect = std::variant<
    SaveCart,
    ParkCart,
    CommitSale,
    AbandonCart,
    TakeWeight,
    OpenDrawer,
    PrintReceipt,
    PrintPaper,
    AskInvoice,
    PrintDay,
    ListSales,
    FindSale,
    AskReturns,
    ReserveQuota,
    CommitRefund,
    PrintRefund,
    PrintTestCard,
    LookAtToday,
    LookAtMostSold,
    SyncNow,
    UseSettings,
    KeepSettings,
    AskForEnrolment,
    StopEnrolment,
    BeginTraining,
    EndTraining,
    CheckSecret,
    KeepSecret,
    ForgetSecrets,
    CallHelp,
    EndHelp,
    CheckStaff,
    CheckApprovalCode,
    Record,
    AskShifts,
    OpenDrawerByHand,
    PrintShiftReport,
    IdentifyCard,
    CheckHolderPin,
    Sound>;

}  // namespace zhuangui::till

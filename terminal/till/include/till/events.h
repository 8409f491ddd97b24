#pragma once
#include <array>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "barcode/code.h"
#include "till/intents.h"
#include "till/state.h"

namespace zhuangui::till {

/// What happens to a till.
struct Ready {  ///< the journal is open; the recovered cart has no lines when there was none
  std::string terminal;
  std::int64_t epoch = 0;
  std::int64_t next_sale_number = 1;
  core::Cart cart;
  std::optional<Completed> last;   ///< given after a stop that was not orderly
  std::vector<core::ParkedCart> parked = {};
  bool training = false;           ///< nothing of it counts, and the drawer stays shut
};
struct SettingsRead {  ///< before Ready
  core::Settings in_force, usual;
};
struct ModeRead { Mode mode = Mode::attended; };  ///< before LockRead and Ready
struct SettingsNotKept { core::Error error; };
struct NotEnrolled { std::string address; };            ///< of the county, where the configuration names it
struct EnrolmentScanned { std::string text; };
struct EnrolWordsShown { std::array<std::string, 4> words; };
struct EnrolFailed { std::string trouble; };
struct EnrolSucceeded { std::string terminal, counter; };  ///< told to the till that begins then
struct TrainingNotBegun { core::Error error; };  ///< told to the till that goes on instead, after Ready
struct LockRead { bool pin = false, card = false; int wrong_tries = 0; };  ///< before Ready: the till begins locked then
struct SecretChecked { bool right = false; int wrong_tries = 0; };
struct SecretKept { bool pin = false, card = false; };  ///< what opens the screen now
struct SecretNotKept { core::Error error; };
struct StaffReplaced { std::shared_ptr<const core::StaffList> staff; };  ///< null: the counter has no list of its people
struct StaffChecked { std::string reference; SecretKind kind = SecretKind::pin; int wrong_tries = 0; };  ///< no reference: nobody's
struct ApprovalCodeChecked { bool right = false; int wrong_tries = 0; };
struct RecordFailed { std::string_view kind; core::Error error; };
struct ShiftsAnswered {
  ShiftAct act = ShiftAct::read;
  std::optional<core::Error> error;   ///< nothing was done then
  core::ShiftReport running;
  std::optional<core::ShiftReport> uncounted;  ///< the one before it, where nobody has counted
  std::optional<core::ShiftReport> done;       ///< the one that was closed or counted
};
struct EpochChanged { std::int64_t epoch = 0; std::int64_t next_sale_number = 1; };
struct CatalogueReplaced {
  std::shared_ptr<const core::Catalogue> catalogue;
  std::shared_ptr<const core::PriceRules> rules;  ///< none: no promotions
};
struct PaymentListsReplaced { PaymentLists lists; };
struct SpentRead { Spent spent; };
struct MostSoldRead { std::vector<std::string> products; };  ///< of the last days, what was in most sales first
struct CardIdentified {  ///< of the card last held; no holder: it is nobody's here
  std::string holder;
  core::HolderTaken taken;
  int wrong_pins = 0;      ///< in a row, today
  bool looked_up = true;   ///< false: the journal could not be asked
};
struct HolderPinChecked { bool right = false; int wrong_pins = 0; bool looked_up = true; };
struct Scanned { barcode::Code code; };
struct Asked { Intent intent; std::uint64_t screen = 0; };
struct ScaleSetUp { ScaleSettings scale; };  ///< before Ready, and when the rights of who stands there change
struct PanChanged { Pan pan; };              ///< while goods are weighed
/// The answer to TakeWeight: the reading to sell by, spent with that; nothing when it moved meanwhile.
struct WeightTaken {
  std::optional<std::int64_t> gross_g;
  std::int64_t scale_tare_g = 0;  ///< what the scale itself has taken off already
  std::string raw;                ///< as the scale sent it, printable
};
struct CartSaveFailed { core::Error error; };
struct HelpNotCalled { core::Error error; };  ///< nobody else hears of the call
struct SaleCommitted { std::string sale; std::int64_t seq = 0; std::string hash_prefix_hex; core::WallTime at; };
struct CommitFailed { core::Error error; };
struct InvoiceRequested { std::string sale, reference; core::Money amount; };
struct InvoiceRefused { std::string sale; core::Error error; };
struct SalesListed { std::vector<SaleSummary> sales; };  ///< newest first
struct SaleFound { core::Sale sale; core::WallTime sold_at; std::vector<core::Refund> earlier; };
struct SaleNotFound { std::string sale; };
/// What the county knows of a sale, whoever made it and gave some of it back. No `sold`: it knows of none.
struct ReturnsAnswered { std::string sale; std::optional<core::Sale> sold; core::WallTime sold_at; std::vector<core::Refund> returns; };
struct ReturnsNotAnswered { std::string sale; };  ///< the county does not answer
/// The county's answer to ReserveQuota: granted, its word why not, or no_county. The sale must be made within `valid_ms`.
struct QuotaReserved { std::string reservation, answer; std::int64_t valid_ms = 0; };
struct RefundCommitted { std::string id; std::int64_t seq = 0; core::WallTime at; };
struct RefundFailed { core::Error error; };
struct ReceiptChanged { std::string sale; ReceiptState state = ReceiptState::none; std::string trouble; };
struct TestPrintChanged { ReceiptState state = ReceiptState::none; std::string trouble; };
struct DiskSpaceChanged { bool nearly_full = false; };
struct Ticked {};

using Event = std::variant<
    NotEnrolled,
    EnrolmentScanned,
    EnrolWordsShown,
    EnrolFailed,
    EnrolSucceeded,
    TrainingNotBegun,
    SettingsRead,
    SettingsNotKept,
    ModeRead,
    LockRead,
    SecretChecked,
    SecretKept,
    SecretNotKept,
    StaffReplaced,
    StaffChecked,
    ApprovalCodeChecked,
    RecordFailed,
    ShiftsAnswered,
    Ready,
    EpochChanged,
    CatalogueReplaced,
    PaymentListsReplaced,
    SpentRead,
    MostSoldRead,
    CardIdentified,
    HolderPinChecked,
    Scanned,
    Asked,
    ScaleSetUp,
    PanChanged,
    WeightTaken,
    CartSaveFailed,
    HelpNotCalled,
    SaleCommitted,
    CommitFailed,
    InvoiceRequested,
    InvoiceRefused,
    SalesListed,
    SaleFound,
    SaleNotFound,
    ReturnsAnswered,
    ReturnsNotAnswered,
    QuotaReserved,
    RefundCommitted,
    RefundFailed,
    ReceiptChanged,
    TestPrintChanged,
    DiskSpaceChanged,
    Ticked>;

}  // namespace zhuangui::till

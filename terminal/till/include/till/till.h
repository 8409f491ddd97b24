#pragma once
#include <optional>
#include <vector>

#include "till/effects.h"
#include "till/events.h"

namespace zhuangui::till {

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

/// Somebody of the counter can be called from where it stands.
bool may_call(const Till& till);
/// A buyer finds what was set aside at a wish; what was left behind or waits for cash somebody of the counter takes up.
bool may_take_up(const Till& till, const core::ParkedCart& parked);

/// What the cart comes to under the promotions, as of `priced_at`: the sum that is shown, paid and kept is this one. Empty
/// where it is beyond the bounds of money.h, which no cart is that add() let grow.
core::Promoted promoted(const Till& till);
/// The same of another cart of this till, such as one that is parked.
core::Promoted promoted(const Till& till, const core::Cart& cart);
/// What the return under way comes to, as far as it is chosen; nullopt: nothing is.
std::optional<core::Refund> refund_chosen(const Till& till);
/// What is entered on the pad as money; nullopt while nothing or nonsense is entered.
std::optional<core::Money> entered_money(const Till& till);
/// How many pieces are typed; nullopt while nothing is.
std::optional<std::int64_t> typed_pieces(const Till& till);
/// The price that is typed for a line; nullopt while nothing above 0 is.
std::optional<core::UnitPrice> typed_price(const Till& till);
/// How far a weighing has come; `at` tells whether the scale may still be used.
WeighStep weigh_step(const Till& till, core::WallTime at);
/// The net weight that is shown or typed; none where there is none.
std::optional<std::int64_t> net_weight_g(const Till& till);
/// Whether the grams of a second scale may be typed: the own one fails, and there is another whose date has not passed.
bool may_weigh_by_hand(const Till& till, core::WallTime at);
/// The scale may not be used any more after its last day.
bool is_expired(const RegisteredScale& scale, core::WallTime at);
/// What was counted so far, piece by piece or as a sum; nullopt while nothing or nonsense is entered.
std::optional<core::Money> counted_money(const Till& till);
/// What should lie in the drawer for what is being counted.
core::Money expected_in_drawer(const Till& till);
/// Reasons a person chooses from, each with a string "shifts.reason.<word>".
const std::vector<std::string>& shift_reasons(ShiftStep step);
/// Reasons of a late entry, each with a string "late.reason.<word>".
const std::vector<std::string>& late_reasons();
/// How the cart is being paid, without what is on the pad.
core::PaymentPlan payment_plan(const Till& till);
/// The same of what `priced` says the cart comes to.
core::PaymentPlan payment_plan(const Till& till, core::PricedCart priced);
/// What was drawn on that quota or order before.
core::Money spent_on(const Till& till, const std::string& document);
/// What can pay here now, beside cash.
struct TendersHere { bool card = false, code = false, account = false, quota = false; };
TendersHere tenders_here(const Till& till, core::WallTime now);
/// A 慰问额度 of the holder whose card is under way, and what of it can pay for this cart now.
struct QuotaOffer {
  const core::Quota* quota = nullptr;
  core::Money left;                      ///< of it altogether
  core::Money room;                      ///< of it for what is still to be paid here
  std::optional<core::QuotaRefusal> why; ///< nothing of it, and why
};
/// Those of which something is left, as the list has them.
std::vector<QuotaOffer> quota_offers(const Till& till, core::WallTime now);
/// Whether the sale has a delivery note: a unit bought it on account.
bool is_delivered(const core::Sale& sale);
/// Notes that make sense as shortcuts for `due`: the exact sum, then the next 10, 20, 50, 100 above it; rising, at most 4.
std::vector<core::Money> quick_cash(core::Money due);

}  // namespace zhuangui::till

#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/holders.h"
#include "core/orders.h"
#include "core/payment.h"
#include "core/pickups.h"
#include "core/quotas.h"

namespace zhuangui::till {

/// What the release in force says of how this counter takes money.
struct PaymentLists {
  core::CounterSettings settings;
  std::shared_ptr<const core::HolderList> holders;  ///< null: no card pays here
  std::shared_ptr<const core::QuotaList> quotas;    ///< null: nobody has one here
  std::shared_ptr<const core::OrderList> orders;    ///< null: no unit buys here on account
  std::shared_ptr<const core::PickupList> pickups;  ///< null: nothing was ordered here before
};

/// What was drawn on quotas, orders and pick-ups before, by their number, as this terminal's journal knows it.
using Spent = std::map<std::string, core::Money>;

/// Where paying stands; each but the first is about one part that is under way.
///    counting -ChooseOther-> others: what can pay beside cash, where there is no room for it beside the pad; as counting
///    counting -ChooseCode-> code -four digits-> taken
///    counting -ChooseCard-> card_awaited;  selling, counting, card_awaited -a card-> card_looked_up -CardIdentified-> card_pin,
///    where its unit wants one, -the right PIN-> card_shown -3 s-> taken
///    card_looked_up, where its holder has a 慰问额度 that can pay some of it, or it was asked for-> quotas -ChooseWage-> as above
///    quotas -PickQuota-> card_pin, or before somebody of the counter -SignOnPaper-> quota_paper -ConfirmTender, TakeByProxy-> card_shown
///    a quota that no terminal holds, once proved-> quota_asked -QuotaReserved, granted-> card_shown
///    counting -ChooseAccount-> orders -PickOrder-> order_shown -ConfirmTender-> taken
///    taken: all is paid-> committing, else counting;  all -Back, a refusal, or a card's time is over-> counting
enum class PayStep { counting, others, code, card_awaited, card_looked_up, card_pin, card_shown, quotas, quota_paper, quota_asked, orders, order_shown };

/// How the cart is being paid. Nothing of it is written down before the sale is.
struct Payment {
  PayStep step = PayStep::counting;
  std::vector<core::Tender> taken;  ///< parts; the cash that closes the sale is not among them
  core::Tender part;                ///< under way
  core::HolderTaken holder_taken;   ///< before this sale, of the card under way
  int wrong_pins = 0;               ///< of it today, in a row
  bool checking = false;            ///< the shell has been asked for the PIN
  std::int64_t until_ms = 0;        ///< monotonic: when the card's step ends; 0: it does not by itself
  std::int64_t reserved_until_ms = 0;  ///< monotonic: when the county's grant ends; 0: there is none
};

}  // namespace zhuangui::till

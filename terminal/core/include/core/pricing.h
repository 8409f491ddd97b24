#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/cart.h"
#include "core/promotions.h"

namespace zhuangui::core {

/// What a price depends on besides cart and rules. All of it comes in: the same moment gives the same sums.
struct PricingMoment {
  WallTime at;
  std::string counter;
  std::string buyer_class;                            ///< empty: nobody in particular
  std::map<std::string, std::int64_t> gifts_left;     ///< pieces, by promotion; one not named has enough
  std::map<std::string, std::int64_t> points_pieces;  ///< pieces set aside for this buyer's points, by promotion
  /// By product: the lowest unit price that was really taken at this counter in the 7 days before.
  std::map<std::string, UnitPrice> lowest_taken;
};

/// 原价 and 截止: what a lowered line is compared with.
struct MarkDown {
  std::string rule;
  UnitPrice base;   ///< never over the lowest price really taken in the 7 days before, unless the rule says why
  WallTime until;   ///< exclusive
  friend bool operator==(const MarkDown&, const MarkDown&) = default;
};

/// 还差: so much more payable of the goods the promotion counts, and the next step is reached.
struct NextStep {
  std::string rule;
  std::string name;
  Money missing;
  Money off;               ///< what comes off then; 0: a gift
  std::string gift;        ///< product given then; empty: money off
  std::int64_t pieces = 0; ///< of the gift
  friend bool operator==(const NextStep&, const NextStep&) = default;
};

/// A gift that has been earned; `pieces` above `in_cart` can still be put into the cart for nothing.
struct EarnedGift {
  std::string rule;
  std::string name;
  std::string product;
  std::int64_t pieces = 0;
  std::int64_t in_cart = 0;
  friend bool operator==(const EarnedGift&, const EarnedGift&) = default;
};

struct PointsSpent {
  std::string rule;
  std::int64_t points = 0;
  std::int64_t pieces = 0;
  friend bool operator==(const PointsSpent&, const PointsSpent&) = default;
};

/// What the promotions did to a cart, beside the sums: mark_downs[i] belongs to line i.
struct Promoted {
  PricedCart cart;
  std::vector<std::optional<MarkDown>> mark_downs;
  std::vector<NextStep> next_steps;  ///< in the order of the promotions, as are the two below
  std::vector<EarnedGift> gifts;
  std::vector<PointsSpent> points;
  friend bool operator==(const Promoted&, const Promoted&) = default;
};

/// Prices a cart under the rules (see promotions.h). Pure; the sums do not depend on the order of the lines.
/// Error: invalid_input beyond the bounds of money.h.
Result<Promoted> price_cart(const Cart& cart, const PriceRules& rules, const PricingMoment& moment);

}  // namespace zhuangui::core

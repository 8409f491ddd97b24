#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/money.h"
#include "core/time.h"

namespace zhuangui::core {

// Promotions as the county publishes them (release section `promotions`). How they meet in one cart:
//
//  1. Those in force at the moment, for the counter and for the buyer, are applied one after the other by `order`,
//     of equal orders by id. Each sees what is payable after those before it, never the price of before.
//  2. Of one exclusive group a line takes at most one: the first in that order that took it. A promotion takes the
//     lines it counted (money off, gift), the lines that gave pieces (combination, points) or the lines it lowered.
//     A line taken in a group is neither lowered nor counted by a later one of that group.
//  3. No promotion brings a line under its product's floor (its least unit price times the quantity), unless it says
//     `below_floor`; a gift and a points price do so by what they are. No line is ever under 0.
//  4. A line whose price a person set takes part in none and counts for none.
//  5. Pieces of one line serve one gift, points price or combination: the first in that order that uses any of them.
//  6. An amount off several lines is spread over them (spread.h) by what is payable of each; where fen are left, lines
//     are told apart by product, price, quantity, code and days left, never by when they were scanned.

/// 满减: from `from` payable on, `off` comes off. The highest step reached counts, once; with `repeats` (one step
/// only) as often as `from` fits.
struct MoneyOffStep { Money from, off; friend bool operator==(const MoneyOffStep&, const MoneyOffStep&) = default; };
struct MoneyOff {
  std::vector<MoneyOffStep> steps;  ///< rising, in both
  bool repeats = false;
  friend bool operator==(const MoneyOff&, const MoneyOff&) = default;
};

/// 满赠: from `from` payable on, `pieces` of `product` cost nothing once they are in the cart. Lines of that product
/// do not count for the threshold.
struct ThresholdGift {
  Money from;
  std::string product;
  std::int64_t pieces = 1;
  bool repeats = false;
  friend bool operator==(const ThresholdGift&, const ThresholdGift&) = default;
};

/// 积分抢购: a piece costs `price` and `points`, for the pieces that are set aside for this buyer.
struct PointsPrice {
  std::string product;
  std::int64_t points = 0;      ///< a piece
  Money price;                  ///< a piece; may be 0
  std::int64_t pieces_max = 1;  ///< a sale
  friend bool operator==(const PointsPrice&, const PointsPrice&) = default;
};

/// 组合价: the parts together cost `price`, as many sets as the cart holds. Never dearer than by themselves.
struct CombinationPart {
  std::string product;
  std::int64_t pieces = 1;
  friend bool operator==(const CombinationPart&, const CombinationPart&) = default;
};
struct CombinationPrice {
  std::vector<CombinationPart> parts;
  Money price;
  friend bool operator==(const CombinationPrice&, const CombinationPrice&) = default;
};

/// 临期: a line whose lot has at most `days_left` days left costs `off_permyriad` / 10,000 less; the step with the
/// fewest days counts. Lines that say no days, or whose day is past, are not touched.
struct NearExpiryStep {
  std::int64_t days_left = 0;
  std::int64_t off_permyriad = 0;
  friend bool operator==(const NearExpiryStep&, const NearExpiryStep&) = default;
};
struct NearExpiry {
  std::vector<NearExpiryStep> steps;  ///< days rising, off falling
  friend bool operator==(const NearExpiry&, const NearExpiry&) = default;
};

/// 单位、团购优惠 and any plain percentage: each line costs `off_permyriad` / 10,000 less, half a fen of the rest up.
struct PercentOff {
  std::int64_t off_permyriad = 0;
  friend bool operator==(const PercentOff&, const PercentOff&) = default;
};

/// 助农急销: these products cost this much, where that is less than what is payable.
struct ShelfPriceOf {
  std::string product;
  UnitPrice price;
  friend bool operator==(const ShelfPriceOf&, const ShelfPriceOf&) = default;
};
struct ShelfPrice {
  std::vector<ShelfPriceOf> products;
  friend bool operator==(const ShelfPrice&, const ShelfPrice&) = default;
};

using PromotionTerms = std::variant<MoneyOff, ThresholdGift, PointsPrice, CombinationPrice, NearExpiry, PercentOff, ShelfPrice>;

struct Promotion {
  std::string id;    ///< "M-2026-01"
  std::string name;  ///< as it stands on screen and receipt: 满100减10
  WallTime valid_from;
  WallTime valid_until;  ///< exclusive; a promotion always has an end, which is shown
  std::int64_t order = 0;
  std::string exclusive_group;             ///< empty: of none
  std::vector<std::string> counters;       ///< empty: all
  std::vector<std::string> buyer_classes;  ///< empty: everybody
  std::vector<std::string> products;       ///< with `categories`: which lines it looks at; both empty: all.
  std::vector<std::string> categories;     ///< Only for terms that do not name their products themselves
  bool below_floor = false;
  /// Why the price compared with may be over the lowest that was really taken in the 7 days before; empty: it may not.
  std::string base_reason;
  PromotionTerms terms;
  friend bool operator==(const Promotion&, const Promotion&) = default;
};
inline constexpr std::size_t promotions_max = 500;
inline constexpr std::size_t promotion_list_max = 1'000;  ///< products, counters … of one promotion
inline constexpr std::int64_t permyriad_whole = 10'000;

/// The word of its terms in files: money_off, threshold_gift, points_price, combination_price, near_expiry, percent_off,
/// shelf_price.
std::string_view promotion_kind(const Promotion& promotion);
/// Error: invalid_input, naming what does not hold of `promotion` by itself.
Result<void> check_promotion(const Promotion& promotion);

/// One promotion as it stands in the section.
std::string promotion_json(const Promotion& promotion);
/// The section's text, and back. Errors: invalid_input, naming the promotion.
std::string promotions_section(const std::vector<Promotion>& promotions);
Result<std::vector<Promotion>> parse_promotions_section(std::string_view json);

class Catalogue;

/// Promotions and floors made ready for pricing. Immutable once built; share it by shared_ptr<const PriceRules>.
class PriceRules {
 public:
  PriceRules() = default;
  /// `floors`: the least unit price of a product; one without has none. Errors: invalid_input when a promotion does
  /// not hold (check_promotion), an id occurs twice, or there are more than promotions_max.
  static Result<PriceRules> build(std::vector<Promotion> promotions, std::map<std::string, UnitPrice> floors);
  /// With the floors of the catalogue's bands. Also an error: a promotion names goods that the catalogue has not, or by
  /// another unit than they are sold by.
  static Result<PriceRules> fitting(std::vector<Promotion> promotions, const Catalogue& catalogue);

  /// In the order they are applied in.
  [[nodiscard]] const std::vector<Promotion>& promotions() const { return promotions_; }
  [[nodiscard]] const UnitPrice* floor_of(std::string_view product) const;

  /// Private to the pricing: numbers of the promotions that look at a product or category, and of the exclusive groups.
  struct Index {
    std::unordered_map<std::string, std::vector<std::size_t>> by_product, by_category, by_named_product;
    std::vector<std::size_t> everywhere;
    std::vector<std::size_t> group;  ///< of each promotion; no_group: of none
    std::size_t groups = 0;
  };
  static constexpr std::size_t no_group = static_cast<std::size_t>(-1);
  [[nodiscard]] const Index& index() const { return index_; }

 private:
  std::vector<Promotion> promotions_;
  std::map<std::string, UnitPrice, std::less<>> floors_;
  Index index_;
};

}  // namespace zhuangui::core

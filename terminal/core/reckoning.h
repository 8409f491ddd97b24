#pragma once
// Private to core: one cart while the promotions are applied to it (rules: core/promotions.h).
#include <cstdint>
#include <vector>

#include "core/pricing.h"

namespace zhuangui::core {

struct ReckonedLine {
  const CartLine* facts = nullptr;
  std::size_t place = 0;  ///< in the cart
  std::int64_t pieces = 0;  ///< 0: weighed
  std::int64_t days_left = -1;  ///< of its lot; -1: not known, or past
  Money gross, floor, payable;
  std::vector<bool> taken;  ///< by exclusive group
  bool pieces_used = false;  ///< by a gift, points or a combination
  std::vector<Discount> discounts;
  std::optional<MarkDown> mark_down;
};

/// Some pieces of a line, and what they cost in it.
struct PiecesOf {
  ReckonedLine* line;
  std::int64_t pieces;
  Money value;
};

class Reckoning {
 public:
  Reckoning(const PriceRules& rules, const PricingMoment& moment, Promoted& answer) : rules_{rules}, moment_{moment}, answer_{answer} {}
  /// Error: invalid_input beyond the bounds of money.h.
  Result<void> take_in(const Cart& cart);
  void apply_promotions();
  void hand_out();

 private:
  using Lines = std::vector<ReckonedLine*>;
  [[nodiscard]] bool in_force(const Promotion& promotion) const;
  [[nodiscard]] bool is_open(const ReckonedLine& line, std::size_t promotion) const;
  [[nodiscard]] Lines open_of(const Lines& lines) const;
  [[nodiscard]] Money room_of(const ReckonedLine& line) const;
  [[nodiscard]] UnitPrice base_of(const CartLine& line) const;
  [[nodiscard]] std::vector<PiecesOf> pieces_from(std::string_view product, std::int64_t wanted) const;
  void find_lines();
  void take(ReckonedLine& line);
  bool take_off(ReckonedLine& line, Money amount);
  void mark_down(ReckonedLine& line, Money payable_then);
  void take_percentage(ReckonedLine& line, std::int64_t off_permyriad);
  void apply(const MoneyOff& terms);
  void apply(const ThresholdGift& terms);
  void apply(const PointsPrice& terms);
  void apply(const CombinationPrice& terms);
  void apply(const NearExpiry& terms);
  void apply(const PercentOff& terms);
  void apply(const ShelfPrice& terms);

  const PriceRules& rules_;
  const PricingMoment& moment_;
  Promoted& answer_;
  std::vector<ReckonedLine> lines_;  ///< in the order of what they are
  std::vector<Lines> counted_, named_;  ///< by promotion: lines in its scope, lines its terms name
  std::size_t number_ = 0;  ///< of the promotion that is applied now
  const Promotion* promotion_ = nullptr;
};

}  // namespace zhuangui::core

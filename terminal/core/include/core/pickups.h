#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cart.h"
#include "core/sale.h"

namespace zhuangui::core {

/// Some of what was ordered before, at the price that was paid for it then.
struct PickupGoods {
  std::string product;
  std::int64_t pieces = 0;
  Money price;  ///< of one piece
  friend bool operator==(const PickupGoods&, const PickupGoods&) = default;
};

/// 提货: goods that were ordered and paid before (预订, 以购代捐). Whoever shows its code takes all of them, once.
struct Pickup {
  std::string number;            ///< "TH-7Q2MK4": what the sale names
  std::string code;              ///< as the slip carries it; in no entry
  std::vector<PickupGoods> goods;
  Date last_day;
  FundSource fund_source = FundSource::personal;  ///< whose money it was; never a union's quota
  std::string unit;              ///< 采购单位 that paid, by its id; empty: a person
  std::string assistance_group;  ///< 帮扶集团, by its id; empty: none
  [[nodiscard]] Money amount() const;
  friend bool operator==(const Pickup&, const Pickup&) = default;
};

/// Release section `pickups`: those of one counter.
struct PickupList {
  std::string counter;
  std::vector<Pickup> pickups;
  [[nodiscard]] const Pickup* find(std::string_view number) const;
  [[nodiscard]] const Pickup* with_code(std::string_view code) const;
  friend bool operator==(const PickupList&, const PickupList&) = default;
};
inline constexpr std::size_t pickups_of_counter_max = 20'000, pickup_goods_max = 50;
inline constexpr std::int64_t pickup_pieces_max = 10'000;

std::string pickups_section(const PickupList& pickups);
/// Errors: invalid_input (a field is missing or wrong, a number or code stands twice, nothing was ordered).
Result<PickupList> parse_pickups_section(std::string_view json);

enum class PickupRefusal { used, past };
const char* pickup_refusal_name(PickupRefusal refusal);  ///< "used"
/// `taken` is what was taken on it before, as the journal knows it, returns taken off.
std::optional<PickupRefusal> why_pickup_refused(const Pickup& pickup, Money taken, Date today);

/// Why a line costs what was paid before, in CartLine::price_reason; its `code` is the number of the pick-up then.
inline constexpr std::string_view price_preordered = "preordered";
bool is_preordered(const CartLine& line);
/// The number of the pick-up in the cart; empty: there is none.
std::string pickup_in(const Cart& cart);
/// What its lines come to.
Money preordered_total(const Cart& cart, const PricedCart& priced);
/// Its lines, frozen from the catalogue. Errors: not_found (goods that are in no list, or not for sale now: `cause` is their
/// id), invalid_input (goods that are sold by weight).
Result<std::vector<CartLine>> pickup_lines(const Catalogue& catalogue, const Pickup& pickup, WallTime at);

}  // namespace zhuangui::core

#pragma once
// What is charged where the list's price of the moment is not the whole answer.
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/cart.h"

namespace zhuangui::core {

/// Why a person may set a price: words of entries and of assets/strings.
inline constexpr std::array<std::string_view, 5> price_reasons{"damaged", "near_expiry", "label_differs", "bulk", "agreed"};
bool is_price_reason(std::string_view word);

/// What the shelf of a counter says. A rise holds only from the opening that follows its new label.
struct ShelfLabel {
  UnitPrice shown;
  std::optional<UnitPrice> changed_to;  ///< the label was changed to this …
  WallTime changed_at;                  ///< … at this moment
  friend bool operator==(const ShelfLabel&, const ShelfLabel&) = default;
};

/// The label as it counts for a counter that opened at `opened_at`: one that was changed before has become the old one.
ShelfLabel label_since(const ShelfLabel& label, WallTime opened_at);
/// What is charged when the list says `listed`: a cut at once, a rise once its label counts. nullopt as label: nothing
/// hangs there yet, and the list's price is charged.
UnitPrice charged_price(const UnitPrice& listed, const std::optional<ShelfLabel>& label, WallTime opened_at);
/// 换价签: true while the shelf says less than the list and nobody has changed the label to that price.
bool needs_label(const UnitPrice& listed, const ShelfLabel& label);

/// The line with the better of the price it was scanned at and `now`; one that a person priced stays as it is.
CartLine with_better_price(CartLine line, const UnitPrice& now, std::int64_t release);

/// A price that a person sets. The rights come from outside: this only says what they must be.
struct HandPrice {
  UnitPrice price;
  std::string reason;            ///< one of price_reasons
  bool has_right = false;
  std::string second_reference;  ///< of the second person who agreed; empty: nobody
};
/// Inside: between the ends of the reference band; without a band only the list's price itself is.
bool inside_band(const UnitPrice& price, const UnitPrice& list_price, const PriceBand* band);
/// The line at that price, with list price, reason and second person frozen on it. Errors: permission (no right, or
/// outside the band without a second person), invalid_input (no such reason, another unit, not an amount).
Result<CartLine> priced_by_hand(CartLine line, const HandPrice& wish, const PriceBand* band);

}  // namespace zhuangui::core

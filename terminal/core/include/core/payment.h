#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/cart.h"
#include "core/sale.h"

namespace zhuangui::core {

/// 抹零: what is left off the part of a sum that is paid in cash, to the whole jiao or yuan below.
enum class Rounding { off, jiao, yuan };
const char* rounding_name(Rounding rounding);  ///< "jiao"
std::optional<Rounding> rounding_of(std::string_view name);

/// Release section `settings`: how one counter takes money and gives it back. Without it: no rounding, no shop code, no
/// agreed sums.
struct CounterSettings {
  std::string counter;
  Rounding rounding = Rounding::off;
  bool shop_code = false;  ///< 扫码·人工核对: the merchant's own fixed code lies at the counter
  Money agreed_max;        ///< 坏果赔付: the most that is paid for goods that stay with the buyer; 0: nothing is
  friend bool operator==(const CounterSettings&, const CounterSettings&) = default;
};
std::string settings_section(const CounterSettings& settings);
/// Errors: invalid_input (a field is missing or has a word nobody knows).
Result<CounterSettings> parse_settings_section(std::string_view json);

/// How one sum is paid, in whatever parts and order. What is left off in cash depends on the parts alone, not on their
/// order: it is reckoned on what is not paid by anything else, and never makes a sum nothing.
struct PaymentPlan {
  PricedCart priced;  ///< before rounding
  Rounding rounding = Rounding::off;
  std::vector<Tender> taken;

  [[nodiscard]] Money taken_in_cash() const;
  [[nodiscard]] Money taken_otherwise() const;
  /// Still to be paid by anything but cash: nothing once is_paid().
  [[nodiscard]] Money left() const;
  /// The same in cash, when the rest is paid in it.
  [[nodiscard]] Money left_in_cash() const;
  /// Left off when the rest is paid in cash.
  [[nodiscard]] Money rounded_off() const;
  [[nodiscard]] bool is_paid() const;
  /// Back to the buyer; nothing before it is paid.
  [[nodiscard]] Money change() const;
};

/// Adds a part. Errors, with the plan unchanged: invalid_input (nothing, more than is left by anything but cash, a sum out
/// of bounds, or it is paid already), conflict (the same card, quota, order or trade number is in it already).
Result<void> take_part(PaymentPlan& plan, Tender part);
/// Gives a part back, exactly. Error: not_found.
Result<void> give_part_back(PaymentPlan& plan, std::size_t index);

/// The cart with its rounding spread over the lines (spread.h), as complete_sale() takes it. Error: invalid_input while it
/// is not paid.
Result<PricedCart> settled_cart(const Cart& cart, const PaymentPlan& plan);

}  // namespace zhuangui::core

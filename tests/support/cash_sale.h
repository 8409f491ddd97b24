#pragma once
#include "core/sale.h"

namespace zhuangui::support {

/// `cart` without a promotion, paid in cash by the buyer alone.
inline core::Result<core::Sale> cash_sale(const core::Cart& cart, core::Money tendered, std::int64_t release) {
  const auto priced = core::price_cart(cart);
  if (!priced) return tl::unexpected(priced.error());
  return core::complete_sale(cart, *priced, core::cash_settlement(tendered), release);
}

}  // namespace zhuangui::support

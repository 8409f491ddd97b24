#include "core/sale.h"

namespace zhuangui::core {

Result<Sale> complete_sale(const Cart& cart, Money cash_tendered, std::int64_t release) {
  if (cart.lines.empty()) return fail(Errc::invalid_input, "complete the sale: the cart is empty", "scan something first");
  const auto priced = price_cart(cart);
  if (!priced) return tl::unexpected(priced.error());
  if (cash_tendered < priced->total)
    return fail(Errc::invalid_input, "complete the sale: less was given than is due", "take the missing amount");
  if (cash_tendered > sale_total_max)
    return fail(Errc::invalid_input, "complete the sale: the amount given is too high", "enter it again");
  Sale sale;
  sale.id = cart.sale;
  for (std::size_t index = 0; index < cart.lines.size(); ++index)
    sale.lines.push_back({cart.lines[index], priced->lines[index].total});
  for (const CartLine& line : cart.removed) {
    const auto total = line_price(line.quantity, line.unit_price);
    if (!total) return tl::unexpected(total.error());
    sale.removed.push_back({line, *total});
  }
  sale.total = priced->total;
  sale.tenders.push_back({TenderKind::cash, cash_tendered});
  sale.change = cash_tendered - priced->total;
  sale.release = release;
  return sale;
}

}  // namespace zhuangui::core

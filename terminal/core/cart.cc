#include "core/cart.h"

namespace zhuangui::core {

Result<CartLine> freeze_line(const Catalogue& catalogue, const Product& product, const Quantity& quantity,
                             std::string code, WallTime at) {
  const auto unit_price = catalogue.price_at(product.id, at);
  if (!unit_price)
    return fail(Errc::not_found, "add " + product.name + ": it has no price in force", "ask the county to price it");
  const auto total = line_price(quantity, *unit_price);
  if (!total) return tl::unexpected(total.error());
  CartLine line;
  line.product = product.id;
  line.name = product.name;
  line.code = std::move(code);
  line.category = product.category;
  line.unit = product.unit;
  line.specification = product.specification;
  line.township = product.township;
  line.village = product.village;
  line.cooperative = product.cooperative;
  line.tax_class = product.tax_class;
  line.tax_rate_permyriad = product.tax_rate_permyriad;
  line.certificate = product.certificate;
  line.benefit = product.benefit;
  line.tile = product.tile;
  line.tile_colour = product.tile_colour;
  line.quantity = quantity;
  line.unit_price = *unit_price;
  line.release = catalogue.release();
  return line;
}

Result<PricedCart> price_cart(const Cart& cart) {
  PricedCart answer;
  for (const CartLine& line : cart.lines) {
    const auto total = line_price(line.quantity, line.unit_price);
    if (!total) return tl::unexpected(total.error());
    answer.lines.push_back({*total, {}, *total});
    answer.gross += *total;
    answer.total += *total;
    if (answer.total > sale_total_max)
      return fail(Errc::invalid_input, "add up the cart: the sum is too high", "split it into several sales");
  }
  return answer;
}

}  // namespace zhuangui::core

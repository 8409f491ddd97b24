#include "core/catalogue.h"

#include <algorithm>

namespace zhuangui::core {
namespace {

std::string padded_gtin(std::string_view digits) {
  return std::string(digits.size() < 14 ? 14 - digits.size() : 0, '0') + std::string(digits);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

tl::unexpected<Error> bad_catalogue(const std::string& why) {
  return fail(Errc::invalid_input, "build the list of goods: " + why, "correct the list at the county and publish it again");
}

}  // namespace

Result<Catalogue> Catalogue::build(std::int64_t release, std::vector<Product> products, std::vector<Price> prices) {
  Catalogue answer;
  answer.release_ = release;
  answer.products_ = std::move(products);
  for (std::size_t index = 0; index < answer.products_.size(); ++index) {
    const Product& product = answer.products_[index];
    if (product.id.empty() || product.name.empty()) return bad_catalogue("a product has no id or no name");
    if (!answer.by_id_.emplace(product.id, index).second) return bad_catalogue("product " + product.id + " occurs twice");
    for (const std::string& gtin : product.gtins) {
      if (!all_digits(gtin) || gtin.size() > 14) return bad_catalogue("product " + product.id + " has the bad code " + gtin);
      if (!answer.by_gtin_.emplace(padded_gtin(gtin), index).second) return bad_catalogue("code " + gtin + " occurs twice");
    }
    if (!product.in_store_item.empty() && !answer.by_in_store_.emplace(product.in_store_item, index).second)
      return bad_catalogue("in-store number " + product.in_store_item + " occurs twice");
    for (const int month : product.season_months)
      if (month < 1 || month > 12) return bad_catalogue("product " + product.id + " has a month that is not 1 to 12");
  }
  for (Price& price : prices) {
    const Product* product = answer.find(price.product);
    if (!product) return bad_catalogue("a price names the unknown product " + price.product);
    if (product->weighed != std::holds_alternative<PerKilogram>(price.unit))
      return bad_catalogue("the price of " + price.product + " does not fit the way it is sold");
    const Quantity one = product->weighed ? Quantity{Grams{1000}} : Quantity{Pieces{1}};
    if (!line_price(one, price.unit)) return bad_catalogue("the price of " + price.product + " is not positive or too high");
    answer.prices_[price.product].push_back(std::move(price));
  }
  for (auto& [id, list] : answer.prices_)
    std::stable_sort(list.begin(), list.end(), [](const Price& a, const Price& b) { return a.valid_from < b.valid_from; });
  return answer;
}

const Product* Catalogue::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : &products_[found->second];
}

const Product* Catalogue::find_gtin(std::string_view digits) const {
  const auto found = by_gtin_.find(padded_gtin(digits));
  return found == by_gtin_.end() ? nullptr : &products_[found->second];
}

const Product* Catalogue::find_in_store(std::string_view item) const {
  const auto found = by_in_store_.find(std::string(item));
  return found == by_in_store_.end() ? nullptr : &products_[found->second];
}

std::optional<UnitPrice> Catalogue::price_at(std::string_view product, WallTime at) const {
  const auto found = prices_.find(std::string(product));
  if (found == prices_.end()) return std::nullopt;
  for (auto price = found->second.rbegin(); price != found->second.rend(); ++price)
    if (price->valid_from <= at && (price->valid_until.utc_ms == 0 || at < price->valid_until)) return price->unit;
  return std::nullopt;
}

}  // namespace zhuangui::core

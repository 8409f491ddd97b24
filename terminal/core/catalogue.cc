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

bool holds_for(const Product& product, const PriceBand& band) {
  const std::size_t unit = product.weighed ? UnitPrice{PerKilogram{}}.index() : UnitPrice{PerPiece{}}.index();
  const UnitPrice floor = band.floor.value_or(band.low);
  if (band.low.index() != unit || band.high.index() != unit || floor.index() != unit) return false;
  const auto amount = [](const UnitPrice& price) { return std::visit([](const auto& one) { return one.price; }, price); };
  return amount(floor) > Money{} && amount(band.low) > Money{} && band.low <= band.high && amount(band.high) <= unit_price_max;
}

/// How closely a price is meant: for these buyers, and here.
int closeness(const Price& price) { return (price.buyer_class.empty() ? 0 : 2) + (price.counter.empty() ? 0 : 1); }

}  // namespace

Result<Catalogue> Catalogue::build(std::int64_t release, std::vector<Product> products, std::vector<Price> prices,
                                   std::vector<PriceBand> bands, std::string_view counter) {
  Catalogue answer;
  answer.release_ = release;
  answer.counter_ = counter;
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
    if (price.counter.empty() || price.counter == counter) answer.prices_[price.product].push_back(std::move(price));
  }
  for (auto& [id, list] : answer.prices_)
    std::stable_sort(list.begin(), list.end(), [](const Price& a, const Price& b) { return a.valid_from < b.valid_from; });
  for (PriceBand& band : bands) {
    const Product* product = answer.find(band.product);
    if (!product) return bad_catalogue("a reference price names the unknown product " + band.product);
    if (!holds_for(*product, band)) return bad_catalogue("the reference price of " + band.product + " does not fit");
    const std::string id = band.product;
    if (!answer.bands_.emplace(id, std::move(band)).second) return bad_catalogue("the reference price of " + id + " occurs twice");
  }
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

std::optional<UnitPrice> Catalogue::price_at(std::string_view product, WallTime at, std::string_view buyer_class) const {
  const auto found = prices_.find(std::string(product));
  if (found == prices_.end()) return std::nullopt;
  const Price* best = nullptr;
  for (auto price = found->second.rbegin(); price != found->second.rend(); ++price) {
    const bool in_force = price->valid_from <= at && (price->valid_until.utc_ms == 0 || at < price->valid_until);
    if (!in_force || (!price->buyer_class.empty() && price->buyer_class != buyer_class)) continue;
    if (!best || closeness(*price) > closeness(*best)) best = &*price;
  }
  return best ? std::optional{best->unit} : std::nullopt;
}

const PriceBand* Catalogue::band(std::string_view product) const {
  const auto found = bands_.find(product);
  return found == bands_.end() ? nullptr : &found->second;
}

}  // namespace zhuangui::core

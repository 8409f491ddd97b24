#include "core/promotions.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/catalogue.h"

namespace zhuangui::core {
namespace {

template <class... Cases>
struct Overloaded : Cases... { using Cases::operator()...; };

using Holds = std::string;  // what does not hold; empty: all does

bool is_amount(Money amount) { return amount > Money{} && amount <= sale_total_max; }
bool is_count(std::int64_t pieces) { return pieces >= 1 && pieces <= pieces_max; }
bool is_percentage(std::int64_t permyriad) { return permyriad >= 1 && permyriad < permyriad_whole; }

Holds wrong_terms(const MoneyOff& terms) {
  if (terms.steps.empty() || terms.steps.size() > promotion_list_max) return "it has no steps, or too many";
  if (terms.repeats && terms.steps.size() != 1) return "it repeats and has several steps";
  MoneyOffStep before;
  for (const MoneyOffStep& step : terms.steps) {
    if (!is_amount(step.from) || !is_amount(step.off) || step.off > step.from) return "a step takes off nothing, or more than it asks for";
    if (step.from <= before.from || step.off <= before.off) return "its steps do not rise";
    before = step;
  }
  return {};
}

Holds wrong_terms(const ThresholdGift& terms) {
  if (!is_amount(terms.from)) return "its threshold is not an amount";
  if (terms.product.empty() || !is_count(terms.pieces)) return "its gift is not a number of pieces of a product";
  return {};
}

Holds wrong_terms(const PointsPrice& terms) {
  if (terms.product.empty() || !is_count(terms.pieces_max)) return "it is not for a number of pieces of a product";
  if (terms.points < 1 || terms.points > 1'000'000'000) return "it asks for no points, or too many";
  if (terms.price < Money{} || terms.price > unit_price_max) return "its price is not an amount";
  return {};
}

Holds wrong_terms(const CombinationPrice& terms) {
  std::set<std::string_view> seen;
  std::int64_t pieces = 0;
  for (const CombinationPart& part : terms.parts) {
    if (part.product.empty() || !is_count(part.pieces)) return "a part is not a number of pieces of a product";
    if (!seen.insert(part.product).second) return "a product is in it twice";
    pieces += part.pieces;
  }
  if (pieces < 2 || terms.parts.size() > 20) return "it is not of 2 to 20 parts";
  return is_amount(terms.price) ? Holds{} : "its price is not an amount";
}

Holds wrong_terms(const NearExpiry& terms) {
  if (terms.steps.empty() || terms.steps.size() > 20) return "it has no steps, or too many";
  std::int64_t days = -1, off = permyriad_whole;
  for (const NearExpiryStep& step : terms.steps) {
    if (!is_percentage(step.off_permyriad)) return "a step takes off nothing, or all";
    if (step.days_left <= days || step.days_left > 3'650 || step.off_permyriad >= off) return "its days do not rise, or what comes off does not fall";
    days = step.days_left;
    off = step.off_permyriad;
  }
  return {};
}

Holds wrong_terms(const PercentOff& terms) { return is_percentage(terms.off_permyriad) ? Holds{} : "it takes off nothing, or all"; }

Holds wrong_terms(const ShelfPrice& terms) {
  if (terms.products.empty() || terms.products.size() > promotion_list_max) return "it has no products, or too many";
  std::set<std::string_view> seen;
  for (const ShelfPriceOf& one : terms.products) {
    const Money price = std::visit([](const auto& unit) { return unit.price; }, one.price);
    if (one.product.empty() || price <= Money{} || price > unit_price_max) return "a product has no price";
    if (!seen.insert(one.product).second) return "a product is in it twice";
  }
  return {};
}

bool names_its_products(const PromotionTerms& terms) {
  return std::holds_alternative<PointsPrice>(terms) || std::holds_alternative<CombinationPrice>(terms) ||
         std::holds_alternative<ShelfPrice>(terms);
}

Holds wrong_frame(const Promotion& promotion) {
  if (promotion.id.empty() || promotion.name.empty()) return "it has no id or no name";
  if (promotion.id == "rounding") return "its id is a word of selling itself";
  if (promotion.valid_from.utc_ms < 0 || promotion.valid_until <= promotion.valid_from) return "its end is not after its beginning";
  for (const auto* list : {&promotion.counters, &promotion.buyer_classes, &promotion.products, &promotion.categories}) {
    if (list->size() > promotion_list_max) return "it lists too many";
    if (std::any_of(list->begin(), list->end(), [](const std::string& text) { return text.empty(); })) return "it lists one without a name";
  }
  const bool scoped = !promotion.products.empty() || !promotion.categories.empty();
  if (scoped && names_its_products(promotion.terms)) return "its terms name their products, it cannot name others";
  return {};
}

std::vector<std::string> named_products(const PromotionTerms& terms) {
  std::vector<std::string> names;
  if (const auto* gift = std::get_if<ThresholdGift>(&terms)) names.push_back(gift->product);
  if (const auto* points = std::get_if<PointsPrice>(&terms)) names.push_back(points->product);
  if (const auto* combination = std::get_if<CombinationPrice>(&terms))
    for (const CombinationPart& part : combination->parts) names.push_back(part.product);
  if (const auto* shelf = std::get_if<ShelfPrice>(&terms))
    for (const ShelfPriceOf& one : shelf->products) names.push_back(one.product);
  return names;
}

PriceRules::Index index_of(const std::vector<Promotion>& promotions) {
  PriceRules::Index index;
  std::map<std::string, std::size_t> groups;
  for (std::size_t number = 0; number < promotions.size(); ++number) {
    const Promotion& promotion = promotions[number];
    const std::string& group = promotion.exclusive_group;
    index.group.push_back(group.empty() ? PriceRules::no_group : groups.emplace(group, groups.size()).first->second);
    for (const std::string& product : named_products(promotion.terms)) index.by_named_product[product].push_back(number);
    if (names_its_products(promotion.terms)) continue;
    for (const std::string& product : promotion.products) index.by_product[product].push_back(number);
    for (const std::string& category : promotion.categories) index.by_category[category].push_back(number);
    if (promotion.products.empty() && promotion.categories.empty()) index.everywhere.push_back(number);
  }
  index.groups = groups.size();
  return index;
}

}  // namespace

std::string_view promotion_kind(const Promotion& promotion) {
  return std::visit(Overloaded{[](const MoneyOff&) { return "money_off"; }, [](const ThresholdGift&) { return "threshold_gift"; },
                               [](const PointsPrice&) { return "points_price"; }, [](const CombinationPrice&) { return "combination_price"; },
                               [](const NearExpiry&) { return "near_expiry"; }, [](const PercentOff&) { return "percent_off"; },
                               [](const ShelfPrice&) { return "shelf_price"; }},
                    promotion.terms);
}

Result<void> check_promotion(const Promotion& promotion) {
  Holds wrong = wrong_frame(promotion);
  if (wrong.empty()) wrong = std::visit([](const auto& terms) { return wrong_terms(terms); }, promotion.terms);
  if (wrong.empty()) return {};
  return fail(Errc::invalid_input, "promotion " + promotion.id + ": " + wrong, "correct it at the county and publish again");
}

Result<PriceRules> PriceRules::build(std::vector<Promotion> promotions, std::map<std::string, UnitPrice> floors) {
  const std::string remedy = "correct them at the county and publish again";
  if (promotions.size() > promotions_max)
    return fail(Errc::invalid_input, "promotions: there are over " + std::to_string(promotions_max), remedy);
  std::set<std::string_view> ids;
  for (const Promotion& promotion : promotions) {
    if (const auto holds = check_promotion(promotion); !holds) return tl::unexpected(holds.error());
    if (!ids.insert(promotion.id).second) return fail(Errc::invalid_input, "promotion " + promotion.id + " occurs twice", remedy);
  }
  PriceRules rules;
  rules.promotions_ = std::move(promotions);
  std::sort(rules.promotions_.begin(), rules.promotions_.end(),
            [](const Promotion& a, const Promotion& b) { return std::tie(a.order, a.id) < std::tie(b.order, b.id); });
  for (Promotion& promotion : rules.promotions_)
    if (auto* shelf = std::get_if<ShelfPrice>(&promotion.terms))
      std::sort(shelf->products.begin(), shelf->products.end(), [](const auto& a, const auto& b) { return a.product < b.product; });
  rules.index_ = index_of(rules.promotions_);
  rules.floors_.insert(floors.begin(), floors.end());
  return rules;
}

Result<PriceRules> PriceRules::fitting(std::vector<Promotion> promotions, const Catalogue& catalogue) {
  for (const Promotion& promotion : promotions) {
    std::string wrong;
    const auto must_be_sold = [&](const std::string& product, bool by_piece) {
      const Product* found = catalogue.find(product);
      if (!found) wrong = "it names the unknown product " + product;
      else if (by_piece && found->weighed) wrong = product + " is sold by weight, not by piece";
    };
    for (const std::string& product : promotion.products) must_be_sold(product, false);
    const auto* shelf = std::get_if<ShelfPrice>(&promotion.terms);
    for (const std::string& product : named_products(promotion.terms)) must_be_sold(product, shelf == nullptr);
    for (std::size_t n = 0; shelf && wrong.empty() && n < shelf->products.size(); ++n)
      if (catalogue.find(shelf->products[n].product)->weighed != std::holds_alternative<PerKilogram>(shelf->products[n].price))
        wrong = shelf->products[n].product + " is sold by another unit";
    if (!wrong.empty())
      return fail(Errc::invalid_input, "promotion " + promotion.id + ": " + wrong, "correct it at the county and publish again");
  }
  std::map<std::string, UnitPrice> floors;
  for (const auto& [product, band] : catalogue.bands())
    if (band.floor) floors.emplace(product, *band.floor);
  return build(std::move(promotions), std::move(floors));
}

const UnitPrice* PriceRules::floor_of(std::string_view product) const {
  const auto found = floors_.find(product);
  return found == floors_.end() ? nullptr : &found->second;
}

}  // namespace zhuangui::core

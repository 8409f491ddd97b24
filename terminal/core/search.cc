#include "core/search.h"

#include <algorithm>
#include <array>

namespace zhuangui::core {
namespace {

constexpr std::size_t gtin_digits_min = 3;

enum Fit : std::size_t { whole, beginning, within, none };

Fit fit_of(std::string_view text, std::string_view typed) {
  const std::size_t at = text.find(typed);
  if (at == std::string_view::npos) return none;
  if (at > 0) return within;
  return text.size() == typed.size() ? whole : beginning;
}

Fit best_of(const std::vector<std::string>& texts, std::string_view typed) {
  Fit best = none;
  for (const std::string& text : texts) best = std::min(best, fit_of(text, typed));
  return best;
}

Fit number_fit(const Product& product, std::string_view typed) {
  Fit best = product.in_store_item.starts_with(typed) ? fit_of(product.in_store_item, typed) : none;
  if (typed.size() < gtin_digits_min) return best;
  for (const std::string_view gtin : product.gtins)
    if (gtin.ends_with(typed)) best = std::min(best, within);
  return best;
}

bool only(std::string_view typed, char first, char last) {
  return std::all_of(typed.begin(), typed.end(), [&](char byte) { return byte >= first && byte <= last; });
}

}  // namespace

std::vector<const Product*> search(const Catalogue& catalogue, std::string_view typed, std::size_t most) {
  if (typed.empty()) return {};
  const bool digits = only(typed, '0', '9'), letters = only(typed, 'a', 'z');
  std::array<std::vector<const Product*>, none> found;
  for (const Product& product : catalogue.products()) {
    const Fit fit = digits    ? number_fit(product, typed)
                    : letters ? best_of(product.initials, typed)
                              : std::min(fit_of(product.name, typed), best_of(product.aliases, typed));
    if (fit != none && found[fit].size() < most) found[fit].push_back(&product);
  }
  std::vector<const Product*> answer;
  for (const auto& alike : found)
    for (const Product* product : alike)
      if (answer.size() < most) answer.push_back(product);
  return answer;
}

}  // namespace zhuangui::core

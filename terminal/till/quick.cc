#include <algorithm>
#include <set>

#include "steps.h"

// 快捷键: goods one touch away: those the county gave a place, else what this counter sold most in the last days.

namespace zhuangui::till {
namespace {

bool has_no_barcode(const core::Product& product) { return product.weighed || product.gtins.empty(); }

// By their place, then by id.
std::vector<std::string> placed_by_the_county(const core::Catalogue& catalogue, core::WallTime now) {
  std::vector<const core::Product*> placed;
  for (const core::Product& product : catalogue.products())
    if (product.quick_key > 0 && catalogue.price_at(product.id, now)) placed.push_back(&product);
  std::sort(placed.begin(), placed.end(), [](const auto* a, const auto* b) { return std::tie(a->quick_key, a->id) < std::tie(b->quick_key, b->id); });
  std::vector<std::string> answer;
  for (const core::Product* product : placed) answer.push_back(product->id);
  return answer;
}

// What cannot be scanned first: of that what is sold most, then the rest of it in the order of the list; at last the
// packed goods that are sold most.
std::vector<std::string> by_what_was_sold(const core::Catalogue& catalogue, const std::vector<std::string>& most_sold, core::WallTime now) {
  std::vector<std::string> answer;
  std::set<std::string_view> seen;
  const auto take = [&](const core::Product* product, bool without_barcode) {
    if (product && has_no_barcode(*product) == without_barcode && catalogue.price_at(product->id, now) && seen.insert(product->id).second)
      answer.push_back(product->id);
  };
  for (const std::string& id : most_sold) take(catalogue.find(id), true);
  for (const core::Product& product : catalogue.products()) take(&product, true);
  for (const std::string& id : most_sold) take(catalogue.find(id), false);
  return answer;
}

}  // namespace

// What stands where is settled while it is open: no button moves under a finger.
void open_quick(Working& work) {
  const State from = work.till.state;
  if ((from != State::idle && from != State::selling) || !work.till.catalogue) return;
  work.till.home = from;
  work.till.notices.clear();
  work.till.quick = placed_by_the_county(*work.till.catalogue, work.now.wall);
  if (work.till.quick.empty()) work.till.quick = by_what_was_sold(*work.till.catalogue, work.till.most_sold, work.now.wall);
  if (work.till.quick.size() > quick_shown_max) work.till.quick.resize(quick_shown_max);
  work.go(State::quick);
  work.effects.push_back(LookAtMostSold{});
}

}  // namespace zhuangui::till

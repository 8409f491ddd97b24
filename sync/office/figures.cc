#include <algorithm>
#include <functional>
#include <map>

#include "office/overview.h"

namespace zhuangui::office {
namespace {

/// Sums the rows by `key`, largest first, and gives each its share of the largest.
std::vector<Group> grouped(const std::vector<ledger::RollupRow>& rows,
                           const std::function<std::string(const ledger::RollupKey&)>& key) {
  std::map<std::string, Group> sums;
  for (const ledger::RollupRow& row : rows) {
    Group& group = sums[key(row.key)];
    group.pieces += row.figures.pieces;
    group.weight_g += row.figures.weight_g;
    group.net += core::Money::fen(row.figures.net_fen);
  }
  std::vector<Group> groups;
  for (auto& [id, group] : sums) {
    group.id = group.name = id;
    groups.push_back(std::move(group));
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.net > b.net; });
  const std::int64_t largest = groups.empty() ? 0 : groups.front().net.in_fen();
  for (Group& group : groups)
    if (largest > 0 && group.net.in_fen() > 0)
      group.permille = std::max<std::int64_t>(4, group.net.in_fen() * 1000 / largest);
  return groups;
}

}  // namespace

std::vector<Group> by_counter(const OverviewView& view) {
  auto groups = grouped(view.rows, [](const ledger::RollupKey& key) { return key.counter; });
  for (Group& group : groups) {
    if (const auto count = view.receipts.find(group.id); count != view.receipts.end()) group.receipts = count->second;
    for (const core::CounterInfo& counter : view.counters)
      if (counter.id == group.id) {
        group.name = counter.name;
        group.detail = counter.site;
      }
  }
  return groups;
}

std::vector<Group> by_product(const OverviewView& view) {
  auto groups = grouped(view.rows, [](const ledger::RollupKey& key) { return key.product; });
  for (Group& group : groups) {
    for (const ledger::RollupRow& row : view.rows)
      if (row.key.product == group.id) group.receipts += row.figures.sales;
    for (const core::Product& product : view.products)
      if (product.id == group.id) {
        group.name = product.name + (product.specification.empty() ? "" : " " + product.specification);
        group.detail = product.cooperative;
      }
  }
  return groups;
}

std::vector<Group> by_township(const OverviewView& view) {
  auto groups = grouped(view.rows, [](const ledger::RollupKey& key) { return key.township; });
  for (Group& group : groups)
    if (group.name.empty()) group.name = "未注明产地";
  return groups;
}

}  // namespace zhuangui::office

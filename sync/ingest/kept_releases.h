#pragma once
// Private to ingest: what a counter sold by under a release, made ready for reckoning once more.
#include <set>

#include "core/catalogue.h"
#include "core/holders.h"
#include "core/orders.h"
#include "core/payment.h"
#include "core/pickups.h"
#include "core/promotions.h"
#include "core/quotas.h"
#include "parts.h"

namespace zhuangui::ingest {

struct CounterRelease {
  core::Catalogue catalogue;
  core::PriceRules rules;
  std::set<core::WallTime> price_changes;  ///< moments at which some price of it begins or ends
  core::CounterSettings settings;
  core::HolderList holders;
  core::QuotaList quotas;
  core::OrderList orders;
  core::PickupList pickups;
};

/// Looks releases up by version and counter, and keeps the last of them.
class KeptReleases {
 public:
  explicit KeptReleases(Reading& tables) : tables_{tables} {}
  /// nullptr: it was never published for this counter, or a section of it is not kept any more or cannot be read. Safe to hold.
  Result<std::shared_ptr<const CounterRelease>> find(std::int64_t version, const std::string& counter);

 private:
  Result<std::shared_ptr<const CounterRelease>> made(std::int64_t version, const std::string& counter);

  Reading& tables_;
  std::map<std::pair<std::int64_t, std::string>, std::shared_ptr<const CounterRelease>> kept_;
};

}  // namespace zhuangui::ingest

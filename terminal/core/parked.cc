#include "core/parked.h"

#include <algorithm>

namespace zhuangui::core {

const char* park_reason_name(ParkReason reason) {
  switch (reason) {
    case ParkReason::asked: return "asked";
    case ParkReason::abandoned: return "abandoned";
    case ParkReason::cash: return "cash";
  }
  return "asked";
}

std::optional<ParkReason> parse_park_reason(std::string_view name) {
  for (const ParkReason reason : {ParkReason::asked, ParkReason::abandoned, ParkReason::cash})
    if (name == park_reason_name(reason)) return reason;
  return std::nullopt;
}

std::optional<std::int64_t> next_park_number(const std::vector<ParkedCart>& parked) {
  if (parked.empty()) return 1;
  const auto latest = std::max_element(parked.begin(), parked.end(), [](const ParkedCart& a, const ParkedCart& b) {
    return a.parked_at.utc_ms < b.parked_at.utc_ms;
  });
  for (std::int64_t step = 1; step < park_number_max; ++step) {
    const std::int64_t number = (latest->number - 1 + step) % park_number_max + 1;
    if (std::none_of(parked.begin(), parked.end(), [&](const ParkedCart& one) { return one.number == number; })) return number;
  }
  return std::nullopt;
}

bool is_of_earlier_day(const ParkedCart& parked, WallTime now) {
  return days_since_epoch(shanghai_date(parked.parked_at)) < days_since_epoch(shanghai_date(now));
}

}  // namespace zhuangui::core

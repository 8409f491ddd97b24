#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/cart.h"

namespace zhuangui::core {

/// Why a cart was set aside: a person wished it; its buyer went away; it waits for a person who takes cash.
enum class ParkReason { asked, abandoned, cash };
const char* park_reason_name(ParkReason reason);
std::optional<ParkReason> parse_park_reason(std::string_view name);

/// A cart that is set aside, to be taken up again the same day under its number. It reserves nothing.
struct ParkedCart {
  std::int64_t number = 0;  ///< 1 to park_number_max: what its buyer and the counter call it
  WallTime parked_at;
  ParkReason reason = ParkReason::asked;
  Cart cart;
  friend bool operator==(const ParkedCart&, const ParkedCart&) = default;
};
inline constexpr std::int64_t park_number_max = 99;

/// The number after that of the one parked last, in a circle, that none of `parked` has; nullopt: all are taken.
std::optional<std::int64_t> next_park_number(const std::vector<ParkedCart>& parked);

/// Parked on an earlier day in Wuxi than `now`: it is given up.
bool is_of_earlier_day(const ParkedCart& parked, WallTime now);

}  // namespace zhuangui::core

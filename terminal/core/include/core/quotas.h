#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cart.h"
#include "core/time.h"

namespace zhuangui::core {

/// 工会慰问额度: one member's share of one batch. It can be spent once (design §5): offline only at the terminal and in
/// the epoch it is allotted to.
struct Quota {
  std::string reference;   ///< "Q-8K3M2P"
  std::string batch;       ///< 慰问批次 "2026-中秋"
  std::string union_id;    ///< 采购单位, by its id
  std::string union_name;  ///< 县人民医院工会
  std::string occasion;    ///< 中秋慰问
  std::string holder;      ///< reference in section `holders`
  Money cap;
  std::vector<std::string> categories;  ///< legal categories it may buy
  std::vector<std::string> products;    ///< and goods; both empty: everything
  Date last_day;
  std::string terminal;
  std::int64_t epoch = 0;
  friend bool operator==(const Quota&, const Quota&) = default;
};

/// Release section `quotas`: those of one counter's people.
struct QuotaList {
  std::string counter;
  std::vector<Quota> quotas;
  [[nodiscard]] const Quota* find(std::string_view reference) const;
  friend bool operator==(const QuotaList&, const QuotaList&) = default;
};
inline constexpr std::size_t quotas_of_counter_max = 50'000;

std::string quotas_section(const QuotaList& quotas);
/// Errors: invalid_input (a field is missing or wrong, a reference stands twice).
Result<QuotaList> parse_quotas_section(std::string_view json);

/// Stands in Quota::terminal where it is allotted to none: the county is asked before each draw.
inline constexpr std::string_view online_quota = "online";

/// Where it is to be spent.
struct SpendingPlace {
  std::string terminal;
  std::int64_t epoch = 0;
};

enum class QuotaRefusal { not_the_holders, past, other_terminal, new_epoch, goods, used_up };
const char* quota_refusal_name(QuotaRefusal refusal);  ///< "new_epoch"

bool quota_allows(const Quota& quota, const CartLine& line);
/// What the goods in the cart that it may buy cost.
Money quota_goods(const Quota& quota, const Cart& cart, const PricedCart& priced);
/// Why this amount may not be drawn on it; none: it may. `spent` is what was drawn before, as the journal knows it.
std::optional<QuotaRefusal> why_quota_refused(const Quota& quota, std::string_view holder, Money amount, Money spent,
                                              Money goods, const SpendingPlace& here, Date today);
/// The most that may be drawn on it for this cart; nothing where it is refused altogether.
Money quota_room(const Quota& quota, std::string_view holder, Money spent, Money goods, const SpendingPlace& here, Date today);

}  // namespace zhuangui::core

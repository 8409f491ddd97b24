// What cards, quotas and orders have paid, as the journal tells of it.
#include <algorithm>

#include "questions.h"
#include "reading.h"

namespace zhuangui::journal {

// What came back today of an earlier day's sale makes no room today.
Result<core::HolderTaken> ReadingOnDisk::card_taken(std::string_view holder, core::Date day) {
  const std::string today = core::date_text(day), month_begins = core::date_text({day.year, day.month, 1});
  const auto taken = only(database(),
                          "SELECT coalesce(sum(amount_fen) FILTER (WHERE business_day = ?3), 0), coalesce(sum(amount_fen), 0) "
                          "FROM projected_drawn WHERE kind = 'card' AND reference = ?1 AND business_day BETWEEN ?2 AND ?3",
                          [](const Rows& rows) {
                            return core::HolderTaken{core::Money::fen(std::max<std::int64_t>(0, rows.integer(0))),
                                                     core::Money::fen(std::max<std::int64_t>(0, rows.integer(1)))};
                          },
                          holder, month_begins, today);
  if (!taken) return tl::unexpected(taken.error());
  return taken->value_or(core::HolderTaken{});
}

Result<std::map<std::string, core::Money>> ReadingOnDisk::drawn_on_documents() {
  const auto rows = every(database(), "SELECT reference, sum(amount_fen) FROM projected_drawn WHERE kind NOT IN ('card', 'invoice') GROUP BY reference",
                          [](const Rows& row) { return std::pair{std::string(row.bytes(0)), core::Money::fen(row.integer(1))}; });
  if (!rows) return tl::unexpected(rows.error());
  return std::map<std::string, core::Money>{rows->begin(), rows->end()};
}

}  // namespace zhuangui::journal

#pragma once
// Private to journal: writes what entries come to into the projection tables.
#include <functional>

#include "facts.h"
#include "shift_book.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// Its statements belong to one connection and to the tables under one prefix (schema.h). Call inside a transaction.
class Projector {
 public:
  static Result<Projector> prepare(Connection& database, std::string_view prefix);
  /// Counts the entry at `place`, in the order of places, and moves the position there.
  Result<void> apply(std::int64_t place, std::string_view payload);

 private:
  Result<void> count_sale(std::int64_t place, const SaleFacts& facts);
  Result<void> count_drawn(std::string_view business_day, const std::vector<DrawnFacts>& drawn);
  Result<void> count_refund(std::int64_t place, const RefundFacts& facts);
  Statement sale_, return_, product_day_, product_day_back_, day_, day_back_, clock_, position_, drawn_;
  ShiftBook shifts_;
};

/// Entries done, and entries in all.
using Progress = std::function<void(std::int64_t, std::int64_t)>;

/// Brings the projections in use up to the last entry: rebuilds them when they are of another edition or beyond the
/// journal's end, counts what lags otherwise. Call outside any transaction.
Result<void> catch_up(Connection& database, const Progress& progress);
/// Fills new tables beside the ones in use, some thousand entries a transaction, and swaps them in one. A stop at any
/// moment leaves the old ones. Answers the number of entries.
Result<std::int64_t> rebuild(Connection& database, const Progress& progress);

}  // namespace zhuangui::journal

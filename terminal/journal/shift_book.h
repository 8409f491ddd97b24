#pragma once
// Private to journal: the shifts as projections (core/shift.h has their rules).
#include "core/shift.h"
#include "facts.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// Its statements belong to one connection and to the tables under one prefix. Call inside a transaction, in the order of
/// places.
class ShiftBook {
 public:
  static Result<ShiftBook> prepare(Connection& database, std::string_view prefix);
  Result<void> count_sale(std::int64_t place, const SaleFacts& facts);
  Result<void> count_refund(std::int64_t place, const RefundFacts& facts);
  Result<void> apply(std::int64_t place, const ShiftFacts& facts);

 private:
  Result<std::int64_t> running(std::int64_t place, std::string_view business_day);
  Result<void> add_sum(std::int64_t shift, const char* what, std::string_view name, std::int64_t amount_fen);
  Result<void> close(std::int64_t place, const ShiftFacts& facts);
  Result<void> count_later(const ShiftFacts& facts);
  Statement last_, insert_, sale_, refund_, sum_, by_hand_, open_, move_, drawer_, close_, count_, carry_;
};

/// The shift of this number; nullopt: there is none, or nothing has happened in it.
Result<std::optional<core::ShiftReport>> read_shift(Connection& database, std::int64_t shift);
/// Each shift that is closed or has an entry with a figure, oldest first.
Result<std::vector<core::ShiftReport>> read_shifts(Connection& database);
/// The one that runs, also when nothing has happened in it yet.
Result<core::ShiftReport> read_running_shift(Connection& database);

}  // namespace zhuangui::journal

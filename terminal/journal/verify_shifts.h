#pragma once
// Private to journal: the shifts reckoned anew from the entries, apart from the statements that keep them up.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/shift.h"
#include "facts.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// Takes entries in runs: in order within a run, the runs in any order.
class ShiftReckoning {
 public:
  /// What comes next may stand elsewhere.
  void begin_run() { run_open_ = false; }
  void count(std::int64_t place, const SaleFacts& facts);
  void count(std::int64_t place, const RefundFacts& facts);
  void count(std::int64_t place, const ShiftFacts& facts);
  void add(const ShiftReckoning& other);

  [[nodiscard]] std::vector<core::ShiftReport> reports() const;

 private:
  /// Sales and returns without another entry of shifts between them, or one such entry.
  struct Piece {
    std::int64_t first_place = 0, last_place = 0;
    std::string business_day;
    std::int64_t sales = 0, total_fen = 0, cash_fen = 0, returns = 0, refund_fen = 0, cash_back_fen = 0;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> tenders, fund_sources, townships;  ///< sales and fen
    std::vector<core::CheckedByHand> by_hand;
    bool is_act = false;
    ShiftFacts::What what = ShiftFacts::What::opened;
    std::int64_t shift = 0, amount_fen = 0;
    std::string operator_reference, reason;
    std::optional<std::int64_t> counted_fen, first_counted_fen;
  };
  Piece& run_at(std::int64_t place, std::string_view business_day);
  static void apply(const Piece& piece, std::vector<core::ShiftReport>& all);
  std::vector<Piece> pieces_;
  bool run_open_ = false;
};

/// Calls `wrong` with the last place of each shift whose row is not what the entries come to; 0: a row too many.
Result<void> compare_shifts(Connection& database, const ShiftReckoning& reckoning,
                            const std::function<void(std::int64_t place)>& wrong);

}  // namespace zhuangui::journal

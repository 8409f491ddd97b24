#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"

namespace zhuangui::core {

// 班次. The shifts of a terminal are counted from 1, over all its epochs, and follow each other without a gap: shift N holds
// every entry after the close of shift N-1, up to its own close. So each sale belongs to exactly one, whether anybody has
// opened it or not; to open one says who begins and how much lies in the drawer. Numbers decide, never the clock.
// A shift that was open when the day turned is closed by the first act of the new day as uncounted (未清点): the money stays
// in the drawer, so the next one begins with what should be there, and whoever counts it later says what of it is missing.
// A counter that has never opened or closed one has a first shift that runs on for ever.

/// Place of an entry in its terminal's journal.
struct EntryPlace {
  std::int64_t epoch = 0, seq = 0;
  friend bool operator==(const EntryPlace&, const EntryPlace&) = default;
};

struct ShiftSum {
  std::string name;        ///< of a tender, a fund source or a township
  std::int64_t sales = 0;  ///< sales it was part of
  Money amount;            ///< of cash what stayed in the drawer
  friend bool operator==(const ShiftSum&, const ShiftSum&) = default;
};

/// A payment whose arrival a person saw on the merchant's phone. Nothing here has confirmed it: it is listed, so that it is
/// compared with the merchant's bill.
struct CheckedByHand {
  std::int64_t at = 0;  ///< raw clock, UTC milliseconds
  std::string sale;
  Money amount;
  std::string digits;   ///< the last four of its trade number
  friend bool operator==(const CheckedByHand&, const CheckedByHand&) = default;
};

/// One shift: running (an X report), or closed (a Z report).
struct ShiftReport {
  std::int64_t shift = 1;
  std::string business_day;             ///< of its first entry; empty: nothing has happened in it yet
  bool opened = false;                  ///< somebody has opened it
  std::string operator_reference;       ///< who; empty: nobody, or nobody was logged in
  std::optional<Money> float_amount;    ///< 备用金 it began with; nullopt: nobody said
  std::int64_t sales = 0;
  Money total;                          ///< of the sales
  Money cash;                           ///< of them, that stayed in the drawer
  std::int64_t returns = 0;
  Money refunds;                        ///< of the returns
  Money cash_back;                      ///< of them, that was paid out of the drawer
  Money moved_in, moved_out;
  std::int64_t drawer_openings = 0;     ///< without a sale
  std::vector<ShiftSum> tenders, fund_sources, townships;  ///< of the sales; each sorted by name
  std::vector<CheckedByHand> by_hand;   ///< in the order they were taken
  EntryPlace first, last;               ///< of its entries with a figure
  bool closed = false;
  std::string closed_by;
  std::optional<Money> counted;         ///< nullopt of a closed one: 未清点
  std::optional<Money> first_counted;   ///< when it was counted again after the difference was seen
  std::string reason;                   ///< for the difference
  bool counted_later = false;           ///< `counted` is what the next person found

  /// What should lie in the drawer.
  [[nodiscard]] Money expected() const { return float_amount.value_or(Money{}) + cash - cash_back + moved_in - moved_out; }
  [[nodiscard]] Money difference() const { return counted.value_or(expected()) - expected(); }
  [[nodiscard]] bool is_uncounted() const { return closed && !counted; }
  friend bool operator==(const ShiftReport&, const ShiftReport&) = default;
};

struct ShiftClosing {
  std::string operator_reference;
  std::optional<Money> counted;        ///< nullopt: nobody counted
  std::optional<Money> first_counted;
  std::string reason;                  ///< from the list of reasons; needed where there is a difference
};
/// The drawer of a shift that was closed uncounted, counted while the next one already runs.
struct LateCount {
  std::int64_t shift = 0;
  std::string operator_reference;
  Money drawer;  ///< all that lay in it
  std::string reason;
};
struct CashMove {
  bool out = false;
  Money amount;
  std::string reason;
  std::string operator_reference, second_reference;
};

/// Bodies of the entries. `report` is the shift they belong to.
std::string shift_opened_body(std::int64_t shift, std::string_view operator_reference, Money float_amount);
std::string cash_moved_body(std::int64_t shift, const CashMove& move);
std::string drawer_opened_body(std::int64_t shift, std::string_view operator_reference, std::string_view second_reference,
                               std::string_view reason);
std::string shift_closed_body(const ShiftReport& report, const ShiftClosing& closing);
/// `since`: cash that has come since the close; `uncounted` says what was expected then.
std::string shift_counted_body(const ShiftReport& uncounted, Money since, const LateCount& count);

/// Everything of it as one JSON object, for zhuanguictl.
std::string shift_report_json(const ShiftReport& report);

}  // namespace zhuangui::core

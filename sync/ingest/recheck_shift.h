#pragma once
// Private to ingest: do the figures of a shift's close follow from the entries before it?
#include "core/refund.h"
#include "core/shift.h"
#include "recheck_sale.h"

namespace zhuangui::ingest {

/// The shifts of one terminal, fed its entries in order. Plain sums of its own, not the terminal's.
class ShiftRecheck {
 public:
  void sold(const core::Sale& sale);
  void returned(const core::Refund& refund);
  /// An entry of any kind: those of shifts, cash and drawer count, a close or a count that does not add up is a fault.
  std::optional<Fault> take(const contract::EntryFields& fields);
  /// The disk was put back or copied: what the terminal summed up is not what the county holds. Nothing is checked up to
  /// the next shift that is both opened and closed.
  void lost_track() { tracks_ = false; }

 private:
  std::optional<Fault> closed(const core::JsonValue& body);
  std::optional<Fault> counted(const core::JsonValue& body);
  core::ShiftReport& running();

  bool tracks_ = true;
  core::ShiftReport now_;                   ///< the running one; its last close is in `before_`
  std::optional<core::ShiftReport> before_;
};

}  // namespace zhuangui::ingest

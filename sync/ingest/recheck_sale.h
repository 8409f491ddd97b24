#pragma once
// Private to ingest: is a sale what core makes of its goods under the release it names?
#include "core/sale.h"
#include "ingest/report.h"
#include "kept_releases.h"

namespace zhuangui::ingest {

/// What does not hold, by a word of ingest/report.h.
struct Fault {
  std::string reason;
  std::string sentence;
};

/// What the terminal knew when it sold.
struct SellingMoment {
  const EntryAt& where;
  core::WallTime at;                                   ///< corrected by the clock it had
  std::function<core::Money(const core::Tender&)> drawn_before;  ///< on the tender's document, at this terminal
  std::function<bool(const core::Tender&)> is_reserved;          ///< the county had reserved this draw
};

/// Price by price, then the promotions, the rounding, the tenders, the change and whose money it was: the first that does
/// not hold. `releases` may be asked for the ones that single lines name; a fault of reason not_kept means that nobody can
/// say.
Result<std::optional<Fault>> fault_of_sale(const core::Sale& sale, const SellingMoment& moment, KeptReleases& releases);

}  // namespace zhuangui::ingest

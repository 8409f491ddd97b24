#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/refund.h"

namespace zhuangui::till {

/// A sale a person can choose from.
struct SaleSummary {
  std::string sale;
  core::WallTime at;  ///< corrected
  std::int64_t lines = 0;
  core::Money total;
  friend bool operator==(const SaleSummary&, const SaleSummary&) = default;
};

/// 退货: what a person has chosen so far.
struct Returning {
  std::vector<SaleSummary> recent;     ///< of this terminal, newest first; shown while no sale is chosen
  std::string looking_for;             ///< asked of the journal and not answered yet
  std::optional<core::Sale> sale;
  core::WallTime sold_at;
  std::vector<core::Refund> earlier;   ///< its returns so far
  std::vector<std::int64_t> chosen;    ///< of each line of the sale: pieces or grams that come back
  std::size_t selected = 0;            ///< the line whose quantity the pad types
  core::GoodsFate fate = core::GoodsFate::quarantine;
  std::string reason;                  ///< empty: none chosen yet
  bool voids = false;                  ///< the sale just made, whole
  std::optional<core::Refund> committing;  ///< asked of the journal; in `returning`: whether it stands is not known yet
};

}  // namespace zhuangui::till

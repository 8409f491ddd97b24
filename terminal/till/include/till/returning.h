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

/// choosing: what comes back, line by line; settling: what becomes of it, why, and by which road the money goes back.
enum class ReturnStep { choosing, settling };

/// Whether others gave some of it back: not asked yet, asked, told, or the county does not answer.
enum class CountyWord { none, asked, told, silent };

/// 退货: what a person has chosen so far.
struct Returning {
  std::vector<SaleSummary> recent;     ///< of this terminal, newest first; shown while no sale is chosen
  std::string looking_for;             ///< asked of the journal and not answered yet
  std::optional<core::Sale> sale;
  core::WallTime sold_at;
  std::vector<core::Refund> earlier;   ///< its returns so far, here and, once the county has told, elsewhere
  bool sold_here = true;               ///< by this terminal
  CountyWord county = CountyWord::none;
  ReturnStep step = ReturnStep::choosing;
  std::vector<std::int64_t> chosen;    ///< of each line of the sale: pieces or grams that come back
  bool agrees = false;                 ///< 坏果赔付: the goods stay with the buyer, and `agreed` is paid instead of `chosen`
  std::vector<core::Money> agreed;     ///< of each line
  std::size_t selected = 0;            ///< the line whose quantity the pad types
  core::GoodsFate fate = core::GoodsFate::quarantine;
  std::string reason;                  ///< empty: none chosen yet
  bool voids = false;                  ///< the sale just made, whole
  std::optional<core::Refund> committing;  ///< asked of the journal; in `returning`: whether it stands is not known yet
};

}  // namespace zhuangui::till

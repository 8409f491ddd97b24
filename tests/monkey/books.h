#pragma once
// What the journal says, held against what stood on the screen.
#include <cstdint>

#include "counter.h"

namespace zhuangui::monkey {

struct Books {
  std::int64_t entries = 0;
  std::int64_t sales = 0;
  std::int64_t total_fen = 0;
  std::int64_t returns = 0;      ///< that stand in the journal
  std::int64_t never_shown = 0;  ///< committed, or in doubt, just before a crash, and so not seen by anybody
};

/// The journal verifies; every sale that was shown is in it once, with the sum that was shown; every other sale in it
/// was committed in a program that crashed before it could show it, or was in doubt (journal.h, unknown_outcome) when it
/// crashed: these are counted. What was handed out stands in it too, and of no sale came back more than it cost.
/// Throws Trouble.
Books check_books(Counter& counter);

}  // namespace zhuangui::monkey

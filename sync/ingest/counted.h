#pragma once
// Private to ingest: walking over the entries that count.
#include "parts.h"
#include "project.h"

namespace zhuangui::ingest {

/// Which entries are wanted. Nothing said: all.
struct Wanted {
  std::string from, to;  ///< business days, both counted; both empty: all, whatever the projections say
  std::string counter;   ///< empty: all
};

/// Every entry of a terminal that counts: terminals by id, epochs and numbers in their order, then what accepted branches
/// add. Whether they hold says verify(); here they are taken as they stand. An entry that cannot be read is left out.
Result<void> each_counted(Reading& tables, const Wanted& wanted, const TakeEntry& take);

}  // namespace zhuangui::ingest

#pragma once
// Private to journal: the steps of Reader::verify. All inside one read transaction.
#include "reading.h"
#include "verify_chunk.h"

namespace zhuangui::journal {

/// Every entry read once in the order of the journal: chain, heads' hashes, rows of sales, sums.
struct Walk {
  std::int64_t entries = 0;
  std::optional<FirstFalse> gap;  ///< found while reading: an entry that is not there, or one before the first
  Breaks breaks;
  Reckoning reckoning;
};
/// Reads on this thread and checks on the others, a bounded number of bytes ahead.
Result<Walk> walk_entries(Connection& database, std::string_view terminal, const contract::PublicKey& key);

/// Why the entry at this place does not fit: payload, missing, added or swapped, judged by its neighbours.
Result<FirstFalse> classify_break(Connection& database, const contract::PublicKey& key, std::int64_t place);

/// The end of one epoch: its last entry must have a signed head that verifies; otherwise the first head that does not,
/// or the first entry behind the last good head.
Result<std::optional<FirstFalse>> check_end(Connection& database, std::string_view terminal,
                                            const contract::PublicKey& key, const EpochInfo& epoch);
/// Entry 1 of each epoch names the end of the epoch before it, which must be there.
Result<std::optional<FirstFalse>> check_links(Connection& database, const std::vector<EpochInfo>& epochs);
/// The sums against the projected tables.
Result<std::optional<FirstFalse>> check_sums(Connection& database, const Reckoning& reckoning,
                                             const std::vector<EpochInfo>& epochs);

FirstFalse false_at(std::int64_t place, std::string reason, std::string sentence);

}  // namespace zhuangui::journal

#pragma once
// Private to journal: where the chain of entries ends, and whether that end is ours.
#include <optional>

#include "contract/entry.h"
#include "core/time.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// The end of the chain. epoch 0: no entry yet.
struct Chain {
  std::int64_t epoch = 0;
  std::int64_t seq = 0;
  contract::Hash hash{};
  std::optional<core::Date> last_day;
  std::int64_t last_at = 0;
  std::string last_kind;
};

/// Reads the last entry and checks it against its signed head under `key`. Errors: corrupt (it does not verify, or
/// stands without a head, or a head without its entry), conflict (the journal of another terminal).
Result<Chain> read_chain(Connection& database, std::string_view terminal, const contract::PublicKey& key);

}  // namespace zhuangui::journal

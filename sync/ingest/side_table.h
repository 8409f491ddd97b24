#pragma once
// Private to ingest: what is known of people, by random reference (design §5): taken in, shown to the office, erased.
#include "ledger/private_table.h"
#include "parts.h"

namespace zhuangui::ingest {

inline constexpr std::size_t private_bytes_max = 2048;

/// What a body says it is, and how long it is kept. Errors: invalid_input (not one of assets/contract/private.schema.json).
struct PrivateKind {
  std::string kind;
  std::int64_t keep_ms = 0;
};
Result<PrivateKind> kind_of_private(std::string_view body);
/// One letter, a dash and 6 to 16 digits and capitals: chosen at random, so that it says nothing.
bool is_private_reference(std::string_view text);

/// Errors: invalid_input, refused (another terminal's reference), conflict (it was erased and does not come back).
Result<void> put_private(ledger::PrivateTable& table, std::int64_t now_ms, std::string_view terminal, std::string_view reference, std::string_view body);
/// `terminal` empty: by the office. An entry of the county's own journal says that it was erased. Erased before: no error.
/// Errors: not_found, refused (another terminal's).
Result<void> erase_private(ledger::PrivateTable& table, const Parts& parts, std::string_view terminal, std::string_view reference);
/// What its time is over for. Answers how many.
Result<std::int64_t> erase_expired(ledger::PrivateTable& table, const Parts& parts);

}  // namespace zhuangui::ingest

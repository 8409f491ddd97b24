#pragma once
// Private to ingest: the county's own acts as entries in the same format and chain as a terminal's.
#include "parts.h"

namespace zhuangui::ingest {

/// Appends one entry under the county's working key, with its signed head. Inside the transaction of the act itself.
Result<void> journal_own(Writing& tables, const contract::KeyPair& key, std::int64_t now_ms, std::string_view kind,
                         std::string_view body);

}  // namespace zhuangui::ingest

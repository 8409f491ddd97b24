#pragma once
// Private to ingest: releases (design §6).
#include "ingest/county.h"
#include "parts.h"

namespace zhuangui::ingest {

Result<Published> publish(const Parts& parts);

/// Signs and keeps the manifest of `version` for one terminal. Does nothing when that version has no section for the
/// terminal's counter: it gets one with the next publication.
Result<bool> sign_for(Writing& tables, const contract::KeyPair& key, std::int64_t version,
                      const ledger::TerminalRow& terminal);

}  // namespace zhuangui::ingest

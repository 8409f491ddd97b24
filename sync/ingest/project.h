#pragma once
// Private to ingest: what an entry counts for. Pure.
#include <functional>

#include "contract/entry.h"
#include "ledger/ledger.h"

namespace zhuangui::ingest {

/// Adds what one entry of `terminal`, whose key was enrolled at `counter`, counts for. What these rules do not know,
/// or cannot read, is counted as not counted.
void project(std::string_view terminal, std::string_view counter, const contract::EntryFields& fields,
             ledger::Projected& into);

/// What is done with entries that count, one after the other.
using TakeEntry = std::function<void(std::string_view terminal, std::string_view counter, const contract::EntryFields&)>;
/// Adds each to `into`, which must live as long.
TakeEntry projecting(ledger::Projected& into);

/// Sum of two.
void add(const ledger::Projected& more, ledger::Projected& into);

}  // namespace zhuangui::ingest

#pragma once
// Private to ingest: journals given back as they came.
#include <functional>

#include "parts.h"

namespace zhuangui::ingest {

Result<std::string> batch_lines(ledger::Ledger& ledger, std::string_view terminal, std::int64_t epoch,
                                std::int64_t from_seq);
Result<void> export_epoch(ledger::Ledger& ledger, std::string_view terminal, std::int64_t epoch,
                          const std::function<void(std::string_view)>& sink);

}  // namespace zhuangui::ingest

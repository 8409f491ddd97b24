#pragma once
// Private to journal: reading returns, for the reader and for the check before one is written.
#include <string_view>
#include <vector>

#include "core/refund.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// From an entry's payload. Errors: corrupt, and those of core::parse_refund.
Result<core::Refund> read_refund(std::string_view payload);
/// The returns of one sale, in the order of their entries.
Result<std::vector<core::Refund>> read_refunds(Connection& database, std::string_view sale);

}  // namespace zhuangui::journal

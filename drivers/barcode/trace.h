#pragma once
#include <span>

#include "barcode/code.h"
#include "url.h"

namespace zhuangui::barcode {

/// The rule of the settings that `url` falls under; nullptr: none.
const TraceRule* find_trace_rule(const Url& url, std::span<const TraceRule> rules);

/// Host, and what `rule` (nullptr: none) finds in the query. A product or lot that may be a payment code or a person's
/// number is left out.
TraceCode read_trace(const Url& url, const TraceRule* rule);

}  // namespace zhuangui::barcode

#pragma once
// Private to core: how money moved and whose it was, the same in a sale and in a return.
#include "core/json.h"
#include "core/sale.h"

namespace zhuangui::core {

void write_tenders(JsonWriter& json, const std::vector<Tender>& tenders);
Result<std::vector<Tender>> read_tenders(const JsonValue& body);
void write_attribution(JsonWriter& json, const Attribution& attribution);
Result<Attribution> read_attribution(const JsonValue& body);

}  // namespace zhuangui::core

#pragma once
// Private to core: one line as it stands in a cart row and in a sale's entry.
#include <optional>

#include "core/cart.h"
#include "core/json.h"

namespace zhuangui::core {

/// Writes the line's object; `total` is left out in a cart row, where it is not decided yet.
void write_line(JsonWriter& json, const CartLine& line, std::optional<Money> total,
                const std::vector<Discount>& discounts = {});
/// Discounts stand inside a sale's line. An empty list writes nothing and reads as nothing.
void write_discounts(JsonWriter& json, const std::vector<Discount>& discounts);
Result<std::vector<Discount>> read_discounts(const JsonValue& line);
/// Reads every line ever published: fields that came later are empty in old ones.
Result<CartLine> read_line(const JsonValue& value);

}  // namespace zhuangui::core

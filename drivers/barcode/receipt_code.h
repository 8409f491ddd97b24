#pragma once
#include <optional>
#include <string_view>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// Our own receipts begin so; no goods, payment or card code does.
inline constexpr std::string_view receipt_prefix = "ZG1|", pickup_prefix = "ZG2|";

/// The receipt that `text` names; nothing when it is not exactly of our form.
std::optional<ReceiptCode> read_receipt(std::string_view text);
std::optional<PickupCode> read_pickup(std::string_view text);

}  // namespace zhuangui::barcode

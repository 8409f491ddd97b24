#pragma once
#include <optional>
#include <string_view>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// The payment code that `text` is by length and first digits; nothing: it is none. No such code has a check digit.
std::optional<PaymentCode> read_payment(std::string_view text);

}  // namespace zhuangui::barcode

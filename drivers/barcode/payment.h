#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// The payment code that `text` is by length and first digits; nothing: it is none. No such code has a check digit.
std::optional<PaymentCode> read_payment(std::string_view text);

/// Length of the payment code in letters (Alipay's fp, EMV in base64) that `text` begins with, whatever stands behind it;
/// 0: it begins with none.
std::size_t payment_text_length(std::string_view text);

}  // namespace zhuangui::barcode

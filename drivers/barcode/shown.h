#pragma once
#include <string>
#include <string_view>

namespace zhuangui::barcode {

/// `text` fit for a screen and a log: valid UTF-8 of at most 64 bytes, '?' for each control character and each wrong
/// byte; what may be a payment code, or the number of a bank card, an identity card or a person, keeps its first 2 and
/// last 4 characters: runs of 15 and more digits (with single blanks or hyphens between), Alipay's fp codes, and the
/// base64 of an EMV code.
std::string shown(std::string_view text);

}  // namespace zhuangui::barcode

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace zhuangui::barcode {

/// EAN-13/8, UPC-A/E of packed goods, as 14 digits padded with zeros (GS1 General Specifications 7.9 check digit held).
struct GoodsCode { std::string gtin; };
/// In-store scale label: prefix 20-24, item number, and weight in grams or price in fen.
struct WeighedCode { std::string item; std::int64_t weight_g = 0; };
struct PricedCode { std::string item; std::int64_t price_fen = 0; };
/// 付款码. Never goods, never stored in full: only the provider and first 2 + last 4 digits are kept here.
struct PaymentCode { std::string provider; std::string masked; };
/// One of our own receipts: "ZG1|<sale id>|<seq>|<first 8 bytes of the hash in hex>".
struct ReceiptCode { std::string sale; std::int64_t seq = 0; std::string hash_prefix_hex; };
/// A code that means nothing here, or a wrong check digit. `reason`: check_digit | empty | too_long | not_known.
struct UnknownCode { std::string text; std::string reason; };

using Code = std::variant<GoodsCode, WeighedCode, PricedCode, PaymentCode, ReceiptCode, UnknownCode>;

/// What a scanned text means. `symbology` is the AIM id without ']' ("E0"), or empty when not known. Pure; accepts
/// any bytes; the rules are tried in this order: AIM id, own prefixes, length <= 14, payment codes, text.
Code decode(std::string_view text, std::string_view symbology = {});

/// GS1 mod-10 check digit of `digits` (without the check digit), '0'..'9'. Digits only.
char check_digit(std::string_view digits);

/// Content of our receipt QR.
std::string receipt_code_text(std::string_view sale, std::int64_t seq, std::string_view hash_prefix_hex);

}  // namespace zhuangui::barcode

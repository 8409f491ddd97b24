#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zhuangui::barcode {

/// EAN-13/8, UPC-A/E, ITF-14 of packed goods, as 14 digits padded with zeros (GS1 General Specifications 7.9 check
/// digit held). In-store numbers (2x) that no label layout claims are goods too: the catalogue knows them or not.
struct GoodsCode { std::string gtin; };
/// In-store scale label: item number, and weight in grams or price in fen, always above zero.
struct WeighedCode { std::string item; std::int64_t weight_g = 0; };
struct PricedCode { std::string item; std::int64_t price_fen = 0; };
/// 付款码. Never goods, never stored in full: only the provider (wechat, alipay, unionpay, ecny) and first 2 + last 4
/// characters ("13****6789") are kept here.
struct PaymentCode { std::string provider; std::string masked; };
/// One of our own receipts: "ZG1|<sale id>|<seq>|<first 8 bytes of the hash in hex>".
struct ReceiptCode { std::string sale; std::int64_t seq = 0; std::string hash_prefix_hex; };
/// A code that means nothing here, or a wrong check digit. `text` is fit to be shown: shortened, and masked where it
/// may be the number of an account or a person. `reason`: check_digit | broken (the scanner lost a part) | empty |
/// too_long | zero | not_known, where zero is a scale label over no weight or no price.
struct UnknownCode { std::string text; std::string reason; };

using Code = std::variant<GoodsCode, WeighedCode, PricedCode, PaymentCode, ReceiptCode, UnknownCode>;

/// How the scales of a shop write their labels (店内码, 13 digits). `prefix` are the digits under the F letters of
/// `pattern`, whose letters are: F prefix, I item, W weight in g, E price in fen, V price check digit, C check digit.
struct LabelLayout { std::string prefix; std::string pattern; };

/// 21 FFIIIIIWWWWWC and 22 FFIIIIIEEEEEC, the habit of most scales sold in China.
const std::vector<LabelLayout>& default_label_layouts();

/// What is wrong with a layout, one sentence; empty when nothing is. A wrong layout never matches in decode().
std::string label_layout_fault(const LabelLayout& layout);

/// What a scanned text means. `symbology` is the AIM id without ']' ("E0"), or empty when not known. The first layout
/// whose prefix fits reads the label. Pure; accepts any bytes; the rules are tried in this order: AIM id, own
/// prefixes, length <= 14, payment codes, text.
Code decode(std::string_view text, std::string_view symbology = {},
            std::span<const LabelLayout> layouts = default_label_layouts());

/// GS1 mod-10 check digit of `digits` (without the check digit), '0'..'9'. Digits only.
char check_digit(std::string_view digits);

/// The 12 digits of the UPC-A that an 8-digit UPC-E stands for, check digit of the UPC-A held; empty when it is none.
std::string expand_upc_e(std::string_view eight_digits);

/// Content of our receipt QR.
std::string receipt_code_text(std::string_view sale, std::int64_t seq, std::string_view hash_prefix_hex);

}  // namespace zhuangui::barcode

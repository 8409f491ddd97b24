#pragma once
// What a scanned text means. Pure: no clock, no files; any thread; any bytes are taken.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "barcode/gs1.h"
#include "barcode/settings.h"

namespace zhuangui::barcode {

/// EAN-13/8, UPC-A/E, ITF-14 of packed goods, as 14 digits padded with zeros (GS1 General Specifications 7.9 check
/// digit held). In-store numbers (2x) that no label layout claims are goods too: the catalogue knows them or not.
struct GoodsCode { std::string gtin; };
/// In-store scale label: item number and weight in grams, always above zero. `price_fen` as printed on the label, or 0
/// when the layout has no price.
struct WeighedCode { std::string item; std::int64_t weight_g = 0; std::int64_t price_fen = 0; };
/// The same with a price in fen and no weight, or with a number of pieces (price 0 when the layout has none).
struct PricedCode { std::string item; std::int64_t price_fen = 0; };
struct CountedCode { std::string item; std::int64_t pieces = 0; std::int64_t price_fen = 0; };
/// A GS1 Digital Link: the elements of its path and query. `host` is for showing; the link is never opened.
struct LinkCode { std::string host; Gs1Code gs1; };
/// Another http(s) link, mostly 追溯. `product` and `lot` are what a rule of the settings found in it, else empty: show
/// `host` and ask. Never opened, and the link itself is not kept, since it may name a person.
struct TraceCode { std::string host; std::string product; std::string lot; };
/// 付款码. Never goods, never stored in full: only the provider (wechat, alipay, unionpay, ecny) and first 2 + last 4
/// characters ("13****6789") are kept here.
struct PaymentCode { std::string provider; std::string masked; };
/// A staff card: its bytes as the reader's form says, first byte first, and its text masked for showing. Only
/// decode_card() makes one: the device decides what is a card, not the text.
struct CardCode { std::vector<std::uint8_t> bytes; std::string masked; };
/// One of our own receipts: "ZG1|<sale id>|<seq>|<first 8 bytes of the hash in hex>".
struct ReceiptCode { std::string sale; std::int64_t seq = 0; std::string hash_prefix_hex; };
/// The slip of goods that were ordered before: "ZG2|<code>", 8 to 32 capital letters and digits.
struct PickupCode { std::string code; };
/// A code that means nothing here, or is false. `text` is fit to be shown: shortened, and masked where it may hold the
/// number of an account or a person. `claims`: what its carrier or form says it is, "gs1" or "link", else empty. `ai`:
/// the element that is wrong, else empty.
/// `reason`, of any code: check_digit | broken (the scanner lost a part) | empty | too_long | zero (a label over no
/// weight, price or pieces) | coupon (981-984, 99) | not_known | not_a_card; of elements: length | characters |
/// check_pair | date | time | value (not one of its list) | country | currency | percent (a false %XX) | unknown_ai |
/// repeated (twice with different data) | separator | order (of a link's parts) | compressed (a link) | brackets (a form for people that was
/// not typed).
struct UnknownCode { std::string text; std::string reason; std::string claims; std::string ai; };

using Code = std::variant<GoodsCode, WeighedCode, PricedCode, CountedCode, Gs1Code, LinkCode, TraceCode, PaymentCode,
                          CardCode, ReceiptCode, PickupCode, UnknownCode>;

/// What a scanned text means. `symbology` is the AIM id without ']' ("E0"), or empty when not known; an AIM id in front
/// of the text counts then. "Z…" (keyed in) is the only one under which the bracketed form "(01)…" is read. The first
/// layout whose prefix fits reads a scale label. `current_year` decides the century of dates; 0: 20xx. Accepts any bytes;
/// the rules are tried in this order: AIM id, own prefixes, GS1 carriers, length <= 14, 18-digit labels, payment codes,
/// links, GS1 without its id, text.
Code decode(std::string_view text, std::string_view symbology = {},
            const DecodeSettings& settings = default_decode_settings(), int current_year = 0);

/// What a card reader typed: CardCode, or UnknownCode with reason not_a_card. Wiegand parity bits are not in any form.
Code decode_card(std::string_view text, CardForm form);

/// GS1 mod-10 check digit of `digits` (without the check digit), '0'..'9'. Digits only.
char check_digit(std::string_view digits);

/// The 12 digits of the UPC-A that an 8-digit UPC-E stands for, check digit of the UPC-A held; empty when it is none.
std::string expand_upc_e(std::string_view eight_digits);

/// Content of the QR of a pick-up slip.
std::string pickup_code_text(std::string_view code);
/// Content of our receipt QR.
std::string receipt_code_text(std::string_view sale, std::int64_t seq, std::string_view hash_prefix_hex);

}  // namespace zhuangui::barcode

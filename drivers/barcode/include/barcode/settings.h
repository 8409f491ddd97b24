#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::barcode {

/// How the scales of a shop write their labels (店内码, 13 or 18 digits). `prefix` are the first digits of the labels
/// it reads. Letters of `pattern`: F prefix, I item, W weight in g, E price in fen, N pieces, V check digit of the price
/// (GS1 General Specifications 7.9.2-7.9.4, over 4 or 5 letters E), C check digit. Without a letter F the prefix is part
/// of the item's number.
struct LabelLayout {
  std::string prefix;
  std::string pattern;
  friend bool operator==(const LabelLayout&, const LabelLayout&) = default;
};

/// 21 FFIIIIIWWWWWC and 22 FFIIIIIEEEEEC, the habit of most scales sold in China.
const std::vector<LabelLayout>& default_label_layouts();

/// What is wrong with a layout, one sentence; empty when nothing is. A wrong layout never matches in decode().
std::string label_layout_fault(const LabelLayout& layout);

/// True for a layout that decode() never uses, since payment codes have its length and first digits: 18 digits that begin
/// with 10 to 15 or with 25 to 30.
bool layout_is_payments(const LabelLayout& layout);

/// From which end the 18-digit labels of the shop's scales weigh their check digit (3 1 3 …, or 1 3 1 … from the left).
/// GS1 weighs from the right; that some scales begin at the left is told by one maker's forum only, hence a setting.
enum class Check18 { right, left, either };

/// Whose trace links (追溯) are goods: `host` as it stands in the link, or ".example.cn" for all under it; the path
/// must begin with `path_prefix`; product and lot are the values of these query fields, and may be absent.
struct TraceRule {
  std::string host;
  std::string path_prefix;
  std::string product_field;
  std::string lot_field;
  friend bool operator==(const TraceRule&, const TraceRule&) = default;
};

/// How a card reader writes a card's bytes; it is set at the reader, and no text tells by itself.
enum class CardForm {
  decimal_10,           ///< 10D: 4 bytes as 10 decimal digits
  decimal_10_reversed,  ///< 10D of the bytes in reverse order
  hex_8,                ///< 8H: 4 bytes
  hex_8_reversed,       ///< 8H, last byte first
  hex_10,               ///< 10H: 5 bytes (EM4100 with its customer byte)
  decimal_8,            ///< 8D: the last 3 bytes as 8 decimal digits
  wiegand_26,           ///< byte as 3 digits and two bytes as 5, together: 16145763
  wiegand_26_comma,     ///< the same with a comma: 161,45763
  uid,                  ///< hex of 4, 7 or 10 bytes (13.56 MHz)
};

/// All that a shop can set about its codes. A value; the terminal's configuration fills it.
struct DecodeSettings {
  std::vector<LabelLayout> layouts = default_label_layouts();
  Check18 check18 = Check18::right;
  std::vector<TraceRule> trace_rules;
  CardForm card_form = CardForm::decimal_10;
};
const DecodeSettings& default_decode_settings();

/// "right", "left", "either"; "10D", "10D-reversed", "8H", "8H-reversed", "10H", "8D", "W26", "W26-comma", "UID".
/// False, and `into` unchanged, for any other word.
bool read_check18(std::string_view word, Check18& into);
bool read_card_form(std::string_view word, CardForm& into);

}  // namespace zhuangui::barcode

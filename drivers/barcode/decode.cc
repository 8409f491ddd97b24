#include "barcode/code.h"
#include "digits.h"
#include "label.h"
#include "payment.h"
#include "receipt_code.h"
#include "shown.h"

namespace zhuangui::barcode {

namespace {

/// Longer texts are no code a counter uses; a trace link or a GS1 string is shorter.
constexpr std::size_t text_bytes_max = 512;
constexpr std::size_t gtin_digits = 14;

/// EAN/UPC, ITF and GS1 carriers never hold a payment code (AIM ids, ISO/IEC 15424).
bool never_payment(std::string_view symbology) {
  return symbology.starts_with('E') || symbology.starts_with('I') || symbology == "C1" || symbology == "d2" ||
         symbology == "Q3";
}

/// Bank cards have 16-19 digits, identity cards 17 and a digit or X: such a text must not reach a log in full.
bool may_be_personal(std::string_view text) {
  if (text.size() < 15 || text.size() > 24) return false;
  const bool ends_in_x = text.back() == 'X' || text.back() == 'x';
  return all_digits(ends_in_x ? text.substr(0, text.size() - 1) : text);
}

UnknownCode unknown(std::string_view text, const char* reason) {
  if (may_be_personal(text) || read_payment(text)) return {shown(mask(text)), reason};
  return {shown(text), reason};
}

/// `digits` whose check digit held, as 14 digits. A number of zeros only is what a broken printer makes, not goods.
Code goods(std::string_view digits) {
  std::string gtin = std::string(gtin_digits - digits.size(), '0') + std::string{digits};
  if (gtin.find_first_not_of('0') == std::string::npos) return unknown(digits, "not_known");
  return GoodsCode{std::move(gtin)};
}

/// 8 digits are EAN-8 or UPC-E: the AIM id decides, else the check digit, EAN-8 first.
Code eight_digits(std::string_view digits, std::string_view symbology) {
  if (symbology != "E0" && check_digit_holds(digits)) return goods(digits);
  const std::string upc_a = symbology == "E4" ? std::string{} : expand_upc_e(digits);
  return upc_a.empty() ? Code{unknown(digits, "check_digit")} : goods(upc_a);
}

bool is_gtin_length(std::size_t length) { return length == 8 || length == 12 || length == 13 || length == 14; }

Code numbered(std::string_view digits, std::string_view symbology, std::span<const LabelLayout> layouts) {
  if (digits.size() == 8) return eight_digits(digits, symbology);
  if (!check_digit_holds(digits)) return unknown(digits, "check_digit");
  if (digits.size() == 13)
    if (auto label = read_label(digits, layouts)) return *label;
  return goods(digits);
}

}  // namespace

Code decode(std::string_view text, std::string_view symbology, std::span<const LabelLayout> layouts) {
  if (text.empty()) return unknown(text, "empty");
  if (text.size() > text_bytes_max) return unknown(text, "too_long");  // masked when it begins like a payment code
  // ]E1 and ]E2 are the add-ons of magazines alone; ]E3 is an EAN-13 with its add-on behind.
  if (symbology == "E1" || symbology == "E2") return unknown(text, "not_known");
  if (symbology == "E3" && text.size() > 13) text = text.substr(0, 13);
  if (const auto receipt = read_receipt(text)) return *receipt;
  if (all_digits(text) && is_gtin_length(text.size())) return numbered(text, symbology, layouts);
  if (!never_payment(symbology))
    if (const auto payment = read_payment(text)) return *payment;
  return unknown(text, "not_known");
}

}  // namespace zhuangui::barcode

#include "barcode/code.h"
#include "digits.h"
#include "elements.h"
#include "label.h"
#include "link.h"
#include "payment.h"
#include "receipt_code.h"
#include "shown.h"
#include "trace.h"

namespace zhuangui::barcode {

namespace {

/// A QR code of a link with all it can carry is shorter; what is longer is no code a counter uses.
constexpr std::size_t text_bytes_max = 2048;
constexpr std::size_t gtin_digits = 14;
constexpr std::size_t label_18_digits = 18;

UnknownCode unknown(std::string_view text, const char* reason) { return {shown(text), reason, {}, {}}; }

/// Carriers whose text is a GS1 element string (AIM ids of ISO/IEC 15424: GS1-128, DataBar, GS1 DataMatrix, GS1 QR, GS1
/// DotCode; d5, Q4 and J4 are the same with an ECI in front).
bool is_gs1_carrier(std::string_view symbology) {
  for (const std::string_view id : {"C1", "e0", "d2", "d5", "Q3", "Q4", "J1", "J4"})
    if (symbology == id) return true;
  return false;
}

/// EAN/UPC, ITF and GS1 carriers never hold a payment code (nor, the first two, elements).
bool never_payment(std::string_view symbology) {
  return symbology.starts_with('E') || symbology.starts_with('I') || is_gs1_carrier(symbology);
}

/// Blanks and line ends around a code are the scanner's suffix, or a person's.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// "]E0…" of a scanner that sends AIM ids into the text: code letters of ISO/IEC 15424 with a modifier.
std::string_view take_aim_id(std::string_view& text) {
  constexpr std::string_view letters = "ACEFGHIJLQXZcdehz";
  const bool there = text.size() > 3 && text[0] == ']' && letters.find(text[1]) != std::string_view::npos &&
                     (is_digit(text[2]) || (text[2] >= 'a' && text[2] <= 'm'));
  if (!there) return {};
  const std::string_view id = text.substr(1, 2);
  text.remove_prefix(3);
  return id;
}

/// The ECI in front of a text ("\000026" is UTF-8): GS1 data is ASCII whatever it says.
std::string_view without_eci(std::string_view text) {
  return text.size() > 7 && text[0] == '\\' && all_digits(text.substr(1, 6)) ? text.substr(7) : text;
}

/// `digits` whose check digit held, as 14 digits. A number of zeros only is what a broken printer makes, not goods.
Code goods_code(std::string_view digits) {
  std::string gtin = std::string(gtin_digits - digits.size(), '0') + std::string{digits};
  if (gtin.find_first_not_of('0') == std::string::npos) return unknown(digits, "not_known");
  const std::string_view ean = std::string_view{gtin}.substr(1);
  const bool coupon = gtin[0] == '0' && (ean.starts_with("99") || (ean.starts_with("98") && ean[2] >= '1' && ean[2] <= '4'));
  if (coupon) return unknown(digits, "coupon");
  return GoodsCode{std::move(gtin)};
}

/// 8 digits are EAN-8 or UPC-E: the AIM id decides, else the check digit, EAN-8 first.
Code eight_digits(std::string_view digits, std::string_view symbology) {
  if (symbology != "E0" && check_digit_holds(digits)) return goods_code(digits);
  const std::string upc_a = symbology == "E4" ? std::string{} : expand_upc_e(digits);
  return upc_a.empty() ? Code{unknown(digits, "check_digit")} : goods_code(upc_a);
}

bool is_gtin_length(std::size_t length) { return length == 8 || length == 12 || length == 13 || length == 14; }

Code numbered(std::string_view digits, std::string_view symbology, const DecodeSettings& settings) {
  if (digits.size() == 8) return eight_digits(digits, symbology);
  if (!check_digit_holds(digits)) return unknown(digits, "check_digit");
  if (digits.size() == 12 || digits.size() == 13) {
    const std::string as_ean = (digits.size() == 12 ? "0" : "") + std::string{digits};
    if (auto label = read_label(as_ean, settings)) return *label;
  }
  return goods_code(digits);
}

/// The outcome of a reader of elements as a Code; `text` is shown when something is wrong.
Code claimed(Gs1Result result, std::string_view text, const char* claims) {
  if (auto* fault = std::get_if<Gs1Fault>(&result))
    return UnknownCode{shown(text), std::move(fault->reason), claims, std::move(fault->ai)};
  return std::move(std::get<Gs1Code>(result));
}

Code gs1(std::string_view text, std::string_view symbology, const DecodeSettings& settings, int current_year) {
  if (text.starts_with('(')) return UnknownCode{shown(text), "brackets", "gs1", {}};
  const std::string_view elements = without_eci(text);
  Code code = claimed(read_element_string(elements, current_year), text, "gs1");
  // Some scanners send the GTIN of a DataBar without its AI.
  if (symbology == "e0" && std::holds_alternative<UnknownCode>(code) && all_digits(text) && is_gtin_length(text.size()))
    return numbered(text, symbology, settings);
  return code;
}

Code linked(const Url& url, std::string_view text, const DecodeSettings& settings, int current_year) {
  if (const TraceRule* rule = find_trace_rule(url, settings.trace_rules)) return read_trace(url, rule);
  auto link = read_link(url, current_year);
  // GS1's own host serves nothing else: what is no Digital Link there has its elements packed into one word of base64
  // (GS1 Digital Link, URI compression), which is not read here. On another host it cannot be told from an address.
  if (!link && url.host == "id.gs1.org" && url.path.size() > 1) return UnknownCode{shown(text), "compressed", "link", {}};
  if (!link) return read_trace(url, nullptr);
  Code code = claimed(std::move(*link), text, "link");
  if (auto* found = std::get_if<Gs1Code>(&code)) return LinkCode{shown(url.host), std::move(*found)};
  return code;
}

/// A text without the id of a GS1 carrier that reads as elements to its end, with a check digit that holds among them.
std::optional<Code> guessed_gs1(std::string_view text, std::string_view symbology, int current_year) {
  Gs1Result result = read_element_string(text, current_year);
  auto* code = std::get_if<Gs1Code>(&result);
  if (!code || !is_surely_gs1(*code)) return std::nullopt;
  if (!symbology.empty() && symbology[0] != 'Z') code->warnings.push_back("]" + shown(symbology) + " is no carrier of GS1 elements");
  return std::move(*code);
}

}  // namespace

Code decode(std::string_view text, std::string_view symbology, const DecodeSettings& settings, int current_year) {
  text = trimmed(text);
  if (text.empty()) return unknown(text, "empty");
  if (text.size() > text_bytes_max) return unknown(text, "too_long");
  if (symbology.empty()) symbology = take_aim_id(text);
  // ]E1 and ]E2 are the add-ons of magazines alone; ]E3 is an EAN-13 with its add-on behind.
  if (symbology == "E1" || symbology == "E2") return unknown(text, "not_known");
  if (symbology == "E3" && text.size() > 13) text = text.substr(0, 13);
  if (const auto receipt = read_receipt(text)) return *receipt;
  if (const auto pickup = read_pickup(text)) return *pickup;
  if (is_gs1_carrier(symbology)) return gs1(text, symbology, settings, current_year);
  if (all_digits(text)) {
    if (is_gtin_length(text.size())) return numbered(text, symbology, settings);
    if (text.size() == label_18_digits)
      if (auto label = read_label(text, settings)) return *label;
  }
  if (!never_payment(symbology))
    if (const auto payment = read_payment(text)) return *payment;
  if (begins_bracketed(text))
    return symbology.starts_with('Z') ? claimed(read_bracketed(text, current_year), text, "gs1")
                                      : UnknownCode{shown(text), "brackets", "gs1", {}};
  if (const auto url = split_url(text)) return linked(*url, text, settings, current_year);
  if (!never_payment(symbology))
    if (auto guess = guessed_gs1(text, symbology, current_year)) return *std::move(guess);
  return unknown(text, "not_known");
}

}  // namespace zhuangui::barcode

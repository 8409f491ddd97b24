#pragma once
// GS1 element strings, the data of GS1-128, GS1 DataBar, GS1 DataMatrix, GS1 QR and GS1 DotCode, and of a GS1 Digital
// Link. Source: GS1 General Specifications, release 26 (January 2026), sections 3 (Application Identifiers), 7.8
// (processing) and 7.9 (check digits). Pure: no clock, no files; any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::barcode {

/// What parts two elements of which the first is not of predefined length (FNC1 as scanners send it).
inline constexpr char group_separator = '\x1D';

/// One element: Application Identifier and data, as they stand in the symbol.
struct Gs1Element {
  std::string ai;
  std::string data;
  friend bool operator==(const Gs1Element&, const Gs1Element&) = default;
};

/// A day on a label. `day` 0: only the month is meant.
struct LabelDate {
  int year = 0;
  int month = 0;
  int day = 0;
  friend auto operator<=>(const LabelDate&, const LabelDate&) = default;
};
/// "2026-12-31", or "2026-12" when only the month is meant.
std::string date_text(const LabelDate& date);

/// What day 00 stands for: the end of its month (AI 12 15 16 17), the month as such (AI 11 13), or nothing at all.
enum class ZeroDay { end_of_month, month_only, refused };

/// A date YYMMDD. The century is that of section 7.12: the year from 49 years before `current_year` to 50 after it.
/// `current_year` 0 (not known): 20xx. nullopt: there is no such day.
std::optional<LabelDate> read_date(std::string_view yymmdd, ZeroDay zero_day, int current_year);

/// What a till can use of the elements. Weights in whole grams, amounts in fen of the yuan; what is not whole, or in
/// another currency, stays in the elements only and is named in the warnings. Empty or nullopt: the code does not say.
struct Gs1Values {
  std::string gtin;          ///< 01, 14 digits
  std::string content_gtin;  ///< 02: what is inside a logistic unit
  std::string sscc;          ///< 00
  std::string lot;           ///< 10
  std::string serial;        ///< 21
  std::optional<LabelDate> produced, due, packed, best_before, sell_by, use_by;  ///< 11 12 13 15 16 17 (7003 use_by too)
  std::optional<std::int64_t> pieces;          ///< 30: pieces in an item that varies
  std::optional<std::int64_t> content_pieces;  ///< 37: pieces of 02
  std::optional<std::int64_t> weight_g;        ///< 310n: net
  std::optional<std::int64_t> gross_weight_g;  ///< 330n
  std::optional<std::int64_t> price_fen;       ///< 392n 393n: price of this very item
  std::optional<std::int64_t> amount_fen;      ///< 390n 391n: amount to pay, or worth of a coupon
  std::optional<std::int64_t> unit_price_fen;  ///< 395n: price of a unit of measure
  std::string currency;                        ///< of 391n or 393n: ISO 4217 number, "156" is the yuan
};

/// A code of elements that all held: lengths, characters, check digits, dates.
struct Gs1Code {
  std::vector<Gs1Element> elements;  ///< in the order of the symbol, none twice
  Gs1Values values;
  /// What is odd and yet no reason to refuse (shops do print it), one sentence each that begins with the AI:
  /// "37 requires 00+02|00+8026", "02 excludes 01", "3105 is not whole in grams", "3170 is not assigned".
  std::vector<std::string> warnings;
};

/// The form for people: "(01)06901234567892(10)A1".
std::string gs1_bracketed(const std::vector<Gs1Element>& elements);

}  // namespace zhuangui::barcode

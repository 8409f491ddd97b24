#pragma once
// The table of GS1 Application Identifiers and how one is looked up.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace zhuangui::barcode {

/// Character sets of GS1 General Specifications 7.11: digits, 82 characters, 39 characters, base64 for files and URIs.
enum class CharacterSet : std::uint8_t { digits, set_82, set_39, set_64 };

/// What the content of a component must be, besides its characters; bits of Component::checks.
enum Check : std::uint32_t {
  check_mod10 = 1u << 0,      ///< last digit is the check digit of the others
  check_pair_mod1021 = 1u << 1,  ///< last two characters are the pair of the others
  company_prefix = 1u << 2,   ///< begins with four digits
  date_day0 = 1u << 3,        ///< YYMMDD, day 00 allowed
  date_day = 1u << 4,         ///< YYMMDD
  date_long = 1u << 5,        ///< YYYYMMDD
  hour_minute = 1u << 6,
  hour = 1u << 7,
  minute_or_second = 1u << 8,
  country = 1u << 9,          ///< ISO 3166 number
  country_or_999 = 1u << 10,
  country_two = 1u << 11,     ///< ISO 3166 letters
  currency = 1u << 12,        ///< ISO 4217 number
  percent = 1u << 13,         ///< %XX are well-formed
  not_zero = 1u << 14,
  zero_only = 1u << 15,
  no_leading_zero = 1u << 16,
  zero_or_one = 1u << 17,
  winding = 1u << 18,         ///< 0 1 9
  importer = 1u << 19,        ///< letter, digit, - or _
  media_type = 1u << 20,      ///< 01-10 80-99
  piece_of_total = 1u << 21,  ///< nn of mm, 0 < nn <= mm
  digit_slash_digit = 1u << 22,
  hyphens = 1u << 23,
  latitude = 1u << 24,
  longitude = 1u << 25,
  iban = 1u << 26,
  not_digits_only = 1u << 27,
  biological_sex = 1u << 28,  ///< ISO 5218: 0 1 2 9
  package_type = 1u << 29,    ///< UN/ECE recommendation 21
};

struct Component {
  CharacterSet set = CharacterSet::digits;
  std::uint8_t least = 0;
  std::uint8_t most = 0;
  bool optional = false;
  std::uint32_t checks = 0;
};

/// Whether an element may stand in the query of a Digital Link.
enum class InLink : std::uint8_t { anywhere, path_only };

struct AiRow {
  std::string_view first, last;   ///< the AIs of the row, without the digit of decimals
  int decimals_max = -1;          ///< 0 to 9: a further digit up to this says how many decimals the number has
  std::array<Component, 6> components{};
  std::size_t component_count = 0;
  std::string_view requires_groups;  ///< "01|02", "00+02|00+8026"; n stands for any digit
  std::string_view excludes;         ///< "02,255,37"
  std::string_view link_key;         ///< primary key of a link: "-" alone, or its qualifiers in order, "22,10,21|235"
  InLink in_link = InLink::anywhere;
};

std::span<const AiRow> ai_rows();

/// The row of an AI as written in a code ("3103"); nullptr: not assigned.
const AiRow* find_ai(std::string_view ai);

/// Digits of the AIs that begin with these two digits; 0: no AI does.
std::size_t ai_length(std::string_view first_two);

/// Length of AI and data together where it is predefined by the first two digits (section 7.8.5), assigned or not;
/// 0: not predefined, a separator ends the element.
std::size_t predefined_length(std::string_view first_two);

}  // namespace zhuangui::barcode

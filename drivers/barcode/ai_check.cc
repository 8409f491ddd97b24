#include "ai_check.h"

#include <algorithm>

#include "barcode/gs1.h"
#include "check_pair.h"
#include "date.h"
#include "digits.h"
#include "lists.h"

namespace zhuangui::barcode {

namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_hex_digit(char c) { return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

bool in_set_82(char c) {
  return is_letter(c) || is_digit(c) || std::string_view{"!\"%&'()*+,-./:;<=>?_"}.find(c) != std::string_view::npos;
}
bool in_set_39(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '#' || c == '-' || c == '/'; }
bool in_set_64(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

bool all_in_set(CharacterSet set, std::string_view data) {
  switch (set) {
    case CharacterSet::digits: return all_digits(data);
    case CharacterSet::set_82: return std::all_of(data.begin(), data.end(), in_set_82);
    case CharacterSet::set_39: return std::all_of(data.begin(), data.end(), in_set_39);
    case CharacterSet::set_64: break;
  }
  // Up to two '=' may fill up the last group of base64.
  for (int fill = 0; fill < 2 && data.ends_with('='); ++fill) data.remove_suffix(1);
  return std::all_of(data.begin(), data.end(), in_set_64);
}

bool percent_holds(std::string_view data) {
  for (std::size_t at = data.find('%'); at != std::string_view::npos; at = data.find('%', at + 3))
    if (at + 2 >= data.size() || !is_hex_digit(data[at + 1]) || !is_hex_digit(data[at + 2])) return false;
  return true;
}

bool all_zeros(std::string_view data) { return data.find_first_not_of('0') == std::string_view::npos; }

/// ISO 13616: country, two check digits, rest moved to the front, letters as 10 to 35, remainder 1 modulo 97.
bool iban_holds(std::string_view data) {
  if (data.size() < 11 || !is_country_letters(data.substr(0, 2))) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const char c = data[(i + 4) % data.size()];
    if (is_digit(c)) remainder = (remainder * 10 + (c - '0')) % 97;
    else if (c >= 'A' && c <= 'Z') remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
    else return false;
  }
  return remainder == 1;
}

bool long_date_holds(std::string_view data) {
  const int year = two_digits(data.substr(0, 2)) * 100 + two_digits(data.substr(2, 2));
  const int day = two_digits(data.substr(6));
  return day >= 1 && day <= days_in_month(year, two_digits(data.substr(4, 2)));
}

bool piece_of_total_holds(std::string_view data) {
  const std::string_view piece = data.substr(0, data.size() / 2), total = data.substr(data.size() / 2);
  return !all_zeros(piece) && piece <= total;
}

bool media_type_holds(std::string_view data) {
  const int type = two_digits(data);
  return (type >= 1 && type <= 10) || type >= 80;
}

bool slash_holds(std::string_view data) {
  return is_digit(data[0]) && data[1] == '/' && is_digit(data[2]) && data[0] != '0' && data[0] <= data[2];
}

bool one_of(std::string_view data, std::string_view characters) { return characters.find(data[0]) != std::string_view::npos; }

/// Check digits and other arithmetic; the characters are known to be of the set and the length to fit.
std::string_view number_fault(std::uint32_t checks, std::string_view data) {
  if (checks & check_mod10 && !check_digit_holds(data)) return "check_digit";
  if (checks & check_pair_mod1021 && !check_pair_holds(data)) return "check_pair";
  if (checks & iban && !iban_holds(data)) return "check_digit";
  if (checks & country && !is_country_number(data)) return "country";
  if (checks & country_or_999 && data != "999" && !is_country_number(data)) return "country";
  if (checks & country_two && !is_country_letters(data)) return "country";
  if (checks & currency && !is_currency_number(data)) return "currency";
  if (checks & package_type && !is_package_type(data)) return "value";
  if (checks & percent && !percent_holds(data)) return "percent";
  if (checks & company_prefix && (data.size() < 4 || !all_digits(data.substr(0, 4)))) return "value";
  return {};
}

std::string_view time_fault(std::uint32_t checks, std::string_view data, int current_year) {
  if (checks & date_day0 && !read_date(data, ZeroDay::month_only, current_year)) return "date";
  if (checks & date_day && !read_date(data, ZeroDay::refused, current_year)) return "date";
  if (checks & date_long && !long_date_holds(data)) return "date";
  if (checks & hour_minute && !is_hour_minute(data)) return "time";
  if (checks & hour && two_digits(data) > 23) return "time";
  if (checks & minute_or_second && two_digits(data) > 59) return "time";
  return {};
}

bool value_holds(std::uint32_t checks, std::string_view data) {
  if (checks & not_zero && all_zeros(data)) return false;
  if (checks & zero_only && !all_zeros(data)) return false;
  if (checks & no_leading_zero && data.size() > 1 && data[0] == '0') return false;
  if (checks & zero_or_one && !one_of(data, "01")) return false;
  if (checks & winding && !one_of(data, "019")) return false;
  if (checks & biological_sex && !one_of(data, "0129")) return false;
  if (checks & importer && !is_letter(data[0]) && !is_digit(data[0]) && !one_of(data, "-_")) return false;
  if (checks & media_type && !media_type_holds(data)) return false;
  if (checks & piece_of_total && !piece_of_total_holds(data)) return false;
  if (checks & digit_slash_digit && !slash_holds(data)) return false;
  if (checks & hyphens && data.find_first_not_of('-') != std::string_view::npos) return false;
  if (checks & latitude && data > "1800000000") return false;
  if (checks & longitude && data > "3600000000") return false;
  if (checks & not_digits_only && all_digits(data)) return false;
  return true;
}

std::string_view component_fault(const Component& component, std::string_view data, int current_year) {
  if (!all_in_set(component.set, data)) return "characters";
  if (component.checks == 0) return {};
  if (const std::string_view fault = number_fault(component.checks, data); !fault.empty()) return fault;
  if (const std::string_view fault = time_fault(component.checks, data, current_year); !fault.empty()) return fault;
  return value_holds(component.checks, data) ? std::string_view{} : std::string_view{"value"};
}

}  // namespace

bool all_in_set_82(std::string_view data) { return std::all_of(data.begin(), data.end(), in_set_82); }

std::string_view data_fault(const AiRow& row, std::string_view data, int current_year) {
  std::string_view later_fault;
  for (std::size_t i = 0; i < row.component_count; ++i) {
    const Component& component = row.components[i];
    if (data.empty() && component.optional) break;
    if (data.size() < component.least) return "length";
    const std::string_view part = data.substr(0, component.most);
    data.remove_prefix(part.size());
    if (later_fault.empty()) later_fault = component_fault(component, part, current_year);
  }
  return data.empty() ? later_fault : "length";
}

}  // namespace zhuangui::barcode

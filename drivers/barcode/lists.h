#pragma once
#include <string_view>

namespace zhuangui::barcode {

/// ISO 3166-1 numeric ("156") and alpha-2 ("CN"), ISO 4217 numeric ("156"), as of the GS1 General Specifications 26.
bool is_country_number(std::string_view three);
bool is_country_letters(std::string_view two);
bool is_currency_number(std::string_view three);
/// UN/ECE recommendation 21 with GS1's own ("BX", "200").
bool is_package_type(std::string_view code);

}  // namespace zhuangui::barcode

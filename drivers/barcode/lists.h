#pragma once
#include <string_view>

namespace zhuangui::barcode {

/// ISO 3166-1 numeric ("156") and alpha-2 ("CN"), ISO 4217 numeric ("156"), as of the GS1 General Specifications 26.
bool is_country_number(std::string_view three);
bool is_country_letters(std::string_view two);
bool is_currency_number(std::string_view three);

}  // namespace zhuangui::barcode

#pragma once
#include <string_view>

namespace zhuangui::barcode {

/// Days of a month of the Gregorian calendar; 0 when there is no such month.
int days_in_month(int year, int month);

/// True for HHMM from 0000 to 2359.
bool is_hour_minute(std::string_view four);

/// Two digits as a number; -1 when they are none.
int two_digits(std::string_view two);

}  // namespace zhuangui::barcode

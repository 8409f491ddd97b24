#pragma once
#include <string_view>

namespace zhuangui::barcode {

/// True when the last two of `data` are the pair of check characters of an alphanumeric key (GMN, MUDI) over the others:
/// GS1 General Specifications 7.9.5. `data` has characters of set 82 only and at most 25 of them.
bool check_pair_holds(std::string_view data);

}  // namespace zhuangui::barcode

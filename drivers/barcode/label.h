#pragma once
#include <optional>
#include <string_view>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// Reads 13 digits whose check digit held, or 18 digits of which nothing is known, under the first layout that claims
/// them; nothing: no layout does.
std::optional<Code> read_label(std::string_view digits, const DecodeSettings& settings);

}  // namespace zhuangui::barcode

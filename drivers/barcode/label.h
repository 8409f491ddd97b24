#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "barcode/code.h"

namespace zhuangui::barcode {

/// Reads 13 digits whose check digit held under the first layout that claims them; nothing: no layout does.
std::optional<Code> read_label(std::string_view digits, std::span<const LabelLayout> layouts);

}  // namespace zhuangui::barcode

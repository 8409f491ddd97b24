#pragma once
#include <string>
#include <string_view>

namespace zhuangui::barcode {

/// `text` fit for a screen: valid UTF-8 of at most 64 bytes, '?' for each control character and each wrong byte.
std::string shown(std::string_view text);

}  // namespace zhuangui::barcode

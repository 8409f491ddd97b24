#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace zhuangui::simulated {

/// The boot reports (modifiers, 00, six keys) a keyboard of US layout sends for `bytes`, all keys let go after each
/// character (HID 1.11 appendix B and C, usage page 07).
std::vector<std::array<std::uint8_t, 8>> key_reports(std::string_view bytes);

}  // namespace zhuangui::simulated

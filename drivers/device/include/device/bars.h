#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/print_job.h"

namespace zhuangui::device {

inline constexpr std::size_t code128_characters_max = 40;
inline constexpr int quiet_modules = 10;  ///< white on either side, as ISO/IEC 15417 wants; EAN needs 11 and 7

/// The symbol values of Code 128 (ISO/IEC 15417) from the start character on, without check and stop: digits in code
/// set C where that is shorter, all else in set B. nullopt: not 1 to 40 characters of 20 to 7E. Any thread.
std::optional<std::vector<std::uint8_t>> code128_symbols(std::string_view content);
/// The same with every character in set B, for a printer that must not be sent certain bytes.
std::optional<std::vector<std::uint8_t>> code128_symbols_in_b(std::string_view content);

/// The modules of the symbol, '1' black and '0' white, without quiet zones; nullopt when the content does not make one
/// (EAN-13: GS1 General Specifications 5.2; its check digit is held against the rest).
std::optional<std::string> bar_modules(const Barcode& code);

/// The symbol with 10 modules of white on either side; nullopt as above.
std::optional<Picture> draw_barcode(const Barcode& code);

}  // namespace zhuangui::device

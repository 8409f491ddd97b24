#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace zhuangui::simulated {

/// Bytes of the ESC/POS command at the head of `bytes`; 0 when not all of it has come. A byte of text, and a byte the
/// printer does not know, is a command of one byte.
std::size_t command_length(std::span<const std::uint8_t> bytes);

}  // namespace zhuangui::simulated

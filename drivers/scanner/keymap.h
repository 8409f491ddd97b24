#pragma once
#include <cstdint>
#include <optional>

namespace zhuangui::scanner {

// Modifier bits of a boot keyboard report (HID 1.11, appendix B), left and right together.
inline constexpr std::uint8_t control_keys = 0x11;
inline constexpr std::uint8_t shift_keys = 0x22;
inline constexpr std::uint8_t alt_keys = 0x44;
inline constexpr std::uint8_t gui_keys = 0x88;

// Usages of page 07 that are no characters to us.
inline constexpr std::uint8_t usage_first_key = 0x04;  ///< below are "no key" and the roll-over errors
inline constexpr std::uint8_t usage_enter = 0x28;
inline constexpr std::uint8_t usage_tab = 0x2B;
inline constexpr std::uint8_t usage_caps_lock = 0x39;
inline constexpr std::uint8_t usage_f8 = 0x41;
inline constexpr std::uint8_t usage_keypad_enter = 0x58;

inline constexpr char group_separator = '\x1D';

/// The character of a key on the US layout; `upper` turns letters, `shift` the rest. Nothing: no character key.
std::optional<char> plain_character(std::uint8_t usage, bool shift, bool upper);

/// The control character of Ctrl and a key (Ctrl+A = 01, Ctrl+] = 1D); nothing: there is none.
std::optional<char> control_character(std::uint8_t usage);

/// The digit of a keypad key; nothing: another key.
std::optional<char> keypad_digit(std::uint8_t usage);

}  // namespace zhuangui::scanner

#include "keymap.h"

#include <string_view>

namespace zhuangui::scanner {

namespace {

constexpr bool is_letter(std::uint8_t usage) { return usage >= 0x04 && usage <= 0x1D; }

/// Usages 1E-38 in order, plain and with shift; a space stands for keys that are no characters (28-2B) and for 2C.
constexpr std::string_view row_plain = "1234567890     -=[]\\\\;'`,./";
constexpr std::string_view row_shift = "!@#$%^&*()     _+{}||:\"~<>?";
constexpr std::uint8_t row_first = 0x1E;
static_assert(row_plain.size() == 0x38 - row_first + 1 && row_shift.size() == row_plain.size());

/// Usages 54-63 (keypad) in order; Enter at 58 is no character.
constexpr std::string_view keypad = "/*-+\n1234567890.";
constexpr std::uint8_t keypad_first = 0x54;

constexpr std::uint8_t usage_escape = 0x29;
constexpr std::uint8_t usage_backspace = 0x2A;
constexpr std::uint8_t usage_102nd = 0x64;  ///< the key beside left shift on European boards

}  // namespace

std::optional<char> plain_character(std::uint8_t usage, bool shift, bool upper) {
  if (is_letter(usage)) return static_cast<char>((upper ? 'A' : 'a') + (usage - 0x04));
  if (usage >= usage_enter && usage <= usage_tab) return std::nullopt;  // Enter, Esc, Backspace, Tab
  static_assert(usage_enter < usage_escape && usage_escape < usage_backspace && usage_backspace < usage_tab);
  if (usage >= row_first && usage < row_first + row_plain.size())
    return (shift ? row_shift : row_plain)[static_cast<std::size_t>(usage - row_first)];
  if (usage == usage_102nd) return shift ? '|' : '\\';
  if (usage != usage_keypad_enter && usage >= keypad_first && usage < keypad_first + keypad.size())
    return keypad[static_cast<std::size_t>(usage - keypad_first)];
  return std::nullopt;
}

std::optional<char> control_character(std::uint8_t usage) {
  if (is_letter(usage)) return static_cast<char>(usage - 0x04 + 1);
  switch (usage) {
    case 0x2F: return '\x1B';  // Ctrl+[
    case 0x31: return '\x1C';  // Ctrl+backslash
    case 0x30: return group_separator;  // Ctrl+]
    case 0x23: return '\x1E';  // Ctrl+6, Ctrl+^
    case 0x2D: return '\x1F';  // Ctrl+-, Ctrl+_
    default: return std::nullopt;
  }
}

std::optional<char> keypad_digit(std::uint8_t usage) {
  if (usage < 0x59 || usage > 0x62) return std::nullopt;
  return keypad[static_cast<std::size_t>(usage - keypad_first)];
}

}  // namespace zhuangui::scanner

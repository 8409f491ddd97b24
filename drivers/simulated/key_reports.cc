#include "key_reports.h"

#include <string>

namespace zhuangui::simulated {
namespace {

constexpr std::uint8_t left_control = 0x01;
constexpr std::uint8_t left_shift = 0x02;
constexpr std::uint8_t left_alt = 0x04;
constexpr std::uint8_t usage_a = 0x04;
constexpr std::uint8_t usage_enter = 0x28;
constexpr std::uint8_t usage_keypad_1 = 0x59;
constexpr std::uint8_t usage_keypad_0 = 0x62;

// Keys from 1E on, without and with shift; '\0' where a key types no sign.
constexpr std::uint8_t first_sign_key = 0x1E;
constexpr std::string_view plain("1234567890\r\0\b\t -=[]\\\0;'`,./", 27);
constexpr std::string_view shifted("!@#$%^&*()\0\0\0\0\0_+{}|\0:\"~<>?", 27);

using Report = std::array<std::uint8_t, 8>;

void press(std::vector<Report>& reports, std::uint8_t modifiers, std::uint8_t key) {
  reports.push_back({modifiers, 0, key, 0, 0, 0, 0, 0});
}

// Alt held, keypad digits, Alt let go.
void type_by_number(std::vector<Report>& reports, std::uint8_t byte) {
  const std::string digits = "0" + std::to_string(byte);
  for (const char digit : digits) {
    press(reports, left_alt, digit == '0' ? usage_keypad_0 : static_cast<std::uint8_t>(usage_keypad_1 + (digit - '1')));
    press(reports, left_alt, 0);
  }
}

void type_character(std::vector<Report>& reports, char character) {
  const auto byte = static_cast<std::uint8_t>(character);
  if (character >= 'a' && character <= 'z')
    return press(reports, 0, static_cast<std::uint8_t>(usage_a + (character - 'a')));
  if (character >= 'A' && character <= 'Z')
    return press(reports, left_shift, static_cast<std::uint8_t>(usage_a + (character - 'A')));
  if (character == '\r') return press(reports, 0, usage_enter);
  if (byte >= 0x20) {
    if (const auto at = plain.find(character); at != std::string_view::npos)
      return press(reports, 0, static_cast<std::uint8_t>(first_sign_key + at));
    if (const auto at = shifted.find(character); at != std::string_view::npos)
      return press(reports, left_shift, static_cast<std::uint8_t>(first_sign_key + at));
    return type_by_number(reports, byte);
  }
  // Ctrl+A is 01; from 1B on the keys [ \ ] and, shifted, 6 and -.
  if (byte >= 1 && byte <= 26) return press(reports, left_control, static_cast<std::uint8_t>(usage_a + byte - 1));
  switch (byte) {
    case 0x1B: return press(reports, left_control, 0x2F);
    case 0x1C: return press(reports, left_control, 0x31);
    case 0x1D: return press(reports, left_control, 0x30);
    case 0x1E: return press(reports, left_control | left_shift, 0x23);
    case 0x1F: return press(reports, left_control | left_shift, 0x2D);
    default: return type_by_number(reports, byte);
  }
}

}  // namespace

std::vector<Report> key_reports(std::string_view bytes) {
  std::vector<Report> reports;
  reports.reserve(bytes.size() * 2);
  for (const char character : bytes) {
    type_character(reports, character);
    reports.push_back({});
  }
  return reports;
}

}  // namespace zhuangui::simulated

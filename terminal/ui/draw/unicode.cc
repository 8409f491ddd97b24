#include "draw/unicode.h"

namespace zhuangui::ui {

char32_t next_character(std::string_view text, std::size_t& at) {
  constexpr char32_t broken = 0xFFFD;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 && first < 0xF8 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0 ? 1 : 0;
  if (more == 0 || at + static_cast<std::size_t>(more) > text.size()) return broken;
  char32_t character = first & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    if ((byte(at) & 0xC0) != 0x80) return broken;
    character = character << 6 | (byte(at++) & 0x3FU);
  }
  return character;
}

bool is_closing(char32_t character) {
  return std::u32string_view{U"，。、；：？！）》」』】〉”’…,.;:?!)%·元克"}.find(character) != std::u32string_view::npos;
}

bool is_opening(char32_t character) {
  return std::u32string_view{U"（《「『【〈“‘(¥#"}.find(character) != std::u32string_view::npos;
}

bool is_wide(char32_t character) { return character >= 0x2E80; }

}  // namespace zhuangui::ui

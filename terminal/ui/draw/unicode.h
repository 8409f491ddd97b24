#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::ui {

/// The next character of UTF-8 `text` from `at`, which moves on; U+FFFD for bytes that are not UTF-8.
char32_t next_character(std::string_view text, std::size_t& at);

/// Where lines of at most `width` end, for a text whose characters advance by `advance(character)`: pairs of begin
/// and end in bytes. Chinese breaks between any two characters, but never before closing punctuation; other
/// scripts at blanks; '\n' always.
struct LineSpan { std::size_t begin, end; };
template <class Advance>
std::vector<LineSpan> break_lines(std::string_view text, int width, Advance advance);

bool is_closing(char32_t character);
bool is_opening(char32_t character);
/// True for characters of scripts that are written without blanks.
bool is_wide(char32_t character);

template <class Advance>
std::vector<LineSpan> break_lines(std::string_view text, int width, Advance advance) {
  std::vector<LineSpan> lines;
  std::size_t begin = 0;       // of the line
  std::size_t break_end = 0;   // where the line could end, and where the next one would begin
  std::size_t break_next = 0;
  int used = 0;
  int used_at_break = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t character = next_character(text, at);
    if (character == '\n') {
      lines.push_back({begin, here});
      begin = break_end = break_next = at;
      used = used_at_break = 0;
      before = 0;
      continue;
    }
    const bool may_break = before != 0 && before != ' ' && character != ' ' && (is_wide(before) || is_wide(character)) &&
                           !is_closing(character) && !is_opening(before);
    if (may_break) {
      break_end = break_next = here;
      used_at_break = used;
    }
    const int step = advance(character);
    if (used + step > width && character != ' ' && here > begin) {
      if (break_next <= begin) {  // nothing to break at: cut the word
        break_end = break_next = here;
        used_at_break = used;
      }
      lines.push_back({begin, break_end});
      begin = break_next;
      used -= used_at_break;
    }
    used += step;
    if (character == ' ') {
      break_end = here;
      break_next = at;
      used_at_break = used;
    }
    before = character;
  }
  lines.push_back({begin, text.size()});
  return lines;
}

}  // namespace zhuangui::ui

#include "script/arguments.h"

#include <algorithm>

namespace zhuangui::app {

namespace {

constexpr std::string_view blanks = " \t";

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// Bytes of the UTF-8 character that begins here; 0 when it is none (over-long forms and surrogates are none).
std::size_t utf8_length(std::string_view text) {
  const auto at = [text](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  const unsigned first = at(0);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4 : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xC0u) != 0x80) return 0;
  if (length < 3) return length;
  const unsigned second = at(1);
  const bool out = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) ||
                   (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
  return out ? 0 : length;
}

bool fits(const std::vector<std::string_view>& words, const std::vector<std::string_view>& form) {
  std::size_t i = 0;
  for (; i < form.size(); ++i) {
    if (form[i] == "…") return words.size() > i;
    if (i >= words.size()) return false;
    if (form[i] == "N" ? !parse_whole(words[i], 1'000'000'000) : form[i] != words[i]) return false;
  }
  return i == words.size();
}

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = text.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  return words;
}

std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t most) {
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
    if (value > most) return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> parse_yuan(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto yuan = parse_whole(text.substr(0, point), 1'000'000'000);
  if (!yuan) return std::nullopt;
  if (point == std::string_view::npos) return *yuan * 100;
  const std::string_view decimals = text.substr(point + 1);
  const auto fen = parse_whole(decimals, 99);
  if (!fen || decimals.size() > 2) return std::nullopt;
  return *yuan * 100 + (decimals.size() == 1 ? *fen * 10 : *fen);
}

bool is_clock_jump(std::string_view text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
  const std::size_t unit = std::min(text.find_first_not_of("0123456789", 1), text.size());
  static constexpr std::string_view units[] = {"ms", "s", "m", "h", "d"};
  return std::find(std::begin(units), std::end(units), text.substr(unit)) != std::end(units) &&
         parse_whole(text.substr(1, unit - 1), 1'000'000'000).has_value();
}

core::Result<std::string> unescape_code(std::string_view word) {
  std::string code;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word.substr(i).starts_with("{GS}")) {
      code += '\x1d';
      i += 3;
    } else if (word[i] == '\\') {
      const int high = i + 3 < word.size() && word[i + 1] == 'x' ? hex_value(word[i + 2]) : -1;
      const int low = high >= 0 ? hex_value(word[i + 3]) : -1;
      if (low < 0)
        return core::fail(core::Errc::invalid_input, "after '\\' in a code stands xNN with two hex digits (\\x5c is the backslash itself)");
      const int value = high * 16 + low;
      if (value == 0 || value > 0x7F)
        return core::fail(core::Errc::invalid_input, "a keyboard scanner can send \\x01 to \\x7f only");
      code += static_cast<char>(value);
      i += 3;
    } else {
      code += word[i];
    }
  }
  return code;
}

bool fits_a_form(const std::vector<std::string_view>& words, const std::vector<std::string_view>& forms) {
  return std::any_of(forms.begin(), forms.end(),
                     [&words](std::string_view form) { return fits(words, split_words(form)); });
}

bool is_clean_text(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    if ((first < 0x20 && first != '\t' && first != '\n') || first == 0x7F) return false;
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace zhuangui::app

#include "lines.h"

#include <algorithm>

#include "device/text.h"

namespace zhuangui::receipt {
namespace {

bool is_word(char character) {
  return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
         (character >= 'a' && character <= 'z') || character == '.' || character == '-';
}

// Bytes of the next thing that is not to be broken: a word, or one character.
std::size_t unit_bytes(std::string_view rest) {
  std::size_t word = 0;
  while (word < rest.size() && is_word(rest[word])) ++word;
  if (word > 0) return word;
  const std::size_t before = rest.size();
  device::take_character(rest);
  return before - rest.size();
}

std::string spaces(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code = device::take_character(text);
    if (!code) text.remove_prefix(1);
    const bool control = !code || *code < 0x20 || (*code >= 0x7F && *code < 0xA0);
    if (control) out += '?';
    else out += before.substr(0, before.size() - text.size());
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  std::vector<std::string> lines(1);
  int used = 0;
  while (!text.empty()) {
    std::size_t length = unit_bytes(text);
    int wide = device::text_columns(text.substr(0, length));
    if (wide > columns) {  // a word longer than the line
      length = static_cast<std::size_t>(columns);
      wide = columns;
    }
    if (used + wide > columns) {
      while (!lines.back().empty() && lines.back().back() == ' ') lines.back().pop_back();
      lines.emplace_back();
      used = 0;
    }
    const std::string_view unit = text.substr(0, length);
    text.remove_prefix(length);
    if (used == 0 && lines.size() > 1 && unit == " ") continue;  // no blank at the head of a continued line
    lines.back() += unit;
    used += wide;
  }
  return lines;
}

std::vector<std::string> wrap_evenly(std::string_view text, int columns) {
  std::vector<std::string> lines = wrap(text, columns);
  for (int narrower = columns - 1; lines.size() > 1 && narrower > 1; --narrower) {
    std::vector<std::string> evener = wrap(text, narrower);
    if (evener.size() > lines.size()) break;
    lines = std::move(evener);
  }
  return lines;
}

std::vector<std::string> two_edges(std::string_view left, std::string_view right, int columns, int indent) {
  constexpr int gap = 2;
  const int right_columns = device::text_columns(right);
  std::vector<std::string> lines;
  int width = columns;
  for (std::string& piece : wrap(left, columns - indent)) {
    lines.push_back(lines.empty() ? std::move(piece) : spaces(indent) + piece);
    width = device::text_columns(lines.back());
  }
  if (width + gap + right_columns > columns) {
    lines.emplace_back();
    width = 0;
  }
  lines.back() += spaces(columns - width - right_columns);
  lines.back() += right;
  return lines;
}

}  // namespace zhuangui::receipt

#include <algorithm>

#include "draw/painter.h"
#include "draw/unicode.h"

// How Painter sets text: one line, cut, fitted, or broken into a paragraph.

namespace zhuangui::ui {

int Painter::width_of(std::string_view text, Type type) {
  const int size = u(type.size);
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    width += sprites_.glyph(next_character(text, at), size, type.bold).advance;
  }
  return width;
}

int Painter::line_height(Type type) const { return u(type.size * 7 / 5); }

int Painter::base_line(const Rect& box, Type type) const {
  // Digits, capitals and Chinese characters all have their middle about 0.37 of the size above the line.
  return box.y + (box.h * 100 + u(type.size) * 74) / 200;
}

void Painter::note(std::string_view text, bool fits) {
  texts_.emplace_back(text);
  if (!fits) overflows_.emplace_back(text);
}

int Painter::text(const Rect& box, std::string_view text, Type type, Colour colour, Align align) {
  if (text.empty()) return 0;
  const int width = width_of(text, type);
  note(text, width <= box.w);
  const int x = align == Align::left ? box.x : align == Align::right ? box.right() - width : box.x + (box.w - width) / 2;
  glyphs(box, x, base_line(box, type), text, type, colour);
  return width;
}

std::string Painter::cut_to(std::string_view text, int width, Type type) {
  if (width_of(text, type) <= width) return std::string{text};
  constexpr std::string_view dots = "…";
  int room = width - width_of(dots, type);
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    room -= sprites_.glyph(next_character(text, at), u(type.size), type.bold).advance;
    if (room < 0) break;
    end = at;
  }
  return std::string{text.substr(0, end)}.append(dots);
}

int Painter::text_cut(const Rect& box, std::string_view text, Type type, Colour colour, Align align) {
  return this->text(box, cut_to(text, box.w, type), type, colour, align);
}

Type Painter::fitted(const Rect& box, std::string_view text, Type type, int smallest, int step) {
  const auto fits = [&] { return width_of(text, type) <= box.w && u(type.size) * 11 / 10 <= box.h; };
  while (type.size > smallest && !fits()) type.size = std::max(smallest, type.size - step);
  return type;
}

void Painter::amount(const Rect& box, std::string_view text, Type type, int smallest, Colour colour, Align align) {
  this->text(box, text, fitted(box, text, type, smallest, 2), colour, align);
}

void Painter::text_fitted(const Rect& box, std::string_view text, Type type, int smallest, Colour colour, Align align) {
  const Type tried = fitted(box, text, type, smallest, 4);
  if (width_of(text, tried) <= box.w) {
    this->text(box, text, tried, colour, align);
    return;
  }
  const auto advance = [&](char32_t c) { return sprites_.glyph(c, u(tried.size), tried.bold).advance; };
  const auto lines = break_lines(text, box.w, advance);
  const int step = u(tried.size * 6 / 5);
  const std::size_t room = static_cast<std::size_t>(std::max(1, (box.h + step / 5) / step));
  const std::size_t count = std::min(room, lines.size());
  note(text, lines.size() <= room);
  int y = box.middle_y() - static_cast<int>(count) * step / 2;
  for (std::size_t i = 0; i < count; ++i) {
    std::string part{text.substr(lines[i].begin, lines[i].end - lines[i].begin)};
    if (i + 1 == count && lines.size() > room) part = cut_to(part + "…", box.w, tried);
    const int width = width_of(part, tried);
    const int x = align == Align::left ? box.x : align == Align::right ? box.right() - width : box.x + (box.w - width) / 2;
    glyphs(box, x, base_line({box.x, y, box.w, step}, tried), part, tried, colour);
    y += step;
  }
}

int Painter::paragraph(const Rect& box, std::string_view text, Type type, Colour colour) {
  const auto advance = [&](char32_t c) { return sprites_.glyph(c, u(type.size), type.bold).advance; };
  const int step = line_height(type);
  int y = box.y;
  for (const LineSpan& line : break_lines(text, box.w, advance)) {
    glyphs(box, box.x, base_line({box.x, y, box.w, step}, type), text.substr(line.begin, line.end - line.begin), type, colour);
    y += step;
  }
  note(text, y <= box.bottom() + step / 4);
  return y - box.y;
}

int Painter::paragraph_height(int width, std::string_view text, Type type) {
  const auto advance = [&](char32_t c) { return sprites_.glyph(c, u(type.size), type.bold).advance; };
  return static_cast<int>(break_lines(text, width, advance).size()) * line_height(type);
}

}  // namespace zhuangui::ui

#include "kit.h"

#include <array>
#include <charconv>
#include <cmath>

namespace zhuangui::ui {
namespace {

struct ButtonColours {
  Colour ground, text;
  std::optional<Colour> line;
};

ButtonColours colours_of(Look look, bool enabled, bool pressed) {
  if (!enabled) return {theme::disabled_ground, theme::secondary, theme::line};
  switch (look) {
    case Look::forward:
      return {pressed ? theme::forward_pressed : theme::forward.strong, theme::on_strong, {}};
    case Look::danger: return {pressed ? theme::text : theme::danger.strong, theme::on_strong, {}};
    case Look::danger_text: return {pressed ? theme::danger.tint : theme::card, theme::danger.strong, theme::line};
    case Look::bar: return {pressed ? theme::pressed : theme::card, theme::forward.strong, {}};
    case Look::plain: break;
  }
  return {pressed ? theme::pressed : theme::card, theme::text, theme::line};
}

void label_of(Page& page, const Rect& rect, const Button& what, Colour colour) {
  Rect inside = rect.inset(page.u(12), 0);
  if (what.icon) {
    page.paint.icon(*what.icon, rect.inset(rect.w / 2 - page.u(18), rect.h / 2 - page.u(18)), colour);
    return;
  }
  const std::string shown = what.suffix.empty() ? what.label : what.label + " " + what.suffix;
  page.paint.text_fitted(inside, shown, what.type, 24, colour, Align::centre);
}

}  // namespace

void card(Page& page, const Rect& rect) {
  page.paint.round_fill(rect, page.u(theme::radius), theme::card);
  page.paint.round_line(rect, page.u(theme::radius), page.u(theme::line_width), theme::line);
}

void tinted(Page& page, const Rect& rect, const Tone& tone) {
  page.paint.round_fill(rect, page.u(theme::button_radius), tone.tint);
}

void line_across(Page& page, const Rect& rect, int y) {
  page.paint.fill({rect.x, y, rect.w, page.u(theme::line_width)}, theme::line);
}

void touch(Page& page, const Rect& rect, std::string id, std::string label, Action action, bool enabled) {
  Widget widget;
  widget.id = std::move(id);
  widget.label = std::move(label);
  widget.rect = rect;
  widget.enabled = enabled;
  widget.covered = intersection(rect, page.paint.clip()) != rect;
  page.registry.add(std::move(widget), std::move(action));
}

void button(Page& page, const Rect& rect, const Button& what) {
  const ButtonColours colours = colours_of(what.look, what.enabled, page.pressed == what.id);
  page.paint.round_fill(rect, page.u(theme::button_radius), colours.ground);
  if (colours.line) page.paint.round_line(rect, page.u(theme::button_radius), page.u(theme::line_width), *colours.line);
  label_of(page, rect, what, colours.text);
  touch(page, rect, what.id, what.label, what.action, what.enabled);
}

int badge(Page& page, int x, int middle_y, std::string_view text, const Tone& tone) {
  const int pad = page.u(14);
  const int height = page.u(40);
  const Rect rect{x, middle_y - height / 2, page.paint.width_of(text, type::small_bold) + 2 * pad, height};
  page.paint.round_fill(rect, page.u(10), tone.tint);
  page.paint.text(rect.inset(pad, 0), text, type::small_bold, tone.strong);
  return rect.w;
}

void tile(Page& page, const Rect& square, std::string_view character, std::string_view colour) {
  const Colour ground = parse_colour(colour);
  page.paint.round_fill(square, page.u(square.h > page.u(120) ? theme::button_radius : 14), ground);
  // The character takes 44 % of the tile, whatever the size of the screen.
  const int size = square.h * 44 / 100 * 1000 / page.u(1000);
  page.paint.text_fitted(square, character, {size, true}, 24, readable_on(ground), Align::centre);
}

int steps(Page& page, const Rect& rect, const std::vector<std::string>& texts, int height) {
  Rect rest = rect;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Rect row = rest.cut_top(height);
    const int side = page.u(56);
    const Rect number = row.cut_left(side, page.u(22));
    const Rect square{number.x, number.middle_y() - side / 2, side, side};
    page.paint.round_fill(square, page.u(14), theme::forward.strong);
    page.paint.text(square, std::to_string(i + 1), type::label_bold, theme::on_strong, Align::centre);
    page.paint.text_fitted(row, texts[i], type::label, 24, theme::text);
  }
  return rect.h - rest.h;
}

namespace {
constexpr int note_pad_x = 24;
constexpr int note_pad_y = 20;
constexpr int note_title = 46;
}  // namespace

int note_box_height(Page& page, int width, std::string_view text) {
  const int words = page.paint.paragraph_height(width - 2 * page.u(note_pad_x), text, type::small);
  return 2 * page.u(note_pad_y) + page.u(note_title) + words;
}

int note_box(Page& page, const Rect& rect, const Tone& tone, std::string_view title, std::string_view text) {
  const Rect box{rect.x, rect.y, rect.w, note_box_height(page, rect.w, text)};
  tinted(page, box, tone);
  Rect inside = box.inset(page.u(note_pad_x), page.u(note_pad_y));
  page.paint.text(inside.cut_top(page.u(note_title)), title, type::label_bold, tone.strong);
  page.paint.paragraph(inside, text, type::small, theme::text);
  return box.h;
}

void money_row(Page& page, const Rect& rect, std::string_view label, core::Money amount, Type money_type, Colour colour) {
  const std::string text = yuan(amount);
  const int width = page.paint.width_of(text, money_type);
  Rect left = rect;
  left.w -= width + page.u(16);
  page.paint.text_fitted(left, label, type::label, 24, theme::secondary);
  page.paint.text(rect, text, money_type, colour, Align::right);
}

Rect dialog(Page& page, std::string name, int width, int height) {
  page.registry.open_window(std::move(name));
  page.paint.fill(page.paint.screen(), theme::scrim);
  const Rect all = page.paint.screen();
  const int w = page.u(width);
  const int h = page.u(height);
  const Rect rect{(all.w - w) / 2, (all.h - h) / 2, w, h};
  card(page, rect);
  return rect.inset(page.u(48), page.u(44));
}

std::string yuan(core::Money amount) { return "¥" + core::yuan_text(amount); }

PriceText price_text(const Strings& words, const core::UnitPrice& price, std::string_view unit) {
  if (const auto* piece = std::get_if<core::PerPiece>(&price)) {
    return {yuan(piece->price), unit.empty() ? words.text("per_piece") : words.format("per_unit", {std::string{unit}})};
  }
  const core::Money kilogram = std::get<core::PerKilogram>(price).price;
  if (kilogram.in_fen() % 2 != 0) return {yuan(kilogram), words.text("per_kilogram")};
  return {yuan(core::Money::fen(kilogram.in_fen() / 2)), words.text("per_half_kilogram")};
}

std::int64_t item_count(const std::vector<core::CartLine>& lines) {
  std::int64_t count = 0;
  for (const core::CartLine& line : lines) {
    const auto* pieces = std::get_if<core::Pieces>(&line.quantity);
    count += pieces != nullptr ? pieces->count : 1;
  }
  return count;
}

Colour parse_colour(std::string_view text) {
  std::uint32_t value = 0;
  const bool right = text.size() == 7 && text.front() == '#' &&
                     std::from_chars(text.data() + 1, text.data() + 7, value, 16).ptr == text.data() + 7;
  return right ? rgb(value) : theme::secondary;
}

int contrast_hundredths(Colour a, Colour b) {
  const auto luminance = [](Colour c) {
    const auto part = [](std::uint8_t v) {
      const double s = v / 255.0;
      return s <= 0.03928 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b) + 0.05;
  };
  const double ratio = luminance(a) / luminance(b);
  return static_cast<int>(100.0 * (ratio > 1 ? ratio : 1 / ratio));
}

Colour readable_on(Colour ground) {
  return contrast_hundredths(theme::on_strong, ground) >= contrast_hundredths(theme::text, ground) ? theme::on_strong
                                                                                                     : theme::text;
}

}  // namespace zhuangui::ui

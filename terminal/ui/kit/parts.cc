#include "kit.h"

#include <algorithm>

// Surfaces and the small parts that screens are put together from.

namespace zhuangui::ui {

void card(Page& page, const Rect& rect) {
  page.paint.round_fill(rect, page.u(page.theme.radius), page.theme.card);
  page.paint.round_line(rect, page.u(page.theme.radius), page.u(page.theme.line_width), page.theme.line);
}

void strong_card(Page& page, const Rect& rect) {
  card(page, rect);
  page.paint.round_line(rect, page.u(page.theme.radius), page.u(2 * page.theme.line_width), page.theme.forward.strong);
}

void tinted(Page& page, const Rect& rect, const Tone& tone) {
  page.paint.round_fill(rect, page.u(page.theme.button_radius), tone.tint);
  if (page.theme.tint_line > 0) page.paint.round_line(rect, page.u(page.theme.button_radius), page.u(page.theme.tint_line), tone.strong);
}

void line_across(Page& page, const Rect& rect, int y) {
  page.paint.fill({rect.x, y, rect.w, page.u(page.theme.line_width)}, page.theme.line);
}

void sign(Page& page, const Rect& square, Icon icon, Colour ground, Colour colour) {
  page.paint.round_fill(square, square.h / 2, ground);
  page.paint.icon(icon, square.inset(square.h / 4), colour);
}

void banner(Page& page, const Rect& rect, const Banner& what) {
  tinted(page, rect, what.tone);
  if (what.edged) {
    page.paint.round_line(rect, page.u(page.theme.button_radius), page.u(page.theme.line_width), what.tone.strong);
  }
  Rect inside = rect.inset(page.u(20), page.u(6));
  if (what.button) {
    const int height = std::min(inside.h, page.u(what.button->icon && !what.button->key.empty() ? 76 : 72));
    const Rect place = page.end(inside, page.u(what.button_width), page.u(16));
    button(page, {place.x, place.middle_y() - height / 2, place.w, height}, *what.button);
  }
  Rect mark = inside.cut_left(page.u(48), page.u(16));
  if (what.waiting > 0) {
    page.paint.text(mark.cut_bottom(page.u(38)), "+" + std::to_string(what.waiting), page.type.small_bold, what.tone.strong,
                    Align::centre);
  }
  page.paint.icon(what.icon, {mark.x, mark.middle_y() - page.u(22), mark.w, page.u(44)}, what.tone.strong);
  if (!what.below.empty()) {
    page.paint.text(inside.cut_bottom(page.u(34), page.u(4)), what.below, page.type.small, what.tone.strong);
  }
  page.paint.text_fitted(inside, what.text, what.type.value_or(page.type.body_bold), page.type.smallest, what.tone.strong);
}

int banner_height(Page& page, int width, int button_width, std::string_view text) {
  const int room = width - page.u(2 * 20 + 48 + 16) - (button_width > 0 ? page.u(button_width + 16) : 0);
  const int lines = page.paint.paragraph_height(room, text, page.type.small_bold) / page.u(page.type.small.size * 7 / 5);
  return lines * page.u(page.type.smallest * 6 / 5) + page.u(24);
}

int badge(Page& page, int x, int middle_y, std::string_view text, const Tone& tone) {
  const int pad = page.u(14);
  const int height = page.u(40);
  const Rect rect{x, middle_y - height / 2, page.paint.width_of(text, page.type.small_bold) + 2 * pad, height};
  page.paint.round_fill(rect, page.u(10), tone.tint);
  page.paint.text(rect.inset(pad, 0), text, page.type.small_bold, tone.strong);
  return rect.w;
}

void tile(Page& page, const Rect& square, std::string_view character, std::string_view colour) {
  const Colour ground = ground_for_words(page.theme, parse_colour(colour).value_or(page.theme.secondary));
  page.paint.round_fill(square, page.u(square.h > page.u(120) ? page.theme.button_radius : 14), ground);
  // The character takes 44 % of the tile, whatever the size of the screen.
  const int size = square.h * 44 / 100 * 1000 / page.u(1000);
  page.paint.text_fitted(square, character, {size, true}, 24, readable_on(page.theme, ground), Align::centre);
}

void goods_tile(Page& page, const Rect& square, std::string_view product, std::string_view character, std::string_view colour) {
  const int radius = page.u(square.h > page.u(120) ? page.theme.button_radius : 14);
  auto picture = page.pictures != nullptr ? page.pictures->at(product, square.h, radius) : nullptr;
  if (picture) page.paint.picture(square.x, square.y, std::move(picture));
  else tile(page, square, character, colour);
}

int steps(Page& page, const Rect& rect, const std::vector<std::string>& texts, int height) {
  Rect rest = rect;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Rect row = rest.cut_top(height);
    const int side = page.u(56);
    const Rect number = row.cut_left(side, page.u(22));
    const Rect square{number.x, number.middle_y() - side / 2, side, side};
    page.paint.round_fill(square, page.u(14), page.theme.forward.strong);
    page.paint.text(square, std::to_string(i + 1), page.type.label_bold, page.theme.on_strong, Align::centre);
    page.paint.text_fitted(row, texts[i], page.type.label, 24, page.theme.text);
  }
  return rect.h - rest.h;
}

namespace {
constexpr int note_pad_x = 24;
constexpr int note_pad_y = 20;
constexpr int note_title = 46;
}  // namespace

int note_box_height(Page& page, int width, std::string_view text) {
  const int words = page.paint.paragraph_height(width - 2 * page.u(note_pad_x), text, page.type.small);
  return 2 * page.u(note_pad_y) + page.u(note_title) + words;
}

int note_box(Page& page, const Rect& rect, const Tone& tone, std::string_view title, std::string_view text) {
  const Rect box{rect.x, rect.y, rect.w, note_box_height(page, rect.w, text)};
  tinted(page, box, tone);
  Rect inside = box.inset(page.u(note_pad_x), page.u(note_pad_y));
  page.paint.text(inside.cut_top(page.u(note_title)), title, page.type.label_bold, tone.strong);
  page.paint.paragraph(inside, text, page.type.small, page.theme.text);
  return box.h;
}

void money_row(Page& page, const Rect& rect, std::string_view label, core::Money amount, Type money_type, Colour colour) {
  const std::string text = yuan(amount);
  const int width = page.paint.width_of(text, money_type);
  Rect left = rect;
  left.w -= width + page.u(16);
  page.paint.text_fitted(left, label, page.type.label, 24, page.theme.secondary);
  page.paint.text(rect, text, money_type, colour, Align::right);
}

Rect dialog(Page& page, std::string name, int width, int height) {
  page.registry.open_window(std::move(name));
  page.local.texts_behind = page.paint.placed().size();
  const Rect all = page.paint.screen();
  page.paint.fill(all, page.theme.scrim);
  const int margin = page.u(page.theme.gutter);
  const int w = std::min(page.u(width), all.w - 2 * margin);
  const int h = std::min(page.u(height), all.h - 2 * margin);
  const Rect rect{(all.w - w) / 2, page.access.low_reach ? all.h - margin - h : (all.h - h) / 2, w, h};
  card(page, rect);
  return page.shape() == Shape::compact ? rect.inset(page.u(28), page.u(24)) : rect.inset(page.u(48), page.u(44));
}

void darken(Painter& paint, int percent) {
  if (percent < 100) paint.fill(paint.screen(), {0, 0, 0, static_cast<std::uint8_t>(255 * (100 - percent) / 100)});
}

Text text_of(const Painter::Placed& placed, std::string window) {
  const Colour& c = placed.colour;
  const auto colour = static_cast<std::uint32_t>(c.r << 16 | c.g << 8 | c.b) | 0xFF000000U;
  return {placed.text, placed.ink, intersection(placed.ink, placed.clip), placed.place, placed.size, colour, std::move(window)};
}

Shape Page::shape() const {
  const Rect all = paint.screen();
  if (all.h > all.w) return Shape::tall;
  constexpr int wide_units = 1700;
  return paint.units(all.w) >= wide_units ? Shape::wide : Shape::compact;
}

}  // namespace zhuangui::ui

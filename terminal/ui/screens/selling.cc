#include <algorithm>

#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr int row_height = 114;

std::string origin_of(const core::CartLine& line) { return line.township + line.village; }

std::string details_of(Page& page, const core::CartLine& line) {
  const std::string origin = origin_of(line);
  if (line.specification.empty() || origin.empty()) return line.specification + origin;
  return line.specification + " " + page.say("origin_separator") + " " + origin;
}

std::string quantity_text(Page& page, const core::Quantity& quantity) {
  if (const auto* pieces = std::get_if<core::Pieces>(&quantity)) return std::to_string(pieces->count);
  return page.say("grams", {std::to_string(std::get<core::Grams>(quantity).grams)});
}

void draw_line(Page& page, Rect row, std::size_t index) {
  const core::CartLine& line = page.view.till.cart.lines[index];
  const std::string id = "@line." + std::to_string(index + 1) + ".";
  const int touch = page.u(72);
  const auto square = [&](const Rect& place) { return Rect{place.x, place.middle_y() - touch / 2, touch, touch}; };
  row = row.inset(page.u(24), 0);
  const Rect picture = row.cut_left(page.u(84), page.u(20));
  tile(page, {picture.x, picture.middle_y() - picture.w / 2, picture.w, picture.w}, line.tile, line.tile_colour);

  button(page, square(row.cut_right(touch, page.u(14))),
         {id + "remove", page.say("selling.line.remove"), till::LineRemove{index}, Look::plain, true, type::button, {}, Icon::cross});
  if (std::holds_alternative<core::Pieces>(line.quantity)) {
    button(page, square(row.cut_right(touch)),
           {id + "plus", page.say("selling.line.plus"), till::LinePlus{index}, Look::plain, true, type::button, {}, Icon::plus});
    page.paint.text(row.cut_right(page.u(76)), quantity_text(page, line.quantity), type::label_bold, theme::text, Align::centre);
    button(page, square(row.cut_right(touch, page.u(28))),
           {id + "minus", page.say("selling.line.minus"), till::LineMinus{index}, Look::plain, true, type::button, {}, Icon::minus});
  } else {
    page.paint.text(row.cut_right(2 * touch + page.u(76), page.u(28)), quantity_text(page, line.quantity), type::label_bold,
                    theme::text, Align::centre);
  }
  const Rect total = row.cut_right(page.u(206), page.u(10));
  if (index < page.view.priced.lines.size()) {
    page.paint.text_fitted(total, yuan(page.view.priced.lines[index].total), type::money, 30, theme::text, Align::right);
  }
  const PriceText price = price_text(page.words, line.unit_price, line.unit);
  page.paint.text_fitted(row.cut_right(page.u(186), page.u(10)), price.amount + price.unit, type::small, 24, theme::secondary,
                         Align::right);
  Rect words = row.inset(0, page.u(14));
  page.paint.text_cut(words.cut_bottom(page.u(34)), details_of(page, line), type::small, theme::secondary);
  page.paint.text_fitted(words, line.name, type::label_bold, 24, theme::text);
}

/// Whole lines only, so that nothing is ever cut in two; the last line is the one touched last.
void scroll_to_newest(LocalState& local, const std::vector<core::CartLine>& lines, std::size_t fit) {
  const bool changed = local.line_count != lines.size() || local.newest != lines.back();
  if (changed && lines.size() > fit) local.first_line = lines.size() - fit;
  local.first_line = std::min(local.first_line, lines.size() > fit ? lines.size() - fit : 0);
  local.lines_shown = fit;
  local.line_count = lines.size();
  local.newest = lines.back();
}

void draw_scroll_buttons(Page& page, Rect& head, std::size_t count, std::size_t fit) {
  if (count <= fit) return;
  const auto place = [&] {
    const Rect cut = head.cut_right(page.u(96), page.u(12));
    return Rect{cut.x, cut.middle_y() - page.u(34), cut.w, page.u(68)};
  };
  button(page, place(), {"@list.down", page.say("selling.list.down"), LocalAction::scroll_down, Look::plain,
                         page.local.first_line + fit < count, type::button, {}, Icon::down});
  button(page, place(), {"@list.up", page.say("selling.list.up"), LocalAction::scroll_up, Look::plain,
                         page.local.first_line > 0, type::button, {}, Icon::up});
}

void draw_undo(Page& page, Rect strip) {
  const core::CartLine& line = *page.view.till.undo;
  tinted(page, strip, theme::pending);
  strip = strip.inset(page.u(20), 0);
  const Rect right = strip.cut_right(page.u(220), page.u(16));
  button(page, {right.x, right.middle_y() - page.u(32), right.w, page.u(64)},
         {"@undo", page.say("selling.undo"), till::UndoRemove{}, Look::plain, true, type::label_bold});
  page.paint.icon(Icon::undo, strip.cut_left(page.u(36), page.u(14)), theme::pending.strong);
  page.paint.text_fitted(strip, page.say("selling.removed", {line.name}), type::body_bold, 24, theme::pending.strong);
}

void draw_empty(Page& page, const Rect& list) {
  const int side = page.u(150);
  const Rect circle{list.middle_x() - side / 2, list.middle_y() - page.u(210), side, side};
  page.paint.round_fill(circle, side / 2, theme::forward.tint);
  page.paint.icon(Icon::scanner, circle.inset(side / 4), theme::forward.strong);
  Rect words{list.x + page.u(120), circle.bottom() + page.u(24), list.w - page.u(240), page.u(60)};
  page.paint.text_fitted(words, page.say("selling.empty.title"), type::title, 30, theme::text, Align::centre);
  words = {words.x, words.bottom() + page.u(8), words.w, page.u(110)};
  page.paint.text_fitted(words, page.say("selling.empty.text"), {28, false}, 26, theme::secondary, Align::centre);
}

void draw_list(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect rest = rect;
  Rect head = rest.cut_top(page.u(106)).inset(page.u(30), 0);
  line_across(page, rect, rest.y - page.u(theme::line_width));
  if (page.view.till.undo) draw_undo(page, rest.cut_bottom(page.u(112)).inset(page.u(24), page.u(12)));
  const int height = page.u(row_height);
  const auto fit = static_cast<std::size_t>(std::max(1, rest.h / height));
  if (!lines.empty()) scroll_to_newest(page.local, lines, fit);
  draw_scroll_buttons(page, head, lines.size(), fit);
  page.paint.text(head, page.say("selling.title", {std::to_string(item_count(lines))}), type::title, theme::text);
  if (lines.empty()) return draw_empty(page, rest);
  page.paint.text_cut({head.middle_x(), head.y, head.right() - head.middle_x(), head.h}, page.say("selling.hint"), type::small,
                      theme::secondary, Align::right);
  const std::size_t end = std::min(lines.size(), page.local.first_line + fit);
  for (std::size_t i = page.local.first_line; i < end; ++i) {
    const Rect row = rest.cut_top(height);
    draw_line(page, row, i);
    const int below = row.bottom() - page.u(theme::line_width);
    if (below < rect.bottom() - page.u(theme::radius)) line_across(page, rect, below);
  }
  if (page.local.first_line > 0) {  // there is more above
    const Rect top{rect.x + page.u(theme::line_width), rect.y + page.u(106), rect.w - 2 * page.u(theme::line_width), page.u(16)};
    page.paint.fade(top, with_alpha(theme::secondary, 70), with_alpha(theme::secondary, 0));
  }
}

void draw_total(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(32));
  if (!lines.empty()) {
    button(page, inside.cut_bottom(page.u(96), page.u(theme::gap)),
           {"@clear", page.say("selling.clear"), till::ClearCart{}, Look::danger_text});
  }
  money_row(page, inside.cut_top(page.u(56), page.u(14)),
            page.say("selling.goods", {std::to_string(item_count(lines))}), page.view.priced.total, type::label, theme::secondary);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(26));
  page.paint.text(inside.cut_top(page.u(48)), page.say("selling.due"), type::label, theme::text);
  page.paint.text_fitted(inside.cut_top(page.u(120), page.u(24)), yuan(page.view.priced.total), type::total, 56,
                         theme::forward.strong);
  const std::string origins = listed(page.words, lines, 5, origin_of);
  if (!origins.empty() && note_box_height(page, inside.w, origins) <= inside.h) note_box(page, inside, theme::forward, page.say("selling.from.title"), origins);
}

}  // namespace

void draw_selling(Page& page, const Areas& areas) {
  Rect content = areas.content;
  const bool empty = page.view.till.cart.lines.empty();
  draw_total(page, content.cut_right(areas.forward.w, page.u(theme::gutter)));
  draw_list(page, content);
  button(page, areas.back, {"@back", page.say("back"), till::Back{}});
  button(page, areas.forward, {"@checkout", page.say("selling.checkout"), till::Checkout{}, Look::forward, !empty, type::title,
                               empty ? std::string{} : yuan(page.view.priced.total)});
}

}  // namespace zhuangui::ui

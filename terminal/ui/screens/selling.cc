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
         {id + "remove", page.say("selling.line.remove"), till::LineRemove{index}, Look::plain, true, page.type.button, {}, Icon::cross});
  if (std::holds_alternative<core::Pieces>(line.quantity)) {
    button(page, square(row.cut_right(touch)),
           {id + "plus", page.say("selling.line.plus"), till::LinePlus{index}, Look::plain, true, page.type.button, {}, Icon::plus});
    page.paint.text(row.cut_right(page.u(76)), quantity_text(page, line.quantity), page.type.label_bold, page.theme.text, Align::centre);
    button(page, square(row.cut_right(touch, page.u(28))),
           {id + "minus", page.say("selling.line.minus"), till::LineMinus{index}, Look::plain, true, page.type.button, {}, Icon::minus});
  } else {
    page.paint.text(row.cut_right(2 * touch + page.u(76), page.u(28)), quantity_text(page, line.quantity), page.type.label_bold,
                    page.theme.text, Align::centre);
  }
  const Rect total = row.cut_right(page.u(206), page.u(10));
  if (index < page.view.priced.lines.size()) {
    page.paint.text_fitted(total, yuan(page.view.priced.lines[index].total), page.type.money, 30, page.theme.text, Align::right);
  }
  const PriceText price = price_text(page.words, line.unit_price, line.unit);
  page.paint.text_fitted(row.cut_right(page.u(186), page.u(10)), price.amount + price.unit, page.type.small, 24, page.theme.secondary,
                         Align::right);
  Rect words = row.inset(0, page.u(14));
  page.paint.text_cut(words.cut_bottom(page.u(34)), details_of(page, line), page.type.small, page.theme.secondary);
  page.paint.text_fitted(words, line.name, page.type.label_bold, 24, page.theme.text);
}

/// The last line is the one touched last: a change brings it into sight.
void scroll_to_newest(LocalState& local, const std::vector<core::CartLine>& lines, std::size_t fit) {
  const std::size_t last_first = lines.size() > fit ? lines.size() - fit : 0;
  if (local.line_count != lines.size() || local.newest != lines.back()) local.list.first = last_first;
  local.list.first = std::min(local.list.first, last_first);
  local.list.shown = fit;
  local.line_count = lines.size();
  local.newest = lines.back();
}

void draw_undo(Page& page, const Rect& strip) {
  banner(page, strip, {page.theme.pending, Icon::undo, page.say("selling.removed", {page.view.till.undo->name}),
                       Button{"@undo", page.say("selling.undo"), till::UndoRemove{}, Look::plain, true, page.type.label_bold}});
}

void draw_empty(Page& page, const Rect& list) {
  const int side = page.u(150);
  const Rect circle{list.middle_x() - side / 2, list.middle_y() - page.u(210), side, side};
  sign(page, circle, Icon::scanner, page.theme.forward.tint, page.theme.forward.strong);
  Rect words{list.x + page.u(120), circle.bottom() + page.u(24), list.w - page.u(240), page.u(60)};
  page.paint.text_fitted(words, page.say("selling.empty.title"), page.type.title, 30, page.theme.text, Align::centre);
  words = {words.x, words.bottom() + page.u(8), words.w, page.u(110)};
  page.paint.text_fitted(words, page.say("selling.empty.text"), page.type.text, 26, page.theme.secondary, Align::centre);
}

void draw_list(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect rest = rect;
  Rect head = rest.cut_top(page.u(106)).inset(page.u(30), 0);
  line_across(page, rect, rest.y - page.u(page.theme.line_width));
  if (page.view.till.undo) draw_undo(page, rest.cut_bottom(page.u(112)).inset(page.u(24), page.u(12)));
  if (!lines.empty()) scroll_to_newest(page.local, lines, rows_that_fit(page, rest, row_height));
  list_scroll_buttons(page, head, lines.size());
  page.paint.text(head, page.say("selling.title", {std::to_string(item_count(lines))}), page.type.title, page.theme.text);
  if (lines.empty()) return draw_empty(page, rest);
  page.paint.text_cut({head.middle_x(), head.y, head.right() - head.middle_x(), head.h}, page.say("selling.hint"), page.type.small,
                      page.theme.secondary, Align::right);
  list_rows(page, {rect, head, rest}, row_height, lines.size(),
            [&](const Rect& row, std::size_t index) { draw_line(page, row, index); });
}

void draw_total(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(32));
  if (!lines.empty()) {
    button(page, inside.cut_bottom(page.u(96), page.u(page.theme.gap)),
           {"@clear", page.say("selling.clear"), till::ClearCart{}, Look::danger_text});
  }
  money_row(page, inside.cut_top(page.u(56), page.u(14)),
            page.say("selling.goods", {std::to_string(item_count(lines))}), page.view.priced.total, page.type.label, page.theme.secondary);
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(26));
  page.paint.text(inside.cut_top(page.u(48)), page.say("selling.due"), page.type.label, page.theme.text);
  page.paint.text_fitted(inside.cut_top(page.u(120), page.u(24)), yuan(page.view.priced.total), page.type.total, 56,
                         page.theme.forward.strong);
  const std::string origins = listed(page.words, lines, 5, origin_of);
  if (!origins.empty() && note_box_height(page, inside.w, origins) <= inside.h) note_box(page, inside, page.theme.forward, page.say("selling.from.title"), origins);
}

}  // namespace

void draw_selling(Page& page, const Areas& areas) {
  Rect content = areas.content;
  const bool empty = page.view.till.cart.lines.empty();
  draw_total(page, content.cut_right(areas.forward.w, page.u(page.theme.gutter)));
  draw_list(page, content);
  button(page, areas.back, {"@back", page.say("back"), till::Back{}});
  button(page, areas.forward, {"@checkout", page.say("selling.checkout"), till::Checkout{}, Look::forward, !empty, page.type.title,
                               empty ? std::string{} : yuan(page.view.priced.total)});
}

}  // namespace zhuangui::ui

#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// The customer's display. It is read from a step away and never touched: few words, large money, the newest line last.

namespace zhuangui::ui {
namespace {

void draw_top(Page& page, const Rect& bar) {
  page.paint.fill(bar, page.theme.bar);
  Rect rest = bar.inset(page.u(page.theme.margin), 0);
  const std::string clock = core::shanghai_clock_text(page.view.surroundings.now);
  page.paint.text(rest.cut_right(page.paint.width_of(clock, page.type.label_bold), page.u(24)), clock, page.type.label_bold, page.theme.on_strong);
  const std::string& brand = page.say(page.view.till.training ? "training.bar" : "brand");
  page.paint.text(rest.cut_left(page.paint.width_of(brand, page.type.label_bold), page.u(24)), brand, page.type.label_bold, page.theme.on_strong);
  page.paint.text_cut(rest, page.view.surroundings.counter.name, page.type.body, page.theme.on_strong);
}

std::string quantity_of(Page& page, const core::CartLine& line) {
  if (const auto* pieces = std::get_if<core::Pieces>(&line.quantity)) return "× " + std::to_string(pieces->count);
  return page.say("grams", {std::to_string(std::get<core::Grams>(line.quantity).grams)});
}

constexpr int customer_line_height = 118;

void draw_cart_line(Page& page, Rect row, std::size_t index) {
  const core::CartLine& line = page.view.till.cart.lines[index];
  row = row.inset(page.u(24), 0);
  const int side = page.u(84);
  const Rect picture = row.cut_left(side, page.u(20));
  goods_tile(page, {picture.x, picture.middle_y() - side / 2, side, side}, line.product, line.tile, line.tile_colour);
  page.paint.amount(row.cut_right(std::min(page.u(230), row.w / 3), page.u(16)), yuan(page.view.priced.lines[index].total), page.type.heading, page.type.label.size,
                    page.theme.text, Align::right);
  page.paint.amount(row.cut_right(std::min(page.u(170), row.w / 3), page.u(16)), quantity_of(page, line), page.type.label_bold, page.type.smallest, page.theme.text,
                    Align::right);
  Rect words = row.inset(0, page.u(14));
  const PriceText price = price_text(page.words, line.unit_price, line.unit);
  page.paint.text_cut(words.cut_bottom(page.u(36)), price.amount + price.unit, page.type.small, page.theme.secondary);
  page.paint.text_fitted(words, line.name, page.type.button, page.type.smallest, page.theme.text);
}

/// The last of them, as many as there is room for: what was scanned just now is what the customer looks for.
void draw_lines(Page& page, const Rect& rect) {
  const auto& lines = page.view.till.cart.lines;
  card(page, rect);
  Rect rest = rect;
  const Rect head = rest.cut_top(page.u(96)).inset(page.u(24), 0);
  line_across(page, rect, rest.y - page.u(page.theme.line_width));
  const std::size_t shown = std::min(lines.size(), rows_that_fit(page, rest, customer_line_height));
  const std::size_t first = lines.size() - shown;
  Rect title = head;
  if (first > 0) {
    const std::string above = page.say("customer_window.above", {std::to_string(first)});
    page.paint.text(title.cut_right(page.paint.width_of(above, page.type.body), page.u(20)), above, page.type.body, page.theme.secondary);
  }
  page.paint.text_fitted(title, page.say("selling.title", {std::to_string(item_count(lines))}), page.type.title, page.type.label.size, page.theme.text);
  for (std::size_t index = first; index < lines.size(); ++index) {
    const Rect row = rest.cut_top(page.u(customer_line_height));
    if (index + 1 == lines.size()) page.paint.fill(row.inset(page.u(page.theme.line_width), 0).inset(0, page.u(2)), page.theme.forward.tint);
    draw_cart_line(page, row, index);
    if (row.bottom() < rect.bottom() - page.u(page.theme.radius)) line_across(page, rect, row.bottom() - page.u(page.theme.line_width));
  }
}

/// One sum, as large as the box lets it be.
void draw_sum(Page& page, const Rect& rect, const std::string& title, core::Money sum, const std::string& below) {
  card(page, rect);
  Rect inside = rect.inset(page.u(40), page.u(30));
  const int words = page.u(64);
  const int hint = below.empty() ? 0 : std::min(page.u(120), inside.h / 3);
  const int digits = std::min(page.u(190), inside.h - words - hint);
  inside.cut_top((inside.h - words - digits - hint) / 2);
  page.paint.text_fitted(inside.cut_top(words), title, page.type.heading, page.type.label.size, page.theme.text);
  page.paint.amount(inside.cut_top(digits), yuan(sum), {std::min(page.type.change.size, page.paint.units(digits) * 5 / 6), true}, 40, page.theme.forward.strong);
  if (hint > 0) page.paint.text_fitted(inside, below, page.type.text, page.type.smallest, page.theme.secondary);
}

Columns two_parts(Page& page, const Rect& content) { return columns(page, content, 700, 420); }

void draw_cart(Page& page, const Rect& content, bool is_due) {
  const Columns parts = two_parts(page, content);
  draw_lines(page, parts.main);
  draw_sum(page, parts.side, page.say(is_due ? "customer_window.due" : "customer_window.total"), page.view.due,
           page.say(is_due ? "customer_window.due.hint" : "customer_window.total.hint"));
}

void draw_customer_thanks(Page& page, const Rect& content, const core::Sale& sale) {
  const Columns parts = two_parts(page, content);
  card(page, parts.main);
  Rect inside = parts.main.inset(page.u(56), page.u(40));
  const int side = page.u(110);
  const int rows = 2 * page.u(72);
  const int gap = page.u(24);
  inside.cut_top(std::max(0, inside.h - side - rows - 3 * gap - page.u(96)) / 2);
  const Rect mark = inside.cut_top(side, gap);
  sign(page, {mark.x, mark.y, side, side}, Icon::check, page.theme.forward.strong, page.theme.on_strong);
  page.paint.text_fitted(inside.cut_top(page.u(96), gap), page.say("customer_window.thanks"), page.type.hero, page.type.title.size, page.theme.text);
  money_row(page, inside.cut_top(page.u(72)), page.say("customer_window.paid"), sale.total, page.type.money, page.theme.text);
  money_row(page, inside.cut_top(page.u(72)), page.say("customer_window.received"), sale.total + sale.change, page.type.money, page.theme.text);
  if (sale.change == core::Money{}) {
    card(page, parts.side);
    page.paint.text_fitted(parts.side.inset(page.u(40)), page.say("paid.no_change"), page.type.hero, page.type.label.size, page.theme.forward.strong, Align::centre);
  } else {
    draw_sum(page, parts.side, page.say("customer_window.change"), sale.change, "");
  }
}

}  // namespace

void draw_customer(Page& page) {
  Rect rest = page.paint.screen();
  page.paint.fill(rest, page.theme.ground);
  draw_top(page, rest.cut_top(page.u(page.theme.bar_height)));
  const Rect content = rest.inset(page.u(page.theme.margin), page.u(page.theme.gutter));
  const till::Till& till = page.view.till;
  // A cart that cannot be priced has no prices to show.
  const bool is_priced = !page.view.priced.lines.empty() && page.view.priced.lines.size() == till.cart.lines.size();
  const bool is_due = till.state == till::State::paying || till.state == till::State::committing;
  if (till.state == till::State::paid && till.last) draw_customer_thanks(page, content, till.last->sale);
  else if (is_priced && till.state != till::State::idle && till.state != till::State::starting && till.state != till::State::locked) draw_cart(page, content, is_due);
  else draw_season(page, content, page.say("customer_window.hero"));
  watermark(page);
}

}  // namespace zhuangui::ui

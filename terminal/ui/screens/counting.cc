#include "screens/screens.h"

// How many pieces of one line: typed on the pad, and what they come to.

namespace zhuangui::ui {
namespace {

std::string count_text(Page& page, const till::View::Counted& counted) {
  if (!counted.pieces) return "—";
  const std::string& unit = counted.line->unit;
  return std::to_string(*counted.pieces) + " " + (unit.empty() ? page.say("counting.piece") : unit);
}

/// The part that is only looked at: the goods, how many, the money.
void draw_counted(Page& page, const Rect& rect, const till::View::Counted& counted) {
  const core::CartLine& line = *counted.line;
  card(page, rect);
  const bool low = rect.h < page.u(560);
  Rect inside = low ? rect.inset(page.u(28), page.u(14)) : rect.inset(page.u(48), page.u(36));
  Rect goods = inside.cut_top(std::min(page.u(112), inside.h * 40 / 100), page.u(low ? 6 : 24));
  const int side = std::min(goods.h, page.u(112));
  const Rect left = page.start(goods, side, page.u(24));
  goods_tile(page, {left.x, left.middle_y() - side / 2, side, side}, line.product, line.tile, line.tile_colour);
  const PriceText price = price_text(page.words, line.unit_price, line.unit);
  page.paint.text_fitted(goods.cut_bottom(goods.h * 45 / 100), price.amount + price.unit, page.type.label_bold, page.type.smallest,
                         page.theme.forward.strong);
  page.paint.text_fitted(goods, line.name, page.type.heading, page.type.smallest, page.theme.text);
  const std::string amount = counted.amount ? yuan(*counted.amount) : "—";
  if (low) {
    page.paint.amount(page.end(inside, inside.w * 50 / 100, page.u(20)), amount, page.type.amount, 40, page.theme.forward.strong, Align::right);
    page.paint.amount(inside, count_text(page, counted), page.type.amount, 40, page.theme.text);
    return;
  }
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(18));
  Rect money = inside.cut_bottom(std::min(page.u(170), inside.h * 40 / 100));
  page.paint.text(inside.cut_top(page.u(44)), page.say("counting.pieces"), page.type.label, page.theme.text);
  page.paint.amount(inside, count_text(page, counted), page.type.change, 56, page.theme.text);
  line_across(page, money, money.y);
  money.cut_top(page.u(16));
  page.paint.text(money.cut_top(page.u(44)), page.say("counting.amount"), page.type.label, page.theme.text);
  page.paint.amount(money, amount, page.type.total, 40, page.theme.forward.strong);
}

}  // namespace

void draw_counting(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect bottom = areas.bottom;
  Button back{"@back", page.say("back"), till::Back{}};
  back.key = "Esc";
  button(page, page.start(bottom, back_width(page)), back);
  draw_notices(page, areas.notice);
  if (!page.view.counted) return;
  const till::View::Counted& counted = *page.view.counted;
  const bool low = page.access.low_reach;
  // What is looked at stands above what is pressed where the person reaches low.
  const Columns parts = low ? columns_in_reach(page, areas.content, 0, 0) : columns(page, areas.content, 640, 620);
  draw_counted(page, low ? parts.side : parts.main, counted);
  number_pad(page, low ? parts.main : parts.side, [](char key) -> Action { return till::PadKey{key}; }, false);
  Button take{"@count.ok", page.say("counting.take"), till::ConfirmCount{}, Look::forward, counted.pieces.has_value(), page.type.title,
              counted.amount ? yuan(*counted.amount) : std::string{}};
  take.key = page.say("key.enter");
  button(page, areas.forward, take);
}

}  // namespace zhuangui::ui

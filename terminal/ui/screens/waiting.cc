#include "screens/screens.h"

// The two screens on which there is nothing to do but wait: starting and committing.

namespace zhuangui::ui {
namespace {

Rect centred_card(Page& page, const Rect& content, int width, int height) {
  const Rect rect{content.middle_x() - page.u(width) / 2, content.middle_y() - page.u(height) / 2, page.u(width),
                  page.u(height)};
  card(page, rect);
  return rect.inset(page.u(64), page.u(56));
}

void sign(Page& page, Rect row, Icon icon, const Tone& tone) {
  const int side = row.h;
  const Rect circle{row.middle_x() - side / 2, row.y, side, side};
  page.paint.round_fill(circle, side / 2, tone.tint);
  page.paint.icon(icon, circle.inset(side / 4), tone.strong);
}

}  // namespace

void draw_starting(Page& page, const Areas& areas) {
  Rect inside = centred_card(page, areas.content, 1100, 430);
  sign(page, inside.cut_top(page.u(128), page.u(28)), Icon::clock, theme::information);
  page.paint.text_fitted(inside.cut_top(page.u(90), page.u(10)), page.say("starting.title"), type::hero, 40, theme::text,
                         Align::centre);
  page.paint.text_fitted(inside.cut_top(page.u(60)), page.say("starting.text"), type::label, 24, theme::secondary,
                         Align::centre);
}

void draw_committing(Page& page, const Areas& areas) {
  Rect inside = centred_card(page, areas.content, 1100, 640);
  sign(page, inside.cut_top(page.u(128), page.u(28)), Icon::clock, theme::pending);
  page.paint.text_fitted(inside.cut_top(page.u(90), page.u(10)), page.say("committing.title"), type::hero, 40,
                         theme::text, Align::centre);
  page.paint.text_fitted(inside.cut_top(page.u(60), page.u(36)), page.say("committing.text"), type::label, 24,
                         theme::pending.strong, Align::centre);
  if (!page.view.till.committing) return;
  const core::Sale& sale = *page.view.till.committing;
  line_across(page, inside, inside.y - page.u(18));
  const int row = page.u(66);
  money_row(page, inside.cut_top(row), page.say("paying.due"), sale.total, type::money, theme::text);
  money_row(page, inside.cut_top(row), page.say("paying.received"), sale.total + sale.change, type::money, theme::text);
  money_row(page, inside.cut_top(row), page.say("paying.change"), sale.change, type::money, theme::text);
}

}  // namespace zhuangui::ui

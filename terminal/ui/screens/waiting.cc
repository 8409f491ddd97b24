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

void sign_in(Page& page, const Rect& row, Icon icon, const Tone& tone) {
  sign(page, {row.middle_x() - row.h / 2, row.y, row.h, row.h}, icon, tone.tint, tone.strong);
}

}  // namespace

void draw_starting(Page& page, const Areas& areas) {
  Rect inside = centred_card(page, areas.content, 1100, 430);
  sign_in(page, inside.cut_top(page.u(128), page.u(28)), Icon::clock, page.theme.information);
  page.paint.text_fitted(inside.cut_top(page.u(90), page.u(10)), page.say("starting.title"), page.type.hero, 40, page.theme.text,
                         Align::centre);
  page.paint.text_fitted(inside.cut_top(page.u(60)), page.say("starting.text"), page.type.label, 24, page.theme.secondary,
                         Align::centre);
}

void draw_committing(Page& page, const Areas& areas) {
  Rect inside = centred_card(page, areas.content, 1100, 640);
  sign_in(page, inside.cut_top(page.u(128), page.u(28)), Icon::clock, page.theme.pending);
  page.paint.text_fitted(inside.cut_top(page.u(90), page.u(10)), page.say("committing.title"), page.type.hero, 40,
                         page.theme.text, Align::centre);
  page.paint.text_fitted(inside.cut_top(page.u(60), page.u(36)), page.say("committing.text"), page.type.label, 24,
                         page.theme.pending.strong, Align::centre);
  if (!page.view.till.committing) return;
  const core::Sale& sale = *page.view.till.committing;
  line_across(page, inside, inside.y - page.u(18));
  const int row = page.u(66);
  money_row(page, inside.cut_top(row), page.say("paying.due"), sale.total, page.type.money, page.theme.text);
  money_row(page, inside.cut_top(row), page.say("paying.received"), sale.total + sale.change, page.type.money, page.theme.text);
  money_row(page, inside.cut_top(row), page.say("paying.change"), sale.change, page.type.money, page.theme.text);
}

}  // namespace zhuangui::ui

#include <algorithm>

#include "screens/screens.h"

// The two screens on which there is nothing to do but wait: starting and committing.

namespace zhuangui::ui {
namespace {

/// A card in the middle of the content; `height` is what it would like to have, and the room its parts take shrinks with it.
struct Waiting {
  Rect inside;
  int height;
  int wanted;
  [[nodiscard]] int part(const Page& page, int units) const { return page.u(units) * height / page.u(wanted); }
};

Waiting waiting_card(Page& page, const Areas& areas, int width, int height) {
  const Rect& content = areas.content;
  const int w = std::min(page.u(width), content.w);
  const int h = std::min(page.u(height), content.h);
  const Rect rect{content.middle_x() - w / 2, content.middle_y() - h / 2, w, h};
  card(page, rect);
  Waiting made{rect, h, height};
  made.inside = rect.inset(made.part(page, 64), made.part(page, 56));
  return made;
}

void say_waiting(Page& page, Waiting& card, Icon icon, const Tone& tone, const char* title, const char* text, Colour colour) {
  const Rect row = card.inside.cut_top(card.part(page, 128), card.part(page, 28));
  sign(page, {row.middle_x() - row.h / 2, row.y, row.h, row.h}, icon, tone.tint, tone.strong);
  page.paint.text_fitted(card.inside.cut_top(card.part(page, 90), card.part(page, 10)), page.say(title), page.type.hero, 40,
                         page.theme.text, Align::centre);
  page.paint.text_fitted(card.inside.cut_top(card.part(page, 60), card.part(page, 36)), page.say(text), page.type.label,
                         page.type.smallest, colour, Align::centre);
}

}  // namespace

void draw_starting(Page& page) {
  const Areas areas = lay_out(page, 0);
  Waiting card = waiting_card(page, areas, 1100, 430);
  say_waiting(page, card, Icon::clock, page.theme.information, "starting.title", "starting.text", page.theme.secondary);
  draw_notices(page, areas.notice);
}

void draw_committing(Page& page) {
  const Areas areas = lay_out(page, 0);
  Waiting card = waiting_card(page, areas, 1100, 640);
  const auto& refund = page.view.till.returning.committing;
  say_waiting(page, card, Icon::clock, page.theme.pending, "committing.title", refund ? "refunding.text" : "committing.text", page.theme.pending.strong);
  draw_notices(page, areas.notice);
  if (refund) {
    line_across(page, card.inside, card.inside.y - card.part(page, 18));
    money_row(page, card.inside.cut_top(card.part(page, 66)), page.say("returning.sum"), refund->total, page.type.money, page.theme.text);
  }
  if (!page.view.till.committing) return;
  const core::Sale& sale = *page.view.till.committing;
  Rect& inside = card.inside;
  line_across(page, inside, inside.y - card.part(page, 18));
  const int row = card.part(page, 66);
  money_row(page, inside.cut_top(row), page.say("paying.due"), sale.total, page.type.money, page.theme.text);
  money_row(page, inside.cut_top(row), page.say("paying.received"), sale.total + sale.change, page.type.money, page.theme.text);
  money_row(page, inside.cut_top(row), page.say("paying.change"), sale.change, page.type.money, page.theme.text);
}

}  // namespace zhuangui::ui

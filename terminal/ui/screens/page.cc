#include "screens/screens.h"

namespace zhuangui::ui {

void draw_page(Page& page) {
  Rect rest = page.paint.screen();
  page.paint.fill(rest, page.theme.ground);
  draw_bar(page, rest.cut_top(page.u(page.theme.bar_height)));
  rest = rest.inset(page.u(page.theme.margin), page.u(page.theme.gutter));
  Rect bottom = rest.cut_bottom(page.u(page.theme.bottom_height), page.u(page.theme.gutter));

  Areas areas;
  areas.content = rest;
  areas.back = bottom.cut_left(page.u(300), page.u(page.theme.gap));
  areas.forward = bottom.cut_right(page.u(576), page.u(page.theme.gap));
  areas.notice = bottom;
  switch (page.view.till.state) {
    case till::State::starting: draw_starting(page, areas); break;
    case till::State::idle: draw_idle(page, areas); break;
    case till::State::selling: draw_selling(page, areas); break;
    case till::State::paying: draw_paying(page, areas); break;
    case till::State::committing: draw_committing(page, areas); break;
    case till::State::paid: draw_paid(page, areas); break;
  }
  draw_notices(page, areas.notice);
  if (page.view.till.help_open) {
    draw_help(page);
  } else if (page.view.till.confirm_clear) {
    draw_confirm_clear(page);
  }
}

}  // namespace zhuangui::ui

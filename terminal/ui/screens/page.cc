#include <algorithm>

#include "screens/screens.h"

namespace zhuangui::ui {
namespace {

constexpr int notice_width = 700;  // units: a strip narrower than this would break its sentence too often

/// As high as its sentence needs in the smallest type.
int notice_height(Page& page, int width) {
  int height = page.u(page.theme.touch + 36);
  for (const till::Notice& notice : page.view.till.notices) {
    height = std::max(height, banner_height(page, width, page.theme.touch + 8, page.words.notice_text(notice)));
  }
  return height;
}

/// Where everything is pressed low and room is scarce, a notice is said over the bar, and dismissed at the bottom.
bool said_over_the_bar(const Page& page) { return page.access.low_reach && page.shape() != Shape::tall; }

}  // namespace

int back_width(Page& page) { return page.u(220); }

Rect draw_back(Page& page, Rect bottom, int gap) {
  Button back{"@back", page.say("back"), till::Back{}};
  back.key = "Esc";
  button(page, page.start(bottom, back_width(page), gap), back);
  return bottom;
}

void draw_beside(Page& page, Areas& areas, Rect bottom, const std::vector<Button>& buttons, int width, int least) {
  const int count = static_cast<int>(buttons.size()), gap = page.u(page.theme.gap);
  if (count == 0) return;
  const auto share = [&](const Rect& row) { return std::min(page.u(width), (row.w - (count - 1) * gap) / count); };
  if (share(bottom) < page.u(least)) bottom = areas.content.cut_bottom(page.u(84), page.u(page.theme.gap));
  const int each = share(bottom);
  for (const Button& one : buttons) button(page, page.start(bottom, each, gap), one);
}

Areas lay_out(Page& page, int buttons_width) {
  const Theme& theme = page.theme;
  Rect rest = page.paint.screen();
  rest.cut_top(page.u(theme.bar_height));
  rest = rest.inset(page.u(theme.margin), page.u(theme.gutter));
  Areas areas;
  areas.bottom = rest.cut_bottom(page.u(theme.bottom_height), page.u(theme.gutter));
  const int share = areas.bottom.w * (page.shape() == Shape::tall ? 42 : 36) / 100;
  areas.forward = page.end(areas.bottom, std::min(page.u(576), share), page.u(theme.gap));
  if (page.access.low_reach && help_is_shown(page)) button(page, page.end(areas.bottom, page.u(170), page.u(theme.gap)), help_button(page));
  if (page.access.low_reach && page.view.till.training && page.shape() != Shape::tall) button(page, page.end(areas.bottom, page.u(150), page.u(theme.gap)), leave_training_button(page));
  if (page.access.low_reach && lock_is_shown(page)) button(page, page.end(areas.bottom, page.u(100), page.u(theme.gap)), lock_button(page));
  page.local.notice_in_strip = false;
  if (!page.view.till.notices.empty() && said_over_the_bar(page)) {
    const int edge = page.u(6);
    areas.notice = {rest.x, edge, rest.w, rest.y - 2 * edge};
    button(page, page.end(areas.bottom, page.u(84), page.u(theme.gap)), dismiss_button(page));
  } else if (!page.view.till.notices.empty()) {
    Rect beside = areas.bottom;
    page.start(beside, buttons_width, buttons_width > 0 ? page.u(theme.gap) : 0);
    page.local.notice_in_strip = beside.w < page.u(notice_width) || notice_height(page, beside.w) > beside.h;
    areas.notice = beside;
    if (page.local.notice_in_strip) areas.notice = rest.cut_bottom(notice_height(page, rest.w), page.u(theme.gap));
  }
  areas.content = rest;
  return areas;
}

Columns columns(Page& page, const Rect& content, int side_width, int side_height) {
  Columns made{content, {}, page.shape() == Shape::tall};
  const int gutter = page.u(page.theme.gutter);
  made.side = made.stacked ? made.main.cut_bottom(page.u(side_height), gutter)
                           : page.end(made.main, std::min(page.u(side_width), content.w * 36 / 100), gutter);
  return made;
}

Columns columns_in_reach(Page& page, const Rect& content, int side_width, int side_height) {
  if (!page.access.low_reach) return columns(page, content, side_width, side_height);
  Columns made{content, {}, true};
  const int gutter = page.u(page.theme.gutter);
  made.side = made.main.cut_top(page.reach_y() - content.y - gutter / 2, gutter / 2);
  return made;
}

void draw_page(Page& page) {
  Rect rest = page.paint.screen();
  page.paint.fill(rest, page.theme.ground);
  const Rect bar = rest.cut_top(page.u(page.theme.bar_height));
  if (said_over_the_bar(page) && !page.view.till.notices.empty()) {
    page.paint.fill(bar, page.theme.bar);
  } else {
    draw_bar(page, bar);
  }
  switch (page.view.till.state) {
    case till::State::starting: draw_starting(page); break;
    case till::State::enrolling: draw_enrolling(page); break;
    case till::State::idle: draw_idle(page); break;
    case till::State::selling: draw_selling(page); break;
    case till::State::parked: draw_parked(page); break;
    case till::State::searching: draw_searching(page); break;
    case till::State::tracing: draw_tracing(page); break;
    case till::State::weighing: draw_weighing(page); break;
    case till::State::quick: draw_quick(page); break;
    case till::State::hand_pricing: draw_hand_price(page); break;
    case till::State::counting: draw_counting(page); break;
    case till::State::more: draw_more(page); break;
    case till::State::devices: draw_devices(page); break;
    case till::State::syncing: draw_syncing(page); break;
    case till::State::today: draw_today(page); break;
    case till::State::disclosure: draw_disclosure(page); break;
    case till::State::settings: draw_settings(page); break;
    case till::State::securing: draw_securing(page); break;
    case till::State::shifts: draw_shifts(page); break;
    case till::State::late: draw_late(page); break;
    case till::State::locked: draw_locked(page); break;
    case till::State::approving: draw_approving(page); break;
    case till::State::paying: page.self_service() ? draw_choosing(page) : draw_paying(page); break;
    case till::State::committing: draw_committing(page); break;
    case till::State::paid: draw_paid(page); break;
    case till::State::calling: draw_calling(page); break;
    case till::State::proving: draw_proving(page); break;
    case till::State::set_aside: draw_set_aside(page); break;
    case till::State::returning: draw_returning(page); break;
    case till::State::refunding: draw_committing(page); break;
    case till::State::refunded: draw_refunded(page); break;
  }
  if (page.view.till.still_there_until_ms != 0) {
    draw_still_there(page);
  } else if (page.local.access_open) {
    draw_access(page);
  } else if (page.view.till.help_open) {
    draw_help(page);
  } else if (page.view.till.confirm_clear) {
    draw_confirm_clear(page);
  } else if (page.view.till.confirm_training) {
    draw_confirm_training(page);
  }
  watermark(page);
}

}  // namespace zhuangui::ui

#include <algorithm>

#include "screens/screens.h"

// How a buyer pays: a tile for each way there is, and what is due beside them.

namespace zhuangui::ui {
namespace {

/// One way to pay, as a tile that is touched.
struct Way {
  const char* id;
  std::string title, text;
  std::string tile;
  const char* colour;
  till::Intent ask;
};

std::string cash_text(Page& page) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  if (counter.address.empty()) return page.say("choosing.cash.text");
  return page.say("choosing.cash.text.place", {counter.address});
}

std::vector<Way> ways_to_pay(Page& page) {
  std::vector<Way> ways;
  if (page.view.tenders.card)
    ways.push_back({"@tender.card", page.say("tender.card"), page.say("choosing.card.text"), page.say("choosing.card.tile"), "#15573A", till::ChooseCard{}});
  ways.push_back({"@tender.cash", page.say("choosing.cash"), cash_text(page), page.say("paying.cash.tile"), "#5A4424", till::ChooseCash{}});
  return ways;
}

void draw_way(Page& page, const Rect& rect, const Way& way) {
  if (page.pressed == way.id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, way.id, way.title, way.ask);
  Rect inside = rect.inset(page.u(28), page.u(16));
  const int side = std::min(inside.h, page.u(128));
  const Rect left = page.start(inside, side, page.u(28));
  tile(page, {left.x, left.middle_y() - side / 2, side, side}, way.tile, way.colour);
  const int title = page.u(56);
  const int text = std::min(inside.h - title, page.paint.paragraph_height(inside.w, way.text, page.type.body));
  inside = {inside.x, inside.middle_y() - (title + text) / 2, inside.w, title + text};
  page.paint.text_fitted(inside.cut_top(title), way.title, page.type.title, page.type.smallest, page.theme.text);
  page.paint.text_fitted(inside, way.text, page.type.body, page.type.smallest, page.theme.secondary);
}

/// Two beside each other where there is room; each as high as its words like it, from the top.
void draw_ways_to_pay(Page& page, Rect main) {
  const std::vector<Way> ways = ways_to_pay(page);
  const int count = static_cast<int>(ways.size());
  if (main.h >= page.u(420)) {
    page.paint.text_fitted(main.cut_top(page.u(64), page.u(16)), page.say("paying.title"), page.type.heading, page.type.label.size, page.theme.text);
  }
  const int gap = page.u(page.theme.gap);
  const int across = count > 1 && main.w >= page.u(1100) ? 2 : 1;
  const int down = (count + across - 1) / across;
  const int width = (main.w - (across - 1) * gap) / across;
  const int height = std::min((main.h - (down - 1) * gap) / down, page.u(228));
  for (int i = 0; i < count; ++i) {
    draw_way(page, {main.x + i % across * (width + gap), main.y + i / across * (height + gap), width, height},
             ways[static_cast<std::size_t>(i)]);
  }
}

void draw_what_is_due(Page& page, const Rect& rect) {
  const till::View& view = page.view;
  card(page, rect);
  Rect inside = rect.h >= page.u(420) ? rect.inset(page.u(40), page.u(32)) : rect.inset(page.u(28), page.u(16));
  const bool in_parts = !view.plan.taken.empty() && !view.till.committing;
  page.paint.text(inside.cut_top(page.u(46)), page.say(in_parts ? "paying.missing" : "paying.due"), page.type.label, page.theme.text);
  page.paint.amount(inside.cut_top(std::min(page.u(120), inside.h), page.u(10)), yuan(in_parts ? view.plan.left() : view.priced.total), page.type.total, 40,
                    page.theme.forward.strong);
  if (in_parts && inside.h >= page.u(48 * 2)) draw_parts(page, inside);
  if (inside.h >= page.u(44)) {
    page.paint.text_fitted(inside.cut_top(page.u(44), page.u(16)), page.say("selling.goods", {std::to_string(item_count(view.till.cart.lines))}),
                           page.type.body, page.type.smallest, page.theme.secondary);
  }
  const std::string& note = page.say("choosing.note");
  const int words = page.paint.paragraph_height(inside.w, note, page.type.text);
  if (inside.h < words + page.u(20)) return;
  line_across(page, inside, inside.y);
  inside.cut_top(page.u(20));
  page.paint.paragraph(inside, note, page.type.text, page.theme.text);
}

}  // namespace

void draw_choosing(Page& page) {
  if (page.view.till.payment.step != till::PayStep::counting) return draw_part_under_way(page);
  const bool in_parts = !page.view.plan.taken.empty();
  const int gap = page.u(page.theme.gap), give_width = in_parts ? page.u(part_button_width) : 0;
  Areas areas = lay_out(page, back_width(page) + (in_parts ? gap + give_width : 0));
  const Rect bottom = draw_back(page, areas.bottom, gap);
  if (in_parts) draw_beside(page, areas, bottom, {give_back_button(page)}, part_button_width, part_button_width);
  const Columns parts = columns_in_reach(page, areas.content, 576, 300);
  draw_what_is_due(page, parts.side);
  draw_ways_to_pay(page, parts.main);
  if (page.view.till.committing) {  // nobody knows yet whether it stands: the same sale can be asked for again
    button(page, areas.forward, {"@pad.ok", page.say("choosing.again"), till::ConfirmTender{}, Look::forward, true, page.type.title});
  } else if (page.view.plan.is_paid()) {
    button(page, areas.forward, {"@pad.ok", page.say("choosing.take"), till::ConfirmTender{}, Look::forward, true, page.type.title});
  } else {
    page.paint.text_fitted(areas.forward, page.say("choosing.hint"), page.type.text, page.type.smallest, page.theme.secondary, Align::centre);
  }
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

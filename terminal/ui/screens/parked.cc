#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// The carts that are set aside, each with its number, since when, what lies in it and its sum; a touch takes it up again.

namespace zhuangui::ui {
namespace {

constexpr int row_height = 128;

std::string sum_of(const Page& page, const core::Cart& cart) { return yuan(till::promoted(page.view.till, cart).cart.total); }

std::string story_of(Page& page, const core::ParkedCart& parked) {
  return page.say(std::string{"parked.reason."} + core::park_reason_name(parked.reason),
                  {core::shanghai_clock_text(parked.parked_at)});
}

void draw_parked_row(Page& page, Rect row, const core::ParkedCart& parked) {
  const std::string number = std::to_string(parked.number);
  const std::string id = "@resume." + number;
  row = row.inset(page.u(8), page.u(6));
  if (page.pressed == id) page.paint.round_fill(row, page.u(page.theme.radius), page.theme.pressed);
  touch(page, row, id, page.say("parked.resume", {number}), till::Resume{parked.number});
  row = row.inset(page.u(16), page.u(4));
  const int side = page.u(88);
  const Rect left = page.start(row, side, page.u(20));
  tile(page, {left.x, left.middle_y() - side / 2, side, side}, number, "#15573A");
  if (page.show_keys && parked.number <= 9) key_cap(page, page.end(row, page.u(44), page.u(12)), number, page.theme.secondary);
  page.paint.amount(page.end(row, page.u(220), page.u(16)), sum_of(page, parked.cart), page.type.money, page.type.label.size,
                    page.theme.forward.strong, Align::right);
  Rect below = row.cut_bottom(page.u(40));
  page.paint.text_cut(below, story_of(page, parked), page.type.small, page.theme.secondary);
  const std::string goods = listed(page.words, parked.cart.lines, 4, [](const core::CartLine& line) { return line.name; });
  page.paint.text_cut(row, page.say("parked.goods", {std::to_string(item_count(parked.cart.lines)), goods}),
                      page.type.label_bold, page.theme.text);
}

}  // namespace

void draw_parked(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const auto& parked = page.view.parked;
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(page.reach_y() - content.y, 0);
  card(page, content);
  Rect rest = content;
  Rect head = rest.cut_top(page.u(page.shape() == Shape::wide ? 106 : 88)).inset(page.u(24), 0);
  line_across(page, content, rest.y - page.u(page.theme.line_width));
  ListState& list = page.local.list;
  list.shown = rows_that_fit(page, rest, row_height);
  const std::size_t last_first = parked.size() > list.shown ? parked.size() - list.shown : 0;
  list.first = page.local.line_count != parked.size() ? last_first : std::min(list.first, last_first);  // the newest is seen first
  page.local.line_count = parked.size();
  list_scroll_buttons(page, head, parked.size());
  page.paint.text_fitted(head, page.say_to(parked.empty() ? "parked.none" : "parked.title"), page.type.title, page.type.smallest,
                         page.theme.text);
  if (parked.empty()) {
    page.paint.paragraph(rest.inset(page.u(24)), page.say_to("parked.none.text"), page.type.text, page.theme.secondary);
  } else {
    list_rows(page, {content, head, rest}, row_height, parked.size(),
              [&](const Rect& row, std::size_t index) { draw_parked_row(page, row, *parked[index]); });
  }
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

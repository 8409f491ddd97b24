#include <algorithm>

#include "kit.h"

namespace zhuangui::ui {

std::size_t rows_that_fit(const Page& page, const Rect& rows, int row_height) {
  return static_cast<std::size_t>(std::max(1, rows.h / page.u(row_height)));
}

void list_scroll_buttons(Page& page, Rect& head, std::size_t count) {
  const ListState& list = page.local.list;
  if (count <= list.shown) return;
  const auto arrow = [&](const char* id, const char* words, LocalAction action, bool enabled, Icon icon) {
    button_in(page, page.end(head, page.u(96), page.u(12)), 68,
              {id, page.say(words), action, Look::plain, enabled, {}, {}, icon});
  };
  arrow("@list.down", "list.down", LocalAction::scroll_down, list.first + list.shown < count, Icon::down);
  arrow("@list.up", "list.up", LocalAction::scroll_up, list.first > 0, Icon::up);
}

void list_rows(Page& page, const ListPlace& place, int row_height, std::size_t count,
               const std::function<void(const Rect& row, std::size_t index)>& draw_row) {
  const ListState& list = page.local.list;
  const int line = page.u(page.theme.line_width);
  Rect rest = place.rows;
  const std::size_t end = std::min(count, list.first + list.shown);
  for (std::size_t i = list.first; i < end; ++i) {
    const Rect row = rest.cut_top(page.u(row_height));
    draw_row(row, i);
    const int below = row.bottom() - line;
    if (below < place.frame.bottom() - page.u(page.theme.radius)) line_across(page, place.frame, below);
  }
  if (list.first > 0) {  // there is more above
    page.paint.fade({place.frame.x + line, place.rows.y, place.frame.w - 2 * line, page.u(16)},
                    with_alpha(page.theme.secondary, 70), with_alpha(page.theme.secondary, 0));
  }
}

}  // namespace zhuangui::ui

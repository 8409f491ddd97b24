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

void fact_rows(Page& page, const Rect& rect, const std::vector<Fact>& facts) {
  const int count = static_cast<int>(facts.size());
  const int across = rect.h < page.u(64) * count && rect.w >= page.u(900) ? 2 : 1;
  const int down = std::max(1, (count + across - 1) / across);
  const int height = std::min(rect.h / down, page.u(80));
  const int gap = page.u(24);
  const int width = (rect.w - (across - 1) * gap) / across;
  for (int i = 0; i < count; ++i) {
    Rect row{rect.x + i / down * (width + gap), rect.y + i % down * height, width, height};
    line_across(page, row, row.y);
    const Fact& fact = facts[static_cast<std::size_t>(i)];
    const Rect label = row.cut_left(std::min(page.u(260), row.w * 32 / 100), page.u(12));
    page.paint.text_fitted(label, fact.label, page.type.body, page.type.smallest, page.theme.secondary);
    page.paint.text_fitted(row, fact.value, page.type.label, page.type.smallest, page.theme.text);
  }
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

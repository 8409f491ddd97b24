#include <algorithm>

#include "kit.h"

// What is looked at instead of read: how far something has got, and bars beside each other.

namespace zhuangui::ui {

void progress(Page& page, const Rect& rect, std::int64_t done, std::int64_t whole, std::string_view words, const Tone& tone) {
  Rect rest = rect;
  const int height = std::min(page.u(28), rect.h);
  const int width = std::min(page.paint.width_of(words, page.type.body_bold), rect.w / 2);
  const Rect said = page.end(rest, width, page.u(20));
  page.paint.text_fitted(said, words, page.type.body_bold, page.type.smallest, tone.strong);
  const Rect track{rest.x, rest.middle_y() - height / 2, rest.w, height};
  page.paint.round_fill(track, height / 2, tone.tint);
  page.paint.round_line(track, height / 2, page.u(page.theme.line_width), tone.strong);
  if (whole <= 0 || done <= 0) return;
  Rect left = track;
  // At its smallest a round end; full only when it is.
  const auto share = static_cast<int>(std::min(done, whole) * track.w / whole);
  page.paint.round_fill(page.start(left, std::clamp(share, height, done < whole ? track.w - page.u(2) : track.w)), height / 2, tone.strong);
}

void bars(Page& page, const Rect& rect, const std::vector<Bar>& all) {
  if (all.empty()) return;
  Rect plot = rect;
  const Rect labels = plot.cut_bottom(page.u(40), page.u(6));
  const int figures = page.u(36);
  std::int64_t most = 1;
  for (const Bar& one : all) most = std::max(most, one.value);
  const auto count = static_cast<int>(all.size());
  const int step = plot.w / count;
  const int width = std::min(step * 3 / 5, page.u(96));
  const Rect base{plot.x, plot.bottom() - page.u(page.theme.line_width), plot.w, page.u(page.theme.line_width)};
  page.paint.fill(base, page.theme.secondary);
  int next_label = labels.x, next_figure = plot.x;  // words beside each other are never on top of each other
  for (int i = 0; i < count; ++i) {
    const Bar& one = all[static_cast<std::size_t>(i)];
    const int middle = plot.x + i * step + step / 2;
    const auto room = static_cast<std::int64_t>(plot.h - figures - base.h);
    const int height = one.value <= 0 ? 0 : std::max(page.u(4), static_cast<int>(one.value * room / most));
    page.paint.fill({middle - width / 2, base.y - height, width, height}, one.value == most ? page.theme.forward.strong : page.theme.forward_soft);
    const auto word = [&](std::string_view text, int y, int high, Type type, Colour colour, int& next) {
      const int wide = page.paint.width_of(text, type);
      if (text.empty() || middle - wide / 2 < next || middle + wide / 2 > rect.right()) return;
      page.paint.text({middle - wide / 2, y, wide, high}, text, type, colour);
      next = middle + wide / 2 + page.u(10);
    };
    word(one.label, labels.y, labels.h, page.type.small, page.theme.secondary, next_label);
    if (one.value > 0) word(one.figure, base.y - height - figures, figures, page.type.small_bold, page.theme.text, next_figure);
  }
}

}  // namespace zhuangui::ui

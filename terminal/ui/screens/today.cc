#include <algorithm>

#include "core/time.h"
#include "screens/screens.h"

// What this day has sold so far, by the hour: for whoever answers for the counter.

namespace zhuangui::ui {
namespace {

constexpr std::size_t opens = 8, closes = 18;  // at least these hours are shown, so that a short day is seen as one

struct Sums { std::int64_t sales = 0; core::Money sum; std::size_t first = opens, last = closes, busiest = 0; };

Sums sums_of(const till::DaySales& day) {
  Sums made;
  for (std::size_t hour = 0; hour < day.hours.size(); ++hour) {
    const auto& one = day.hours[hour];
    if (one.sales == 0) continue;
    made.sales += one.sales;
    made.sum += one.sum;
    made.first = std::min(made.first, hour);
    made.last = std::max(made.last, hour);
    if (one.sum > day.hours[made.busiest].sum || day.hours[made.busiest].sales == 0) made.busiest = hour;
  }
  return made;
}

std::vector<Bar> hour_bars(const till::DaySales& day, const Sums& sums) {
  std::vector<Bar> made;
  for (std::size_t hour = sums.first; hour <= sums.last; ++hour) {
    const auto& one = day.hours[hour];
    const std::int64_t yuan_rounded = (one.sum.in_fen() + 50) / 100;
    made.push_back({std::to_string(hour), one.sum.in_fen(), "¥" + std::to_string(yuan_rounded)});
  }
  return made;
}

}  // namespace

void draw_today(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const auto& day = page.view.surroundings.today;
  const Sums sums = day ? sums_of(*day) : Sums{};
  const Columns parts = columns(page, areas.content, 560, 420);
  card(page, parts.main);
  const bool roomy = page.shape() != Shape::compact;
  Rect main = parts.main.inset(page.u(roomy ? 36 : 20), page.u(roomy ? 28 : 14));
  page.paint.text_fitted(main.cut_top(page.u(60), page.u(12)), page.say("today.title"), page.type.heading, page.type.smallest, page.theme.text);
  if (!day || sums.sales == 0) page.paint.paragraph(main, page.say(day ? "today.nothing" : "today.reading"), page.type.label, page.theme.secondary);
  else bars(page, main, hour_bars(*day, sums));
  card(page, parts.side);
  Rect side = parts.side.inset(page.u(roomy ? 36 : 20), page.u(roomy ? 28 : 14));
  page.paint.text_fitted(side.cut_top(page.u(44), page.u(4)), page.say("today.sum"), page.type.label, page.type.smallest, page.theme.secondary);
  page.paint.amount(side.cut_top(std::min(page.u(110), side.h / 3), page.u(10)), yuan(day ? sums.sum - day->back : sums.sum), page.type.amount, 40, page.theme.forward.strong);
  std::vector<Fact> facts{{page.say("today.sales"), page.say("today.sales.count", {std::to_string(sums.sales)})}};
  if (sums.sales > 0)
    facts.push_back({page.say("today.busiest"), page.say("today.hour", {std::to_string(sums.busiest), std::to_string(sums.busiest + 1)})});
  if (day && day->back > core::Money{}) facts.push_back({page.say("today.back"), yuan(day->back)});
  if (day) facts.push_back({page.say("today.day"), core::date_text(day->day)});
  const std::string& note = page.say("today.note");
  const int note_height = page.paint.paragraph_height(side.w, note, page.type.small);
  if (side.h - note_height > page.u(220)) page.paint.paragraph(side.cut_bottom(note_height, page.u(12)), note, page.type.small, page.theme.secondary);
  fact_rows(page, side, facts);
  draw_back(page, areas.bottom);
  Button print{"@today.print", page.say("today.print"), till::PrintToday{}, Look::plain, day.has_value(), page.type.label_bold};
  print.key = page.say("key.enter");
  button(page, areas.forward, print);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

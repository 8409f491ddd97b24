#include "screens/screens.h"

// What lies over a screen: notices in their place at the bottom, the help card, and the question before clearing.

namespace zhuangui::ui {
namespace {

const Tone& tone_of(till::Weight weight) {
  switch (weight) {
    case till::Weight::danger: return theme::danger;
    case till::Weight::pending: return theme::pending;
    case till::Weight::information: break;
  }
  return theme::information;
}

/// Dangers first, then the newest.
const till::Notice& most_urgent(const std::vector<till::Notice>& notices) {
  const till::Notice* found = &notices.back();
  for (auto it = notices.rbegin(); it != notices.rend(); ++it) {
    if (it->weight > found->weight) found = &*it;
  }
  return *found;
}

const char* help_topic(till::State state) {
  switch (state) {
    case till::State::selling: return "selling";
    case till::State::paying:
    case till::State::committing: return "paying";
    case till::State::paid: return "paid";
    case till::State::starting:
    case till::State::idle: break;
  }
  return "idle";
}

void draw_standing(Page& page, Rect& rest, const Standing& standing) {
  const Tone& tone = standing.trouble ? theme::pending : theme::forward;
  const int sign = page.u(44);
  const int width = rest.w - sign - page.u(20);
  const int height = std::max(sign, page.paint.paragraph_height(width, standing.sentence, type::body));
  Rect row = rest.cut_top(height, page.u(20));
  const Rect square = row.cut_left(sign, page.u(20));
  const Rect circle{square.x, square.y, sign, sign};
  page.paint.round_fill(circle, sign / 2, tone.tint);
  page.paint.icon(standing.trouble ? Icon::warning : standing.icon, circle.inset(page.u(9)), tone.strong);
  page.paint.paragraph({row.x, row.y + page.u(4), row.w, row.h}, standing.sentence, type::body,
                       standing.trouble ? tone.strong : theme::text);
}

void draw_phones(Page& page, Rect strip) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  tinted(page, strip, theme::information);
  strip = strip.inset(page.u(28), 0);
  const std::string& ask = page.say("help.phones");
  page.paint.text(strip.cut_left(page.paint.width_of(ask, type::label_bold), page.u(36)), ask, type::label_bold,
                  theme::information.strong);
  const auto number = [&](const std::string& phone) { return phone.empty() ? page.say("help.phone.none") : phone; };
  page.paint.text_fitted(strip, page.say("help.phone.counter") + " " + number(counter.phone) + "    " +
                                    page.say("help.phone.county") + " " + number(counter.county_phone),
                         type::label_bold, 24, theme::text, Align::right);
}

}  // namespace

void draw_notices(Page& page, const Rect& place) {
  const auto& notices = page.view.till.notices;
  if (notices.empty()) return;
  const till::Notice& notice = most_urgent(notices);
  const Tone& tone = tone_of(notice.weight);
  page.paint.round_fill(place, page.u(theme::button_radius), tone.tint);
  page.paint.round_line(place, page.u(theme::button_radius), page.u(theme::line_width), tone.strong);
  Rect inside = place.inset(page.u(20), page.u(6));
  const Rect right = inside.cut_right(page.u(64), page.u(14));
  button(page, {right.x, right.middle_y() - page.u(32), right.w, page.u(64)},
         {"@notice.dismiss", page.say("dismiss"), till::DismissNotice{notice.code}, Look::plain, true, type::button, {}, Icon::cross});
  Rect sign = inside.cut_left(page.u(56), page.u(16));
  if (notices.size() > 1) {  // how many more wait behind this one
    page.paint.text(sign.cut_bottom(page.u(38)), "+" + std::to_string(notices.size() - 1), type::small_bold, tone.strong,
                    Align::centre);
  }
  page.paint.icon(notice.weight == till::Weight::information ? Icon::information : Icon::warning,
                  {sign.x, sign.middle_y() - page.u(24), sign.w, page.u(48)}, tone.strong);
  page.paint.text_fitted(inside, page.words.notice_text(notice), type::body_bold, 24, tone.strong);
}

void draw_help(Page& page) {
  Rect inside = dialog(page, "help", 1700, 840);
  Rect bottom = inside.cut_bottom(page.u(104), page.u(theme::gap));
  button(page, bottom.cut_right(page.u(360), page.u(theme::gap)),
         {"@help.close", page.say("close"), till::Help{false}, Look::forward, true, type::title});
  draw_phones(page, bottom);
  Rect left = inside.cut_left(inside.w * 46 / 100, page.u(56));
  page.paint.text(left.cut_top(page.u(64), page.u(20)), page.say("help.title"), {44, true}, theme::text);
  const std::string topic = std::string{"help."} + help_topic(page.view.till.state) + ".";
  steps(page, left, {page.say(topic + "1"), page.say(topic + "2"), page.say(topic + "3")}, page.u(104));
  page.paint.text(inside.cut_top(page.u(64), page.u(28)), page.say("help.states"), {44, true}, theme::text);
  for (const Standing& standing : standings(page.words, page.view.surroundings)) draw_standing(page, inside, standing);
}

void draw_confirm_clear(Page& page) {
  const auto& lines = page.view.till.cart.lines;
  Rect inside = dialog(page, "clear", 1000, 420);
  Rect buttons = inside.cut_bottom(page.u(112));
  page.paint.text(inside.cut_top(page.u(72), page.u(10)), page.say("clear.title"), {48, true}, theme::text);
  page.paint.paragraph(inside, page.say("clear.text", {std::to_string(item_count(lines)), yuan(page.view.priced.total)}),
                       type::label, theme::text);
  button(page, buttons.cut_left((buttons.w - page.u(theme::gap)) / 2, page.u(theme::gap)),
         {"@clear.no", page.say("clear.no"), till::ConfirmClear{false}});
  button(page, buttons, {"@clear.yes", page.say("clear.yes"), till::ConfirmClear{true}, Look::danger});
}

}  // namespace zhuangui::ui

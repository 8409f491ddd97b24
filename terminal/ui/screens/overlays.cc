#include "screens/screens.h"

// What lies over a screen: notices in their place at the bottom, the help card, and the question before clearing.

namespace zhuangui::ui {
namespace {

const Tone& tone_of(const Theme& theme, till::Weight weight) {
  switch (weight) {
    case till::Weight::danger: return theme.danger;
    case till::Weight::pending: return theme.pending;
    case till::Weight::information: break;
  }
  return theme.information;
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
  const Tone& tone = standing.trouble ? page.theme.pending : page.theme.forward;
  const int size = page.u(44);
  const int width = rest.w - size - page.u(20);
  const int height = std::max(size, page.paint.paragraph_height(width, standing.sentence, page.type.body));
  Rect row = rest.cut_top(height, page.u(20));
  const Rect left = row.cut_left(size, page.u(20));
  sign(page, {left.x, left.y, size, size}, standing.trouble ? Icon::warning : standing.icon, tone.tint, tone.strong);
  page.paint.paragraph({row.x, row.y + page.u(4), row.w, row.h}, standing.sentence, page.type.body,
                       standing.trouble ? tone.strong : page.theme.text);
}

void draw_phones(Page& page, Rect strip) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  tinted(page, strip, page.theme.information);
  strip = strip.inset(page.u(28), 0);
  const std::string& ask = page.say("help.phones");
  page.paint.text(strip.cut_left(page.paint.width_of(ask, page.type.label_bold), page.u(36)), ask, page.type.label_bold,
                  page.theme.information.strong);
  const auto number = [&](const std::string& phone) { return phone.empty() ? page.say("help.phone.none") : phone; };
  page.paint.text_fitted(strip, page.say("help.phone.counter") + " " + number(counter.phone) + "    " +
                                    page.say("help.phone.county") + " " + number(counter.county_phone),
                         page.type.label_bold, 24, page.theme.text, Align::right);
}

}  // namespace

void draw_notices(Page& page, const Rect& place) {
  const auto& notices = page.view.till.notices;
  if (notices.empty()) return;
  const till::Notice& notice = most_urgent(notices);
  Banner shown{tone_of(page.theme, notice.weight),
               notice.weight == till::Weight::information ? Icon::information : Icon::warning, page.words.notice_text(notice)};
  shown.button = Button{"@notice.dismiss", page.say("dismiss"), till::DismissNotice{notice.code}, Look::plain, true, {}, {},
                        Icon::cross};
  shown.button_width = page.theme.touch;
  shown.edged = true;
  shown.waiting = static_cast<int>(notices.size()) - 1;
  banner(page, place, shown);
}

void draw_help(Page& page) {
  Rect inside = dialog(page, "help", 1700, 840);
  Rect bottom = inside.cut_bottom(page.u(104), page.u(page.theme.gap));
  button(page, bottom.cut_right(page.u(360), page.u(page.theme.gap)),
         {"@help.close", page.say("close"), till::Help{false}, Look::forward, true, page.type.title});
  draw_phones(page, bottom);
  Rect left = inside.cut_left(inside.w * 46 / 100, page.u(56));
  page.paint.text(left.cut_top(page.u(64), page.u(20)), page.say("help.title"), page.type.heading, page.theme.text);
  const std::string topic = std::string{"help."} + help_topic(page.view.till.state) + ".";
  steps(page, left, {page.say(topic + "1"), page.say(topic + "2"), page.say(topic + "3")}, page.u(104));
  page.paint.text(inside.cut_top(page.u(64), page.u(28)), page.say("help.states"), page.type.heading, page.theme.text);
  for (const Standing& standing : standings(page.words, page.view.surroundings)) draw_standing(page, inside, standing);
}

void draw_confirm_clear(Page& page) {
  const auto& lines = page.view.till.cart.lines;
  Rect inside = dialog(page, "clear", 1000, 420);
  Rect buttons = inside.cut_bottom(page.u(112));
  page.paint.text(inside.cut_top(page.u(72), page.u(10)), page.say("clear.title"), page.type.digit, page.theme.text);
  page.paint.paragraph(inside, page.say("clear.text", {std::to_string(item_count(lines)), yuan(page.view.priced.total)}),
                       page.type.label, page.theme.text);
  button(page, buttons.cut_left((buttons.w - page.u(page.theme.gap)) / 2, page.u(page.theme.gap)),
         {"@clear.no", page.say("clear.no"), till::ConfirmClear{false}});
  button(page, buttons, {"@clear.yes", page.say("clear.yes"), till::ConfirmClear{true}, Look::danger});
}

}  // namespace zhuangui::ui

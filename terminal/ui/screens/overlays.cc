#include <algorithm>
#include <vector>

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

const char* help_topic(till::State state, bool has_staff) {
  switch (state) {
    case till::State::selling: return "selling";
    case till::State::parked: return "parked";
    case till::State::searching:
    case till::State::tracing: return "searching";
    case till::State::weighing: return "weighing";
    case till::State::quick: return "quick";
    case till::State::hand_pricing: return "hand_pricing";
    case till::State::counting: return "counting";
    case till::State::more:
    case till::State::devices:
    case till::State::syncing:
    case till::State::today:
    case till::State::disclosure: return "more";
    case till::State::settings: return "settings";
    case till::State::enrolling: return "enrolling";
    case till::State::shifts: return "shifts";
    case till::State::late: return "late";
    case till::State::approving: return "approving";
    case till::State::securing: return "locked";
    case till::State::locked: return has_staff ? "login" : "locked";
    case till::State::paying:
    case till::State::committing: return "paying";
    case till::State::paid: return "paid";
    case till::State::returning:
    case till::State::refunding:
    case till::State::refunded: return "returning";
    case till::State::starting:
    case till::State::calling:
    case till::State::proving:
    case till::State::set_aside:
    case till::State::idle: break;
  }
  return "idle";
}

constexpr int standing_sign = 44;
constexpr int standing_gap = 16;

int standing_height(Page& page, int width, const Standing& standing) {
  const int words = width - page.u(standing_sign) - page.u(standing_gap);
  return std::max(page.u(standing_sign), page.paint.paragraph_height(words, standing.sentence, page.type.body));
}

void draw_standing(Page& page, Rect& rest, const Standing& standing) {
  const Tone& tone = standing.trouble ? page.theme.pending : page.theme.forward;
  Rect row = rest.cut_top(standing_height(page, rest.w, standing), page.u(standing_gap));
  const int size = page.u(standing_sign);
  const Rect left = row.cut_left(size, page.u(standing_gap));
  sign(page, {left.x, left.y, size, size}, standing.trouble ? Icon::warning : standing.icon, tone.tint, tone.strong);
  page.paint.paragraph({row.x, row.y + page.u(4), row.w, row.h}, standing.sentence, page.type.body,
                       standing.trouble ? tone.strong : page.theme.text);
}

void draw_phones(Page& page, Rect strip) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  tinted(page, strip, page.theme.information);
  strip = strip.inset(page.u(24), page.u(4));
  const auto number = [&](const char* whose, const std::string& phone) {
    return page.say(whose) + " " + (phone.empty() ? page.say("help.phone.none") : phone);
  };
  page.paint.text_fitted(strip.cut_top(strip.h / 2), page.say("help.phones"), page.type.body_bold, page.type.smallest,
                         page.theme.information.strong);
  page.paint.text_fitted(strip, number("help.phone.counter", counter.phone) + "  " + number("help.phone.county", counter.county_phone),
                         page.type.body_bold, page.type.smallest, page.theme.text);
}

/// Troubles first, each with its cure; what is well is said as far as there is room.
void draw_standings(Page& page, Rect rest) {
  if (page.view.till.state == till::State::enrolling) {
    page.paint.paragraph(rest, page.say("enrolling.hint"), page.type.body, page.theme.text);
    return;
  }
  std::vector<Standing> all = standings(page.words, page.view.surroundings);
  std::stable_partition(all.begin(), all.end(), [](const Standing& one) { return one.trouble; });
  for (const Standing& standing : all) {
    if (!standing.trouble && standing_height(page, rest.w, standing) > rest.h) return;
    draw_standing(page, rest, standing);
  }
}

}  // namespace

Button dismiss_button(Page& page) {
  Button dismiss{"@notice.dismiss", page.say("dismiss"), till::DismissNotice{most_urgent(page.view.till.notices).code},
                 Look::plain, true, {}, {}, Icon::cross};
  dismiss.key = page.say("key.space");
  return dismiss;
}

void draw_notices(Page& page, const Rect& place) {
  const auto& notices = page.view.till.notices;
  if (notices.empty() || place.empty()) return;
  const till::Notice& notice = most_urgent(notices);
  Banner shown{tone_of(page.theme, notice.weight),
               notice.weight == till::Weight::information ? Icon::information : Icon::warning, page.words.notice_text(notice)};
  if (place.y >= page.reach_y()) shown.button = dismiss_button(page);
  shown.button_width = page.theme.touch + 8;
  shown.edged = true;
  shown.waiting = static_cast<int>(notices.size()) - 1;
  banner(page, place, shown);
}

std::vector<std::string> help_steps(Page& page, till::State state) {
  const std::string topic = std::string{"help."} + help_topic(state, page.view.till.staff.has_list()) + ".";
  return {page.say_to(topic + "1"), page.say_to(topic + "2"), page.say_to(topic + "3")};
}

void draw_help(Page& page) {
  const bool tall = page.shape() == Shape::tall;
  Rect inside = dialog(page, "help", 1700, tall ? 1300 : 840);
  Rect bottom = inside.cut_bottom(page.u(104), page.u(page.theme.gap));
  Button close{"@help.close", page.say("close"), till::Help{false}, Look::forward, true, page.type.title};
  close.key = page.say("key.enter");
  button(page, page.end(bottom, std::min(page.u(360), bottom.w * 34 / 100), page.u(page.theme.gap)), close);
  if (tall) draw_phones(page, inside.cut_bottom(page.u(104), page.u(page.theme.gap)));
  Button access{"@access", page.say("access.open"), LocalAction::open_access, Look::plain, true, page.type.label_bold};
  access.key = "F3";
  button(page, page.start(bottom, page.u(220), page.u(page.theme.gap)), access);
  if (!tall) draw_phones(page, bottom);

  const int heading = page.u(64);
  const std::vector<std::string> how = help_steps(page, page.view.till.state);
  Rect first = tall ? inside.cut_top(heading + page.u(12 + 3 * 84), page.u(24)) : inside.cut_left(inside.w * 44 / 100, page.u(40));
  page.paint.text(first.cut_top(heading, page.u(12)), page.say("help.title"), page.type.heading, page.theme.text);
  steps(page, first, how, std::min(page.u(104), first.h / 3));
  page.paint.text(inside.cut_top(heading, page.u(16)), page.say("help.states"), page.type.heading, page.theme.text);
  draw_standings(page, inside);
}

void draw_confirm_clear(Page& page) {
  const auto& lines = page.view.till.cart.lines;
  Rect inside = dialog(page, "clear", 1000, 420);
  Rect buttons = inside.cut_bottom(page.u(112));
  page.paint.text(inside.cut_top(page.u(72), page.u(10)), page.say("clear.title"), page.type.digit, page.theme.text);
  page.paint.paragraph(inside, page.say("clear.text", {std::to_string(item_count(lines)), yuan(page.view.priced.total)}),
                       page.type.label, page.theme.text);
  Button no{"@clear.no", page.say_to("clear.no"), till::ConfirmClear{false}};
  no.key = "Esc";
  Button yes{"@clear.yes", page.say("clear.yes"), till::ConfirmClear{true}, Look::danger};
  yes.key = page.say("key.delete");
  button(page, page.start(buttons, (buttons.w - page.u(page.theme.gap)) / 2, page.u(page.theme.gap)), no);
  button(page, buttons, yes);
}

void draw_still_there(Page& page) {
  const till::Till& till = page.view.till;
  Rect inside = dialog(page, "still_there", 1100, 460);
  Rect buttons = inside.cut_bottom(page.u(112));
  const std::int64_t left_ms = std::max<std::int64_t>(0, till.still_there_until.utc_ms - page.view.surroundings.now.utc_ms);
  const std::string seconds = std::to_string(std::min<std::int64_t>(99, (left_ms + 999) / 1'000));
  page.paint.text_fitted(inside.cut_top(page.u(80), page.u(10)), page.say("still_there.title"), page.type.hero, page.type.heading.size,
                         page.theme.text);
  page.paint.paragraph(inside, page.say(till.cart.lines.empty() ? "still_there.text" : "still_there.text.cart", {seconds}),
                       page.type.label, page.theme.text);
  Button no{"@still_there.no", page.say("still_there.no"), till::StillThere{false}};
  no.key = "Esc";
  Button yes{"@still_there.yes", page.say("still_there.yes"), till::StillThere{true}, Look::forward, true, page.type.title};
  yes.key = page.say("key.enter");
  button(page, page.start(buttons, (buttons.w - page.u(page.theme.gap)) * 2 / 5, page.u(page.theme.gap)), no);
  button(page, buttons, yes);
}

void draw_confirm_training(Page& page) {
  Rect inside = dialog(page, "training", 1160, page.shape() == Shape::tall ? 760 : 520);
  Rect buttons = inside.cut_bottom(page.u(112), page.u(page.theme.gap));
  page.paint.text_fitted(inside.cut_top(page.u(72), page.u(10)), page.say("training.title"), page.type.digit, page.type.label.size, page.theme.text);
  const std::int64_t unsent = page.view.surroundings.unsent;
  page.paint.paragraph(inside, page.say("training.text") + (unsent > 0 ? page.say("training.unsent", {std::to_string(unsent)}) : ""), page.type.label, page.theme.text);
  Button no{"@training.no", page.say("training.no"), till::ConfirmTraining{false}};
  no.key = "Esc";
  Button yes{"@training.yes", page.say("training.yes"), till::ConfirmTraining{true}, Look::forward};
  yes.key = page.say("key.enter");
  button(page, page.start(buttons, (buttons.w - page.u(page.theme.gap)) / 2, page.u(page.theme.gap)), no);
  button(page, buttons, yes);
}

void draw_access(Page& page) {
  const bool tall = page.shape() == Shape::tall;
  Rect inside = dialog(page, "access", 1400, tall ? 760 : 600);
  Rect bottom = inside.cut_bottom(page.u(104), page.u(page.theme.gap));
  Button close{"@access.close", page.say("access.done"), LocalAction::close_access, Look::forward, true, page.type.title};
  close.key = page.say("key.enter");
  button(page, page.end(bottom, std::min(page.u(420), bottom.w * 45 / 100), page.u(page.theme.gap)), close);
  page.paint.text_fitted(bottom, page.say("access.note"), page.type.body, page.type.smallest, page.theme.secondary);

  const Access& now = page.access;
  struct Choice { const char* id; const char* words; LocalAction action; bool on; };
  std::vector choices{Choice{"@access.large_type", "access.large_type", LocalAction::switch_large_type, now.large_type},
                      Choice{"@access.contrast", "access.contrast", LocalAction::switch_contrast, now.high_contrast},
                      Choice{"@access.low_reach", "access.low_reach", LocalAction::switch_low_reach, now.low_reach},
                      Choice{"@access.left_hand", "access.left_hand", LocalAction::switch_left_hand, now.left_hand},
                      Choice{"@access.language", "access.language", LocalAction::switch_language, now.language == Language::english},
                      Choice{"@access.sound", "access.sound", LocalAction::switch_sound, now.sound}};
  if (page.view.surroundings.has_voice) choices.push_back({"@access.voice", "access.voice", LocalAction::switch_voice, now.voice});
  const int count = static_cast<int>(choices.size());
  const int across = tall ? 2 : count > 6 ? 4 : 3;
  const int down = (count + across - 1) / across;
  const int gap = page.u(16);
  const int height = std::min(page.u(132), (inside.h - page.u(60) - down * gap) / down);
  const Rect grid = inside.cut_bottom(down * height + (down - 1) * gap, gap);
  page.paint.text_fitted(inside, page.say("access.title"), page.type.heading, page.type.label.size, page.theme.text);
  const int width = (grid.w - (across - 1) * gap) / across;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& one = choices[i];
    Button what{one.id, page.say(one.words), one.action};
    what.key = std::to_string(i + 1);
    const int column = static_cast<int>(i) % across;
    const int row = static_cast<int>(i) / across;
    toggle(page, {grid.x + column * (width + gap), grid.y + row * (height + gap), width, height}, what, one.on);
  }
}

}  // namespace zhuangui::ui

#include <algorithm>

#include "screens/screens.h"

// Before a buyer: somebody was called and is on the way; a cart was set aside under a number.

namespace zhuangui::ui {
namespace {

bool may_set_aside(const till::Till& till, const till::Call& call) {
  return call.unanswered && !till.committing && (call.number != 0 || !till.cart.lines.empty());
}

std::string waited(Page& page, const till::Call& call) {
  const std::int64_t ms = std::max<std::int64_t>(0, page.view.surroundings.now.utc_ms - call.since.utc_ms);
  const std::int64_t seconds = std::min<std::int64_t>(ms / 1'000, 999);
  const char* words = !call.unanswered ? "calling.waited" : may_set_aside(page.view.till, call) ? "calling.waited.long" : "calling.waited.alone";
  return page.say(words, {std::to_string(seconds)});
}

/// Where to pay and whom to ring; the phone of the counter's firm, and where that is not told, the county's.
std::vector<Fact> ways(Page& page, const till::Call& call) {
  const core::CounterInfo& counter = page.view.surroundings.counter;
  const bool cash = call.reason == till::CallReason::cash;
  std::vector<Fact> facts;
  if (cash && !counter.address.empty()) facts.push_back({page.say("calling.pay_at"), counter.address});
  const std::string& phone = counter.phone.empty() ? counter.county_phone : counter.phone;
  if ((cash || call.unanswered) && !phone.empty()) facts.push_back({page.say("calling.phone"), phone});
  if (call.number != 0) facts.push_back({page.say("calling.number"), page.say("calling.number.text", {std::to_string(call.number)})});
  return facts;
}

core::Money due_of(const till::Till& till, std::int64_t number) {
  for (const core::ParkedCart& one : till.parked)
    if (one.number == number) return till::promoted(till, one.cart).cart.total;
  return {};
}

void draw_call(Page& page, const Rect& rect, const till::Call& call) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(560);
  Rect inside = roomy ? rect.inset(page.u(48), page.u(40)) : rect.inset(page.u(28), page.u(20));
  const Tone& tone = call.unanswered ? page.theme.pending : page.theme.forward;
  Rect head = inside.cut_top(page.u(roomy ? 112 : 88), page.u(16));
  sign(page, page.start(head, head.h, page.u(28)), call.unanswered ? Icon::clock : Icon::check, tone.tint, tone.strong);
  page.paint.text_fitted(head, page.say(call.unanswered ? "calling.title.long" : "calling.title"), page.type.hero, page.type.label.size,
                         page.theme.text);
  page.paint.text_fitted(inside.cut_top(page.u(56), page.u(8)), waited(page, call), page.type.label_bold, page.type.smallest, tone.strong);
  if (call.reason == till::CallReason::cash) {
    Rect due = inside.cut_top(page.u(roomy ? 120 : 84), page.u(8));
    page.paint.text_fitted(page.start(due, due.w * 2 / 5, page.u(12)), page.say("calling.due"), page.type.title, page.type.smallest, page.theme.text);
    page.paint.amount(due, yuan(due_of(page.view.till, call.number)), page.type.amount, page.type.money.size, page.theme.forward.strong);
  } else {
    const char* words = page.view.till.cart.lines.empty() ? "calling.text.empty" : "calling.text";
    const int height = page.paint.paragraph_height(inside.w, page.say(words), page.type.text);
    if (height <= inside.h) page.paint.paragraph(inside.cut_top(height, page.u(16)), page.say(words), page.type.text, page.theme.text);
  }
  const std::vector<Fact> facts = ways(page, call);
  if (!facts.empty()) fact_rows(page, inside, facts);
}

void draw_steps_meanwhile(Page& page, const Rect& rect, const till::Call& call) {
  card(page, rect);
  const bool roomy = rect.h >= page.u(500);
  Rect inside = roomy ? rect.inset(page.u(40)) : rect.inset(page.u(28), page.u(16));
  page.paint.text_fitted(inside.cut_top(page.u(roomy ? 60 : 48), page.u(roomy ? 12 : 4)), page.say("calling.meanwhile"), page.type.title,
                         page.type.smallest, page.theme.text);
  const till::State from = call.reason == till::CallReason::cash ? till::State::paying : call.from;
  steps(page, inside, help_steps(page, from), std::min(page.u(100), inside.h / 3));
}

}  // namespace

void draw_calling(Page& page) {
  const till::Till& till = page.view.till;
  if (!till.call) return;
  const till::Call& call = *till.call;
  const bool aside = may_set_aside(till, call);
  const int aside_width = page.u(330);
  Areas areas = lay_out(page, back_width(page) + (aside ? page.u(page.theme.gap) + aside_width : 0));
  const Columns parts = columns(page, areas.content, 640, 420);
  draw_steps_meanwhile(page, parts.side, call);
  draw_call(page, parts.main, call);
  Button back{"@back", page.say(call.reason == till::CallReason::cash ? "calling.back.cash" : "calling.back"), till::Back{}, Look::plain, true,
              page.type.label_bold};
  back.key = "Esc";
  const int room = aside ? (areas.bottom.w - page.u(page.theme.gap)) * 2 / 5 : areas.bottom.w;
  button(page, page.start(areas.bottom, std::min(back_width(page), room), page.u(page.theme.gap)), back);
  if (aside) {
    Button set_aside{"@help.aside", page.say("calling.aside"), till::SetAside{}, Look::plain, true, page.type.label_bold};
    set_aside.key = "F5";
    button(page, page.start(areas.bottom, std::min(aside_width, areas.bottom.w)), set_aside);
  }
  Button answer{"@help.answer", page.say("calling.answer"), till::AnswerCall{}, Look::forward, true, page.type.title};
  answer.key = page.say("key.enter");
  button(page, areas.forward, answer);
  draw_notices(page, areas.notice);
}

void draw_set_aside(Page& page) {
  const Areas areas = lay_out(page, 0);
  const Rect& content = areas.content;
  const int width = std::min(page.u(1240), content.w), height = std::min(page.u(620), content.h);
  const Rect rect{content.middle_x() - width / 2, content.middle_y() - height / 2, width, height};
  card(page, rect);
  Rect inside = rect.inset(page.u(48), page.u(32));
  page.paint.text_fitted(inside.cut_top(page.u(80), page.u(8)), page.say("set_aside.title"), page.type.heading, page.type.label.size,
                         page.theme.text, Align::centre);
  const std::string text = page.say("set_aside.text");
  const int words = page.paint.paragraph_height(inside.w, text, page.type.label);
  page.paint.paragraph(inside.cut_bottom(std::min(words, inside.h / 2), page.u(12)), text, page.type.label, page.theme.text);
  const Type type{std::min(page.type.change.size, page.paint.units(inside.h) * 4 / 5), true};
  page.paint.text_fitted(inside, page.say("set_aside.number", {std::to_string(page.view.till.set_aside_number)}), type,
                         page.type.money.size, page.theme.forward.strong, Align::centre);
  Button finish{"@set_aside.ok", page.say("set_aside.finish"), till::Finish{}, Look::forward, true, page.type.title};
  finish.key = page.say("key.enter");
  button(page, areas.forward, finish);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

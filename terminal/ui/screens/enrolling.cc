#include <algorithm>

#include "screens/screens.h"

// The first start: two fields and the keys to fill them, or what is under way with the county.

namespace zhuangui::ui {
namespace {

void draw_field(Page& page, const Rect& rect, const char* name, const std::string& typed, bool code) {
  const till::Enrolling& now = page.view.till.enrolling;
  if (now.at_code == code) strong_card(page, rect); else card(page, rect);
  const std::string key = std::string{"enrolling."} + name;
  touch(page, rect, std::string{"@enrol."} + name, page.say(key), till::ChooseEnrolField{code});
  Rect inside = rect.inset(page.u(20), page.u(6));
  if (page.show_keys) key_cap(page, page.end(inside, page.u(44), page.u(12)), code ? "↓" : "↑", page.theme.secondary);
  if (inside.h >= page.u(84))
    page.paint.text_fitted(inside.cut_top(inside.h * 40 / 100), page.say(key), page.type.body, page.type.smallest, page.theme.secondary);
  const bool empty = typed.empty();
  page.paint.text_fitted(inside, empty ? page.say(key + ".placeholder") : typed, empty ? page.type.label : page.type.label_bold,
                         page.type.smallest, empty ? page.theme.secondary : page.theme.text);
}

Banner enrol_banner(Page& page) {
  const till::Enrolling& now = page.view.till.enrolling;
  if (now.step == till::EnrolStep::under_way) return {page.theme.pending, Icon::clock, page.say("enrolling.under_way")};
  if (now.step == till::EnrolStep::comparing) return {page.theme.forward, Icon::information, page.say("enrolling.comparing")};
  if (!now.trouble.empty()) return {page.theme.pending, Icon::warning, page.say("enrolling.trouble." + now.trouble)};
  return {page.theme.information, Icon::information, page.say("enrolling.hint")};
}

/// The four words, large: they are read out over the telephone.
void draw_words(Page& page, Rect rect) {
  const int gap = page.u(page.theme.gap);
  const int width = (rect.w - 3 * gap) / 4;
  const int height = std::min(rect.h, page.u(200));
  for (const std::string& word : page.view.till.enrolling.words) {
    const Rect place = rect.cut_left(width, gap);
    const Rect box{place.x, place.middle_y() - height / 2, place.w, height};
    card(page, box);
    page.paint.text_fitted(box.inset(page.u(12), 0), word, page.type.hero, page.type.smallest, page.theme.text, Align::centre);
  }
}

/// What happens meanwhile, and with whom: whoever waits sees that it is the right county.
void draw_under_way(Page& page, const Rect& rect) {
  const till::Enrolling& now = page.view.till.enrolling;
  const int height = std::min(rect.h, page.u(560));
  const Rect box{rect.x, rect.y, rect.w, height};
  card(page, box);
  Rect inside = box.inset(page.u(page.shape() == Shape::wide ? 40 : 20), page.u(page.shape() == Shape::wide ? 28 : 14));
  const Rect facts = inside.cut_bottom(std::min(page.u(170), inside.h / 2), page.u(16));
  if (inside.h >= page.u(3 * 56))
    steps(page, inside, {page.say("enrolling.step.1"), page.say("enrolling.step.2"), page.say("enrolling.step.3")}, std::min(page.u(104), inside.h / 3));
  fact_rows(page, facts, {{page.say("enrolling.address"), now.address}, {page.say("enrolling.code"), now.code}});
}

}  // namespace

void draw_enrolling(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::Enrolling& now = page.view.till.enrolling;
  const bool asking = now.step == till::EnrolStep::asking;
  const int gap = page.u(16);
  Rect content = areas.content;
  Rect above = page.access.low_reach ? content.cut_top(page.reach_y() - content.y, 0) : content;
  Rect& top = page.access.low_reach ? above : content;
  if (page.shape() != Shape::compact)
    page.paint.text_fitted(top.cut_top(page.u(60), page.u(8)), page.say("enrolling.title"), page.type.heading, page.type.smallest, page.theme.text);
  const Banner said = enrol_banner(page);
  banner(page, top.cut_top(std::max(page.u(80), banner_height(page, top.w, 0, said.text)), gap), said);
  if (asking) {
    Rect fields = content.cut_top(std::min(page.u(112), std::max(page.u(page.theme.touch), content.h / 4)), gap);
    const Rect code = page.end(fields, fields.w * 34 / 100, page.u(page.theme.gap));
    draw_field(page, fields, "address", now.address, false);
    draw_field(page, code, "code", now.code, true);
    letter_pad(page, content, [](char key) -> Action { return till::Intent{till::EnrolKey{key}}; }, ".:-/");
  } else if (now.step == till::EnrolStep::comparing) {
    draw_words(page, content);
  } else {
    draw_under_way(page, content);
  }
  Rect bottom = areas.bottom;
  if (!asking) {
    Button stop{"@back", page.say("enrolling.stop"), till::Back{}};
    stop.key = "Esc";
    button(page, page.start(bottom, back_width(page)), stop);
  }
  Button go{"@enrol.go", page.say("enrolling.go"), till::Enrol{}, Look::forward, asking, page.type.title};
  go.key = page.say("key.enter");
  button(page, areas.forward, go);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

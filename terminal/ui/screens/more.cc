#include <algorithm>
#include <vector>

#include "screens/screens.h"

// What there is beside buying: each place with a word for what it is good for.

namespace zhuangui::ui {
namespace {

struct Place { const char* id; const char* title; const char* text; Icon icon; const char* key; Action action; };

void draw_place(Page& page, const Rect& rect, const Place& place) {
  if (page.pressed == place.id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, place.id, page.say(place.title), place.action);
  Rect inside = rect.inset(page.u(20), page.u(10));
  const int size = std::min(inside.h, page.u(80));
  const Rect left = page.start(inside, size, page.u(20));
  sign(page, {left.x, left.middle_y() - size / 2, size, size}, place.icon, page.theme.forward.tint, page.theme.forward.strong);
  if (page.show_keys) {
    const std::string key = place.key;
    key_cap(page, page.end(inside, page.paint.width_of(key, page.type.small) + page.u(20), page.u(12)), key, page.theme.secondary);
  }
  inside = {inside.x, inside.middle_y() - std::min(inside.h, page.u(124)) / 2, inside.w, std::min(inside.h, page.u(124))};
  page.paint.text_fitted(inside.cut_top(inside.h * 45 / 100), page.say(place.title), page.type.label_bold, page.type.smallest, page.theme.text);
  page.paint.text_fitted(inside, page.say(place.text), page.type.body, page.type.smallest, page.theme.secondary);
}

}  // namespace

void draw_more(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(page.reach_y() - content.y, 0);
  else page.paint.text_fitted(content.cut_top(page.u(64), page.u(12)), page.say("more.title"), page.type.heading, page.type.label.size, page.theme.text);
  const bool training = page.view.till.training;
  std::vector<Place> places{Place{"@devices", "more.devices", "more.devices.text", Icon::printer, "1", till::OpenDevices{}},
                          Place{"@disclosure", "more.disclosure", "more.disclosure.text", Icon::receipt, "3", till::OpenDisclosure{}},
                          Place{"@settings", "more.settings", "more.settings.text", Icon::settings, "4", till::OpenSettings{}},
                          Place{"@today", "more.today", "more.today.text", Icon::bars, "6", till::OpenToday{}},
                          Place{"@search", "search.open", "more.search.text", Icon::list, "F11", till::OpenSearch{}},
                          Place{"@access", "access.open", "more.access.text", Icon::information, "F3", LocalAction::open_access}};
  if (!training) {  // whoever practises sends nothing, and has the way out in the bar
    places.insert(places.begin() + 1, {"@sync", "more.sync", "more.sync.text", Icon::upload, "2", till::OpenSyncing{}});
    places.insert(places.begin() + 5, {"@training", "more.training", "more.training.text", Icon::practice, "5", till::OpenTraining{}});
  }
  if (page.access.low_reach && page.shape() == Shape::tall && !training)
    places.push_back({"@lock", "bar.lock", "more.lock.text", Icon::lock, "Pause", till::LockScreen{}});
  const int across = page.shape() == Shape::tall ? 1 : 2;
  const int down = (static_cast<int>(places.size()) + across - 1) / across;
  const int gap = page.u(page.theme.gap);
  const int width = (content.w - (across - 1) * gap) / across;
  const int height = std::min((content.h - (down - 1) * gap) / down, page.u(176));
  for (int i = 0; i < static_cast<int>(places.size()); ++i) {
    draw_place(page, {content.x + i % across * (width + gap), content.y + i / across * (height + gap), width, height},
               places[static_cast<std::size_t>(i)]);
  }
  Rect bottom = areas.bottom;
  Button back{"@back", page.say("back"), till::Back{}};
  back.key = "Esc";
  button(page, page.start(bottom, back_width(page)), back);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

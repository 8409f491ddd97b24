#include <algorithm>
#include <vector>

#include "screens/screens.h"

// What there is beside buying: each place with a word for what it is good for.

namespace zhuangui::ui {
namespace {

void draw_place(Page& page, const Rect& rect, const Place& place) {
  if (page.pressed == place.id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, place.id, page.say(place.title), place.action);
  Rect inside = rect.inset(page.u(20), page.u(10));
  const int size = std::min(inside.h, page.u(80));
  const bool signed_place = inside.w >= 5 * size;  // else the words need the room
  const Rect left = signed_place ? page.start(inside, size, page.u(20)) : Rect{};
  if (signed_place) sign(page, {left.x, left.middle_y() - size / 2, size, size}, place.icon, page.theme.forward.tint, page.theme.forward.strong);
  if (page.show_keys) {
    key_cap(page, page.end(inside, page.paint.width_of(place.key, page.type.small) + page.u(20), page.u(12)), place.key, page.theme.secondary);
  }
  const std::string& text = page.say(place.text);
  if (inside.h < page.u(84) || page.paint.width_of(text, Type{page.type.smallest, false}) > inside.w)
    return page.paint.text_fitted(inside, page.say(place.title), page.type.label_bold, page.type.smallest, page.theme.text);
  inside = {inside.x, inside.middle_y() - std::min(inside.h, page.u(124)) / 2, inside.w, std::min(inside.h, page.u(124))};
  page.paint.text_fitted(inside.cut_top(inside.h * 45 / 100), page.say(place.title), page.type.label_bold, page.type.smallest, page.theme.text);
  page.paint.text_fitted(inside, text, page.type.body, page.type.smallest, page.theme.secondary);
}

}  // namespace

void draw_places(Page& page, const Rect& content, const std::vector<Place>& places) {
  if (places.empty()) return;
  const int count = static_cast<int>(places.size()), gap = page.u(page.theme.gap);
  // As few beside each other as leave each high enough to be touched, and where it is wide for its words too.
  int across = page.shape() == Shape::tall ? 1 : 2;
  const auto rows_of = [&](int beside) { return (count + beside - 1) / beside; };
  const auto least = [&] { return page.u(across < 3 && page.shape() == Shape::wide ? 104 : page.theme.touch); };
  while (across < 4 && (content.h - (rows_of(across) - 1) * gap) / rows_of(across) < least()) ++across;
  const int down = rows_of(across);
  const int width = (content.w - (across - 1) * gap) / across;
  const int height = std::min((content.h - (down - 1) * gap) / down, page.u(176));
  for (int i = 0; i < count; ++i) {
    draw_place(page, {content.x + i % across * (width + gap), content.y + i / across * (height + gap), width, height},
               places[static_cast<std::size_t>(i)]);
  }
}

void draw_more(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  Rect content = areas.content;
  if (page.access.low_reach) content.cut_top(page.reach_y() - content.y, 0);
  else page.paint.text_fitted(content.cut_top(page.u(64), page.u(12)), page.say("more.title"), page.type.heading, page.type.label.size, page.theme.text);
  const bool self = page.self_service(), training = page.view.till.training;
  std::vector<Place> places;
  if (!self) places.push_back({"@devices", "more.devices", "more.devices.text", Icon::printer, "1", till::OpenDevices{}});
  // Whoever practises sends nothing, and has the way out in the bar.
  if (!self && !training) places.push_back({"@sync", "more.sync", "more.sync.text", Icon::upload, "2", till::OpenSyncing{}});
  places.push_back({"@disclosure", "more.disclosure", "more.disclosure.text", Icon::receipt, "3", till::OpenDisclosure{}});
  if (!self) places.push_back({"@settings", "more.settings", "more.settings.text", Icon::settings, "4", till::OpenSettings{}});
  if (!self && !training) places.push_back({"@training", "more.training", "more.training.text", Icon::practice, "5", till::OpenTraining{}});
  if (!self) places.push_back({"@today", "more.today", "more.today.text", Icon::bars, "6", till::OpenToday{}});
  if (!self && !training) {
    places.push_back({"@shifts", "more.shifts", "more.shifts.text", Icon::check, "7", till::OpenShifts{}});
    places.push_back({"@late", "more.late", "more.late.text", Icon::clock, "8", till::OpenLate{}});
  }
  if (!self) places.push_back({"@return", "more.return", "more.return.text", Icon::undo, "0", till::OpenReturn{}});
  places.push_back({"@search", "search.open", "more.search.text", Icon::list, "F11", till::OpenSearch{}});
  places.push_back({"@access", "access.open", "more.access.text", Icon::information, "F3", LocalAction::open_access});
  // What is for people of the counter is behind one door.
  if (self) places.push_back({"@staff", "more.staff", "more.staff.text", Icon::lock, "5", till::EnterStaff{}});
  if (!page.view.parked.empty())
    places.push_back({"@parked", "parked.title", "more.parked.text", Icon::list, "F6", till::OpenParked{}});
  if (!self && page.view.till.staff.has_list())
    places.push_back({"@login", "more.login", page.view.till.staff.at_terminal() ? "more.login.text" : "more.login.nobody", Icon::lock, "9", till::OpenLogin{}});
  if (page.access.low_reach && page.shape() == Shape::tall && !self && !training && !page.view.till.staff_here)
    places.push_back({"@lock", "bar.lock", "more.lock.text", Icon::lock, "Pause", till::LockScreen{}});
  if (page.access.low_reach && page.shape() == Shape::tall && training)  // as the lock: at the bottom there is no room
    places.push_back({"@training.leave", "training.leave", "more.training.leave", Icon::practice, "Pause", till::LeaveTraining{}});
  draw_places(page, content, places);
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

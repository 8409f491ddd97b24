#include <algorithm>

#include "screens/screens.h"

// 补录: time, number and reason of a sale that was made on paper, before its goods are entered.

namespace zhuangui::ui {
namespace {

void draw_late_field(Page& page, Rect rect, till::LateField field, const char* id, const char* label, const std::string& text) {
  const bool chosen = page.view.till.late_entering.field == field;
  if (chosen || page.pressed == id) strong_card(page, rect); else card(page, rect);
  touch(page, rect, id, page.say(label), till::ChooseLateField{field});
  Rect inside = rect.inset(page.u(18), page.u(6));
  if (page.show_keys) key_cap(page, page.end(inside, page.u(44), page.u(12)), field == till::LateField::time ? "↑" : "↓", page.theme.secondary);
  page.paint.text_fitted(page.start(inside, inside.w * 46 / 100, page.u(12)), page.say(label), page.type.label, page.type.smallest, page.theme.text);
  page.paint.text_fitted(inside, text.empty() ? "—" : text, page.type.label_bold, page.type.smallest,
                         text.empty() ? page.theme.secondary : page.theme.forward.strong, page.access.left_hand ? Align::left : Align::right);
}

std::string time_text(const std::string& digits) { return digits.size() <= 2 ? digits : digits.substr(0, 2) + ":" + digits.substr(2); }

}  // namespace

PadParts pad_parts(Page& page, Rect content) {
  PadParts parts;
  const int gap = page.u(page.theme.gutter);
  if (page.access.low_reach) parts.words = content.cut_top(page.reach_y() - content.y, gap / 2);
  if (page.shape() == Shape::tall) parts.pad = content.cut_bottom(content.h * (page.access.low_reach ? 50 : 52) / 100, gap / 2);
  else parts.pad = page.end(content, std::min(page.u(600), content.w * 44 / 100), gap / 2);
  if (!page.access.low_reach) parts.words = parts.pad.cut_top(std::min(page.u(104), parts.pad.h / 5), page.u(14));
  parts.main = content;
  return parts;
}

void draw_reasons(Page& page, Rect rect, const std::vector<std::string>& reasons, const std::string& prefix, const std::string& chosen) {
  const int gap = page.u(14), between = page.u(page.access.low_reach ? 8 : 14), count = static_cast<int>(reasons.size());
  const bool two = rect.w > page.u(760) || rect.h < count * page.u(80);
  const int across = two ? 2 : 1, down = (count + across - 1) / across;
  const int width = (rect.w - (across - 1) * gap) / across;
  const int height = std::min((rect.h - (down - 1) * between) / down, page.u(112));
  for (int i = 0; i < count; ++i) {
    const std::string& word = reasons[static_cast<std::size_t>(i)];
    Button reason{"@reason." + std::to_string(i + 1), page.say(prefix + word), till::ChooseReason{word}};
    reason.key = "F" + std::to_string(i + 5);
    toggle(page, {rect.x + i % across * (width + gap), rect.y + i / across * (height + between), width, height}, reason, chosen == word);
  }
}

void draw_late(Page& page) {
  const Areas areas = lay_out(page, back_width(page));
  const till::LateEntering& entering = page.view.till.late_entering;
  const PadParts parts = pad_parts(page, areas.content);
  page.paint.text_fitted({parts.words.x, parts.words.y, parts.words.w, std::min(parts.words.h, page.u(104))}, page.say("late.title"),
                         page.type.heading, page.type.smallest, page.theme.text);
  number_pad(page, parts.pad, [](char key) { return till::Intent{till::PadKey{key}}; });
  Rect main = parts.main;
  const int gap = page.u(page.access.low_reach ? 8 : 12);  // in low reach five rows have little room
  const int height = std::min((main.h - 4 * gap) / 5, page.u(100));
  Button day{"@late.day", page.say("late.day." + std::to_string(entering.days_ago)), till::ChooseLateDay{}};
  day.key = "F4";
  button(page, main.cut_top(height, gap), day);
  draw_late_field(page, main.cut_top(height, gap), till::LateField::time, "@late.time", "late.time", time_text(entering.time));
  draw_late_field(page, main.cut_top(height, gap), till::LateField::paper, "@late.paper", "late.paper", entering.paper);
  draw_reasons(page, main, till::late_reasons(), "late.reason.", entering.reason);
  draw_back(page, areas.bottom);
  Button forward{"@late.confirm", page.say("late.confirm"), till::ConfirmLate{}, Look::forward, true, page.type.title};
  forward.key = page.say("key.enter");
  button(page, areas.forward, forward);
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

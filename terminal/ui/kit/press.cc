#include <array>

#include "kit.h"

// What can be pressed: buttons, the number pad.

namespace zhuangui::ui {
namespace {

struct ButtonColours {
  Colour ground, text;
  std::optional<Colour> line;
};

ButtonColours colours_of(const Theme& theme, Look look, bool enabled, bool pressed) {
  if (!enabled) return {theme.disabled_ground, theme.secondary, theme.line};
  switch (look) {
    case Look::forward: return {pressed ? theme.forward_pressed : theme.forward.strong, theme.on_strong, {}};
    case Look::danger: return {pressed ? theme.text : theme.danger.strong, theme.on_strong, {}};
    case Look::danger_text: return {pressed ? theme.danger.tint : theme.card, theme.danger.strong, theme.line};
    case Look::bar: return {pressed ? theme.pressed : theme.card, theme.forward.strong, {}};
    case Look::plain: break;
  }
  return {pressed ? theme.pressed : theme.card, theme.text, theme.line};
}

void label_of(Page& page, const Rect& rect, const Button& what, Colour colour) {
  Rect inside = rect.inset(page.u(12), 0);
  if (what.icon) {
    page.paint.icon(*what.icon, rect.inset(rect.w / 2 - page.u(18), rect.h / 2 - page.u(18)), colour);
    return;
  }
  const std::string shown = what.suffix.empty() ? what.label : what.label + " " + what.suffix;
  page.paint.text_fitted(inside, shown, what.type.value_or(page.type.button), page.type.smallest, colour, Align::centre);
}

}  // namespace

void touch(Page& page, const Rect& rect, std::string id, std::string label, Action action, bool enabled) {
  Widget widget;
  widget.id = std::move(id);
  widget.label = std::move(label);
  widget.rect = rect;
  widget.enabled = enabled;
  widget.covered = intersection(rect, page.paint.clip()) != rect;
  page.registry.add(std::move(widget), std::move(action));
}

void button(Page& page, const Rect& rect, const Button& what) {
  const ButtonColours colours = colours_of(page.theme, what.look, what.enabled, page.pressed == what.id);
  const int radius = page.u(page.theme.button_radius);
  page.paint.round_fill(rect, radius, colours.ground);
  if (colours.line) page.paint.round_line(rect, radius, page.u(page.theme.line_width), *colours.line);
  label_of(page, rect, what, colours.text);
  touch(page, rect, what.id, what.label, what.action, what.enabled);
}

void button_in(Page& page, const Rect& place, int height, const Button& what) {
  const int h = page.u(height);
  button(page, {place.x, place.middle_y() - h / 2, place.w, h}, what);
}

void number_pad(Page& page, const Rect& rect, const std::function<Action(char key)>& action) {
  struct PadButton { const char* id; const char* label; char key; };
  constexpr std::array<PadButton, 12> keys{{{"1", "1", '1'}, {"2", "2", '2'}, {"3", "3", '3'}, {"4", "4", '4'},
                                            {"5", "5", '5'}, {"6", "6", '6'}, {"7", "7", '7'}, {"8", "8", '8'},
                                            {"9", "9", '9'}, {"00", "00", 'D'}, {"0", "0", '0'}, {"dot", ".", '.'}}};
  const int gap = page.u(14);
  const int width = (rect.w - 2 * gap) / 3;
  const int height = (rect.h - 4 * gap) / 5;
  const auto place = [&](int column, int row, int span) {
    return Rect{rect.x + column * (width + gap), rect.y + row * (height + gap), span * width + (span - 1) * gap, height};
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const PadButton& key = keys[i];
    button(page, place(static_cast<int>(i % 3), static_cast<int>(i / 3), 1),
           {std::string{"@pad."} + key.id, key.label, action(key.key), Look::plain, true, page.type.digit});
  }
  button(page, place(0, 4, 1), {"@pad.back", page.say("pad.back"), action('<')});
  button(page, place(1, 4, 2), {"@pad.clear", page.say("pad.clear"), action('C')});
}

void entry_box(Page& page, const Rect& rect, std::string_view entered, std::string_view placeholder) {
  strong_card(page, rect);
  const Rect inside = rect.inset(page.u(32), 0);
  if (entered.empty()) {
    page.paint.text_fitted(inside, placeholder, page.type.label, page.type.smallest, page.theme.secondary, Align::right);
  } else {
    page.paint.text_fitted(inside, entered, page.type.hero, page.type.title.size, page.theme.text, Align::right);
  }
}

}  // namespace zhuangui::ui

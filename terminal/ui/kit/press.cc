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

/// The label, and the cap of its key beside it, or below it where the button is narrow.
void label_of(Page& page, const Rect& rect, const Button& what, Colour colour) {
  const bool key = page.show_keys && !what.key.empty();
  const int cap_width = key ? page.paint.width_of(what.key, page.type.small) + page.u(20) : 0;
  Rect inside = rect.inset(page.u(12), 0);
  Rect cap{};
  if (what.icon) {
    if (key) cap = inside.cut_bottom(page.u(36), page.u(2));
    const int sign_size = page.u(key ? 28 : 36);
    page.paint.icon(*what.icon, {inside.middle_x() - sign_size / 2, inside.middle_y() - sign_size / 2, sign_size, sign_size}, colour);
    if (key) page.paint.text({rect.x, cap.y, rect.w, page.u(30)}, what.key, page.type.small, colour, Align::centre);
    return;
  }
  const std::string shown = what.suffix.empty() ? what.label : what.label + " " + what.suffix;
  const Type type = what.type.value_or(page.type.button);
  if (key) {
    bool cap_fits = true;
    const int gap = page.u(14);
    const int both = page.paint.width_of(shown, type) + gap + cap_width;
    if (both <= inside.w) {
      inside = inside.inset((inside.w - both) / 2, 0);
      cap = inside.cut_right(cap_width, gap);
    } else if (rect.h < page.u(88)) {
      cap_fits = false;
    } else {
      inside = inside.inset(0, page.u(4));
      cap = inside.cut_bottom(page.u(36));
      cap = {cap.middle_x() - cap_width / 2, cap.y, cap_width, cap.h};
    }
    if (cap_fits) key_cap(page, cap, what.key, colour);
  }
  page.paint.text_fitted(inside, shown, type, page.type.smallest, colour, Align::centre);
}

}  // namespace

void key_cap(Page& page, const Rect& rect, const std::string& key, Colour colour) {
  const int high = page.u(34);
  const Rect cap{rect.x, rect.middle_y() - high / 2, rect.w, high};
  page.paint.round_line(cap, page.u(8), page.u(2), colour);
  page.paint.text(cap, key, page.type.small, colour, Align::centre);
}

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

void toggle(Page& page, const Rect& rect, const Button& what, bool on) {
  const bool pressed = page.pressed == what.id;
  if (on) strong_card(page, rect); else card(page, rect);
  if (pressed || on) {
    const int edge = page.u(2 * page.theme.line_width);
    page.paint.round_fill(rect.inset(edge), page.u(page.theme.radius) - edge, pressed ? page.theme.pressed : page.theme.forward.tint);
  }
  Rect inside = rect.inset(page.u(24), page.u(6));
  const int size = page.u(48);
  const Rect right = page.end(inside, size, page.u(12));
  const Rect square{right.x, right.middle_y() - size / 2, size, size};
  if (on) sign(page, square, Icon::check, page.theme.forward.strong, page.theme.on_strong);
  else page.paint.round_line(square, size / 2, page.u(3), page.theme.secondary);
  if (page.show_keys && !what.key.empty()) {
    const int width = std::max(page.u(44), page.paint.width_of(what.key, page.type.small) + page.u(16));
    const Rect cap = page.end(inside, width, page.u(14));
    key_cap(page, cap, what.key, page.theme.secondary);
  }
  page.paint.text_fitted(inside, what.label, page.type.button, page.type.smallest, page.theme.text);
  touch(page, rect, what.id, what.label, what.action);
}

void number_pad(Page& page, const Rect& rect, const std::function<Action(char key)>& action, bool point) {
  struct PadButton { const char* id; const char* label; char key; };
  constexpr std::array<PadButton, 12> keys{{{"1", "1", '1'}, {"2", "2", '2'}, {"3", "3", '3'}, {"4", "4", '4'},
                                            {"5", "5", '5'}, {"6", "6", '6'}, {"7", "7", '7'}, {"8", "8", '8'},
                                            {"9", "9", '9'}, {"00", "00", 'D'}, {"0", "0", '0'}, {"dot", ".", '.'}}};
  const int gap = page.u(14);
  const bool low = rect.h < page.u(5 * 76) + 4 * gap;  // four rows of four instead of five of three
  const int columns = low ? 4 : 3;
  const int rows = low ? 4 : 5;
  const int width = (rect.w - (columns - 1) * gap) / columns;
  const int height = (rect.h - (rows - 1) * gap) / rows;
  const auto place = [&](int column, int row, int across, int down) {
    return Rect{rect.x + column * (width + gap), rect.y + row * (height + gap), across * width + (across - 1) * gap,
                down * height + (down - 1) * gap};
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const PadButton& key = keys[i];
    if (key.key == '.' && !point) continue;
    const int across = key.key == '0' && !point ? 2 : 1;
    button(page, place(static_cast<int>(i % 3), static_cast<int>(i / 3), across, 1),
           {std::string{"@pad."} + key.id, key.label, action(key.key), Look::plain, true, page.type.digit});
  }
  Button back{"@pad.back", page.say("pad.back"), action('<')};
  back.key = page.say("key.backspace");
  Button clear{"@pad.clear", page.say("pad.clear"), action('C')};
  clear.key = page.say("key.delete");
  button(page, low ? place(3, 0, 1, 2) : place(0, 4, 1, 1), back);
  button(page, low ? place(3, 2, 1, 2) : place(1, 4, 2, 1), clear);
}

void entry_box(Page& page, const Rect& rect, std::string_view entered, std::string_view placeholder) {
  strong_card(page, rect);
  const Rect inside = rect.inset(page.u(32), 0);
  if (entered.empty()) {
    page.paint.text_fitted(inside, placeholder, page.type.label, page.type.smallest, page.theme.secondary, Align::right);
  } else {
    page.paint.amount(inside, entered, page.type.hero, page.type.title.size, page.theme.text, Align::right);
  }
}

}  // namespace zhuangui::ui

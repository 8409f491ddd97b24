#include "theme.h"

namespace zhuangui::ui {
namespace {

/// Calm and warm, made for food from the hills.
Theme light() {
  Theme t;
  t.ground = rgb(0xF5F1E8);
  t.card = rgb(0xFFFFFF);
  t.line = rgb(0xDDD6C6);
  t.text = rgb(0x1D2823);
  t.secondary = rgb(0x445149);
  t.on_strong = rgb(0xFFFFFF);
  t.pressed = rgb(0xEFE9DB);
  t.forward_pressed = rgb(0x0E3F2A);
  t.forward_soft = rgb(0x7FA891);
  t.bar_chip = rgb(0x0F4730);
  t.bar_trouble = rgb(0xFBEFD9);
  t.bar_good = rgb(0x86D9A6);
  t.disabled_ground = rgb(0xF0ECE2);
  t.scrim = Colour{20, 28, 24, 150};
  t.forward = {rgb(0x15573A), rgb(0xE3EEE6)};
  t.pending = {rgb(0x7A4200), rgb(0xFBEFD9)};
  t.danger = {rgb(0x8E1712), rgb(0xFBE7E4)};
  t.promotion = {rgb(0x7A2747), rgb(0xF6E6EC)};
  t.information = {rgb(0x174F7C), rgb(0xE4EEF6)};
  return t;
}

/// Black on white with thick lines; meanings keep their hue, so that nobody has to learn them again. Text pairs reach
/// 10:1 and more.
Theme contrasting() {
  Theme t = light();
  t.ground = t.card = rgb(0xFFFFFF);
  t.line = t.text = rgb(0x000000);
  t.secondary = rgb(0x1E1E1E);
  t.pressed = rgb(0xE6E6E6);
  t.forward_pressed = rgb(0x000000);
  t.forward_soft = rgb(0x5C8A72);
  t.bar_chip = rgb(0x000000);
  t.bar_trouble = rgb(0xFFF3D6);
  t.bar_good = rgb(0xB9FFD3);
  t.disabled_ground = rgb(0xE6E6E6);
  t.scrim = Colour{0, 0, 0, 190};
  t.forward = {rgb(0x003A1F), rgb(0xEFFAF2)};
  t.pending = {rgb(0x4A2600), rgb(0xFFF3D6)};
  t.danger = {rgb(0x6B0400), rgb(0xFFEFED)};
  t.promotion = {rgb(0x5A0D30), rgb(0xFDEFF5)};
  t.information = {rgb(0x00305C), rgb(0xEFF6FD)};
  t.line_width = 4;
  t.tint_line = 4;
  return t;
}

}  // namespace

Theme make_theme(bool high_contrast, bool large_type) {
  Theme t = high_contrast ? contrasting() : light();
  t.bar = t.forward.strong;
  if (large_type) {  // the room comes from the space between things, never from text or touch
    t.unit_percent = 130;
    t.bar_height = 72;
    t.bottom_height = 96;
    t.margin = 20;
    t.gutter = 18;
    t.gap = 16;
  }
  return t;
}

Theme for_training(Theme theme) {
  theme.bar = theme.promotion.strong;
  theme.watermark = with_alpha(theme.promotion.strong, 14);
  theme.bar_chip = rgb(0x5A1733);
  theme.bar_good = rgb(0xF0B9CD);
  theme.ground = theme.promotion.tint;
  // The watermark lies over all words: they begin a little darker, so that they keep their 7:1 beneath it.
  const auto deeper = [](Colour colour) {
    const auto part = [](std::uint8_t value) { return static_cast<std::uint8_t>(value * 3 / 4); };
    return Colour{part(colour.r), part(colour.g), part(colour.b), colour.a};
  };
  for (Tone* tone : {&theme.forward, &theme.pending, &theme.danger, &theme.promotion, &theme.information}) tone->strong = deeper(tone->strong);
  theme.secondary = deeper(theme.secondary);
  return theme;
}

}  // namespace zhuangui::ui

#pragma once
#include <cstdint>
#include <optional>

namespace zhuangui::ui {

/// Straight (not premultiplied) colour.
struct Colour {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  friend constexpr bool operator==(Colour, Colour) = default;
};

constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex), 255};
}
constexpr Colour with_alpha(Colour colour, std::uint8_t alpha) { return {colour.r, colour.g, colour.b, alpha}; }

/// A meaning has a strong colour for words and signs and a tint for the ground beneath them.
struct Tone {
  Colour strong;
  Colour tint;
};

/// A text size in units, and whether it is bold.
struct Type {
  int size = 26;
  bool bold = false;
};

/// Every size of text there is. 24 is the smallest text, 40 the smallest money.
struct TypeScale {
  int smallest = 24;  ///< what is made smaller to fit stops here
  Type small{24, false}, small_bold{24, true};
  Type body{26, false}, body_bold{26, true};
  Type text{28, false};         ///< what is read in whole sentences
  Type label{30, false}, label_bold{30, true};
  Type button{34, true};
  Type title{40, true};         ///< of a card; also the way forward
  Type money{40, true};
  Type heading{44, true};       ///< of a screen or a dialog
  Type price{46, true};
  Type digit{48, true};         ///< on the number pad
  Type thanks{56, true};
  Type hero{64, true};
  Type amount{84, true};
  Type total{104, true};
  Type change{150, true};
};

/// How everything looks: the roles of colours, the sizes of text, the lengths. A screen names roles and never a colour.
/// Green leads forward, amber waits, red is danger and nothing else. Every pair that carries words has a contrast of
/// 7:1 at least (a test reckons it for every theme).
struct Theme {
  Colour ground, card, line;
  Colour text, secondary, on_strong;
  Colour pressed;          ///< ground of a light button under the finger
  Colour forward_pressed;  ///< likewise of a green one
  Colour forward_soft;     ///< of a plot: what is not the most
  Colour bar;              ///< ground of the top bar
  Colour bar_chip;         ///< ground of a state in the top bar
  Colour bar_trouble;      ///< the same when somebody should look
  Colour bar_good;         ///< the sign of a good state in the bar
  Colour disabled_ground;
  Colour scrim;            ///< over what lies behind a dialog
  Tone forward, pending, danger, promotion, information;
  std::optional<Colour> watermark;  ///< of a till to practise with: written over everything

  TypeScale type;

  /// Lengths in units; Painter::u turns them into pixels.
  int bar_height = 76;
  int bottom_height = 112;
  int margin = 36;
  int gutter = 32;
  int gap = 24;
  int radius = 20;
  int button_radius = 16;
  int line_width = 2;
  int tint_line = 0;   ///< outline of a tinted box; 0: its tint is enough
  int touch = 64;      ///< no target is smaller than this
  int unit_percent = 100;  ///< large type makes every unit larger, and with it text and touch
};

/// The four themes: light or high contrast, with usual or large type.
Theme make_theme(bool high_contrast, bool large_type);
/// The same for a till to practise with, which nobody can take for the counter's own: another bar, another ground, and
/// the watermark. What leads forward stays green, since that is what is practised.
Theme for_training(Theme theme);

}  // namespace zhuangui::ui

#pragma once
#include <cstdint>

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

/// The colours of the product: calm and warm; green leads forward, amber waits, red is danger and nothing else.
/// Every pair that carries words has a contrast of 7:1 at least (a test reckons it).
namespace theme {
inline constexpr Colour ground = rgb(0xF5F1E8);
inline constexpr Colour card = rgb(0xFFFFFF);
inline constexpr Colour line = rgb(0xDDD6C6);
inline constexpr Colour text = rgb(0x1D2823);
inline constexpr Colour secondary = rgb(0x445149);
inline constexpr Colour on_strong = rgb(0xFFFFFF);
inline constexpr Colour pressed = rgb(0xEFE9DB);          ///< ground of a light button under the finger
inline constexpr Colour forward_pressed = rgb(0x0E3F2A);  ///< likewise of a green one
inline constexpr Colour bar_chip = rgb(0x0F4730);         ///< ground of a state in the top bar
inline constexpr Colour bar_trouble = rgb(0xFBEFD9);      ///< the same when somebody should look
inline constexpr Colour bar_good = rgb(0x86D9A6);         ///< the dot of a good state in the bar
inline constexpr Colour disabled_ground = rgb(0xF0ECE2);
inline constexpr Colour scrim = Colour{20, 28, 24, 150};
inline constexpr Tone forward{rgb(0x15573A), rgb(0xE3EEE6)};
inline constexpr Tone pending{rgb(0x7A4200), rgb(0xFBEFD9)};
inline constexpr Tone danger{rgb(0x8E1712), rgb(0xFBE7E4)};
inline constexpr Tone promotion{rgb(0x7A2747), rgb(0xF6E6EC)};
inline constexpr Tone information{rgb(0x174F7C), rgb(0xE4EEF6)};

/// Lengths in units of a screen 1080 high; Painter::u turns them into pixels.
inline constexpr int bar_height = 76;
inline constexpr int bottom_height = 112;
inline constexpr int margin = 36;
inline constexpr int gutter = 32;
inline constexpr int gap = 24;
inline constexpr int radius = 20;
inline constexpr int button_radius = 16;
inline constexpr int line_width = 2;
inline constexpr int touch = 64;  ///< no target is smaller than this
}  // namespace theme

/// A text size in units, and whether it is bold. 24 is the smallest text, 40 the smallest money.
struct Type {
  int size = 26;
  bool bold = false;
};
namespace type {
inline constexpr Type small{24, false};
inline constexpr Type small_bold{24, true};
inline constexpr Type body{26, false};
inline constexpr Type body_bold{26, true};
inline constexpr Type label{30, false};
inline constexpr Type label_bold{30, true};
inline constexpr Type button{34, true};
inline constexpr Type title{40, true};
inline constexpr Type money{40, true};
inline constexpr Type hero{64, true};
inline constexpr Type amount{84, true};
inline constexpr Type total{104, true};
}  // namespace type

}  // namespace zhuangui::ui

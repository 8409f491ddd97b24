#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "draw/painter.h"
#include "registry.h"
#include "till/view.h"
#include "ui/strings.h"

namespace zhuangui::ui {

/// What the screen remembers beside the till: nothing in it decides anything.
struct LocalState {
  std::size_t first_line = 0;    ///< of the cart, at the top of the list
  std::size_t lines_shown = 0;   ///< how many fitted in the frame last drawn
  std::optional<core::CartLine> newest;  ///< last line of the cart last drawn: a change brings it into sight
  std::size_t line_count = 0;
};

/// What every screen draws with: the design system. A screen's code names what is shown; how it looks stands here.
struct Page {
  Painter& paint;
  Registry& registry;
  const Strings& words;
  const till::View& view;
  const std::string& pressed;  ///< id of the widget under the finger
  LocalState& local;

  [[nodiscard]] int u(int units) const { return paint.u(units); }
  [[nodiscard]] const std::string& say(std::string_view key) const { return words.text(key); }
  [[nodiscard]] std::string say(std::string_view key, const std::vector<std::string>& arguments) const {
    return words.format(key, arguments);
  }
};

enum class Look { forward, plain, danger, danger_text, bar };

struct Button {
  std::string id;
  std::string label;             ///< the words: what a script taps
  Action action;
  Look look = Look::plain;
  bool enabled = true;
  Type type = type::button;
  std::string suffix = {};       ///< shown after the label (an amount), not part of it
  std::optional<Icon> icon = {}; ///< shown instead of the label
};

void card(Page& page, const Rect& rect);
void tinted(Page& page, const Rect& rect, const Tone& tone);
void line_across(Page& page, const Rect& rect, int y);
void button(Page& page, const Rect& rect, const Button& what);
/// A press on something that is drawn otherwise.
void touch(Page& page, const Rect& rect, std::string id, std::string label, Action action, bool enabled = true);

/// A word on a tint, as high as its type asks; returns its width. `place` is its left, vertical middle.
int badge(Page& page, int x, int middle_y, std::string_view text, const Tone& tone);
/// Square in a product's colour with its one character.
void tile(Page& page, const Rect& square, std::string_view character, std::string_view colour);
/// Numbered steps, each `height` high, from the top of `rect`; returns the height used.
int steps(Page& page, const Rect& rect, const std::vector<std::string>& texts, int height);
/// A tinted box with a bold title and a paragraph, as high as they need; returns its height.
int note_box(Page& page, const Rect& rect, const Tone& tone, std::string_view title, std::string_view text);
int note_box_height(Page& page, int width, std::string_view text);
/// "label … ¥12.34" on one line.
void money_row(Page& page, const Rect& rect, std::string_view label, core::Money amount, Type money_type, Colour colour);

/// Darkens the screen and opens a dialog of that size (units) in its middle; returns its inside.
Rect dialog(Page& page, std::string name, int width, int height);

/// "¥12.34".
std::string yuan(core::Money amount);
/// "¥2.99" and "/500克", "/袋": a price as the shelf says it. Per 500 grams when that is whole fen, else per kilogram.
struct PriceText { std::string amount, unit; };
PriceText price_text(const Strings& words, const core::UnitPrice& price, std::string_view unit);
/// "茶山村、新华村": each once, in order, at most `most`, then "…".
template <class Range, class Text>
std::string listed(const Strings& words, const Range& range, std::size_t most, Text text_of);
/// Pieces and weighed packs of a cart, as a buyer counts things.
std::int64_t item_count(const std::vector<core::CartLine>& lines);
/// The white or dark text that reads better on `ground`.
Colour readable_on(Colour ground);
Colour parse_colour(std::string_view text);
/// "Contrast ratio" of WCAG 2 between opaque colours, in hundredths: 700 is 7:1.
int contrast_hundredths(Colour a, Colour b);

template <class Range, class Text>
std::string listed(const Strings& words, const Range& range, std::size_t most, Text text_of) {
  std::vector<std::string> seen;
  for (const auto& item : range) {
    std::string text = text_of(item);
    if (!text.empty() && std::find(seen.begin(), seen.end(), text) == seen.end()) seen.push_back(std::move(text));
  }
  std::string made;
  for (std::size_t i = 0; i < seen.size() && i < most; ++i) {
    if (i > 0) made += words.text("list_separator") + (words.language() == Language::english ? " " : "");
    made += seen[i];
  }
  return seen.size() > most ? made + "…" : made;
}

}  // namespace zhuangui::ui

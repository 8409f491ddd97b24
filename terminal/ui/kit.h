#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "draw/painter.h"
#include "registry.h"
#include "theme.h"
#include "till/view.h"
#include "ui/pictures.h"
#include "ui/screen.h"
#include "ui/strings.h"

// The design system: what every screen is made of. A screen's code names what is shown; how it looks stands here and in
// theme.h. Lengths are units (1080 to the height of a 16:9 screen); page.u() turns them into pixels.

namespace zhuangui::ui {

/// Where a list that scrolls by whole rows stands. A page has one at most.
struct ListState {
  std::size_t first = 0;  ///< row at the top
  std::size_t shown = 0;  ///< rows that fitted in the frame last drawn
};

/// What the screen remembers beside the till: nothing in it decides anything.
struct LocalState {
  ListState list;
  std::string listed;  ///< what the list of found goods was made for: other goods are shown from their start
  std::optional<core::CartLine> newest;  ///< last line of the cart last drawn: a change brings it into sight
  std::size_t line_count = 0;
  bool access_open = false;         ///< the panel of Access lies over the screen
  std::size_t texts_behind = 0;     ///< of the frame last drawn: how many lie behind a dialog
  bool notice_in_strip = false;     ///< of the frame last drawn: a notice takes a strip from the content
};

/// What kind of room there is. wide: 16:9 at usual size, and squarer; compact: the same with large type, where units are
/// scarce; tall: upright.
enum class Shape { wide, compact, tall };

/// What every screen draws with.
struct Page {
  Painter& paint;
  Registry& registry;
  const Strings& words;
  const till::View& view;
  const std::string& pressed;  ///< id of the widget under the finger
  LocalState& local;
  const Theme& theme;
  const Access& access;
  bool show_keys = false;      ///< each button shows the key that presses it
  PictureShelf* pictures = nullptr;  ///< none: every product has its drawn tile
  const TypeScale& type = theme.type;

  [[nodiscard]] int u(int units) const { return paint.u(units); }
  [[nodiscard]] const std::string& say(std::string_view key) const { return words.text(key); }
  [[nodiscard]] std::string say(std::string_view key, const std::vector<std::string>& arguments) const {
    return words.format(key, arguments);
  }

  /// A buyer stands alone before it.
  [[nodiscard]] bool self_service() const { return till::is_self_service(view.till); }
  /// The words for who stands there: "KEY.self" before a buyer, where there are such.
  [[nodiscard]] std::string say_to(std::string_view key, const std::vector<std::string>& arguments = {}) const {
    const std::string own = std::string{key} + ".self";
    return say(self_service() && words.has(own) ? own : key, arguments);
  }

  [[nodiscard]] Shape shape() const;
  /// Cut from the side where a line begins, and from that where it ends: left and right, or for the left hand the other
  /// way round. Pixels.
  Rect start(Rect& rect, int size, int gap = 0) const {
    return access.left_hand ? rect.cut_right(size, gap) : rect.cut_left(size, gap);
  }
  Rect end(Rect& rect, int size, int gap = 0) const {
    return access.left_hand ? rect.cut_left(size, gap) : rect.cut_right(size, gap);
  }
  /// With low reach nothing above this line can be pressed: 40 percent of the height.
  [[nodiscard]] int reach_y() const { return access.low_reach ? (paint.screen().h * 2 + 4) / 5 : 0; }
};

// Pressing.

enum class Look { forward, plain, danger, danger_text, bar };

struct Button {
  std::string id;
  std::string label;             ///< the words: what a script taps
  Action action;
  Look look = Look::plain;
  bool enabled = true;
  std::optional<Type> type = {}; ///< TypeScale::button where it is not said
  std::string suffix = {};       ///< shown after the label (an amount), not part of it
  std::optional<Icon> icon = {}; ///< shown instead of the label
  std::string key = {};          ///< the key that presses it, as its cap says: "F3", "回车"
};
void button(Page& page, const Rect& rect, const Button& what);
/// The same as high as `height` units in the middle of `place`, as wide as it.
void button_in(Page& page, const Rect& place, int height, const Button& what);
/// The cap of a key in the middle of `rect`, as wide as it.
void key_cap(Page& page, const Rect& rect, const std::string& key, Colour colour);
/// A press on something that is drawn otherwise.
void touch(Page& page, const Rect& rect, std::string id, std::string label, Action action, bool enabled = true);

/// Something that is on or off, with a sign that says which.
void toggle(Page& page, const Rect& rect, const Button& what, bool on);

/// The one number pad: 1 2 3 on top, as on a telephone and a card terminal; 00 0 . below, then 退格 and 清空 (where the
/// place is low, beside them). Ids are "@pad.7", "@pad.00", "@pad.dot", "@pad.back", "@pad.clear"; `action` gets the key
/// as till::PadKey names it. `point` false: of digits alone, the 0 as wide as both.
void number_pad(Page& page, const Rect& rect, const std::function<Action(char key)>& action, bool point = true);
/// The one pad of letters and digits, in the order of the alphabet: people who do not type find them there. Ids are
/// "@letter.a", "@letter.0", "@letter.back", "@letter.clear"; `action` gets the key as till::SearchKey names it.
/// `signs`: four more keys where addresses are typed, with the ids "@letter..", "@letter.:" and so on.
void letter_pad(Page& page, const Rect& rect, const std::function<Action(char key)>& action, std::string_view signs = {});
/// What is being entered, in a box with a strong edge; `placeholder` while nothing is.
void entry_box(Page& page, const Rect& rect, std::string_view entered, std::string_view placeholder);

// Lists.

/// Draws rows [first, first + shown) of `count`, each `row_height` units high with a line below it, and puts the scroll
/// buttons "@list.up" and "@list.down" at the end of `head` (cut off it) where not all fit. Whole rows only, so that
/// nothing is ever cut in two. `frame` is the card they lie in.
struct ListPlace {
  Rect frame;
  Rect head;
  Rect rows;
};
/// How many rows of that height fit; at least 1.
std::size_t rows_that_fit(const Page& page, const Rect& rows, int row_height);
void list_scroll_buttons(Page& page, Rect& head, std::size_t count);
void list_rows(Page& page, const ListPlace& place, int row_height, std::size_t count,
               const std::function<void(const Rect& row, std::size_t index)>& draw_row);

// Surfaces.

void card(Page& page, const Rect& rect);
/// A card that is chosen or being filled in.
void strong_card(Page& page, const Rect& rect);
void tinted(Page& page, const Rect& rect, const Tone& tone);
void line_across(Page& page, const Rect& rect, int y);
/// A sign in a circle, as large as `square`.
void sign(Page& page, const Rect& square, Icon icon, Colour ground, Colour colour);

/// A strip that says something: a sign, words, and at its end what can be done about it.
struct Banner {
  const Tone& tone;
  Icon icon;
  std::string text;
  std::optional<Button> button = {};
  int button_width = 220;
  bool edged = false;    ///< with an edge: over other things
  int waiting = 0;       ///< "+2": how many more wait behind this one
  std::string below = {};///< a small line at its foot
  std::optional<Type> type = {};  ///< TypeScale::body_bold where it is not said
};
void banner(Page& page, const Rect& rect, const Banner& what);
/// How high a banner must be for `text` in the smallest type, beside a button of that width (units; 0: none). Pixels.
int banner_height(Page& page, int width, int button_width, std::string_view text);

/// Darkens the screen and opens a dialog of that size (units, or as much of it as there is room for) in its middle, with
/// low reach at the bottom; returns its inside.
Rect dialog(Page& page, std::string name, int width, int height);

// Parts.

/// A word on a tint, as high as its type asks; returns its width. `place` is its left, vertical middle.
int badge(Page& page, int x, int middle_y, std::string_view text, const Tone& tone);
/// The product's picture where there is one, else tile().
void goods_tile(Page& page, const Rect& square, std::string_view product, std::string_view character, std::string_view colour);
/// Square in a product's colour (darkened until its character has 7:1) with its one character.
void tile(Page& page, const Rect& square, std::string_view character, std::string_view colour);
/// Numbered steps, each `height` high, from the top of `rect`; returns the height used.
int steps(Page& page, const Rect& rect, const std::vector<std::string>& texts, int height);
/// A word for what it is, and what it is; rows with a line above each, in one column or, where the room is low and wide, two.
struct Fact { std::string label, value; };
void fact_rows(Page& page, const Rect& rect, const std::vector<Fact>& facts);
/// A tinted box with a bold title and a paragraph, as high as they need; returns its height.
int note_box(Page& page, const Rect& rect, const Tone& tone, std::string_view title, std::string_view text);
int note_box_height(Page& page, int width, std::string_view text);
/// "label … ¥12.34" on one line.
void money_row(Page& page, const Rect& rect, std::string_view label, core::Money amount, Type money_type, Colour colour);

// Plots.

/// How far something has got: a bar filled by `done` of `whole`, and `words` at its end. Full only when it is.
void progress(Page& page, const Rect& rect, std::int64_t done, std::int64_t whole, std::string_view words, const Tone& tone);
/// Bars beside each other from the left, the highest as high as there is room; below each its label and on it its figure,
/// where there is room for them.
struct Bar { std::string label; std::int64_t value = 0; std::string figure; };
void bars(Page& page, const Rect& rect, const std::vector<Bar>& all);

// Words.

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

/// Where the theme has one: what is written over everything, so that no picture of the screen is taken for a real one.
void watermark(Page& page);
/// Leaves so many percent of the brightness of all that is drawn yet.
void darken(Painter& paint, int percent);
/// For who looks at what was drawn.
Text text_of(const Painter::Placed& placed, std::string window);

// Colours.

/// The white or dark text of the theme that reads better on `ground`.
Colour readable_on(const Theme& theme, Colour ground);
/// `ground`, made darker step by step until readable_on() has 7:1 on it.
Colour ground_for_words(const Theme& theme, Colour ground);
/// "#RRGGBB"; nullopt for anything else.
std::optional<Colour> parse_colour(std::string_view text);
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

#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "draw/bitmap.h"
#include "draw/sprites.h"
#include "theme.h"
#include "ui/geometry.h"

struct ImDrawList;

namespace zhuangui::ui {

enum class Align { left, centre, right };

/// Puts rectangles, text and signs into an ImGui draw list. Only whole pixels and sprites of the texture are used,
/// so that the rasterizer's fast paths take everything and no two machines differ in a bit.
class Painter {
 public:
  Painter(Sprites& sprites, int width, int height);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  /// Begins a new frame.
  void begin();
  [[nodiscard]] const ImDrawList& list() const { return *list_; }
  [[nodiscard]] Rect screen() const { return {0, 0, width_, height_}; }
  /// Makes every unit larger or smaller from the next begin() on. Percent; held between 75 and unit_percent_max, beyond
  /// which the screens have no room left.
  static constexpr int unit_percent_max = 133;
  void set_unit_percent(int percent);
  /// Design units as pixels; never less than 1 for a positive length. At 100 percent a screen of 16:9 is 1920 by 1080
  /// units, an upright one 1080 by 1920; in any other shape the design of its kind fits whole.
  [[nodiscard]] int u(int units) const;
  /// Pixels as whole units, rounded down.
  [[nodiscard]] int units(int pixels) const;

  void push_clip(const Rect& clip);
  void pop_clip();
  [[nodiscard]] const Rect& clip() const { return clips_.back(); }

  void fill(const Rect& rect, Colour colour);
  /// From `top` colour to `bottom` colour, evenly.
  void fade(const Rect& rect, Colour top, Colour bottom);
  void round_fill(const Rect& rect, int radius, Colour colour);
  void round_line(const Rect& rect, int radius, int line, Colour colour);
  /// A picture, pixel for pixel, its upper left corner there; kept until the next begin().
  void picture(int x, int y, std::shared_ptr<const Bitmap> bitmap);
  /// A sign in the middle of `box`, as large as its shorter side.
  void icon(Icon icon, const Rect& box, Colour colour);

  [[nodiscard]] int width_of(std::string_view text, Type type);
  /// One line, its digits and characters in the vertical middle of `box`. Text that is wider than the box is noted
  /// in overflows(). Returns its width.
  int text(const Rect& box, std::string_view text, Type type, Colour colour, Align align = Align::left);
  /// The same for secondary text: cut with … where it is too long.
  int text_cut(const Rect& box, std::string_view text, Type type, Colour colour, Align align = Align::left);
  /// An amount, which is never broken: smaller type until it fits the box's width and height, down to `smallest`.
  void amount(const Rect& box, std::string_view text, Type type, int smallest, Colour colour, Align align = Align::left);
  /// The same for what must be read whole: smaller type, down to `smallest`, then as many lines of it as the box
  /// has room for; what is longer still ends in … and is noted in overflows().
  void text_fitted(const Rect& box, std::string_view text, Type type, int smallest, Colour colour,
                   Align align = Align::left);
  /// Broken into lines at `box`'s width, from its top; lines beyond its bottom are noted in overflows().
  /// Returns the height used.
  int paragraph(const Rect& box, std::string_view text, Type type, Colour colour);
  [[nodiscard]] int paragraph_height(int width, std::string_view text, Type type);

  /// The same words over all of the screen, in rows: no text that anybody reads, and not noted as one.
  void watermark(std::string_view text, Type type, Colour colour);

  /// Where a line of text stands: `ink` covers every texel of it, `place` is the room it was given.
  struct Placed {
    std::string text;
    Rect ink;
    Rect place;
    Rect clip;
    int size = 0;  ///< pixels
    Colour colour;
  };
  [[nodiscard]] const std::vector<Placed>& placed() const { return placed_; }
  /// Characters of this frame that the font has no glyph for.
  [[nodiscard]] const std::u32string& missing() const { return missing_; }
  /// Texts of this frame, in order, and those that did not fit their place.
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] const std::vector<std::string>& overflows() const { return overflows_; }

 private:
  struct Shared;
  void sprite(const Sprite& sprite, const Rect& part, int x, int y, std::uint32_t colour);
  void corners(const Rect& rect, int radius, const Sprite& circle, Colour colour);
  [[nodiscard]] int line_height(Type type) const;
  void glyphs(const Rect& place, int x, int base_line, std::string_view text, Type type, Colour colour);
  void note(std::string_view text, bool fits);
  [[nodiscard]] Type fitted(const Rect& box, std::string_view text, Type type, int smallest, int step);
  [[nodiscard]] std::string cut_to(std::string_view text, int width, Type type);
  [[nodiscard]] int base_line(const Rect& box, Type type) const;

  Sprites& sprites_;
  int width_, height_;
  int unit_percent_ = 100;
  std::unique_ptr<Shared> shared_;
  std::unique_ptr<ImDrawList> list_;
  std::vector<Rect> clips_;
  std::vector<std::string> texts_, overflows_;
  std::vector<Placed> placed_;
  std::vector<std::shared_ptr<const Bitmap>> pictures_;
  std::u32string missing_;
};

}  // namespace zhuangui::ui

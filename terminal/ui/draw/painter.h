#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  /// Design units (1080 to the height of a 16:9 screen) as pixels; never less than 1 for a positive length.
  [[nodiscard]] int u(int units) const;

  void push_clip(const Rect& clip);
  void pop_clip();
  [[nodiscard]] const Rect& clip() const { return clips_.back(); }

  void fill(const Rect& rect, Colour colour);
  /// From `top` colour to `bottom` colour, evenly.
  void fade(const Rect& rect, Colour top, Colour bottom);
  void round_fill(const Rect& rect, int radius, Colour colour);
  void round_line(const Rect& rect, int radius, int line, Colour colour);
  /// A sign in the middle of `box`, as large as its shorter side.
  void icon(Icon icon, const Rect& box, Colour colour);

  [[nodiscard]] int width_of(std::string_view text, Type type);
  /// One line, its digits and characters in the vertical middle of `box`. Text that is wider than the box is noted
  /// in overflows(). Returns its width.
  int text(const Rect& box, std::string_view text, Type type, Colour colour, Align align = Align::left);
  /// The same for secondary text: cut with … where it is too long.
  int text_cut(const Rect& box, std::string_view text, Type type, Colour colour, Align align = Align::left);
  /// The same for what must be read whole: smaller type, down to `smallest`, then as many lines of it as the box
  /// has room for; what is longer still ends in … and is noted in overflows().
  void text_fitted(const Rect& box, std::string_view text, Type type, int smallest, Colour colour,
                   Align align = Align::left);
  /// Broken into lines at `box`'s width, from its top; lines beyond its bottom are noted in overflows().
  /// Returns the height used.
  int paragraph(const Rect& box, std::string_view text, Type type, Colour colour);
  [[nodiscard]] int paragraph_height(int width, std::string_view text, Type type);

  /// Texts of this frame, in order, and those that did not fit their place.
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] const std::vector<std::string>& overflows() const { return overflows_; }

 private:
  struct Shared;
  void sprite(const Sprite& sprite, const Rect& part, int x, int y, std::uint32_t colour);
  void corners(const Rect& rect, int radius, const Sprite& circle, Colour colour);
  [[nodiscard]] int line_height(Type type) const;
  void glyphs(int x, int base_line, std::string_view text, Type type, Colour colour);
  void note(std::string_view text, bool fits);
  [[nodiscard]] std::string cut_to(std::string_view text, int width, Type type);
  [[nodiscard]] int base_line(const Rect& box, Type type) const;

  Sprites& sprites_;
  int width_, height_;
  std::unique_ptr<Shared> shared_;
  std::unique_ptr<ImDrawList> list_;
  std::vector<Rect> clips_;
  std::vector<std::string> texts_, overflows_;
};

}  // namespace zhuangui::ui

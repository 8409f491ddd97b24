#include "draw/painter.h"

// imgui.h must come before imgui_internal.h.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cassert>

#include "draw/unicode.h"

namespace zhuangui::ui {
namespace {

constexpr int design_long = 1920;
constexpr int design_short = 1080;
constexpr int unit_percent_min = 75;

/// Units are to 100 * full as pixels are to size * percent.
struct Measure { int size, full; };
Measure measure(int width, int height) {
  const int design_width = height > width ? design_short : design_long;
  const int design_height = height > width ? design_long : design_short;
  // The smaller of both scales, so that the whole design fits also where the screen is of another shape.
  const bool by_width = width * design_height < height * design_width;
  return by_width ? Measure{width, design_width} : Measure{height, design_height};
}

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }
ImVec2 corner(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

}  // namespace

/// What every draw list needs to know. No ImGui context is made: presses are matched against the frame that was
/// presented (see presses.h), which an immediate-mode button, one frame late, cannot do; so of ImGui the draw
/// lists are used, and neither its windows nor its fonts.
struct Painter::Shared {
  ImDrawListSharedData data;
};

Painter::Painter(Sprites& sprites, int width, int height)
    : sprites_{sprites}, width_{width}, height_{height}, shared_{std::make_unique<Shared>()} {
  shared_->data.TexUvWhitePixel = {0.0F, 0.0F};
  shared_->data.ClipRectFullscreen = {0.0F, 0.0F, static_cast<float>(width), static_cast<float>(height)};
  shared_->data.InitialFlags = ImDrawListFlags_AllowVtxOffset;  // no anti-aliased lines: see strokes.cc
  list_ = std::make_unique<ImDrawList>(&shared_->data);
  begin();
}

Painter::~Painter() = default;

void Painter::begin() {
  list_->_ResetForNewFrame();
  list_->PushClipRectFullScreen();
  list_->PushTextureID(nullptr);
  clips_.assign(1, screen());
  texts_.clear();
  overflows_.clear();
  placed_.clear();
  missing_.clear();
  pictures_.clear();
}

void Painter::set_unit_percent(int percent) { unit_percent_ = std::clamp(percent, unit_percent_min, unit_percent_max); }

int Painter::u(int units) const {
  const auto [size, full] = measure(width_, height_);
  const int pixels = (units * size * unit_percent_ + 50 * full) / (100 * full);
  return units > 0 ? std::max(1, pixels) : pixels;
}

int Painter::units(int pixels) const {
  const auto [size, full] = measure(width_, height_);
  return pixels * full * 100 / (size * unit_percent_);
}

void Painter::push_clip(const Rect& clip) {
  const Rect inner = intersection(clips_.back(), clip);
  clips_.push_back(inner.empty() ? Rect{clip.x, clip.y, 0, 0} : inner);
  const Rect& now = clips_.back();
  list_->PushClipRect(corner(now.x, now.y), corner(now.right(), now.bottom()));
}

void Painter::pop_clip() {
  assert(clips_.size() > 1);
  clips_.pop_back();
  list_->PopClipRect();
}

void Painter::fill(const Rect& rect, Colour colour) {
  if (rect.empty()) return;
  list_->PrimReserve(6, 4);
  list_->PrimRect(corner(rect.x, rect.y), corner(rect.right(), rect.bottom()), packed(colour));
}

void Painter::fade(const Rect& rect, Colour top, Colour bottom) {
  list_->AddRectFilledMultiColor(corner(rect.x, rect.y), corner(rect.right(), rect.bottom()), packed(top), packed(top),
                                 packed(bottom), packed(bottom));
}

void Painter::sprite(const Sprite& sprite, const Rect& part, int x, int y, std::uint32_t colour) {
  if (part.empty()) return;
  const auto texel = [](int tx, int ty) {
    return ImVec2{static_cast<float>(tx) / texture_width, static_cast<float>(ty) / texture_height_max};
  };
  const int left = sprite.x + part.x;
  const int top = sprite.y + part.y;
  list_->PrimReserve(6, 4);
  list_->PrimRectUV(corner(x, y), corner(x + part.w, y + part.h), texel(left, top), texel(left + part.w, top + part.h),
                    colour);
}

void Painter::corners(const Rect& rect, int radius, const Sprite& circle, Colour colour) {
  const int far = circle.w - radius;
  sprite(circle, {0, 0, radius, radius}, rect.x, rect.y, packed(colour));
  sprite(circle, {far, 0, radius, radius}, rect.right() - radius, rect.y, packed(colour));
  sprite(circle, {0, far, radius, radius}, rect.x, rect.bottom() - radius, packed(colour));
  sprite(circle, {far, far, radius, radius}, rect.right() - radius, rect.bottom() - radius, packed(colour));
}

void Painter::round_fill(const Rect& rect, int radius, Colour colour) {
  if (rect.empty()) return;
  const int r = std::min({radius, rect.w / 2, rect.h / 2});
  corners(rect, r, sprites_.disc(2 * r), colour);
  fill({rect.x + r, rect.y, rect.w - 2 * r, r}, colour);
  fill({rect.x, rect.y + r, rect.w, rect.h - 2 * r}, colour);
  fill({rect.x + r, rect.bottom() - r, rect.w - 2 * r, r}, colour);
}

void Painter::round_line(const Rect& rect, int radius, int line, Colour colour) {
  if (rect.empty()) return;
  const int r = std::min({radius, rect.w / 2, rect.h / 2});
  corners(rect, r, sprites_.ring(2 * r, line), colour);
  fill({rect.x + r, rect.y, rect.w - 2 * r, line}, colour);
  fill({rect.x + r, rect.bottom() - line, rect.w - 2 * r, line}, colour);
  fill({rect.x, rect.y + r, line, rect.h - 2 * r}, colour);
  fill({rect.right() - line, rect.y + r, line, rect.h - 2 * r}, colour);
}

void Painter::picture(int x, int y, std::shared_ptr<const Bitmap> bitmap) {
  const int w = bitmap->width;
  const int h = bitmap->height;
  list_->PushTextureID(const_cast<Bitmap*>(bitmap.get()));  // ImGui hands it on and never writes
  list_->PrimReserve(6, 4);
  list_->PrimRectUV(corner(x, y), corner(x + w, y + h), {0, 0}, {static_cast<float>(w) / texture_width, static_cast<float>(h) / texture_height_max}, packed({255, 255, 255, 255}));
  list_->PopTextureID();
  pictures_.push_back(std::move(bitmap));
}

void Painter::icon(Icon icon, const Rect& box, Colour colour) {
  const int size = std::min(box.w, box.h);
  if (size <= 0) return;
  const Sprite& found = sprites_.icon(icon, size);
  sprite(found, {0, 0, found.w, found.h}, box.x + (box.w - size) / 2, box.y + (box.h - size) / 2, packed(colour));
}

void Painter::glyphs(const Rect& place, int x, int base_line, std::string_view text, Type type, Colour colour) {
  const int size = u(type.size);
  Placed placed{std::string{text}, {x, base_line, 0, 0}, place, clip(), size, colour};
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next_character(text, at);
    const Sprite& glyph = sprites_.glyph(character, size, type.bold);
    if (glyph.missing) missing_ += character;
    const Rect box{x + glyph.left, base_line + glyph.top, glyph.w, glyph.h};
    sprite(glyph, {0, 0, glyph.w, glyph.h}, box.x, box.y, packed(colour));
    if (!box.empty()) placed.ink = placed.ink.empty() ? box : united(placed.ink, box);
    x += glyph.advance;
  }
  if (!placed.ink.empty()) placed_.push_back(std::move(placed));
}

void Painter::watermark(std::string_view text, Type type, Colour colour) {
  const int size = u(type.size);
  const int across = width_of(text, type) * 2;
  for (int row = 0; row * size * 3 / 2 < height_; ++row) {
    // Every second row stands between the words of the one above.
    for (int left = row % 2 == 0 ? 0 : -across / 2; left < width_; left += across) {
      int x = left + across / 8;
      for (std::size_t at = 0; at < text.size();) {
        const Sprite& glyph = sprites_.glyph(next_character(text, at), size, type.bold);
        sprite(glyph, {0, 0, glyph.w, glyph.h}, x + glyph.left, row * size * 3 / 2 + size + glyph.top, packed(colour));
        x += glyph.advance;
      }
    }
  }
}

}  // namespace zhuangui::ui

#include "screen_checker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace zhuangui::test {
namespace {

using ui::Rect;

std::string at(const Rect& r) {
  return " at " + std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" + std::to_string(r.h);
}

/// Pixels to 64 px of a screen of 1080p, or of an upright one of 1080 by 1920.
int touch_pixels(const Seen& seen, int units) {
  const bool upright = seen.height > seen.width;
  const double scale = std::min(seen.width / (upright ? 1080.0 : 1920.0), seen.height / (upright ? 1920.0 : 1080.0));
  return static_cast<int>(std::floor(units * scale * (seen.large_type ? 1.3 : 1.0)));
}

/// WCAG 2.1, "relative luminance" and "contrast ratio"; reckoned here anew.
double luminance(std::uint32_t colour) {
  double sum = 0;
  const double weight[3] = {0.0722, 0.7152, 0.2126};
  for (int channel = 0; channel < 3; ++channel) {
    const double value = (colour >> (8 * channel) & 0xFF) / 255.0;
    sum += weight[channel] * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(std::uint32_t a, std::uint32_t b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

/// How far `pixel` is on the way from ground to ink, 0 to 1, by the channel where these differ most.
double coverage(std::uint32_t pixel, std::uint32_t ground, std::uint32_t ink) {
  double best = 0;
  int widest = 0;
  for (const int shift : {0, 8, 16}) {
    const int from = static_cast<int>(ground >> shift & 0xFF);
    const int way = static_cast<int>(ink >> shift & 0xFF) - from;
    if (std::abs(way) <= widest) continue;
    widest = std::abs(way);
    best = (static_cast<int>(pixel >> shift & 0xFF) - from) / static_cast<double>(way);
  }
  return best;
}

/// The colour that is most frequent in a ring of one pixel around the ink.
std::uint32_t ground_around(const Seen& seen, const Rect& ink) {
  std::map<std::uint32_t, int> count;
  const Rect ring = ui::intersection(ink.inset(-1), {0, 0, seen.width, seen.height});
  const auto look = [&](int x, int y) { ++count[seen.pixels[y * seen.width + x]]; };
  for (int x = ring.x; x < ring.right(); ++x) {
    look(x, ring.y);
    look(x, ring.bottom() - 1);
  }
  for (int y = ring.y; y < ring.bottom(); ++y) {
    look(ring.x, y);
    look(ring.right() - 1, y);
  }
  return std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

void check_targets(const Seen& seen, std::vector<std::string>& found) {
  std::set<std::string> ids;
  std::vector<const ui::Widget*> live;
  for (const ui::Widget& one : seen.widgets) {
    const std::string where = one.id + at(one.rect);
    if (!ids.insert(one.id + "/" + one.window).second || one.label.empty()) found.push_back("twice: " + where);
    if (ui::intersection(one.rect, {0, 0, seen.width, seen.height}) != one.rect) found.push_back("off-screen: " + where);
    if (one.covered) continue;
    const int least = touch_pixels(seen, 64);
    if (one.rect.w < least || one.rect.h < least) found.push_back("small: " + where + ", wanted " + std::to_string(least));
    if (seen.low_reach && one.rect.y < seen.height * 2 / 5) found.push_back("reach: " + where);
    for (const ui::Widget* other : live) {
      if (ui::overlap(one.rect.inset(-touch_pixels(seen, 8)), other->rect)) found.push_back("close: " + where + " to " + other->id);
    }
    live.push_back(&one);
  }
}

void check_text(const Seen& seen, const ui::Text& text, std::vector<std::string>& found) {
  const std::string where = "\"" + text.text + "\"" + at(text.ink);
  if (text.visible != text.ink || ui::intersection(text.ink, {0, 0, seen.width, seen.height}) != text.ink) {
    found.push_back("cut: " + where);
    return;
  }
  const std::uint32_t ground = ground_around(seen, text.ink);
  if (contrast(ground, text.colour) < 7.0) found.push_back("contrast: " + where);
  double most = 0;
  for (int y = text.ink.y; y < text.ink.bottom(); ++y) {
    for (int x = text.ink.x; x < text.ink.right(); ++x) most = std::max(most, coverage(seen.pixels[y * seen.width + x], ground, text.colour));
  }
  if (most < 0.4) found.push_back("hidden: " + where);
}

std::string utf8(char32_t c) { return "U+" + std::to_string(static_cast<unsigned>(c)); }

}  // namespace

Seen seen(const ui::Screen& screen) {
  return {screen.width(), screen.height(), screen.pixels(), screen.widgets(), screen.placed(), screen.overflows(),
          screen.missing_glyphs(), screen.access().large_type, screen.access().low_reach};
}

std::vector<std::string> faults(const Seen& seen) {
  std::vector<std::string> found;
  check_targets(seen, found);
  for (const std::string& text : seen.overflows) found.push_back("overflow: \"" + text + "\"");
  for (const char32_t character : seen.missing_glyphs) found.push_back("glyph: " + utf8(character));
  // Under a dialog everything lies in its shade, which is meant.
  const std::string top = seen.texts.empty() ? std::string{} : seen.texts.back().window;
  for (const ui::Text& text : seen.texts) {
    if (text.window == top) check_text(seen, text, found);
  }
  return found;
}

}  // namespace zhuangui::test

#include <charconv>
#include <cmath>

#include "kit.h"

namespace zhuangui::ui {

std::optional<Colour> parse_colour(std::string_view text) {
  std::uint32_t value = 0;
  const bool right = text.size() == 7 && text.front() == '#' &&
                     std::from_chars(text.data() + 1, text.data() + 7, value, 16).ptr == text.data() + 7;
  return right ? std::optional{rgb(value)} : std::nullopt;
}

int contrast_hundredths(Colour a, Colour b) {
  const auto luminance = [](Colour c) {
    const auto part = [](std::uint8_t v) {
      const double s = v / 255.0;
      return s <= 0.03928 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b) + 0.05;
  };
  const double ratio = luminance(a) / luminance(b);
  return static_cast<int>(100.0 * (ratio > 1 ? ratio : 1 / ratio));
}

Colour readable_on(const Theme& theme, Colour ground) {
  return contrast_hundredths(theme.on_strong, ground) >= contrast_hundredths(theme.text, ground) ? theme.on_strong : theme.text;
}

Colour ground_for_words(const Theme& theme, Colour ground) {
  constexpr int enough = 700;
  const auto darker = [](std::uint8_t part) { return static_cast<std::uint8_t>(part * 15 / 16); };
  while (contrast_hundredths(readable_on(theme, ground), ground) < enough) {
    ground = {darker(ground.r), darker(ground.g), darker(ground.b), ground.a};
  }
  return ground;
}

void watermark(Page& page) {
  if (page.theme.watermark) page.paint.watermark(page.say("training.watermark"), {150, true}, *page.theme.watermark);
}

}  // namespace zhuangui::ui

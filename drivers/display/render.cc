#include "display/render.h"

#include <iconv.h>

#include <algorithm>
#include <optional>

#include "device/text.h"

namespace zhuangui::display {

namespace {

/// One character as the display takes it; nullopt: it cannot show it.
std::optional<std::string> encoded(const Profile& profile, std::string_view character, char32_t code) {
  if (code >= 0x20 && code < 0x7F) return std::string(character);
  if (!profile.is_gbk || code < 0x80) return std::nullopt;
  static thread_local const struct Converter {
    iconv_t handle = iconv_open("GBK", "UTF-8");
    ~Converter() {
      if (handle != reinterpret_cast<iconv_t>(-1)) iconv_close(handle);
    }
  } converter;
  if (converter.handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  char bytes[4];
  char* in = const_cast<char*>(character.data());
  char* out = bytes;
  std::size_t in_left = character.size(), out_left = sizeof bytes;
  if (iconv(converter.handle, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) {
    iconv(converter.handle, nullptr, nullptr, nullptr, nullptr);
    return std::nullopt;
  }
  return std::string(bytes, sizeof bytes - out_left);
}

struct Text {
  std::string bytes;  ///< one byte is one column, in GBK as in ASCII
  int replaced = 0;
};

/// As much of `text` as fits into `columns`.
Text fitted(const Profile& profile, std::string_view text, std::size_t columns) {
  Text answer;
  while (!text.empty()) {
    std::string_view rest = text;
    const auto code = device::take_character(rest);
    const std::string_view character = text.substr(0, code ? text.size() - rest.size() : 1);
    text.remove_prefix(character.size());
    const auto bytes = code ? encoded(profile, character, *code) : std::nullopt;
    const std::string shown = bytes.value_or("?");
    if (answer.bytes.size() + shown.size() > columns) break;
    answer.bytes += shown;
    if (!bytes) ++answer.replaced;
  }
  return answer;
}

Text line_of(const Profile& profile, const Line& line) {
  const auto columns = static_cast<std::size_t>(profile.columns);
  const Text right = fitted(profile, line.right, columns);
  const std::size_t gap = right.bytes.empty() ? 0 : 1;
  const std::size_t room = columns - std::min(columns, right.bytes.size() + gap);
  Text left = fitted(profile, line.left, room);
  // Counted over the whole text: what was cut off is no reason to show the plain one.
  if (left.replaced > 0 && !line.plain.empty()) left = fitted(profile, line.plain, room);
  return {left.bytes + std::string(columns - left.bytes.size() - right.bytes.size(), ' ') + right.bytes, left.replaced + right.replaced};
}

/// "1234.50" at the right of 8 digits; the point takes none.
std::string digits_of(std::int64_t fen) {
  const std::int64_t amount = fen < 0 ? -fen : fen;
  std::string text = std::to_string(amount / 100) + "." + std::to_string(100 + amount % 100).substr(1);
  if (fen < 0) text.insert(0, "-");
  constexpr std::size_t digits_and_point = 9;
  if (text.size() > digits_and_point) return "--------";
  return std::string(digits_and_point - text.size(), ' ') + text;
}

const std::string& lamp_of(const Profile& profile, Lamp lamp) {
  switch (lamp) {
    case Lamp::price: return profile.lamp_price;
    case Lamp::total: return profile.lamp_total;
    case Lamp::received: return profile.lamp_received;
    case Lamp::change: return profile.lamp_change;
    case Lamp::off: break;
  }
  return profile.lamp_off;
}

}  // namespace

Rendered render(const Profile& profile, const Content& content) {
  Rendered answer;
  for (const Part& part : profile.show) {
    Text text;
    switch (part.kind) {
      case Part::Kind::bytes: text.bytes = part.bytes; break;
      case Part::Kind::upper: text = line_of(profile, content.upper); break;
      case Part::Kind::lower: text = line_of(profile, content.lower); break;
      case Part::Kind::digits: text.bytes = digits_of(content.digits_fen); break;
      case Part::Kind::lamp: text.bytes = lamp_of(profile, content.lamp); break;
    }
    answer.bytes += text.bytes;
    answer.replaced += text.replaced;
  }
  return answer;
}

std::string through_printer(const std::string& bytes) { return "\x1B=\x02" + bytes + "\x1B=\x01"; }

}  // namespace zhuangui::display

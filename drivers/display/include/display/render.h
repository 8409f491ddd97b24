#pragma once
#include <cstdint>
#include <string>

#include "display/profile.h"

namespace zhuangui::display {

/// One line for the customer: `left` at the left edge, `right` at the right one. `plain` stands instead of `left` on a
/// display that cannot show all of it (no Chinese on a tube).
struct Line {
  std::string left;
  std::string right;
  std::string plain;
  friend bool operator==(const Line&, const Line&) = default;
};

enum class Lamp { off, price, total, received, change };

/// What the customer is to see, in UTF-8; the display takes of it what it can.
struct Content {
  Line upper, lower;
  Lamp lamp = Lamp::off;       ///< what the digits are
  std::int64_t digits_fen = 0; ///< for a display of digits alone
  friend bool operator==(const Content&, const Content&) = default;
};

struct Rendered {
  std::string bytes;
  int replaced = 0;  ///< characters it cannot show, sent as '?'
};

/// The bytes that show `content`. Lines have exactly the display's columns: the right part stays whole, the left one is
/// cut, never through a character. Amounts over 8 digits show as dashes on digits. Pure.
Rendered render(const Profile& profile, const Content& content);

/// For a display behind a printer (ESC = n, Epson): the display's bytes between "display on" and "printer on", so that
/// whatever follows is printed again.
std::string through_printer(const std::string& bytes);

}  // namespace zhuangui::display

#pragma once
#include "kit.h"

// One function per screen: it names what is shown and where, and says what can be pressed. Money stands right, the
// way forward bottom right, the way back bottom left, help top right, and notices between back and forward.

namespace zhuangui::ui {

/// Everything: the bar, the screen of the till's state, notices, and the dialog that is open.
void draw_page(Page& page);

/// The parts that every screen has in the same places.
struct Areas {
  Rect content;
  Rect back;     ///< bottom left
  Rect notice;   ///< bottom middle
  Rect forward;  ///< bottom right
};

void draw_bar(Page& page, const Rect& bar);
void draw_starting(Page& page, const Areas& areas);
void draw_idle(Page& page, const Areas& areas);
void draw_selling(Page& page, const Areas& areas);
void draw_paying(Page& page, const Areas& areas);
void draw_committing(Page& page, const Areas& areas);
void draw_paid(Page& page, const Areas& areas);

void draw_notices(Page& page, const Rect& place);
void draw_help(Page& page);
void draw_confirm_clear(Page& page);

/// How a device or link stands: a word for the bar, a sentence with the cure for the help card, and whether
/// somebody should look.
struct Standing {
  Icon icon;
  std::string word;
  std::string sentence;
  bool trouble = false;
  int importance = 0;  ///< where room is short, the least important good ones go first
};
std::vector<Standing> standings(const Strings& words, const till::Surroundings& around);

}  // namespace zhuangui::ui

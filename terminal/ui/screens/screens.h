#pragma once
#include "kit.h"

// One function per screen: it names what is shown and where, and says what can be pressed. Money stands right, the
// way forward bottom right, the way back bottom left, help top right, and notices between back and forward.

namespace zhuangui::ui {

/// Everything: the bar, the screen of the till's state, notices, and the dialog that is open.
void draw_page(Page& page);

/// The parts that every screen has in the same places, laid out by the shape of the screen and for the person's reach.
struct Areas {
  Rect content;
  Rect bottom;   ///< at the bottom where a line begins: the way back, and what else a screen has; cut with page.start()
  Rect notice;   ///< beside it, or a strip above; empty when there is nothing to say
  Rect forward;  ///< bottom right (left for the left hand)
};
/// `buttons_width`: what the screen will cut off `bottom`, in pixels; what is left of it may take a notice.
Areas lay_out(Page& page, int buttons_width);
int back_width(Page& page);
/// Draws the way back where `bottom` begins; answers what is left of it behind a gap of `gap` pixels.
Rect draw_back(Page& page, Rect bottom, int gap = 0);
/// Buttons in what is left of `bottom`, each `width` units wide or at least `least`. Where they have no room they stand in a
/// row of their own, which is cut off the content: called before that is drawn.
void draw_beside(Page& page, Areas& areas, Rect bottom, const std::vector<Button>& buttons, int width, int least);

/// Content in two parts: the main one, and one for money, steps and facts. Beside each other, or where the screen is
/// upright one above the other.
struct Columns {
  Rect main;
  Rect side;
  bool stacked = false;
};
/// `side_width` beside, `side_height` above each other, both in units.
Columns columns(Page& page, const Rect& content, int side_width, int side_height);
/// The same for a screen whose main part can be pressed all over: with low reach that lies below the reach line, and the
/// side, on which nothing can be pressed then, above it.
Columns columns_in_reach(Page& page, const Rect& content, int side_width, int side_height);

/// A card with a sign, a title and sentences, the most important first: what has no room is left out.
struct Said { Icon icon; const Tone& tone; std::string title; std::vector<std::string> sentences; };
void draw_said(Page& page, const Rect& rect, const Said& said);
/// The same with a number pad, and what was typed on it.
void draw_typing(Page& page, const Areas& areas, const Said& said, const std::string& typed, const std::string& placeholder,
                 bool point = false);
/// A secret as it may be seen: never what was typed, only how much.
std::string as_dots(std::size_t count);

void draw_bar(Page& page, const Rect& bar);
void draw_starting(Page& page);
void draw_idle(Page& page);
void draw_selling(Page& page);
void draw_parked(Page& page);
void draw_searching(Page& page);
void draw_tracing(Page& page);
void draw_weighing(Page& page);
void draw_quick(Page& page);
void draw_hand_price(Page& page);
void draw_counting(Page& page);
void draw_more(Page& page);
void draw_devices(Page& page);
void draw_syncing(Page& page);
void draw_today(Page& page);
void draw_disclosure(Page& page);
void draw_settings(Page& page);
void draw_securing(Page& page);
void draw_shifts(Page& page);
void draw_late(Page& page);
void draw_returning(Page& page);
void draw_refunded(Page& page);
void draw_locked(Page& page);
void draw_approving(Page& page);
void draw_enrolling(Page& page);
void draw_paying(Page& page);   ///< cash is counted
void draw_choosing(Page& page);  ///< paying, before a buyer
/// What can pay, how much is still due, and one part of it that is under way.
bool draws_more_than_cash(const Page& page);
/// Whether there is room for the other tenders beside the pad; else they have a screen of their own.
bool tenders_stand_beside_pad(const Page& page);
void draw_tenders(Page& page, const Rect& rect);
void draw_other_tenders_button(Page& page, const Rect& rect);
/// A part of the sum in cash, and the last part given back.
Button take_part_button(Page& page);
Button give_back_button(Page& page);
inline constexpr int part_button_width = 270;
void draw_others(Page& page, Rect content);
void draw_parts(Page& page, Rect& inside);
void draw_part_under_way(Page& page);
void draw_committing(Page& page);
void draw_paid(Page& page);
void draw_calling(Page& page);
void draw_proving(Page& page);
void draw_set_aside(Page& page);

/// A card with `hero` above, and the goods in season, as many as there is room for.
void draw_season(Page& page, const Rect& rect, const std::string& hero);
/// All of the customer's display, on which nothing is pressed.
void draw_customer(Page& page);

void draw_notices(Page& page, const Rect& place);
void draw_help(Page& page);
void draw_confirm_clear(Page& page);
void draw_still_there(Page& page);
void draw_access(Page& page);
void draw_confirm_training(Page& page);
/// Dismisses the notice that is shown; where that stands out of reach, the button stands at the bottom.
Button dismiss_button(Page& page);
/// The button for help, in the bar or, with low reach, at the bottom: a buyer calls somebody, a 营业员 opens the help card.
Button help_button(Page& page);
bool help_is_shown(const Page& page);
/// "help.idle.1" to "help.idle.3": how to use the screen of that state.
std::vector<std::string> help_steps(Page& page, till::State state);

/// The button that locks the screen, or hands it back to the buyer, beside it; where there is something to cover and nothing under way. With low reach
/// on an upright screen it stands under "more" instead.
Button lock_button(Page& page);
bool lock_is_shown(const Page& page);

/// The way out of practising, in the bar of every screen or, with low reach, at the bottom.
Button leave_training_button(Page& page);
inline constexpr int leave_training_width = 220;

/// Somewhere to go, with a word for what it is good for: title and text are names of strings.
struct Place { std::string id, title, text; Icon icon; std::string key; Action action; };
/// All of them, beside each other where there is room.
void draw_places(Page& page, const Rect& content, const std::vector<Place>& places);

/// What a screen with a pad is about: the most important sentence first, what has no room is left out.
/// The pad with what was typed, as dots unless it is `plain`, and what it is about beside it.
void draw_pin_pad(Page& page, const Areas& areas, const Said& said, const std::string& placeholder, bool plain = false);

/// The pad at the end, or on an upright screen at the foot, and what stands beside it. `words` is above the reach, or else
/// above the pad: nothing is pressed there.
struct PadParts { Rect words, main, pad; };
PadParts pad_parts(Page& page, Rect content);
/// Words of which one is chosen, with the ids "@reason.1" and so on; each is a string that begins with `prefix`.
void draw_reasons(Page& page, Rect rect, const std::vector<std::string>& reasons, const std::string& prefix, const std::string& chosen);

/// How a device or link stands: a word for the bar, a sentence with the cure for the help card, and whether
/// somebody should look.
struct Standing {
  Icon icon;
  std::string word;
  std::string sentence;
  bool trouble = false;
  bool device = false;  ///< of something that is plugged in
  int importance = 0;  ///< where room is short, the least important good ones go first
  bool touches_buyer = false;  ///< a buyer who stands alone meets it too
};
std::vector<Standing> standings(const Strings& words, const till::Surroundings& around);

}  // namespace zhuangui::ui

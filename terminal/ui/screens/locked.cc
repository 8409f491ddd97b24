#include <algorithm>

#include "screens/screens.h"

// The locked screen, and the one on which what opens it is set: a pad, what was typed as dots, and words beside it.

namespace zhuangui::ui {

void draw_pin_pad(Page& page, const Areas& areas, const Said& said, const std::string& placeholder, bool plain) {
  const std::string& entered = page.view.till.entered;
  draw_typing(page, areas, said, plain ? entered : as_dots(entered.size()), placeholder, page.view.till.state == till::State::shifts);
}

namespace {

std::string cart_sentence(Page& page) {
  const auto& lines = page.view.till.cart.lines;
  return lines.empty() ? page.say("locked.no_cart") : page.say("locked.cart", {std::to_string(item_count(lines))});
}

/// While a wrong one is waited for, or one is being compared: that. Else what opens.
std::string present_sentence(Page& page) {
  const till::Lock& lock = page.view.till.lock;
  if (lock.checking) return page.say("locked.checking");
  const std::int64_t left_ms = lock.wait_until.utc_ms - page.view.surroundings.now.utc_ms;
  if (lock.wait_until_ms != 0 && left_ms > 0)
    return page.say("locked.wait", {std::to_string(lock.wrong_tries), std::to_string(std::min<std::int64_t>(600, (left_ms + 999) / 1'000))});
  return page.say(lock.pin && lock.card ? "locked.either" : lock.pin ? "locked.pin" : lock.card ? "locked.card" : "locked.open.text");
}

/// How long the next try waits, or that one is being compared; empty when neither.
std::string waiting_sentence(Page& page) {
  const till::Lock& lock = page.view.till.lock;
  const bool waits = lock.wait_until_ms != 0 && lock.wait_until.utc_ms > page.view.surroundings.now.utc_ms;
  return lock.checking || waits ? present_sentence(page) : std::string{};
}

/// What is typed by one who shows who they are: the number, and after it the PIN.
std::string staff_sentence(Page& page, const char* first) {
  const std::string& number = page.view.till.staff.number;
  const std::string waits = waiting_sentence(page);
  if (!waits.empty()) return waits;
  return number.empty() ? page.say(first) : page.say("login.pin", {number});
}

void draw_forward(Page& page, const Rect& rect, const char* id, const char* words, till::Intent intent, bool enabled) {
  Button button_shown{id, page.say(words), std::move(intent), Look::forward, enabled, page.type.title};
  button_shown.key = page.say("key.enter");
  button(page, rect, button_shown);
}

// The counter's people open it, each as themselves.
void draw_login(Page& page) {
  const till::Staff& staff = page.view.till.staff;
  const core::StaffMember* member = staff.at_terminal();
  const bool at_pin = !staff.number.empty();
  const bool logout = member != nullptr && !at_pin;
  const Areas areas = lay_out(page, at_pin || logout ? back_width(page) : 0);
  const Tone& tone = page.view.till.lock.wait_until_ms != 0 ? page.theme.pending : page.theme.forward;
  std::vector<std::string> sentences{staff_sentence(page, "login.number"), cart_sentence(page)};
  if (member != nullptr) sentences.insert(sentences.begin() + 1, page.say("login.who", {member->name}));
  draw_pin_pad(page, areas, {Icon::lock, tone, page.say(member != nullptr ? "locked.title" : "login.title"), sentences},
               page.say(at_pin ? "locked.placeholder" : "login.placeholder"), !at_pin);
  Rect bottom = areas.bottom;
  if (at_pin) {
    draw_back(page, bottom);
  } else if (logout) {
    Button out{"@logout", page.say("login.out"), till::LogOut{}};
    out.key = "F4";
    button(page, page.start(bottom, back_width(page)), out);
  }
  draw_forward(page, areas.forward, "@lock.ok", at_pin ? "locked.open" : "securing.next", till::ConfirmPin{}, !page.view.till.entered.empty());
  draw_notices(page, areas.notice);
}

void draw_locked_by_secret(Page& page) {
  const Areas areas = lay_out(page, 0);
  const till::Lock& lock = page.view.till.lock;
  const Tone& tone = lock.wait_until_ms != 0 ? page.theme.pending : page.theme.forward;
  const Said said{Icon::lock, tone, page.say("locked.title"), {present_sentence(page), cart_sentence(page)}};
  if (lock.pin) {
    draw_pin_pad(page, areas, said, page.say("locked.placeholder"));
    draw_forward(page, areas.forward, "@lock.ok", "locked.open", till::ConfirmPin{}, !page.view.till.entered.empty());
  } else {
    const Rect& content = areas.content;
    const int width = std::min(page.u(1100), content.w), height = std::min(page.u(600), content.h);
    draw_said(page, {content.middle_x() - width / 2, content.middle_y() - height / 2, width, height}, said);
    if (!lock.card) draw_forward(page, areas.forward, "@lock.open", "locked.open", till::OpenLock{}, true);
  }
  draw_notices(page, areas.notice);
}

}  // namespace

Button lock_button(Page& page) {
  if (page.view.till.staff_here) {
    Button leave{"@staff.leave", page.say("bar.staff_leave"), till::LeaveStaff{}, page.access.low_reach ? Look::plain : Look::bar, true, {}, {}, Icon::undo};
    leave.key = "Pause";
    return leave;
  }
  Button lock{"@lock", page.say("bar.lock"), till::LockScreen{}, page.access.low_reach ? Look::plain : Look::bar, true, {}, {}, Icon::lock};
  lock.key = "Pause";
  return lock;
}

void draw_locked(Page& page) { page.view.till.staff.has_list() ? draw_login(page) : draw_locked_by_secret(page); }

void draw_approving(Page& page) {
  const till::Staff& staff = page.view.till.staff;
  if (!staff.asking) return;
  const till::Asking& asking = *staff.asking;
  const int code_width = page.u(300);
  const bool aside = page.shape() == Shape::tall;
  Areas areas = lay_out(page, back_width(page) + (aside ? 0 : page.u(page.theme.gap) + code_width));
  Rect strip = aside ? areas.content.cut_bottom(page.u(84), page.u(page.theme.gap)) : Rect{};
  const std::string act = page.say("right." + asking.act);
  const std::string what = asking.amount > core::Money{} ? page.say("approving.act.amount", {act, core::yuan_text(asking.amount)}) : page.say("approving.act", {act});
  std::vector<std::string> sentences{what};
  const std::string waits = waiting_sentence(page);
  if (!asking.by_code) sentences.push_back(staff_sentence(page, "approving.number"));
  else sentences.push_back(waits.empty() ? page.say("approving.code.text", {page.view.surroundings.counter.county_phone, page.view.till.terminal, asking.challenge}) : waits);
  const Tone& tone = page.theme.pending;
  const bool at_pin = !asking.by_code && !staff.number.empty();
  draw_pin_pad(page, areas, {Icon::lock, tone, page.say("approving.title"), sentences},
               page.say(asking.by_code ? "approving.code.placeholder" : at_pin ? "locked.placeholder" : "login.placeholder"), !at_pin);
  Rect bottom = draw_back(page, areas.bottom, page.u(page.theme.gap));
  Button code{"@approve.code", page.say(asking.by_code ? "approving.by_person" : "approving.by_code"), till::UseApprovalCode{}};
  code.key = "F4";
  button(page, page.start(aside ? strip : bottom, code_width), code);
  draw_forward(page, areas.forward, "@lock.ok", at_pin || asking.by_code ? "approving.ok" : "securing.next", till::ConfirmPin{}, !page.view.till.entered.empty());
  draw_notices(page, areas.notice);
}

void draw_proving(Page& page) {
  Areas areas = lay_out(page, back_width(page));
  const till::Lock& lock = page.view.till.lock;
  const Tone& tone = lock.wait_until_ms != 0 ? page.theme.pending : page.theme.information;
  const Said said{Icon::lock, tone, page.say("proving.title"), {present_sentence(page), page.say("proving.text")}};
  if (lock.pin) {
    draw_pin_pad(page, areas, said, page.say("locked.placeholder"));
    draw_forward(page, areas.forward, "@lock.ok", "locked.open", till::ConfirmPin{}, !page.view.till.entered.empty());
  } else {
    const Rect& content = areas.content;
    const int width = std::min(page.u(1100), content.w), height = std::min(page.u(430), content.h);
    draw_said(page, {content.middle_x() - width / 2, content.middle_y() - height / 2, width, height}, said);
  }
  draw_back(page, areas.bottom);
  draw_notices(page, areas.notice);
}

void draw_securing(Page& page) {
  const int forget_width = page.u(260);
  const till::Till& till = page.view.till;
  const bool present = till.secret_step == till::SecretStep::present;
  const bool forget = !present && till.lock.has_secret();
  const bool aside = forget && page.shape() == Shape::tall;
  Areas areas = lay_out(page, back_width(page) + (forget && !aside ? page.u(page.theme.gap) + forget_width : 0));
  Rect strip = aside ? areas.content.cut_bottom(page.u(84), page.u(page.theme.gap)) : Rect{};
  const char* step = present ? "present" : till.secret_step == till::SecretStep::fresh ? "fresh" : "again";
  const std::string key = std::string{"securing."} + step;
  std::vector<std::string> sentences{present ? present_sentence(page) : page.say(key + ".text")};
  if (!present) sentences.push_back(page.say(till.lock.has_secret() ? "securing.set" : "securing.none"));
  draw_pin_pad(page, areas, {Icon::lock, page.theme.information, page.say(key), sentences}, page.say("securing.placeholder"));
  Rect bottom = draw_back(page, areas.bottom, forget ? page.u(page.theme.gap) : 0);
  if (forget) {
    Button none{"@lock.forget", page.say("securing.forget"), till::ForgetSecrets{}, Look::danger_text, !till.lock.checking};
    none.key = "F4";
    if (aside || bottom.w >= forget_width) button(page, page.start(aside ? strip : bottom, forget_width), none);
  }
  draw_forward(page, areas.forward, "@lock.ok", "securing.next", till::ConfirmPin{}, !till.entered.empty());
  draw_notices(page, areas.notice);
}

}  // namespace zhuangui::ui

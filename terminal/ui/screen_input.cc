#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "screen_parts.h"

// What a person does at the screen: fingers, keys and the wheel, and what of it the screen deals with itself.

namespace zhuangui::ui {
namespace {

bool is_of_a_person(WindowEvent::Kind kind) {
  using Kind = WindowEvent::Kind;
  return kind == Kind::down || kind == Kind::move || kind == Kind::up || kind == Kind::wheel || kind == Kind::key;
}

}  // namespace

void Screen::Parts::scroll(bool up) {
  if (up && local.list.first > 0) --local.list.first;
  if (!up) ++local.list.first;  // drawing the list keeps it within its end
  redraw = true;
}

std::optional<till::Asked> Screen::Parts::act(const Action& action) {
  touched = true;
  if (const auto* intent = std::get_if<till::Intent>(&action)) return till::Asked{*intent, shown.screen};
  choose(std::get<LocalAction>(action));
  return std::nullopt;
}

void Screen::Parts::choose(LocalAction action) {
  redraw = true;
  switch (action) {
    case LocalAction::scroll_up: scroll(true); break;
    case LocalAction::scroll_down: scroll(false); break;
    case LocalAction::open_access: local.access_open = true; break;
    case LocalAction::close_access: local.access_open = false; break;
    case LocalAction::switch_language:
      access.language = access.language == Language::chinese ? Language::english : Language::chinese;
      break;
    case LocalAction::switch_large_type: access.large_type = !access.large_type; break;
    case LocalAction::switch_contrast: access.high_contrast = !access.high_contrast; break;
    case LocalAction::switch_low_reach: access.low_reach = !access.low_reach; break;
    case LocalAction::switch_left_hand: access.left_hand = !access.left_hand; break;
    case LocalAction::switch_sound: access.sound = !access.sound; break;
    case LocalAction::switch_voice: access.voice = !access.voice; break;
  }
}

std::optional<till::Asked> Screen::tap(int x, int y) {
  parts_->notice();
  const Registry::Target* target = parts_->registry.at(x, y);
  return target != nullptr ? parts_->act(target->action) : std::nullopt;
}

std::optional<till::Asked> Screen::tap(std::string_view id) {
  parts_->notice();
  const Registry::Target* target = parts_->registry.find(id);
  return target != nullptr ? parts_->act(target->action) : std::nullopt;
}

std::optional<till::Asked> Screen::press(Key key) {
  parts_->notice();
  const auto action = action_of(key, parts_->shown, parts_->registry);
  return action ? parts_->act(*action) : std::nullopt;
}

/// Whoever stands before a screen that rests wakes it.
void Screen::Parts::notice() {
  noticed = true;
  redraw = redraw || resting;
}

void Screen::Parts::drag(int y) {
  const int line = painter->u(120);  // a finger moves the list line by line, about as far as it goes itself
  while (local.list.shown > 0 && std::abs(y - drag_y) >= line) {
    const bool towards_start = y > drag_y;
    scroll(towards_start);
    drag_y += towards_start ? line : -line;
    press.cancel();
  }
}

void Screen::Parts::handle(const WindowEvent& event, Input& input) {
  const auto ask = [&](std::optional<till::Asked> asked) {
    if (asked) input.asked.push_back(std::move(*asked));
  };
  if (is_of_a_person(event.kind)) notice();
  switch (event.kind) {
    case WindowEvent::Kind::down:
      press.down(registry, event.x, event.y, steady_ms());
      drag_y = event.y;
      redraw = redraw || !press.id().empty();
      break;
    case WindowEvent::Kind::move: drag(event.y); break;
    case WindowEvent::Kind::up: {
      redraw = redraw || !press.id().empty();
      const Registry::Target* target = press.up(registry, event.x, event.y);
      if (target != nullptr) ask(act(target->action));
      break;
    }
    case WindowEvent::Kind::cancel:
      press.cancel();
      redraw = true;
      break;
    case WindowEvent::Kind::wheel:
      for (int i = 0; i < std::abs(event.y) && local.list.shown > 0; ++i) scroll(event.y < 0);
      break;
    case WindowEvent::Kind::key:
      if (!may_follow_at_once(event.key) && !press.settled(steady_ms())) break;
      if (const auto action = action_of(event.key, shown, registry)) ask(act(*action));
      break;
    case WindowEvent::Kind::exposed: not_presented.assign(1, painter->screen()); break;
    case WindowEvent::Kind::resized: resize_to(window->width(), window->height()); break;
    case WindowEvent::Kind::quit: input.quit = true; break;
    case WindowEvent::Kind::woken: break;
  }
}

Input Screen::wait(int timeout_ms) {
  Parts& p = *parts_;
  Input input;
  if (!p.window) {
    std::unique_lock lock{p.wake_mutex};
    const auto is_woken = [&p] { return p.woken; };
    if (timeout_ms < 0) {
      p.wake_condition.wait(lock, is_woken);
    } else {
      p.wake_condition.wait_for(lock, std::chrono::milliseconds{timeout_ms}, is_woken);
    }
    p.woken = false;
    return input;
  }
  // One event is waited for, then all that are there are taken.
  for (auto event = p.window->wait(timeout_ms); event; event = p.window->wait(0)) p.handle(*event, input);
  p.redraw = p.redraw || (p.customer_window && p.customer_window->is_uncovered());
  present();  // nothing but an exposed window has anything to show here
  return input;
}

void Screen::wake() {
  if (parts_->window) return parts_->window->wake();
  {
    const std::lock_guard lock{parts_->wake_mutex};
    parts_->woken = true;
  }
  parts_->wake_condition.notify_one();
}

}  // namespace zhuangui::ui

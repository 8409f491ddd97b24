#include "keys.h"

#include <array>
#include <string>
#include <utility>

namespace zhuangui::ui {
namespace {

struct Binding {
  Key key;
  const char* id;
};

/// Which widget a key presses, wherever it can be pressed: of those with the same key no two stand on one screen, and
/// what lies behind a dialog is not there. That every button has one is held by a test; the caps are words of
/// the screens.
constexpr std::array bindings{
    Binding{Key::enter, "@start"}, Binding{Key::enter, "@checkout"}, Binding{Key::enter, "@finish"},
    Binding{Key::enter, "@help.close"}, Binding{Key::escape, "@help.close"}, Binding{Key::f1, "@help.close"},
    Binding{Key::enter, "@access.close"}, Binding{Key::escape, "@access.close"}, Binding{Key::f3, "@access.close"},
    Binding{Key::digit_1, "@access.large_type"}, Binding{Key::digit_2, "@access.contrast"}, Binding{Key::digit_3, "@access.low_reach"},
    Binding{Key::digit_4, "@access.left_hand"}, Binding{Key::digit_5, "@access.language"}, Binding{Key::digit_6, "@access.sound"},
    Binding{Key::digit_7, "@access.voice"},
    // Enter is no answer there: it is pressed too easily to throw a cart away.
    Binding{Key::escape, "@clear.no"}, Binding{Key::remove, "@clear.yes"},
    Binding{Key::digit_1, "@season.1"}, Binding{Key::digit_2, "@season.2"}, Binding{Key::digit_3, "@season.3"},
    Binding{Key::digit_4, "@season.4"}, Binding{Key::digit_5, "@season.5"}, Binding{Key::digit_6, "@season.6"},
    Binding{Key::escape, "@back"}, Binding{Key::f1, "@help"}, Binding{Key::f2, "@large_type"}, Binding{Key::f3, "@access"},
    Binding{Key::f4, "@language"}, Binding{Key::f4, "@clear"}, Binding{Key::f5, "@park"}, Binding{Key::f6, "@parked"}, Binding{Key::f5, "@quick.1"}, Binding{Key::f6, "@quick.2"},
    Binding{Key::f7, "@quick.3"}, Binding{Key::f8, "@quick.4"}, Binding{Key::f9, "@tender.cash"}, Binding{Key::f10, "@reprint"},
    Binding{Key::f10, "@tender.card"}, Binding{Key::f11, "@tender.code"}, Binding{Key::f12, "@tender.account"}, Binding{Key::f2, "@part.take"}, Binding{Key::f2, "@tenders"},
    Binding{Key::minus, "@part.back"}, Binding{Key::enter, "@order.1"}, Binding{Key::f5, "@order.2"}, Binding{Key::f6, "@order.3"},
    Binding{Key::slash, "@tender.union"}, Binding{Key::f6, "@gift"}, Binding{Key::f7, "@delivery"}, Binding{Key::f8, "@invoice"}, Binding{Key::enter, "@today.print"}, Binding{Key::enter, "@quota.1"}, Binding{Key::f5, "@quota.2"}, Binding{Key::f6, "@quota.3"},
    Binding{Key::f7, "@quota.4"}, Binding{Key::f8, "@quota.5"}, Binding{Key::f10, "@quota.wage"}, Binding{Key::f4, "@quota.paper"}, Binding{Key::f4, "@quota.proxy"},
    Binding{Key::f7, "@order.4"}, Binding{Key::f8, "@order.5"},
    Binding{Key::f11, "@search"}, Binding{Key::f12, "@more"}, Binding{Key::digit_1, "@devices"}, Binding{Key::digit_2, "@sync"}, Binding{Key::digit_3, "@disclosure"},
    Binding{Key::digit_4, "@settings"}, Binding{Key::digit_9, "@login"}, Binding{Key::digit_7, "@shifts"}, Binding{Key::digit_8, "@late"}, Binding{Key::f4, "@late.day"}, Binding{Key::up, "@late.time"},
    Binding{Key::down, "@late.paper"}, Binding{Key::enter, "@late.confirm"}, Binding{Key::enter, "@shift.confirm"},
    Binding{Key::digit_1, "@shift.open"}, Binding{Key::digit_2, "@shift.close"}, Binding{Key::digit_3, "@cash.in"}, Binding{Key::digit_4, "@cash.out"},
    Binding{Key::digit_5, "@drawer.open"}, Binding{Key::digit_6, "@shift.sums"}, Binding{Key::digit_7, "@shift.count"}, Binding{Key::f4, "@shift.uncounted"},
    Binding{Key::f3, "@count.sum"}, Binding{Key::f5, "@count.1"}, Binding{Key::f6, "@count.2"}, Binding{Key::f7, "@count.3"}, Binding{Key::f8, "@count.4"},
    Binding{Key::f9, "@count.5"}, Binding{Key::f10, "@count.6"}, Binding{Key::f11, "@count.7"}, Binding{Key::f12, "@count.8"},
    Binding{Key::digit_0, "@return"}, Binding{Key::f4, "@void"}, Binding{Key::f2, "@return.all"}, Binding{Key::f4, "@return.agreed"},
    Binding{Key::enter, "@return.next"}, Binding{Key::enter, "@return.confirm"}, Binding{Key::digit_1, "@fate.1"}, Binding{Key::digit_2, "@fate.2"}, Binding{Key::digit_3, "@fate.3"},
    Binding{Key::f5, "@return.line.1"}, Binding{Key::f6, "@return.line.2"}, Binding{Key::f7, "@return.line.3"}, Binding{Key::f8, "@return.line.4"},
    Binding{Key::f9, "@return.line.5"}, Binding{Key::f10, "@return.line.6"}, Binding{Key::f11, "@return.line.7"}, Binding{Key::f12, "@return.line.8"},
    Binding{Key::digit_1, "@return.sale.1"}, Binding{Key::digit_2, "@return.sale.2"}, Binding{Key::digit_3, "@return.sale.3"},
    Binding{Key::digit_4, "@return.sale.4"}, Binding{Key::digit_5, "@return.sale.5"}, Binding{Key::digit_6, "@return.sale.6"},
    Binding{Key::digit_7, "@return.sale.7"}, Binding{Key::digit_8, "@return.sale.8"}, Binding{Key::digit_9, "@return.sale.9"},
    Binding{Key::f9, "@reason.5"}, Binding{Key::f10, "@reason.6"}, Binding{Key::f5, "@reason.1"}, Binding{Key::f6, "@reason.2"}, Binding{Key::f7, "@reason.3"}, Binding{Key::f8, "@reason.4"}, Binding{Key::enter, "@shift.print"}, Binding{Key::f4, "@logout"}, Binding{Key::f4, "@approve.code"}, Binding{Key::digit_1, "@settings.contrast"}, Binding{Key::digit_2, "@settings.large_type"},
    Binding{Key::digit_3, "@settings.low_reach"}, Binding{Key::digit_4, "@settings.left_hand"}, Binding{Key::digit_5, "@settings.language"},
    Binding{Key::digit_6, "@settings.volume"}, Binding{Key::digit_7, "@settings.lock_after"}, Binding{Key::backspace, "@settings.undo"},
    Binding{Key::remove, "@settings.usual"}, Binding{Key::digit_8, "@settings.lock"}, Binding{Key::digit_9, "@settings.voice"},
    Binding{Key::digit_0, "@settings.night"}, Binding{Key::minus, "@settings.blank"},
    Binding{Key::up, "@enrol.address"}, Binding{Key::down, "@enrol.code"}, Binding{Key::enter, "@enrol.go"},
    Binding{Key::dot, "@letter.."}, Binding{Key::colon, "@letter.:"}, Binding{Key::minus, "@letter.-"}, Binding{Key::slash, "@letter./"},
    Binding{Key::digit_1, "@resume.1"}, Binding{Key::digit_2, "@resume.2"}, Binding{Key::digit_3, "@resume.3"},
    Binding{Key::digit_4, "@resume.4"}, Binding{Key::digit_5, "@resume.5"}, Binding{Key::digit_6, "@resume.6"},
    Binding{Key::digit_7, "@resume.7"}, Binding{Key::digit_8, "@resume.8"}, Binding{Key::digit_9, "@resume.9"},
    Binding{Key::escape, "@still_there.no"}, Binding{Key::enter, "@still_there.yes"},
    Binding{Key::enter, "@help.answer"}, Binding{Key::enter, "@set_aside.ok"}, Binding{Key::f5, "@help.aside"}, Binding{Key::digit_5, "@staff"}, Binding{Key::pause, "@staff.leave"},
    Binding{Key::pause, "@lock"}, Binding{Key::pause, "@training.leave"}, Binding{Key::digit_5, "@training"}, Binding{Key::digit_6, "@today"},
    Binding{Key::enter, "@training.yes"}, Binding{Key::escape, "@training.no"}, Binding{Key::enter, "@lock.open"}, Binding{Key::enter, "@lock.ok"}, Binding{Key::f4, "@lock.forget"},
    Binding{Key::enter, "@weigh.ok"}, Binding{Key::enter, "@count.ok"}, Binding{Key::enter, "@price.ok"}, Binding{Key::f8, "@price.open"}, Binding{Key::f7, "@quick_keys"}, Binding{Key::f9, "@reason.5"}, Binding{Key::f4, "@tare"}, Binding{Key::f5, "@tare.1"}, Binding{Key::f6, "@tare.2"}, Binding{Key::f7, "@tare.3"},
    Binding{Key::f9, "@by_hand"}, Binding{Key::f5, "@second.1"}, Binding{Key::f6, "@second.2"}, Binding{Key::f7, "@second.3"},
    Binding{Key::enter, "@test_print"}, Binding{Key::enter, "@sync.now"}, Binding{Key::f4, "@categories"}, Binding{Key::enter, "@trace.add"},
    Binding{Key::enter, "@found.1"}, Binding{Key::f5, "@found.2"}, Binding{Key::f6, "@found.3"}, Binding{Key::f7, "@found.4"},
    Binding{Key::f8, "@found.5"}, Binding{Key::f9, "@found.6"}, Binding{Key::f10, "@found.7"}, Binding{Key::f2, "@found.1.trace"},
    Binding{Key::enter, "@category.1"}, Binding{Key::f5, "@category.2"}, Binding{Key::f6, "@category.3"},
    Binding{Key::f7, "@category.4"}, Binding{Key::f8, "@category.5"}, Binding{Key::f9, "@category.6"}, Binding{Key::f10, "@category.7"},
    Binding{Key::space, "@notice.dismiss"}, Binding{Key::up, "@list.up"}, Binding{Key::down, "@list.down"},
    Binding{Key::backspace, "@undo"}, Binding{Key::backspace, "@pad.back"}, Binding{Key::remove, "@pad.clear"},
    Binding{Key::backspace, "@letter.back"}, Binding{Key::remove, "@letter.clear"}, Binding{Key::dot, "@pad.dot"}};

bool is_digit(Key key) { return key >= Key::digit_0 && key <= Key::digit_9; }
bool is_letter(Key key) { return key >= Key::letter_a && key <= Key::letter_z; }

/// What a digit or a letter writes; 0 for other keys.
char character_of(Key key) {
  if (is_digit(key)) return static_cast<char>('0' + (static_cast<int>(key) - static_cast<int>(Key::digit_0)));
  if (is_letter(key)) return static_cast<char>('a' + (static_cast<int>(key) - static_cast<int>(Key::letter_a)));
  return 0;
}

std::optional<Action> widget(const Registry& registry, std::string_view id) {
  const Registry::Target* found = registry.find(id);
  return found != nullptr ? std::optional<Action>{found->action} : std::nullopt;
}

/// The last line of the cart is the one that was touched last, and is reached also while it is scrolled out of sight.
std::optional<Action> on_last_line(Key key, const Shown& shown, const Registry& registry) {
  if (shown.state != till::State::selling || shown.lines == 0) return std::nullopt;
  const std::size_t last = shown.lines - 1;
  const std::string line = "@line." + std::to_string(shown.lines);
  if (key == Key::f2) return widget(registry, line + ".trace");
  if (key == Key::f6) return widget(registry, line + ".again");
  if (is_digit(key) && key != Key::digit_0) return till::Intent{till::OpenCount{last, character_of(key)}};
  switch (key) {
    case Key::plus: return till::Intent{till::LinePlus{last}};
    case Key::minus: return till::Intent{till::LineMinus{last}};
    case Key::remove: return till::Intent{till::LineRemove{last}};
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Action> action_of(Key key, const Shown& shown, const Registry& registry) {
  for (const Binding& binding : bindings) {
    if (binding.key != key) continue;
    if (auto action = widget(registry, binding.id)) return action;
  }
  if (const char written = character_of(key); written != 0) {
    for (const char* pad : {"@pad.", "@letter."})
      if (auto action = widget(registry, pad + std::string(1, written))) return action;
  }
  if (shown.help_open || shown.confirm_clear || shown.access_open || shown.confirm_training || shown.asks_whether_there)
    return std::nullopt;
  if (key == Key::enter && shown.state == till::State::paying) {
    return till::Intent{till::ConfirmTender{}};  // when it is not enough, the till says how much is missing
  }
  return on_last_line(key, shown, registry);
}

bool may_follow_at_once(Key key) {
  switch (key) {
    case Key::dot:
    case Key::colon:
    case Key::slash:
    case Key::backspace:
    case Key::plus:
    case Key::minus:
    case Key::up:
    case Key::down: return true;
    default: return is_digit(key) || is_letter(key);
  }
}

std::optional<Key> parse_key(std::string_view name) {
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') {
    return static_cast<Key>(static_cast<int>(Key::digit_0) + (name[0] - '0'));
  }
  if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z') {
    return static_cast<Key>(static_cast<int>(Key::letter_a) + (name[0] - 'a'));
  }
  constexpr std::array<std::pair<std::string_view, Key>, 25> names{{{"Enter", Key::enter}, {"Escape", Key::escape},
      {"Backspace", Key::backspace}, {"Delete", Key::remove}, {"+", Key::plus}, {"-", Key::minus}, {".", Key::dot},
      {"Space", Key::space}, {"Pause", Key::pause}, {":", Key::colon}, {"/", Key::slash}, {"Up", Key::up}, {"Down", Key::down}, {"F1", Key::f1}, {"F2", Key::f2}, {"F3", Key::f3},
      {"F4", Key::f4}, {"F5", Key::f5}, {"F6", Key::f6}, {"F7", Key::f7}, {"F8", Key::f8}, {"F9", Key::f9},
      {"F10", Key::f10}, {"F11", Key::f11}, {"F12", Key::f12}}};
  for (const auto& [word, key] : names) {
    if (word == name) return key;
  }
  return std::nullopt;
}

}  // namespace zhuangui::ui

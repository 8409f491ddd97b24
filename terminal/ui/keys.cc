#include "keys.h"

#include <array>
#include <string>
#include <utility>

namespace zhuangui::ui {
namespace {

std::optional<Action> widget(const Registry& registry, std::string_view id) {
  const Registry::Target* found = registry.find(id);
  return found != nullptr ? std::optional<Action>{found->action} : std::nullopt;
}

std::optional<Action> in_selling(Key key, const Shown& shown) {
  if (key == Key::up) return LocalAction::scroll_up;
  if (key == Key::down) return LocalAction::scroll_down;
  if (shown.lines == 0) return std::nullopt;
  const std::size_t last = shown.lines - 1;
  switch (key) {
    case Key::plus: return till::Intent{till::LinePlus{last}};
    case Key::minus: return till::Intent{till::LineMinus{last}};
    case Key::remove: return till::Intent{till::LineRemove{last}};
    default: return std::nullopt;
  }
}

std::optional<Action> in_paying(Key key, const Registry& registry) {
  if (key >= Key::digit_0 && key <= Key::digit_9) {
    return widget(registry, "@pad." + std::to_string(static_cast<int>(key) - static_cast<int>(Key::digit_0)));
  }
  switch (key) {
    case Key::dot: return widget(registry, "@pad.dot");
    case Key::backspace: return widget(registry, "@pad.back");
    case Key::remove: return widget(registry, "@pad.clear");
    case Key::enter: return till::Intent{till::ConfirmTender{}};  // when it is not enough, the till says how much is missing
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Action> action_of(Key key, const Shown& shown, const Registry& registry) {
  if (shown.help_open) {
    const bool closes = key == Key::enter || key == Key::escape || key == Key::help;
    return closes ? widget(registry, "@help.close") : std::nullopt;
  }
  if (shown.confirm_clear) {  // Enter is no answer here: it is pressed too easily to throw a cart away
    if (key == Key::escape) return widget(registry, "@clear.no");
    return key == Key::remove ? widget(registry, "@clear.yes") : std::nullopt;
  }
  if (key == Key::help) return widget(registry, "@help");
  if (key == Key::escape) return widget(registry, "@back");
  if (shown.state == till::State::paying) return in_paying(key, registry);
  if (key == Key::enter) {
    for (const char* forward : {"@start", "@checkout", "@finish"}) {
      if (auto action = widget(registry, forward)) return action;
    }
    return std::nullopt;
  }
  return shown.state == till::State::selling ? in_selling(key, shown) : std::nullopt;
}

std::optional<Key> parse_key(std::string_view name) {
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') {
    return static_cast<Key>(static_cast<int>(Key::digit_0) + (name[0] - '0'));
  }
  constexpr std::array<std::pair<std::string_view, Key>, 10> names{{{"Enter", Key::enter}, {"Escape", Key::escape},
      {"Backspace", Key::backspace}, {"Delete", Key::remove}, {"+", Key::plus}, {"-", Key::minus}, {".", Key::dot},
      {"F1", Key::help}, {"Up", Key::up}, {"Down", Key::down}}};
  for (const auto& [word, key] : names) {
    if (word == name) return key;
  }
  return std::nullopt;
}

}  // namespace zhuangui::ui

#include "display_worker.h"

namespace zhuangui::app {
namespace {

using core::Money;
using display::Content;
using display::Lamp;

struct Words {
  const ui::Strings& own;
  const ui::Strings& plain;
  [[nodiscard]] display::Line line(const char* key, Money amount) const {
    return {own.text(key), core::yuan_text(amount), plain.text(key)};
  }
};

Content greeting(const till::View& view, const Words& words) {
  const std::string& name = view.surroundings.counter.name;
  if (name.empty()) return {};  // no list has come yet: nothing to greet with
  return {.upper = {.left = name, .right = {}, .plain = words.plain.text("customer.welcome")}};
}

// A display of digits alone shows the total, not the last price: what will have to be paid.
Content selling(const till::View& view, const Words& words) {
  const core::CartLine& last = view.till.cart.lines.back();
  return {.upper = {.left = last.name, .right = core::yuan_text(view.priced.lines.back().total), .plain = words.plain.text("customer.item")},
          .lower = words.line("customer.total", view.priced.total),
          .lamp = Lamp::total,
          .digits_fen = view.priced.total.in_fen()};
}

Content due(const till::View& view, const Words& words) {
  return {.upper = words.line("customer.due", view.due), .lamp = Lamp::total, .digits_fen = view.due.in_fen()};
}

Content paid(const core::Sale& sale, const Words& words) {
  return {.upper = words.line("customer.received", sale.total + sale.change),
          .lower = words.line("customer.change", sale.change),
          .lamp = Lamp::change,
          .digits_fen = sale.change.in_fen()};
}

}  // namespace

display::Content customer_content(const till::View& view, const ui::Strings& own, const ui::Strings& plain) {
  const Words words{own, plain};
  if (view.till.training) return {.upper = {.left = own.text("customer.training"), .right = {}, .plain = plain.text("customer.training")}};
  // A cart that cannot be priced has no prices to show.
  const bool is_priced = !view.priced.lines.empty() && view.priced.lines.size() == view.till.cart.lines.size();
  switch (view.till.state) {
    case till::State::selling:
    case till::State::parked:
    case till::State::searching:
    case till::State::tracing:
    case till::State::weighing:
    case till::State::counting:
    case till::State::quick:
    case till::State::hand_pricing:
    case till::State::more:
    case till::State::devices:
    case till::State::syncing:
    case till::State::today:
    case till::State::disclosure:
    case till::State::settings:
    case till::State::securing:
    case till::State::calling:
    case till::State::shifts:
    case till::State::late:
    case till::State::approving:
      if (is_priced) return selling(view, words);
      break;
    case till::State::paying:
    case till::State::committing:
      if (is_priced) return due(view, words);
      break;
    case till::State::paid:
      if (view.till.last) return paid(view.till.last->sale, words);
      break;
    case till::State::returning:
    case till::State::refunding:
    case till::State::refunded:
    case till::State::locked:
    case till::State::proving:
    case till::State::set_aside:
    case till::State::starting:
    case till::State::enrolling:
    case till::State::idle: break;
  }
  return greeting(view, words);
}

DisplayWorker::DisplayWorker(device::Bus& bus, display::DisplayOptions options, ui::Strings words, ui::Strings plain,
                             std::function<void(const display::DisplayState&)> changed)
    : words_{std::move(words)},
      plain_{std::move(plain)},
      driver_{bus, std::move(options)},
      thread_{[this, changed = std::move(changed)](const std::stop_token& stop) { driver_.run(stop, changed); }} {}

}  // namespace zhuangui::app

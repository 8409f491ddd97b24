#include <algorithm>
#include <utility>

#include "steps.h"

// A cart is set aside under a number and taken up again under it, on the same day. What it holds is looked at anew then:
// the list may have changed meanwhile.

namespace zhuangui::till {
namespace {

constexpr std::int64_t day_ms = 86'400'000, shanghai_offset_ms = 8 * 3'600'000;

std::int64_t ms_to_midnight(core::WallTime now) {
  const std::int64_t into_day = ((now.utc_ms + shanghai_offset_ms) % day_ms + day_ms) % day_ms;
  return day_ms - into_day;
}

bool is_sold(const Till& till, const core::CartLine& line, core::WallTime now) {
  return till.catalogue && till.catalogue->find(line.product) && till.catalogue->price_at(line.product, now);
}

/// Goods that are not listed or not priced any more go to what was taken off, and a sentence names them.
bool take_off_what_is_not_sold(Working& work) {
  core::Cart& cart = work.till.cart;
  const auto kept = [&](const core::CartLine& line) { return is_sold(work.till, line, work.now.wall); };
  const auto gone = std::stable_partition(cart.lines.begin(), cart.lines.end(), kept);
  if (gone == cart.lines.end()) return false;
  const std::string first = gone->name;
  const auto count = cart.lines.end() - gone;
  cart.removed.insert(cart.removed.end(), gone, cart.lines.end());
  cart.lines.erase(gone, cart.lines.end());
  work.say("resume_taken_off", {first, std::to_string(count)});
  work.sound(false);
  return true;
}

}  // namespace

bool may_take_up(const Till& till, const core::ParkedCart& parked) {
  return !is_self_service(till) || parked.reason == core::ParkReason::asked;
}

bool set_cart_aside(Working& work, core::ParkReason reason) {
  const auto number = core::next_park_number(work.till.parked);
  if (work.till.cart.sale.empty() || !number) return false;
  core::ParkedCart parked{*number, work.now.wall, reason, std::exchange(work.till.cart, {})};
  work.till.undo.reset();
  work.effects.push_back(ParkCart{parked, work.till.next_sale_number});
  work.till.parked.push_back(std::move(parked));
  return true;
}

void park(Working& work) {
  if (work.till.state != State::selling || work.till.cart.lines.empty()) return;
  if (work.till.late) return refuse(work, "late_not_parked", {});  // its slip would be lost
  if (!set_cart_aside(work, core::ParkReason::asked)) return refuse(work, "parked_full", {});
  work.till.notices.clear();
  if (is_self_service(work.till)) return show_set_aside(work, work.till.parked.back().number);
  work.go(State::idle);
  work.say("parked", {std::to_string(work.till.parked.back().number)}, Weight::information);
}

void open_parked(Working& work) {
  const State from = work.till.state;
  if (from != State::idle && from != State::selling && from != State::more) return;
  if (from != State::more) work.till.home = from;
  work.till.notices.clear();
  work.go(State::parked);
}

bool take_up(Working& work, std::int64_t number) {
  Till& till = work.till;
  const auto found = std::find_if(till.parked.begin(), till.parked.end(), [number](const auto& one) { return one.number == number; });
  if (found == till.parked.end()) return false;
  till.cart = std::move(found->cart);
  till.parked.erase(found);
  const bool changed = take_off_what_is_not_sold(work);
  work.save_cart();
  return changed;
}

void resume(Working& work, std::int64_t number) {
  Till& till = work.till;
  if (till.state != State::parked || !till.catalogue) return;
  const auto found = std::find_if(till.parked.begin(), till.parked.end(), [number](const auto& one) { return one.number == number; });
  if (found == till.parked.end() || !may_take_up(till, *found)) return;
  const bool for_cash = found->reason == core::ParkReason::cash;
  if (!till.cart.sale.empty() && !set_cart_aside(work, core::ParkReason::asked)) return refuse(work, "parked_full", {});
  till.notices.clear();
  work.go(State::selling);
  const bool changed = take_up(work, number);
  if (for_cash && !changed) go_paying_exactly(work);
}

void give_up_carts_of_yesterday(Working& work) {
  std::vector<core::ParkedCart>& parked = work.till.parked;
  const auto old = std::stable_partition(parked.begin(), parked.end(), [&](const core::ParkedCart& one) {
    return !core::is_of_earlier_day(one, work.now.wall);
  });
  for (auto one = old; one != parked.end(); ++one) work.effects.push_back(AbandonCart{std::move(one->cart), "day_over"});
  parked.erase(old, parked.end());
  work.till.day_ends_ms = parked.empty() ? 0 : work.now.monotonic_ms + ms_to_midnight(work.now.wall);
}

}  // namespace zhuangui::till

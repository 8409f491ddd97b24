#include <algorithm>
#include <charconv>

#include "steps.h"

// Goods that are sold by what the scale says. A weight is taken by a touch, or by itself where that is set; it is taken
// once, and before the next one the scale must have been empty.

namespace zhuangui::till {
namespace {

constexpr std::size_t grams_digits_max = 6;

std::optional<std::int64_t> typed_grams(const Till& till) {
  std::int64_t grams = 0;
  const std::string& text = till.entered;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), grams);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return grams;
}

// The first of the second scales that may be used; none: there is no such.
std::optional<std::size_t> usable_second(const Till& till, core::WallTime at) {
  const auto& all = till.scale.second;
  const auto found = std::find_if(all.begin(), all.end(), [at](const RegisteredScale& one) { return !is_expired(one, at); });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

WeighStep pan_step(const Till& till) {
  switch (till.pan.state) {
    case PanState::absent: return WeighStep::absent;
    case PanState::silent: return WeighStep::silent;
    case PanState::empty: return WeighStep::empty;
    case PanState::moving: return WeighStep::moving;
    case PanState::spent: return WeighStep::spent;
    case PanState::over: return WeighStep::over;
    case PanState::under: return WeighStep::under;
    case PanState::stable: break;
  }
  const std::int64_t net_g = till.pan.gross_g - till.weighing.tare_g;
  if (net_g <= 0) return WeighStep::empty;  // the container alone
  return net_g < till.scale.min_g ? WeighStep::too_light : WeighStep::ready;
}

bool fails(WeighStep step) { return step == WeighStep::expired || step == WeighStep::absent || step == WeighStep::silent; }

void begin(Working& work, const core::Product& product, const std::string& code, std::optional<core::CartLine> again) {
  if (!work.till.scale.own) return refuse(work, "weighed_needs_label", {product.name});
  if (!work.till.catalogue->price_at(product.id, work.now.wall)) return refuse(work, "not_for_sale", {product.name});
  if (work.till.state == State::paid) finish(work);
  const State from = work.till.state;
  if (from == State::idle || from == State::selling) work.till.home = from;
  if (from == State::searching || from == State::tracing) work.till.weighing_from = from;
  else if (from != State::weighing) work.till.weighing_from = work.till.home;
  if (from != State::weighing) work.till.pan = {};
  work.till.notices.clear();
  work.go(State::weighing);
  work.till.weighing = {};
  work.till.weighing.product = product.id;
  work.till.weighing.code = code;
  work.till.weighing.again = std::move(again);
  work.sound(true);
}

// From when on what stands still is taken by itself.
void wait_for_it(Working& work, bool changed) {
  WeighingNow& weighing = work.till.weighing;
  const bool ready = work.till.scale.accept_after_ms > 0 && weigh_step(work.till, work.now.wall) == WeighStep::ready && !weighing.by_hand;
  if (!ready) weighing.accept_at_ms = 0;
  else if (changed || weighing.accept_at_ms == 0) weighing.accept_at_ms = work.now.monotonic_ms + work.till.scale.accept_after_ms;
}

const char* refusal(WeighStep step) {
  switch (step) {
    case WeighStep::expired: return "scale_expired";
    case WeighStep::absent:
    case WeighStep::silent: return "scale_fails";
    case WeighStep::over: return "weight_over";
    case WeighStep::under: return "weight_under";
    case WeighStep::spent: return "weight_spent";
    case WeighStep::moving: return "weight_moving";
    case WeighStep::too_light: return "weight_too_light";
    case WeighStep::hand: return "grams_missing";
    case WeighStep::empty:
    case WeighStep::ready: break;
  }
  return "weight_missing";
}

void refuse_weight(Working& work, WeighStep step) {
  std::vector<std::string> arguments;
  if (step == WeighStep::expired) arguments = {core::date_text(work.till.scale.own->verified_until)};
  if (step == WeighStep::too_light) arguments = {std::to_string(work.till.scale.min_g)};
  refuse(work, refusal(step), std::move(arguments));
}

void put_weight(Working& work, std::int64_t net_g, core::Weighing weighing) {
  const core::Product* product = work.till.catalogue ? work.till.catalogue->find(work.till.weighing.product) : nullptr;
  if (!product) return refuse(work, "no_longer_listed", {});
  auto line = core::freeze_line(*work.till.catalogue, *product, core::Grams{net_g}, work.till.weighing.code, work.now.wall);
  if (!line) return refuse(work, line.error().code == core::Errc::not_found ? "not_for_sale" : "quantity_limit", {product->name});
  line->weighing = std::move(weighing);
  const auto instead_of = work.till.weighing.again;
  work.go(State::selling);
  put_line(work, std::move(*line), instead_of);
}

}  // namespace

bool is_expired(const RegisteredScale& scale, core::WallTime at) { return core::shanghai_date(at) > scale.verified_until; }

std::optional<std::int64_t> net_weight_g(const Till& till) {
  if (till.weighing.by_hand) return typed_grams(till);
  const PanState state = till.pan.state;
  if (state == PanState::absent || state == PanState::silent || state == PanState::over || state == PanState::under) return std::nullopt;
  return till.pan.gross_g - till.weighing.tare_g;
}

WeighStep weigh_step(const Till& till, core::WallTime at) {
  if (till.weighing.by_hand) {
    const std::int64_t grams = typed_grams(till).value_or(0);
    return grams > 0 && grams <= core::grams_max ? WeighStep::ready : WeighStep::hand;
  }
  if (!till.scale.own || is_expired(*till.scale.own, at)) return WeighStep::expired;
  return pan_step(till);
}

bool may_weigh_by_hand(const Till& till, core::WallTime at) {
  if (is_self_service(till)) return false;  // loose goods then call a person, who has the attended screen
  if (!till.scale.may_enter_by_hand || !usable_second(till, at)) return false;
  return till.weighing.by_hand || fails(weigh_step(till, at));
}

void weigh(Working& work, const core::Product& product, const std::string& code) { begin(work, product, code, {}); }

void weigh_again(Working& work, std::size_t index) {
  if (work.till.state != State::selling || index >= work.till.cart.lines.size()) return;
  const core::CartLine line = work.till.cart.lines[index];
  if (!std::holds_alternative<core::Grams>(line.quantity)) return;
  const core::Product* product = work.till.catalogue ? work.till.catalogue->find(line.product) : nullptr;
  if (!product) return refuse(work, "no_longer_listed", {});
  begin(work, *product, line.code, line);
}

void set_up_scale(Working& work, const ScaleSetUp& event) {
  work.till.scale = event.scale;
  if (work.till.weighing.by_hand && !may_weigh_by_hand(work.till, work.now.wall)) weigh_by_hand(work, false);
}

void pan_changed(Working& work, const PanChanged& event) {
  const bool changed = work.till.pan != event.pan;
  work.till.pan = event.pan;
  if (work.till.state != State::weighing || !changed) return;
  work.till.untouched_until_ms = work.now.monotonic_ms + untouched_ms;
  work.till.touched_ms = work.now.monotonic_ms;
  std::erase_if(work.till.notices, [](const Notice& notice) { return notice.code.starts_with("weight_") || notice.code == "scale_fails"; });
  wait_for_it(work, true);
}

void set_tare(Working& work, std::optional<std::int64_t> grams) {
  if (work.till.state != State::weighing || work.till.weighing.by_hand) return;
  if (!grams && work.till.pan.state != PanState::stable) return refuse(work, "tare_needs_container", {});
  const auto& known = work.till.scale.tares_g;
  if (grams && *grams != 0 && std::find(known.begin(), known.end(), *grams) == known.end()) return;
  work.till.weighing.tare_g = grams.value_or(work.till.pan.gross_g);
  wait_for_it(work, true);
}

void weigh_by_hand(Working& work, bool on) {
  if (work.till.state != State::weighing || work.till.weighing.by_hand == on) return;
  const auto second = usable_second(work.till, work.now.wall);
  if (on && (!second || !may_weigh_by_hand(work.till, work.now.wall))) return refuse(work, "weigh_by_hand_refused", {});
  work.till.weighing.by_hand = on;
  work.till.weighing.second = on ? *second : 0;
  work.till.weighing.tare_g = 0;
  work.till.weighing.accept_at_ms = 0;
  work.till.entered.clear();
  work.till.notices.clear();
  ++work.till.screen;  // digits stand there now
}

void choose_second_scale(Working& work, std::size_t index) {
  if (work.till.state != State::weighing || !work.till.weighing.by_hand || index >= work.till.scale.second.size()) return;
  const RegisteredScale& chosen = work.till.scale.second[index];
  if (is_expired(chosen, work.now.wall)) return refuse(work, "scale_expired", {core::date_text(chosen.verified_until)});
  work.till.weighing.second = index;
}

void press_grams(Working& work, char key) {
  if (!work.till.weighing.by_hand) return;
  std::string& text = work.till.entered;
  const std::string before = text;
  if (key == 'C') text.clear();
  else if (key == '<' && !text.empty()) text.pop_back();
  else if (key >= '0' && key <= '9' && !(text.empty() && key == '0')) text += key;
  else if (key == 'D' && !text.empty()) text += "00";
  if (text.size() > grams_digits_max) text = before;
  if (text == before) work.sound(false);
}

void confirm_weight(Working& work) {
  if (work.till.state != State::weighing) return;
  const WeighStep step = weigh_step(work.till, work.now.wall);
  if (step != WeighStep::ready) return refuse_weight(work, step);
  if (!work.till.weighing.by_hand) return work.effects.push_back(TakeWeight{});
  if (!may_weigh_by_hand(work.till, work.now.wall)) return refuse(work, "weigh_by_hand_refused", {});
  const RegisteredScale& second = work.till.scale.second.at(work.till.weighing.second);
  if (is_expired(second, work.now.wall)) return refuse(work, "scale_expired", {core::date_text(second.verified_until)});
  const std::int64_t grams = *typed_grams(work.till);
  put_weight(work, grams, {0, "typed " + std::to_string(grams) + " g", second.serial, core::date_text(second.verified_until)});
}

// Between the question and the answer it may have moved: then nothing was spent.
void weight_taken(Working& work, const WeightTaken& event) {
  if (work.till.state != State::weighing || work.till.weighing.by_hand || !work.till.scale.own) return;
  if (!event.gross_g) return refuse_weight(work, WeighStep::moving);
  const RegisteredScale& own = *work.till.scale.own;
  const std::int64_t tare_g = work.till.weighing.tare_g;
  const std::int64_t net_g = *event.gross_g - tare_g;
  if (net_g < work.till.scale.min_g) return refuse_weight(work, WeighStep::too_light);
  put_weight(work, net_g, {tare_g + event.scale_tare_g, event.raw, own.serial, core::date_text(own.verified_until)});
}

void take_weight_that_stood_still(Working& work) {
  const std::int64_t at = work.till.weighing.accept_at_ms;
  if (at == 0 || at > work.now.monotonic_ms) return;
  work.till.weighing.accept_at_ms = 0;
  confirm_weight(work);
}

void leave_weighing_of_goods_that_are_gone(Working& work) {
  if (work.till.state != State::weighing) return;
  const std::string& product = work.till.weighing.product;
  if (work.till.catalogue && work.till.catalogue->find(product) && work.till.catalogue->price_at(product, work.now.wall)) return;
  back_from_beside(work);
  work.say("no_longer_listed", {});
}

}  // namespace zhuangui::till

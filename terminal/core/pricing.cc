#include <algorithm>
#include <tuple>

#include "core/spread.h"
#include "reckoning.h"

namespace zhuangui::core {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
}

// What a line is, as far as money goes: two that are equal in it can be exchanged.
auto identity_of(const ReckonedLine& line) {
  const CartLine& facts = *line.facts;
  return std::tie(facts.product, facts.unit_price, facts.quantity, facts.code, line.days_left, facts.category, facts.price_reason);
}

std::int64_t days_left_of(const CartLine& line, WallTime at) {
  const auto last = parse_date(line.best_before);
  return last ? std::max<std::int64_t>(-1, days_since_epoch(*last) - days_since_epoch(shanghai_date(at))) : -1;
}

}  // namespace

Result<void> Reckoning::take_in(const Cart& cart) {
  Money sum;
  lines_.reserve(cart.lines.size());
  for (std::size_t place = 0; place < cart.lines.size(); ++place) {
    const CartLine& facts = cart.lines[place];
    const auto gross = line_price(facts.quantity, facts.unit_price);
    if (!gross) return tl::unexpected(gross.error());
    sum += *gross;
    if (sum > sale_total_max)
      return fail(Errc::invalid_input, "add up the cart: the sum is too high", "split it into several sales");
    ReckonedLine& line = lines_.emplace_back();
    line.facts = &facts;
    line.place = place;
    if (const auto* pieces = std::get_if<Pieces>(&facts.quantity)) line.pieces = pieces->count;
    line.days_left = days_left_of(facts, moment_.at);
    line.gross = line.payable = *gross;
    if (const UnitPrice* least = rules_.floor_of(facts.product)) line.floor = line_price(facts.quantity, *least).value_or(Money{});
    line.taken.resize(rules_.index().groups);
  }
  std::sort(lines_.begin(), lines_.end(), [](const ReckonedLine& a, const ReckonedLine& b) { return identity_of(a) < identity_of(b); });
  return {};
}

bool Reckoning::in_force(const Promotion& promotion) const {
  return promotion.valid_from <= moment_.at && moment_.at < promotion.valid_until && holds(promotion.counters, moment_.counter) &&
         holds(promotion.buyer_classes, moment_.buyer_class);
}

void Reckoning::find_lines() {
  const PriceRules::Index& index = rules_.index();
  counted_.resize(rules_.promotions().size());
  named_.resize(rules_.promotions().size());
  const auto add = [](std::vector<Lines>& lists, const std::vector<std::size_t>& numbers, ReckonedLine& line) {
    for (const std::size_t number : numbers)
      if (lists[number].empty() || lists[number].back() != &line) lists[number].push_back(&line);
  };
  const auto look_up = [&add](std::vector<Lines>& lists, const auto& table, const std::string& key, ReckonedLine& line) {
    if (const auto found = table.find(key); found != table.end()) add(lists, found->second, line);
  };
  for (ReckonedLine& line : lines_) {
    if (!line.facts->price_reason.empty()) continue;  // a person's price is the last word
    add(counted_, index.everywhere, line);
    look_up(counted_, index.by_product, line.facts->product, line);
    look_up(counted_, index.by_category, line.facts->category, line);
    look_up(named_, index.by_named_product, line.facts->product, line);
  }
}

void Reckoning::apply_promotions() {
  find_lines();
  for (number_ = 0; number_ < rules_.promotions().size(); ++number_) {
    promotion_ = &rules_.promotions()[number_];
    if (!in_force(*promotion_) || (counted_[number_].empty() && named_[number_].empty())) continue;
    std::visit([this](const auto& terms) { apply(terms); }, promotion_->terms);
  }
}

void Reckoning::hand_out() {
  PricedCart& cart = answer_.cart;
  cart.lines.resize(lines_.size());
  answer_.mark_downs.resize(lines_.size());
  for (ReckonedLine& line : lines_) {
    cart.gross += line.gross;
    cart.discount += line.gross - line.payable;
    cart.total += line.payable;
    cart.lines[line.place] = {line.gross, std::move(line.discounts), line.payable};
    answer_.mark_downs[line.place] = std::move(line.mark_down);
  }
}

bool Reckoning::is_open(const ReckonedLine& line, std::size_t promotion) const {
  const std::size_t group = rules_.index().group[promotion];
  return group == PriceRules::no_group || !line.taken[group];
}

Reckoning::Lines Reckoning::open_of(const Lines& lines) const {
  Lines open;
  open.reserve(lines.size());
  for (ReckonedLine* line : lines)
    if (is_open(*line, number_)) open.push_back(line);
  return open;
}

Money Reckoning::room_of(const ReckonedLine& line) const {
  return promotion_->below_floor ? line.payable : std::max(Money{}, line.payable - line.floor);
}

void Reckoning::take(ReckonedLine& line) {
  if (const std::size_t group = rules_.index().group[number_]; group != PriceRules::no_group) line.taken[group] = true;
}

bool Reckoning::take_off(ReckonedLine& line, Money amount) {
  if (amount <= Money{}) return false;
  line.payable -= amount;
  line.discounts.push_back({promotion_->id, promotion_->name, amount});
  return true;
}

UnitPrice Reckoning::base_of(const CartLine& line) const {
  const auto lowest = moment_.lowest_taken.find(line.product);
  const bool may_not = promotion_->base_reason.empty() && lowest != moment_.lowest_taken.end() &&
                       lowest->second.index() == line.unit_price.index() && lowest->second < line.unit_price;
  return may_not ? lowest->second : line.unit_price;
}

void Reckoning::mark_down(ReckonedLine& line, Money payable_then) {
  if (!is_open(line, number_) || !take_off(line, std::min(line.payable - payable_then, room_of(line)))) return;
  take(line);
  if (!line.mark_down)
    line.mark_down = MarkDown{promotion_->id, base_of(*line.facts), promotion_->valid_until};
  else
    line.mark_down->until = std::min(line.mark_down->until, promotion_->valid_until);
}

Result<Promoted> price_cart(const Cart& cart, const PriceRules& rules, const PricingMoment& moment) {
  Promoted answer;
  Reckoning reckoning{rules, moment, answer};
  if (const auto taken = reckoning.take_in(cart); !taken) return tl::unexpected(taken.error());
  reckoning.apply_promotions();
  reckoning.hand_out();
  return answer;
}

}  // namespace zhuangui::core

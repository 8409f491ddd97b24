#include "plain_reckoning.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace zhuangui::plain {
namespace {

__extension__ typedef __int128 Huge;

std::int64_t half_up(Huge numerator, std::int64_t denominator) {
  std::int64_t whole = static_cast<std::int64_t>(numerator / denominator);
  if ((numerator % denominator) * 2 >= denominator) ++whole;
  return whole;
}

struct Desk {
  const std::vector<Line>& cart;
  const Shop& shop;
  Answer answer;
  std::vector<std::int64_t> gross, least;
  std::vector<std::set<std::string>> groups;
  std::vector<bool> used;
  std::vector<std::size_t> order;  ///< the lines by what they are
};

bool free_for(const Desk& desk, const Rule& rule, std::size_t line) {
  return !desk.cart[line].by_hand && (rule.group.empty() || desk.groups[line].count(rule.group) == 0);
}

bool in_scope(const Rule& rule, const Line& line) {
  if (rule.products.empty() && rule.categories.empty()) return true;
  for (const std::string& product : rule.products)
    if (product == line.product) return true;
  for (const std::string& category : rule.categories)
    if (category == line.category) return true;
  return false;
}

std::vector<std::size_t> scope_of(const Desk& desk, const Rule& rule) {
  std::vector<std::size_t> lines;
  for (const std::size_t line : desk.order)
    if (free_for(desk, rule, line) && in_scope(rule, desk.cart[line])) lines.push_back(line);
  return lines;
}

void note(Desk& desk, const Rule& rule, std::size_t line, std::int64_t fen) {
  if (fen == 0) return;
  desk.answer.totals[line] -= fen;
  desk.answer.discounts[line].emplace_back(rule.id, fen);
}

void take_part(Desk& desk, const Rule& rule, std::size_t line) {
  if (!rule.group.empty()) desk.groups[line].insert(rule.group);
}

std::int64_t room(const Desk& desk, const Rule& rule, std::size_t line) {
  if (rule.below_floor) return desk.answer.totals[line];
  return desk.answer.totals[line] > desk.least[line] ? desk.answer.totals[line] - desk.least[line] : 0;
}

// Those that fill up soonest are looked at first: a part is full when its share of what is left is more than its room.
std::vector<std::int64_t> divide(std::int64_t amount, const std::vector<std::int64_t>& weights, std::vector<std::int64_t> rooms) {
  const std::size_t count = weights.size();
  std::vector<std::int64_t> shares(count, 0);
  std::vector<std::size_t> by_fill;
  for (std::size_t n = 0; n < count; ++n) {
    rooms[n] = std::min(rooms[n], weights[n]);
    if (weights[n] > 0) by_fill.push_back(n);
  }
  std::stable_sort(by_fill.begin(), by_fill.end(), [&](std::size_t a, std::size_t b) { return Huge{rooms[a]} * weights[b] < Huge{rooms[b]} * weights[a]; });
  std::int64_t left = std::min(amount, std::accumulate(rooms.begin(), rooms.end(), std::int64_t{0}));
  std::int64_t weight_left = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::set<std::size_t> open(by_fill.begin(), by_fill.end());
  for (const std::size_t n : by_fill) {
    if (Huge{weights[n]} * left <= Huge{rooms[n]} * weight_left) break;
    shares[n] = rooms[n];
    left -= rooms[n];
    weight_left -= weights[n];
    open.erase(n);
  }
  if (left == 0) return shares;
  std::vector<Huge> fractions(count, -1);
  std::int64_t given = 0;
  for (const std::size_t n : open) {
    shares[n] = static_cast<std::int64_t>(Huge{weights[n]} * left / weight_left);
    fractions[n] = Huge{weights[n]} * left - Huge{shares[n]} * weight_left;
    given += shares[n];
  }
  for (; given < left; ++given) {
    const auto largest = std::max_element(fractions.begin(), fractions.end());  // the first of equal ones
    ++shares[static_cast<std::size_t>(largest - fractions.begin())];
    *largest = -1;
  }
  return shares;
}

void money_off(Desk& desk, const Rule& rule) {
  const auto lines = scope_of(desk, rule);
  std::vector<std::int64_t> weights, rooms;
  for (const std::size_t line : lines) {
    weights.push_back(desk.answer.totals[line]);
    rooms.push_back(room(desk, rule, line));
  }
  const std::int64_t base = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (std::accumulate(rooms.begin(), rooms.end(), std::int64_t{0}) == 0) return;
  std::int64_t off = 0, next = 0;
  if (rule.repeats) {
    std::int64_t at = rule.steps[0].first;
    for (; at <= base; at += rule.steps[0].first) off += rule.steps[0].second;
    next = at;
  } else {
    for (auto step = rule.steps.rbegin(); step != rule.steps.rend(); ++step) {
      if (step->first <= base) {
        off = step->second;
        break;
      }
      next = step->first;
    }
  }
  if (next != 0) desk.answer.missing[rule.id] = next - base;
  if (off == 0) return;
  const auto shares = divide(off, weights, rooms);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    note(desk, rule, lines[n], shares[n]);
    take_part(desk, rule, lines[n]);
  }
}

struct Taken {
  std::size_t line;
  std::int64_t pieces, value;
};

std::vector<Taken> collect(const Desk& desk, const Rule& rule, const std::string& product, std::int64_t wanted) {
  std::vector<Taken> found;
  for (const std::size_t line : desk.order) {
    const Line& facts = desk.cart[line];
    if (facts.product != product || facts.weighed || desk.used[line] || !free_for(desk, rule, line) || wanted == 0) continue;
    const std::int64_t pieces = std::min(wanted, facts.quantity);
    found.push_back({line, pieces, half_up(Huge{desk.answer.totals[line]} * pieces, facts.quantity)});
    wanted -= pieces;
  }
  return found;
}

void gift(Desk& desk, const Rule& rule) {
  std::vector<std::size_t> lines;
  std::int64_t base = 0;
  for (const std::size_t line : scope_of(desk, rule))
    if (desk.cart[line].product != rule.product) {
      lines.push_back(line);
      base += desk.answer.totals[line];
    }
  const auto stock = desk.shop.gifts_left.find(rule.id);
  const std::int64_t left = stock == desk.shop.gifts_left.end() ? 9'999 : stock->second;
  std::int64_t reached = 0, earned = 0;
  for (std::int64_t at = rule.from; at <= base && (rule.repeats || reached == 0); at += rule.from) {
    ++reached;
    if (earned + rule.pieces <= left) earned += rule.pieces;
  }
  const bool one_more_is_there = earned + rule.pieces <= left;
  if (base > 0 && one_more_is_there && (rule.repeats || reached == 0)) desk.answer.missing[rule.id] = rule.from * (reached + 1) - base;
  if (earned == 0) return;
  for (const std::size_t line : lines) take_part(desk, rule, line);
  std::int64_t in_cart = 0;
  for (const Taken& one : collect(desk, rule, rule.product, earned)) {
    note(desk, rule, one.line, one.value);
    take_part(desk, rule, one.line);
    desk.used[one.line] = true;
    in_cart += one.pieces;
  }
  desk.answer.gifts[rule.id] = {earned, in_cart};
}

void points(Desk& desk, const Rule& rule) {
  const auto aside = desk.shop.set_aside.find(rule.id);
  if (aside == desk.shop.set_aside.end()) return;
  for (const Taken& one : collect(desk, rule, rule.product, std::min(aside->second, rule.pieces))) {
    const std::int64_t fen = one.value - rule.price * one.pieces;
    if (fen <= 0) continue;
    note(desk, rule, one.line, fen);
    take_part(desk, rule, one.line);
    desk.used[one.line] = true;
    desk.answer.points[rule.id] += rule.points * one.pieces;
  }
}

void combination(Desk& desk, const Rule& rule) {
  std::int64_t sets = 9'999;
  for (const auto& [product, pieces] : rule.parts) {
    std::int64_t there = 0;
    for (const Taken& one : collect(desk, rule, product, 1'000'000)) there += one.pieces;
    sets = std::min(sets, there / pieces);
  }
  std::vector<Taken> used;
  for (const auto& [product, pieces] : rule.parts)
    for (const Taken& one : collect(desk, rule, product, sets * pieces)) used.push_back(one);
  std::vector<std::int64_t> weights, rooms;
  std::int64_t value = 0;
  for (const Taken& one : used) {
    weights.push_back(one.value);
    rooms.push_back(room(desk, rule, one.line));
    value += one.value;
  }
  if (sets == 0 || value <= sets * rule.price) return;
  const auto shares = divide(value - sets * rule.price, weights, rooms);
  if (std::accumulate(shares.begin(), shares.end(), std::int64_t{0}) == 0) return;
  for (std::size_t n = 0; n < used.size(); ++n) {
    note(desk, rule, used[n].line, shares[n]);
    take_part(desk, rule, used[n].line);
    desk.used[used[n].line] = true;
  }
}

void lower_to(Desk& desk, const Rule& rule, std::size_t line, std::int64_t then) {
  const std::int64_t fen = std::min(desk.answer.totals[line] - then, room(desk, rule, line));
  if (fen <= 0) return;
  note(desk, rule, line, fen);
  take_part(desk, rule, line);
}

void each_line(Desk& desk, const Rule& rule) {
  for (std::size_t line = 0; line < desk.cart.size(); ++line) {
    const Line& facts = desk.cart[line];
    if (!free_for(desk, rule, line)) continue;
    if (rule.kind == Kind::shelf) {
      for (const auto& [product, price] : rule.parts)
        if (product == facts.product) lower_to(desk, rule, line, price_of(facts, price));
      continue;
    }
    if (!in_scope(rule, facts)) continue;
    std::int64_t off = rule.permyriad;
    if (rule.kind == Kind::near_expiry) {
      off = 0;
      for (auto step = rule.steps.rbegin(); step != rule.steps.rend(); ++step)
        if (facts.days_left >= 0 && facts.days_left <= step->first) off = step->second;
    }
    if (off > 0) lower_to(desk, rule, line, half_up(Huge{desk.answer.totals[line]} * (10'000 - off), 10'000));
  }
}

}  // namespace

std::int64_t price_of(const Line& line, std::int64_t unit_price) {
  return line.weighed ? half_up(Huge{line.quantity} * unit_price, 1'000) : line.quantity * unit_price;
}

Answer reckon(const std::vector<Line>& cart, const Shop& shop) {
  Desk desk{cart, shop, {}, {}, {}, {}, {}, {}};
  for (const Line& line : cart) {
    desk.answer.totals.push_back(price_of(line, line.price));
    const auto floor = shop.floors.find(line.product);
    desk.least.push_back(floor == shop.floors.end() ? 0 : price_of(line, floor->second));
    desk.order.push_back(desk.order.size());
  }
  desk.answer.discounts.resize(cart.size());
  desk.groups.resize(cart.size());
  desk.used.resize(cart.size());
  std::stable_sort(desk.order.begin(), desk.order.end(), [&cart](std::size_t a, std::size_t b) {
    const Line &x = cart[a], &y = cart[b];
    return std::tie(x.product, x.price, x.quantity, x.code, x.days_left) < std::tie(y.product, y.price, y.quantity, y.code, y.days_left);
  });
  std::vector<Rule> rules = shop.rules;
  std::sort(rules.begin(), rules.end(), [](const Rule& a, const Rule& b) { return std::tie(a.order, a.id) < std::tie(b.order, b.id); });
  for (const Rule& rule : rules) {
    if (rule.kind == Kind::money_off) money_off(desk, rule);
    else if (rule.kind == Kind::gift) gift(desk, rule);
    else if (rule.kind == Kind::points) points(desk, rule);
    else if (rule.kind == Kind::combination) combination(desk, rule);
    else each_line(desk, rule);
  }
  return desk.answer;
}

}  // namespace zhuangui::plain

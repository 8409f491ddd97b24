// What must hold of every cart under every set of rules. RapidCheck prints its seed and the smallest cart that fails.
#include <rapidcheck.h>

#include <gtest/gtest.h>

#include "choices.h"
#include "core/spread.h"

namespace zhuangui {
namespace {

using Lines = std::vector<plain::Line>;

rc::Gen<unsigned> small_number() { return rc::gen::inRange<unsigned>(0, 10'000); }

Lines any_lines() {
  using Choice = std::tuple<unsigned, unsigned, unsigned, unsigned>;
  Lines lines;
  for (const auto& [product, quantity, price, extra] :
       *rc::gen::container<std::vector<Choice>>(rc::gen::tuple(small_number(), small_number(), small_number(), small_number())))
    lines.push_back(choices::line_of({product, quantity, price, extra}));
  return lines;
}

plain::Shop any_shop() {
  std::vector<choices::RuleChoice> rules;
  for (const std::vector<unsigned>& one : *rc::gen::container<std::vector<std::vector<unsigned>>>(rc::gen::container<std::vector<unsigned>>(7, small_number()))) {
    rules.push_back({one[0], one[1], one[2], one[3], one[4], one[5], one[6]});
    if (rules.size() == 30) break;
  }
  return choices::shop_of(rules, *small_number());
}

core::Promoted priced(const Lines& lines, const plain::Shop& shop) {
  core::Cart cart;
  for (const plain::Line& line : lines) cart.lines.push_back(choices::core_line(line));
  return core::price_cart(cart, choices::core_rules(shop), choices::core_moment(shop)).value();
}

TEST(Promotions, DoNotDependOnTheOrderOfScanning) {
  EXPECT_TRUE(rc::check([] {
    const Lines lines = any_lines();
    const plain::Shop shop = any_shop();
    Lines shuffled = lines;
    for (std::size_t n = shuffled.size(); n > 1; --n) std::swap(shuffled[n - 1], shuffled[*rc::gen::inRange<std::size_t>(0, n)]);
    const core::Promoted first = priced(lines, shop), second = priced(shuffled, shop);
    RC_ASSERT(choices::told(lines, first) == choices::told(shuffled, second));
    RC_ASSERT(first.next_steps == second.next_steps);
  }));
}

TEST(Promotions, AddUpLineByLineAndNeverGiveMoneyAway) {
  EXPECT_TRUE(rc::check([] {
    const Lines lines = any_lines();
    const core::Promoted answer = priced(lines, any_shop());
    RC_ASSERT(answer.cart.lines.size() == lines.size());
    core::Money gross, discount, total;
    for (std::size_t n = 0; n < lines.size(); ++n) {
      const core::PricedLine& line = answer.cart.lines[n];
      core::Money off;
      for (const core::Discount& one : line.discounts) {
        RC_ASSERT(one.amount > core::Money{});
        off += one.amount;
      }
      RC_ASSERT(line.gross.in_fen() == plain::price_of(lines[n], lines[n].price));
      RC_ASSERT(line.gross - off == line.total);
      RC_ASSERT(line.total >= core::Money{});
      gross += line.gross;
      discount += off;
      total += line.total;
    }
    RC_ASSERT(gross == answer.cart.gross);
    RC_ASSERT(discount == answer.cart.discount);
    RC_ASSERT(total == answer.cart.total);
  }));
}

TEST(Promotions, NeverGoUnderAFloorUnlessTheRuleSaysSo) {
  EXPECT_TRUE(rc::check([] {
    const Lines lines = any_lines();
    const plain::Shop shop = any_shop();
    const core::Promoted answer = priced(lines, shop);
    const auto may = [&shop](const core::Discount& one) {
      for (const plain::Rule& rule : shop.rules)
        if (rule.id == one.rule) return rule.below_floor || rule.kind == plain::Kind::gift || rule.kind == plain::Kind::points;
      return false;
    };
    for (std::size_t n = 0; n < lines.size(); ++n) {
      const core::PricedLine& line = answer.cart.lines[n];
      const auto floor = shop.floors.find(lines[n].product);
      if (floor == shop.floors.end() || std::any_of(line.discounts.begin(), line.discounts.end(), may)) continue;
      RC_ASSERT(line.total >= std::min(line.gross, core::Money::fen(plain::price_of(lines[n], floor->second))));
    }
  }));
}

TEST(Promotions, AreGivenBackExactlyHoweverALineIsReturnedInParts) {
  EXPECT_TRUE(rc::check([] {
    const Lines lines = any_lines();
    const core::Promoted answer = priced(lines, any_shop());
    core::Money back;
    for (std::size_t n = 0; n < lines.size(); ++n) {
      const core::Money paid = answer.cart.lines[n].total;
      for (std::int64_t returned = 0; returned < lines[n].quantity;) {
        const std::int64_t part = *rc::gen::inRange<std::int64_t>(1, lines[n].quantity - returned + 1);
        const core::Money share = core::share_of(paid, returned + part, lines[n].quantity) - core::share_of(paid, returned, lines[n].quantity);
        RC_ASSERT(share >= core::Money{});
        back += share;
        returned += part;
      }
    }
    RC_ASSERT(back == answer.cart.total);
  }));
}

TEST(Spread, GivesAllOfItToTheFenAndNoPartMoreThanItMayHave) {
  EXPECT_TRUE(rc::check([] {
    std::vector<core::SpreadPart> parts;
    core::Money room;
    for (const auto& [weight, most] : *rc::gen::container<std::vector<std::pair<unsigned, unsigned>>>(rc::gen::pair(small_number(), small_number()))) {
      parts.push_back({core::Money::fen(weight), core::Money::fen(most)});
      room += core::Money::fen(std::min(weight, most));
    }
    const core::Money amount = core::Money::fen(*small_number());
    const std::vector<core::Money> shares = core::spread(amount, parts);
    RC_ASSERT(shares.size() == parts.size());
    core::Money sum;
    for (std::size_t n = 0; n < parts.size(); ++n) {
      RC_ASSERT(shares[n] >= core::Money{} && shares[n] <= parts[n].most && shares[n] <= parts[n].weight);
      sum += shares[n];
    }
    RC_ASSERT(sum == std::min(amount, room));
  }));
}

}  // namespace
}  // namespace zhuangui

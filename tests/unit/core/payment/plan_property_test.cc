// Parts taken and given back in any order: money is neither made nor lost.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "carts.h"
#include "seed.h"

namespace zhuangui::core {
namespace {

using support::by_hand;
using support::card;
using support::cash;

Cart any_cart(std::mt19937_64& random) {
  Cart cart = support::cart_of({1, 1, 1, 1, 1});
  cart.lines.resize(1 + random() % 5);
  for (CartLine& line : cart.lines) line.unit_price = PerPiece{Money::fen(1 + static_cast<std::int64_t>(random() % 20'000))};
  return cart;
}

Tender any_part(std::mt19937_64& random, Money left) {
  const auto some = static_cast<std::int64_t>(random() % 12'000) - 50;
  const std::int64_t fen = random() % 3 == 0 ? left.in_fen() : some;
  const std::string which(1, static_cast<char>('A' + random() % 3));
  switch (random() % 3) {
    case 0: return cash(fen);
    case 1: return card(fen, "H-" + which);
    default: return by_hand(fen, which);
  }
}

struct Books {
  std::int64_t cash_fen = 0, other_fen = 0;
  void book(const Tender& part, int sign) {
    (part.kind == TenderKind::cash ? cash_fen : other_fen) += sign * part.amount.in_fen();
  }
};

// The independent reckoning: plain integers, kept step by step.
void expect_balance(const PaymentPlan& plan, const Books& books, std::int64_t unit) {
  const std::int64_t total = plan.priced.total.in_fen();
  const std::int64_t in_cash = total - books.other_fen;
  ASSERT_GE(in_cash, 0) << "more than the sum was taken by card and code";
  const std::int64_t off = in_cash < unit ? 0 : in_cash % unit;
  const bool paid = !plan.taken.empty() && books.cash_fen >= in_cash - off;
  ASSERT_EQ(plan.is_paid(), paid);
  ASSERT_EQ(plan.left().in_fen(), paid ? 0 : in_cash - books.cash_fen);
  ASSERT_EQ(plan.change().in_fen(), paid ? books.cash_fen + books.other_fen - (total - off) : 0);
  ASSERT_LE(plan.change().in_fen(), books.cash_fen) << "change is given for cash alone";
}

void expect_sale(const Cart& cart, const PaymentPlan& plan, const Books& books) {
  const auto settled = settled_cart(cart, plan);
  ASSERT_TRUE(settled) << settled.error().cause;
  const auto sale = complete_sale(cart, *settled, {.tenders = plan.taken}, 1);
  ASSERT_TRUE(sale) << sale.error().cause;
  std::int64_t lines_fen = 0;
  for (const SaleLine& line : sale->lines) {
    ASSERT_GE(line.total.in_fen(), 0);
    lines_fen += line.total.in_fen();
  }
  ASSERT_EQ(lines_fen, sale->total.in_fen());
  ASSERT_EQ(books.cash_fen + books.other_fen - sale->change.in_fen(), lines_fen) << "tenders less change are the total";
}

TEST(PaymentPlanProperty, NoOrderOfPartsMakesOrLosesMoney) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  constexpr std::int64_t units[] = {1, 10, 100};
  int paid = 0, split = 0, given_back = 0;
  for (int walk = 0; walk < 4'000; ++walk) {
    const Cart cart = any_cart(random);
    const std::size_t rule = random() % 3;
    PaymentPlan plan = support::plan_of(cart, static_cast<Rounding>(rule));
    Books books;
    for (int step = 0; step < 12; ++step) {
      if (!plan.taken.empty() && random() % 4 == 0) {
        const std::size_t index = random() % plan.taken.size();
        books.book(plan.taken[index], -1);
        ASSERT_TRUE(give_part_back(plan, index));
        ++given_back;
      } else {
        const Tender part = any_part(random, plan.left());
        if (take_part(plan, part)) books.book(part, 1);
      }
      ASSERT_NO_FATAL_FAILURE(expect_balance(plan, books, units[rule]));
      std::set<std::string> sources;
      for (const Tender& part : plan.taken)
        if (part.kind != TenderKind::cash) {
          ASSERT_TRUE(sources.insert(part.holder + "/" + part.proof).second) << "one source pays twice";
        }
      if (!plan.is_paid()) continue;
      ++paid;
      split += plan.taken.size() > 1;
      ASSERT_NO_FATAL_FAILURE(expect_sale(cart, plan, books));
    }
    while (!plan.taken.empty()) ASSERT_TRUE(give_part_back(plan, plan.taken.size() - 1));
    ASSERT_EQ(plan.left(), plan.priced.total) << "all given back: all is left";
  }
  EXPECT_GT(paid, 1'000);
  EXPECT_GT(split, 500);
  EXPECT_GT(given_back, 1'000);
}

}  // namespace
}  // namespace zhuangui::core

#include <gtest/gtest.h>
#include <random>

#include "choices.h"
#include "seed.h"

namespace zhuangui {
namespace {

constexpr int carts = 10'000;

TEST(SecondReckoning, AgreesOnTenThousandRandomCarts) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const auto number = [&random] { return static_cast<unsigned>(random() >> 40); };
  std::int64_t lowered = 0, gifts = 0, points = 0, missing = 0;
  for (int round = 0; round < carts; ++round) {
    std::vector<plain::Line> cart;
    std::vector<choices::RuleChoice> rules;
    for (auto lines = 1 + random() % 12; lines > 0; --lines) cart.push_back(choices::line_of({number(), number(), number(), number()}));
    for (auto count = random() % 13; count > 0; --count)
      rules.push_back({number(), number(), number(), number(), number(), number(), number()});
    const plain::Shop shop = choices::shop_of(rules, number());
    core::Cart same;
    for (const plain::Line& line : cart) same.lines.push_back(choices::core_line(line));
    const auto ours = core::price_cart(same, choices::core_rules(shop), choices::core_moment(shop));
    ASSERT_TRUE(ours.has_value()) << ours.error().cause;
    const plain::Answer theirs = plain::reckon(cart, shop);
    ASSERT_EQ(choices::told(cart, *ours), choices::told(cart, theirs)) << "round " << round;
    lowered += ours->cart.discount > core::Money{};
    gifts += !theirs.gifts.empty();
    points += !theirs.points.empty();
    missing += !theirs.missing.empty();
  }
  std::printf("%d carts: %ld lowered, %ld with a gift, %ld with points, %ld with something missing to a step; seed %lu\n", carts,
              static_cast<long>(lowered), static_cast<long>(gifts), static_cast<long>(points), static_cast<long>(missing), static_cast<unsigned long>(seed));
  EXPECT_GT(lowered, carts / 2);  // or the carts say nothing
  EXPECT_GT(gifts, carts / 20);
  EXPECT_GT(points, carts / 20);
  EXPECT_GT(missing, carts / 5);
}

}  // namespace
}  // namespace zhuangui

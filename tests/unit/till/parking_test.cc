#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

constexpr std::int64_t hour_ms = 3'600'000;

/// Two pieces of walnuts are set aside as number 1.
Stand with_one_parked() {
  Stand stand;
  stand.scan(support::walnuts);
  stand.scan(support::walnuts);
  stand.ask(Park{});
  return stand;
}

TEST(Parking, ACartIsSetAsideUnderANumberAndTakenUpAsItWas) {
  Stand stand = with_one_parked();
  ASSERT_EQ(stand.till.state, State::idle);
  EXPECT_TRUE(stand.says("parked"));
  EXPECT_TRUE(stand.till.cart.sale.empty());
  ASSERT_EQ(stand.count<ParkCart>(), 1u);
  const auto asked = std::get<ParkCart>(stand.last_effects.front());
  EXPECT_EQ(asked.parked.number, 1);
  EXPECT_EQ(asked.parked.cart.sale, "T-0001-471000-1");
  EXPECT_EQ(asked.next_sale_number, 2);
  stand.ask(OpenParked{});
  ASSERT_EQ(stand.till.state, State::parked);
  stand.ask(Resume{1});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart, asked.parked.cart);
  EXPECT_EQ(stand.total(), core::Money::fen(7600));
  EXPECT_TRUE(stand.till.parked.empty());
  EXPECT_TRUE(std::holds_alternative<SaveCart>(stand.last_effects.back())) << "its row is the open one again";
}

TEST(Parking, AnotherBuyerIsServedMeanwhileAndTheirCartIsSetAsideWhenTheFirstComesBack) {
  Stand stand = with_one_parked();
  stand.scan(support::chicken);
  ASSERT_EQ(stand.till.state, State::selling);
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_EQ(stand.total(), core::Money::fen(7600));
  ASSERT_EQ(stand.till.parked.size(), 1u);
  EXPECT_EQ(stand.till.parked[0].number, 2) << "a number that was just given is not given again at once";
  ASSERT_EQ(stand.last_effects.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<ParkCart>(stand.last_effects[0])) << "before the other is saved as the open one";
}

TEST(Parking, NothingIsSetAsideOfAnEmptyCartAndANumberThatIsNotThereTakesUpNothing) {
  Stand stand;
  stand.ask(Start{});
  stand.ask(Park{});
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.count<ParkCart>(), 0u);
  stand.ask(OpenParked{});
  stand.ask(Resume{7});
  EXPECT_EQ(stand.till.state, State::parked);
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(Parking, WhatIsNotSoldAnyMoreIsTakenOffWithASentenceAndStaysPartOfTheRecord) {
  Stand stand = with_one_parked();
  stand.scan(support::chicken);
  stand.ask(Park{});
  const auto shelf = zhuangui::support::shelf();
  std::vector<core::Product> products = shelf->products();
  std::erase_if(products, [](const core::Product& one) { return one.id == "P-HETAO"; });
  std::vector<core::Price> prices;
  for (const core::Product& one : products)
    if (const auto price = shelf->price_at(one.id, stand.now.wall)) prices.push_back({one.id, *price, core::WallTime{1}, {}});
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(*core::Catalogue::build(9, products, prices))});
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_TRUE(stand.says("resume_taken_off"));
  EXPECT_TRUE(stand.till.cart.lines.empty());
  ASSERT_EQ(stand.till.cart.removed.size(), 1u);
  EXPECT_EQ(stand.till.cart.removed[0].product, "P-HETAO");
  stand.ask(OpenParked{});
  stand.ask(Resume{2});
  EXPECT_FALSE(stand.says("resume_taken_off"));
  EXPECT_EQ(stand.total(), core::Money::fen(8800));
}

TEST(Parking, ACartOfYesterdayIsGivenUpWhenTheDayEndsAndWhenTheTerminalStartsOnTheNext) {
  Stand stand = with_one_parked();
  stand.wait(15 * /* from nine in the morning */ hour_ms - 1'000);
  EXPECT_EQ(stand.till.parked.size(), 1u) << "still the same day";
  ASSERT_EQ(next_tick(stand.till), stand.now.monotonic_ms + 1'000) << "midnight wakes it";
  stand.wait(1'000);
  EXPECT_TRUE(stand.till.parked.empty());
  ASSERT_EQ(stand.count<AbandonCart>(), 1u);
  EXPECT_EQ(std::get<AbandonCart>(stand.last_effects.back()).reason, "day_over");

  Stand next;
  core::ParkedCart left{3, core::WallTime{next.now.wall.utc_ms - 24 * hour_ms}, core::ParkReason::abandoned, {}};
  left.cart.sale = "T-0001-471000-1";
  next.feed(Ready{"T-0001", 471'000, 2, {}, {}, {left}});
  EXPECT_TRUE(next.till.parked.empty());
  EXPECT_EQ(next.count<AbandonCart>(), 1u);
}

TEST(Parking, NumbersGoRoundAndNoTwoCartsHaveTheSame) {
  std::vector<core::ParkedCart> parked;
  const auto park = [&](std::int64_t number, std::int64_t at) {
    parked.push_back({number, core::WallTime{at}, core::ParkReason::asked, {}});
  };
  EXPECT_EQ(core::next_park_number(parked), 1);
  park(98, 10);
  EXPECT_EQ(core::next_park_number(parked), 99);
  park(99, 20);
  EXPECT_EQ(core::next_park_number(parked), 1);
  park(1, 5);  // longer ago
  EXPECT_EQ(core::next_park_number(parked), 2);
  for (std::int64_t number = 2; number <= 97; ++number) park(number, 5);
  EXPECT_EQ(core::next_park_number(parked), std::nullopt);
}

}  // namespace
}  // namespace zhuangui::till

// A sum paid in parts: what is left, what comes back, what is left off in cash.
#include <gtest/gtest.h>

#include "carts.h"

namespace zhuangui::core {
namespace {

using support::by_hand;
using support::card;
using support::cart_of;
using support::cash;
using support::plan_of;

struct Case {
  const char* note;
  Rounding rounding;
  std::int64_t total;
  std::vector<Tender> parts;
  std::int64_t left, left_in_cash, rounded_off, change;
  bool paid;
};

// Sums and remainders in fen, reckoned by hand.
const Case cases[] = {
    {"nothing taken yet", Rounding::off, 7411, {}, 7411, 7411, 0, 0, false},
    {"exactly, in cash", Rounding::off, 7411, {cash(7411)}, 0, 0, 0, 0, true},
    {"change for a note", Rounding::off, 7411, {cash(10000)}, 0, 0, 0, 2589, true},
    {"a fen short", Rounding::off, 7411, {cash(7410)}, 1, 1, 0, 0, false},
    {"card alone", Rounding::off, 7411, {card(7411)}, 0, 0, 0, 0, true},
    {"card and cash", Rounding::off, 7411, {card(7000), cash(500)}, 0, 0, 0, 89, true},
    {"card, code and two handfuls of cash", Rounding::off, 7411, {cash(1000), card(3000), by_hand(2000), cash(2000)}, 0, 0, 0, 589, true},
    {"jiao: the fen are left off in cash", Rounding::jiao, 7411, {}, 7411, 7410, 1, 0, false},
    {"jiao: paid by what is asked for", Rounding::jiao, 7411, {cash(7410)}, 0, 0, 1, 0, true},
    {"jiao: change is of the rounded sum", Rounding::jiao, 7419, {cash(8000)}, 0, 0, 9, 590, true},
    {"yuan: up to 99 fen are left off", Rounding::yuan, 7499, {cash(7400)}, 0, 0, 99, 0, true},
    {"yuan: of the cash alone, not of the card's part", Rounding::yuan, 7499, {card(5050)}, 2449, 2400, 49, 0, false},
    {"the same, the rest in cash", Rounding::yuan, 7499, {card(5050), cash(2400)}, 0, 0, 49, 0, true},
    {"all by card: nothing is left off", Rounding::yuan, 7499, {card(7499)}, 0, 0, 0, 0, true},
    {"a sum under the unit is never made nothing", Rounding::yuan, 60, {}, 60, 60, 0, 0, false},
    {"nor is a rest under the unit", Rounding::jiao, 7405, {card(7400)}, 5, 5, 0, 0, false},
    {"cash before the card: rounded on what the card left", Rounding::yuan, 7499, {cash(5000), card(2400)}, 0, 0, 99, 0, true},
    {"nothing costs nothing, once it is closed", Rounding::jiao, 0, {cash(0)}, 0, 0, 0, 0, true},
};

TEST(PaymentPlan, FollowsTheTableReckonedByHand) {
  for (const Case& one : cases) {
    PaymentPlan plan{{}, one.rounding, {}};
    plan.priced.total = Money::fen(one.total);
    for (const Tender& part : one.parts) ASSERT_TRUE(take_part(plan, part)) << one.note;
    EXPECT_EQ(plan.left(), Money::fen(one.left)) << one.note;
    EXPECT_EQ(plan.left_in_cash(), Money::fen(one.left_in_cash)) << one.note;
    EXPECT_EQ(plan.rounded_off(), Money::fen(one.rounded_off)) << one.note;
    EXPECT_EQ(plan.change(), Money::fen(one.change)) << one.note;
    EXPECT_EQ(plan.is_paid(), one.paid) << one.note;
  }
}

TEST(PaymentPlan, TakesNoMoreThanIsLeftByAnythingButCash) {
  for (const Tender& part : {card(7412), by_hand(7412), card(0), card(-1), cash(0), cash(-5)}) {
    PaymentPlan plan = plan_of(cart_of({7411}));
    EXPECT_EQ(take_part(plan, part).error().code, Errc::invalid_input) << part.amount.in_fen();
    EXPECT_TRUE(plan.taken.empty());
  }
}

TEST(PaymentPlan, TakesNothingOnceItIsPaid) {
  PaymentPlan plan = plan_of(cart_of({7411}), Rounding::jiao);
  ASSERT_TRUE(take_part(plan, cash(7410)));
  EXPECT_FALSE(take_part(plan, cash(100)));
  EXPECT_FALSE(take_part(plan, card(1))) << "the fen that was left off is not asked for again";
  EXPECT_EQ(plan.taken.size(), 1u);
}

TEST(PaymentPlan, TheSameCardOrTradeNumberPaysOnce) {
  PaymentPlan plan = plan_of(cart_of({7411}));
  ASSERT_TRUE(take_part(plan, card(1000, "H-A")));
  ASSERT_TRUE(take_part(plan, by_hand(1000, "4711")));
  EXPECT_EQ(take_part(plan, card(1000, "H-A")).error().code, Errc::conflict);
  EXPECT_EQ(take_part(plan, by_hand(1000, "4711")).error().code, Errc::conflict);
  EXPECT_TRUE(take_part(plan, card(1000, "H-B")));
  EXPECT_TRUE(take_part(plan, by_hand(1000, "4712")));
  EXPECT_TRUE(take_part(plan, cash(100)));
  EXPECT_TRUE(take_part(plan, cash(100))) << "a second handful of cash is no mistake";
}

TEST(PaymentPlan, APartGivenBackIsLeftAgain) {
  PaymentPlan plan = plan_of(cart_of({7411}));
  ASSERT_TRUE(take_part(plan, card(1000)));
  ASSERT_TRUE(take_part(plan, cash(411)));
  ASSERT_TRUE(give_part_back(plan, 0));
  EXPECT_EQ(plan.left(), Money::fen(7000));
  EXPECT_EQ(plan.taken.front().kind, TenderKind::cash);
  EXPECT_EQ(give_part_back(plan, 1).error().code, Errc::not_found);
  EXPECT_TRUE(take_part(plan, card(7000))) << "the card that was given back may pay";
}

// 74.99 to the yuan: 99 fen over 30.00, 40.00 and 4.99 are 39.605, 52.807 and 6.588: two fen over, to .807 and .605.
TEST(SettledCart, SpreadsWhatIsLeftOffOverTheLinesToTheFen) {
  const Cart cart = cart_of({3000, 4000, 499});
  PaymentPlan plan = plan_of(cart, Rounding::yuan);
  ASSERT_TRUE(take_part(plan, cash(10000)));
  const PricedCart settled = settled_cart(cart, plan).value();
  EXPECT_EQ(settled.lines[0].total, Money::fen(3000 - 40));
  EXPECT_EQ(settled.lines[1].total, Money::fen(4000 - 53));
  EXPECT_EQ(settled.lines[2].total, Money::fen(499 - 6));
  EXPECT_EQ(settled.lines[1].discounts, (std::vector<Discount>{{"rounding", "抹零", Money::fen(53)}}));
  EXPECT_EQ(settled.total, Money::fen(7400));
  EXPECT_EQ(settled.discount, Money::fen(99));
  const auto sale = complete_sale(cart, settled, {.tenders = plan.taken}, 1);
  ASSERT_TRUE(sale) << sale.error().cause;
  EXPECT_EQ(sale->change, Money::fen(2600));
}

// Three lines of the same price and one fen to leave off: it goes to the same goods however they were scanned.
TEST(SettledCart, TheFenGoesToTheSameGoodsInWhateverOrderTheyWereScanned) {
  Cart cart = cart_of({1367, 1367, 1367});
  for (int turn = 0; turn < 3; ++turn) {
    PaymentPlan plan = plan_of(cart, Rounding::jiao);
    ASSERT_TRUE(take_part(plan, cash(4100)));
    const PricedCart settled = settled_cart(cart, plan).value();
    for (std::size_t index = 0; index < 3; ++index)
      EXPECT_EQ(settled.lines[index].total, Money::fen(cart.lines[index].product == "A" ? 1366 : 1367)) << turn;
    std::rotate(cart.lines.begin(), cart.lines.begin() + 1, cart.lines.end());
  }
}

TEST(SettledCart, IsRefusedWhileSomethingIsLeft) {
  const Cart cart = cart_of({7411});
  PaymentPlan plan = plan_of(cart);
  ASSERT_TRUE(take_part(plan, cash(7410)));
  EXPECT_FALSE(settled_cart(cart, plan));
}

TEST(CounterSettings, AreReadBackAndASectionWithAnUnknownWordIsRefused) {
  const CounterSettings settings{"C-0001", Rounding::jiao, true, Money::fen(2000)};
  EXPECT_EQ(settings_section(settings), R"({"counter":"C-0001","rounding":"jiao","shop_code":true,"agreed_max_fen":2000})");
  EXPECT_EQ(parse_settings_section(settings_section(settings)).value(), settings);
  EXPECT_EQ(parse_settings_section(R"({"counter":"C-0001"})").value(), (CounterSettings{"C-0001", Rounding::off, false, {}}));
  EXPECT_FALSE(parse_settings_section(R"({"counter":"C-0001","rounding":"fen"})"));
  EXPECT_FALSE(parse_settings_section(R"({"counter":"C-0001","agreed_max_fen":-1})"));
  EXPECT_FALSE(parse_settings_section(R"({"rounding":"jiao"})"));
  EXPECT_FALSE(parse_settings_section("["));
}

}  // namespace
}  // namespace zhuangui::core

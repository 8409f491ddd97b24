#include "core/refund.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "seed.h"

namespace zhuangui::core {
namespace {

CartLine packed_line(const char* product, std::int64_t pieces, std::int64_t price_fen) {
  return {.product = product, .name = product, .township = "红池坝镇", .quantity = Pieces{pieces},
          .unit_price = PerPiece{Money::fen(price_fen)}};
}
CartLine weighed_line(const char* product, std::int64_t grams, std::int64_t price_fen) {
  return {.product = product, .name = product, .quantity = Grams{grams}, .unit_price = PerKilogram{Money::fen(price_fen)}};
}

// Two bags of walnuts at 38.00 with 5.00 off, and 520 g of potatoes at 5.98: 71.00 + 3.11 = 74.11. 70.00 by the union's
// quota, the rest out of five yuan in cash: 0.89 back.
Sale example() {
  Cart cart{.sale = "T-0001-471000-1"};
  cart.lines = {packed_line("P-HETAO", 2, 3800), weighed_line("P-YANGYU", 520, 598)};
  PricedCart priced;
  priced.lines = {{Money::fen(7600), {{"PR-0007", "满减", Money::fen(500)}}, Money::fen(7100)},
                  {Money::fen(311), {}, Money::fen(311)}};
  priced.total = Money::fen(7411);
  Settlement settlement;
  settlement.tenders = {{TenderKind::cash, Money::fen(500), {}, {}, {}},
                        {TenderKind::quota, Money::fen(7000), "H-1", "Q-3", "pin"}};
  settlement.attribution = {FundSource::union_funds, "U-1", "", "Q-3"};
  return complete_sale(cart, priced, settlement, 3).value();
}

RefundTerms terms(int number, Money agreed_max = Money::fen(5000)) {
  return {.id = "T-0001-471000-" + std::to_string(100 + number), .reason = "spoiled", .agreed_max = agreed_max};
}

Result<Refund> give_back(const Sale& sale, const std::vector<Refund>& earlier, std::vector<RefundWish> wishes) {
  return make_refund(sale, earlier, wishes, terms(static_cast<int>(earlier.size())));
}

TEST(Refund, HalfOfALineGivesBackHalfOfItAndOfItsDiscount) {
  const Sale sale = example();
  const auto first = give_back(sale, {}, {{0, 1, std::nullopt, GoodsFate::saleable}});
  ASSERT_TRUE(first.has_value()) << first.error().cause;
  EXPECT_EQ(first->total, Money::fen(3550));
  EXPECT_EQ(first->lines.front().discounts, (std::vector<Discount>{{"PR-0007", "满减", Money::fen(250)}}));
  EXPECT_EQ(first->attribution, sale.attribution);
}

TEST(Refund, AWeighedLineComesBackByGrams) {
  const Sale sale = example();
  const auto first = give_back(sale, {}, {{1, 200, std::nullopt, GoodsFate::waste}});
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->total, Money::fen(120));  // 311 * 200 / 520 = 119.6
  const auto rest = give_back(sale, {*first}, {{1, 320, std::nullopt, GoodsFate::waste}});
  EXPECT_EQ(rest->total, Money::fen(191));
}

TEST(Refund, PartsThatDoNotDivideAddUpToTheFen) {
  Cart cart{.sale = "T-0001-471000-1"};
  cart.lines = {packed_line("P-JI", 3, 34)};
  const PricedCart priced{{{Money::fen(102), {{"R", "", Money::fen(2)}}, Money::fen(100)}}, Money::fen(102), Money::fen(2), Money::fen(100)};
  const Sale sale = complete_sale(cart, priced, cash_settlement(Money::fen(100)), 1).value();
  std::vector<Refund> made;
  for (const std::int64_t want : {33, 34, 33}) {  // 33.33, 66.67 and 100 in all
    made.push_back(give_back(sale, made, {{0, 1, std::nullopt, GoodsFate::saleable}}).value());
    EXPECT_EQ(made.back().total, Money::fen(want));
  }
}

TEST(Refund, TheUnionsMoneyGoesBackToItsQuotaBeforeAnyCashDoes) {
  const Sale sale = example();
  const auto first = give_back(sale, {}, {{0, 2, std::nullopt, GoodsFate::quarantine}}).value();
  EXPECT_EQ(first.tenders, (std::vector<Tender>{{TenderKind::quota, Money::fen(7000), "H-1", "Q-3", ""},
                                                {TenderKind::cash, Money::fen(100), "", "", ""}}));
  const auto rest = give_back(sale, {first}, everything_left(sale, std::vector{first})).value();
  EXPECT_EQ(rest.tenders, (std::vector<Tender>{{TenderKind::cash, Money::fen(311), "", "", ""}}));
}

TEST(Refund, AnAgreedSumLeavesTheGoodsAndLessToGiveBackLater) {
  const Sale sale = example();
  const auto agreed = give_back(sale, {}, {{0, 0, Money::fen(1000), GoodsFate::kept}});
  ASSERT_TRUE(agreed.has_value()) << agreed.error().cause;
  EXPECT_EQ(agreed->lines.front().facts.quantity, Quantity{Pieces{0}});
  EXPECT_EQ(refundable(sale, std::vector{*agreed}).front().quantity, 2);
  const auto rest = give_back(sale, {*agreed}, {{0, 2, std::nullopt, GoodsFate::waste}});
  EXPECT_EQ(rest->total, Money::fen(6100));
}

TEST(Refund, IsRefusedWhereItIsNotOfWhatWasSold) {
  const Sale sale = example();
  const auto half = give_back(sale, {}, {{0, 1, std::nullopt, GoodsFate::saleable}}).value();
  Refund stranger = half;
  stranger.sale = "T-0001-471000-2";
  struct Case { const char* note; std::vector<Refund> earlier; std::vector<RefundWish> wishes; };
  for (const Case& c : {Case{"nothing", {}, {}},
                        Case{"a line the sale has not", {}, {{2, 1, std::nullopt, GoodsFate::saleable}}},
                        Case{"more than was sold", {}, {{0, 3, std::nullopt, GoodsFate::saleable}}},
                        Case{"more than is left", {half}, {{0, 2, std::nullopt, GoodsFate::saleable}}},
                        Case{"a quantity of nothing", {}, {{0, 0, std::nullopt, GoodsFate::saleable}}},
                        Case{"a negative quantity", {}, {{0, -1, std::nullopt, GoodsFate::saleable}}},
                        Case{"a line twice", {}, {{0, 1, std::nullopt, GoodsFate::saleable}, {0, 1, std::nullopt, GoodsFate::waste}}},
                        Case{"an agreed sum above the county's limit", {}, {{0, 0, Money::fen(5001), GoodsFate::kept}}},
                        Case{"an agreed sum above its line", {}, {{1, 0, Money::fen(312), GoodsFate::kept}}},
                        Case{"an agreed sum for goods that come back", {}, {{0, 1, Money::fen(100), GoodsFate::saleable}}},
                        Case{"an agreed sum of nothing", {}, {{0, 0, Money{}, GoodsFate::kept}}},
                        Case{"earlier returns of another sale", {stranger}, {{0, 1, std::nullopt, GoodsFate::saleable}}}})
    EXPECT_EQ(give_back(sale, c.earlier, c.wishes).error().code, Errc::invalid_input) << c.note;
  RefundTerms unknown = terms(0);
  unknown.reason = "because";
  EXPECT_FALSE(make_refund(sale, {}, everything_left(sale, {}), unknown).has_value());
}

TEST(Refund, ItsEntrySaysAllOfItAndComesBack) {
  const Sale sale = example();
  RefundTerms how = terms(0);
  how.voids = how.unchecked = true;
  how.operator_reference = "S-1";
  how.second_reference = "S-2";
  how.release = 3;
  const std::vector<RefundWish> wishes{{0, 1, std::nullopt, GoodsFate::quarantine}};
  const Refund refund = make_refund(sale, {}, wishes, how).value();
  EXPECT_EQ(refund_body(refund),
            R"({"return":"T-0001-471000-100","sale":"T-0001-471000-1","lines":[{"line":0,"goods":"quarantine",)"
            R"("sold":{"product":"P-HETAO","name":"P-HETAO","pieces":1,"unit_price_fen":3800,)"
            R"("discounts":[{"rule":"PR-0007","name":"满减","amount_fen":250}],"total_fen":3550,"township":"红池坝镇"}}],)"
            R"("total_fen":3550,"tenders":[{"kind":"quota","amount_fen":3550,"holder":"H-1","document":"Q-3"}],)"
            R"("reason":"spoiled","void":true,"unchecked":true,"release":3,"fund_source":"union","buyer_unit":"U-1",)"
            R"("document":"Q-3","operator":"S-1","second":"S-2"})");
  const std::string body = refund_body(refund);
  EXPECT_EQ(parse_refund(1, JsonDocument::parse(body)->root()).value(), refund);
  EXPECT_EQ(parse_refund(2, JsonDocument::parse(body)->root()).error().code, Errc::newer_version);
  for (const auto& [from, to] : {std::pair{"\"total_fen\":3550,\"tenders\"", "\"total_fen\":3549,\"tenders\""},
                                 std::pair{"\"amount_fen\":3550", "\"amount_fen\":3551"},
                                 std::pair{"\"amount_fen\":250", "\"amount_fen\":0"},
                                 std::pair{"\"pieces\":1", "\"pieces\":-1"}}) {
    std::string changed = body;
    changed.replace(changed.find(from), std::string_view(from).size(), to);
    EXPECT_EQ(parse_refund(1, JsonDocument::parse(changed)->root()).error().code, Errc::invalid_input) << to;
  }
}

// Any sale in any parts, in any order: what was paid comes back, by the roads it came.
TEST(Refund, AllPartsTogetherAreTheSale) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  const auto upto = [&random](std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1)); };
  for (int round = 0; round < 3'000; ++round) {
    Cart cart{.sale = "T-0001-471000-" + std::to_string(round)};
    PricedCart priced;
    for (std::int64_t n = upto(4); n >= 0; --n) {
      cart.lines.push_back(random() % 2 ? packed_line("P-A", 1 + upto(8), 1 + upto(5'000)) : weighed_line("P-B", 1 + upto(3'000), 1 + upto(9'000)));
      const Money gross = line_price(cart.lines.back().quantity, cart.lines.back().unit_price).value();
      PricedLine line{gross, {}, gross};
      for (int off = 0; off < 2; ++off)
        if (const Money amount = Money::fen(upto(line.total.in_fen())); amount > Money{} && random() % 2) {
          line.discounts.push_back({"R" + std::to_string(off), "", amount});
          line.total -= amount;
        }
      priced.total += line.total;
      priced.lines.push_back(std::move(line));
    }
    Settlement settlement;
    const Money by_quota = Money::fen(upto(priced.total.in_fen())), by_card = Money::fen(upto((priced.total - by_quota).in_fen()));
    settlement.tenders = {{TenderKind::quota, by_quota, "H", "Q", ""}, {TenderKind::card, by_card, "H", "", ""},
                          {TenderKind::cash, priced.total - by_quota - by_card + Money::fen(upto(1'000)), "", "", ""}};
    const Sale sale = complete_sale(cart, priced, settlement, 1).value();
    std::vector<Refund> made;
    Money sum;
    std::map<TenderKind, Money> roads;
    std::map<std::string, Money> discounts;
    for (int tries = 0; !everything_left(sale, made).empty() && tries < 500; ++tries) {
      auto wishes = everything_left(sale, made);
      std::shuffle(wishes.begin(), wishes.end(), random);
      wishes.resize(1 + random() % wishes.size());
      for (RefundWish& wish : wishes) wish.quantity = 1 + upto(wish.quantity - 1);
      if (tries == 0 && random() % 3 == 0 && sale.lines[wishes[0].line].total > Money{})
        wishes = {{wishes[0].line, 0, Money::fen(1 + upto(sale.lines[wishes[0].line].total.in_fen() - 1)), GoodsFate::kept}};
      auto refund = make_refund(sale, made, wishes, terms(tries, sale_total_max));
      ASSERT_TRUE(refund.has_value()) << refund.error().cause;
      sum += refund->total;
      for (const Tender& road : refund->tenders) roads[road.kind] += road.amount;
      for (const RefundLine& line : refund->lines) for (const Discount& one : line.discounts) discounts[one.rule] += one.amount;
      made.push_back(std::move(*refund));
    }
    ASSERT_TRUE(everything_left(sale, made).empty());
    ASSERT_EQ(sum, sale.total);
    EXPECT_EQ(roads[TenderKind::quota], by_quota);
    EXPECT_EQ(roads[TenderKind::card], by_card);
    EXPECT_EQ(roads[TenderKind::cash], sale.total - by_quota - by_card);
    Money off;
    for (const auto& [rule, amount] : discounts) off += amount;
    EXPECT_EQ(off, sale.discount());
  }
}

}  // namespace
}  // namespace zhuangui::core

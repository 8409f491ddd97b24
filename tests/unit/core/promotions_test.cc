#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "promotion_cases.h"

namespace zhuangui::core {
namespace {

using namespace promoted;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const CartLine tea = goods("P-CHA", 1, 1'000), walnuts = goods("P-HETAO", 1, 3'800);

TEST(MoneyOffPromotion, IsSpreadOverTheLinesAndExplainedOnEach) {
  // 76.00 + 3.11 + 11.77 + 88.00 = 178.88; 10.00 off in that proportion, 3 fen left: to chicken, walnuts, peaches.
  const Promoted answer = priced({goods("P-HETAO", 2, 3'800), weighed("P-YANGYU", 520, 598), weighed("P-DONGTAO", 1'015, 1'160), goods("P-JI", 1, 8'800)},
                                 {promotion("M1", off(100, 10))});
  EXPECT_THAT(totals(answer), ElementsAre(7'600 - 425, 311 - 17, 1'177 - 66, 8'800 - 492));
  EXPECT_EQ(answer.cart.gross, Money::fen(17'888));
  EXPECT_EQ(answer.cart.discount, Money::fen(1'000));
  EXPECT_EQ(answer.cart.total, Money::fen(16'888));
  EXPECT_THAT(answer.cart.lines[1].discounts, ElementsAre(Discount{"M1", "活动M1", Money::fen(17)}));
  EXPECT_THAT(answer.next_steps, IsEmpty());
}

TEST(MoneyOffPromotion, TakesTheHighestStepReachedAndSaysWhatIsMissingToTheNext) {
  const MoneyOff steps{{{Money::fen(5'000), Money::fen(300)}, {Money::fen(10'000), Money::fen(1'000)}, {Money::fen(20'000), Money::fen(2'500)}}};
  struct Case { std::int64_t pieces, want_off, want_missing, want_next; };
  for (const Case& c : {Case{4, 0, 1'000, 300}, Case{5, 300, 5'000, 1'000}, Case{9, 300, 1'000, 1'000}, Case{10, 1'000, 10'000, 2'500},
                        Case{19, 1'000, 1'000, 2'500}, Case{20, 2'500, 0, 0}, Case{300, 2'500, 0, 0}}) {
    const Promoted answer = priced({goods("P-CHA", c.pieces, 1'000)}, {promotion("M1", steps)});
    EXPECT_EQ(answer.cart.discount, Money::fen(c.want_off)) << c.pieces;
    if (c.want_missing == 0)
      EXPECT_THAT(answer.next_steps, IsEmpty()) << c.pieces;
    else
      EXPECT_THAT(answer.next_steps, ElementsAre(NextStep{"M1", "活动M1", Money::fen(c.want_missing), Money::fen(c.want_next), {}, 0})) << c.pieces;
  }
}

TEST(MoneyOffPromotion, ThatRepeatsComesOffAsOftenAsItFits) {
  const Promoted answer = priced({goods("P-CHA", 25, 1'000)}, {promotion("M1", off(100, 10, true))});
  EXPECT_EQ(answer.cart.total, Money::fen(23'000));
  EXPECT_THAT(answer.next_steps, ElementsAre(NextStep{"M1", "活动M1", Money::fen(5'000), Money::fen(3'000), {}, 0}));
}

TEST(MoneyOffPromotion, IsCountedOnWhatIsReallyPayable) {
  // 104.00 less 5 % is 98.80: 1.20 short of 100, whatever the goods cost before.
  const Promoted answer = priced({goods("P-CHA", 104, 100)}, {promotion("A", PercentOff{500}, 1), promotion("B", off(100, 10), 2)});
  EXPECT_EQ(answer.cart.total, Money::fen(9'880));
  EXPECT_THAT(answer.next_steps, ElementsAre(NextStep{"B", "活动B", Money::fen(120), Money::fen(1'000), {}, 0}));
  // The other way round the hundred is reached: 94.00, less 5 % of it.
  EXPECT_EQ(priced({goods("P-CHA", 104, 100)}, {promotion("A", PercentOff{500}, 2), promotion("B", off(100, 10), 1)}).cart.total, Money::fen(8'930));
}

TEST(MoneyOffPromotion, GivesTheFenThatAreLeftByWhatALineIsNotByItsPlace) {
  const std::vector<Promotion> rules{promotion("M1", off(30, 1))};
  const CartLine a = goods("P-A", 1, 1'000), b = goods("P-B", 1, 1'000), c = goods("P-C", 1, 1'000);
  EXPECT_THAT(totals(priced({a, b, c}, rules)), ElementsAre(966, 967, 967));
  EXPECT_THAT(totals(priced({c, b, a}, rules)), ElementsAre(967, 967, 966));
}

TEST(Floor, IsNeverGoneUnderUnlessTheRuleSaysSo) {
  const std::map<std::string, UnitPrice> floors{{"P-CHA", PerPiece{Money::fen(980)}}};
  const CartLine other = goods("P-GU", 1, 1'000);
  Promotion rule = promotion("M1", off(20, 1));
  EXPECT_THAT(totals(priced({tea, other}, {rule}, floors)), ElementsAre(980, 920));  // 50 each, but tea can take only 20
  rule.below_floor = true;
  EXPECT_THAT(totals(priced({tea, other}, {rule}, floors)), ElementsAre(950, 950));
  EXPECT_THAT(totals(priced({tea}, {promotion("P", PercentOff{5'000})}, floors)), ElementsAre(980));
  const Promoted full = priced({tea}, {promotion("P", PercentOff{5'000}, 1), promotion("M", off(5, 1), 2)}, floors);
  EXPECT_THAT(totals(full), ElementsAre(980));  // nothing is left to take off, and nothing is promised
  EXPECT_THAT(full.next_steps, IsEmpty());
}

TEST(ExclusiveGroup, ALineTakesTheFirstInOrderAndCountsForNoLaterOne) {
  // Tea takes the shelf price of group G; only the walnuts, 38.00, count for the 40.00 of G, but all for the other rule.
  const Promoted answer = priced({tea, walnuts}, {in_group("G", promotion("S", ShelfPrice{{{"P-CHA", PerPiece{Money::fen(800)}}}}, 1)),
                                                  in_group("G", promotion("M", off(40, 5), 2)), promotion("N", off(46, 4), 3)});
  // 8.00 + 38.00 = 46.00: 4.00 off as 69.57 and 330.43
  EXPECT_THAT(totals(answer), ElementsAre(800 - 70, 3'800 - 330));
  EXPECT_THAT(answer.cart.lines[0].discounts, ElementsAre(Discount{"S", "活动S", Money::fen(200)}, Discount{"N", "活动N", Money::fen(70)}));
  EXPECT_THAT(answer.next_steps, ElementsAre(NextStep{"M", "活动M", Money::fen(200), Money::fen(500), {}, 0}));
}

TEST(ExclusiveGroup, OfEqualOrdersTheIdDecides) {
  const Promoted answer = priced({tea}, {in_group("G", promotion("B", PercentOff{1'000})), in_group("G", promotion("A", PercentOff{2'000}))});
  EXPECT_THAT(answer.cart.lines[0].discounts, ElementsAre(Discount{"A", "活动A", Money::fen(200)}));
}

TEST(PercentPromotion, RoundsWhatIsLeftHalfAFenUp) {
  struct Case { std::int64_t fen, permyriad, want; };
  for (const Case& c : {Case{999, 1'000, 899}, Case{5, 1'000, 5}, Case{15, 1'000, 14}, Case{1, 9'999, 0}, Case{3'333, 2'500, 2'500}, Case{99'999'999, 1, 99'990'000 - 1}})
    EXPECT_THAT(totals(priced({goods("P", 1, c.fen)}, {promotion("P", PercentOff{c.permyriad})})), ElementsAre(c.want)) << c.fen;
  EXPECT_THAT(priced({goods("P", 1, 5)}, {promotion("P", PercentOff{1'000})}).cart.lines[0].discounts, IsEmpty());
}

TEST(CombinationPromotion, CostsItsPriceForAsManySetsAsThereAre) {
  const CombinationPrice together{{{"P-CHA", 1}, {"P-HETAO", 1}}, Money::fen(4'000)};
  EXPECT_THAT(totals(priced({tea, walnuts}, {promotion("C", together)})), ElementsAre(1'000 - 167, 3'800 - 633));  // 166.67, 633.33
  EXPECT_THAT(totals(priced({goods("P-CHA", 3, 1'000), walnuts}, {promotion("C", together)})), ElementsAre(3'000 - 167, 3'800 - 633));
  EXPECT_THAT(totals(priced({goods("P-CHA", 3, 1'000), goods("P-HETAO", 2, 3'800)}, {promotion("C", together)})),
              ElementsAre(3'000 - 333, 7'600 - 1'267));  // 333.33, 1266.67
  EXPECT_THAT(totals(priced({goods("P-CHA", 3, 1'000)}, {promotion("C", together)})), ElementsAre(3'000));
  EXPECT_THAT(totals(priced({tea, goods("P-HETAO", 1, 2'900)}, {promotion("C", together)})), ElementsAre(1'000, 2'900));  // never dearer
}

TEST(CombinationPromotion, TakesPiecesFromSeveralLinesAndGivesEachLineOnce) {
  CartLine dearer = goods("P-CHA", 2, 1'200);
  const CombinationPrice three{{{"P-CHA", 3}}, Money::fen(2'000)};
  // one set: both at 10.00 and one of the two at 12.00, 32.00 together; 12.00 off as 750 and 450
  EXPECT_THAT(totals(priced({dearer, goods("P-CHA", 2, 1'000)}, {promotion("C", three), promotion("D", three)})), ElementsAre(2'400 - 450, 2'000 - 750));
}

TEST(NearExpiryPromotion, GoesByTheDaysThatAreLeft) {
  const std::vector<Promotion> rules{promotion("E", NearExpiry{{{1, 5'000}, {3, 2'000}}})};
  struct Case { const char* last; std::int64_t want; };
  for (const Case& c : {Case{"2026-11-23", 1'000}, Case{"2026-11-24", 500}, Case{"2026-11-25", 500}, Case{"2026-11-26", 800}, Case{"2026-11-27", 800},
                        Case{"2026-11-28", 1'000}, Case{"", 1'000}, Case{"soon", 1'000}})
    EXPECT_THAT(totals(priced({best_before(tea, c.last)}, rules)), ElementsAre(c.want)) << c.last;
}

TEST(GiftPromotion, CostsNothingOnceItIsInTheCart) {
  const Promotion rule = promotion("Z", ThresholdGift{Money::fen(5'000), "P-CHA", 2, false});
  const Promoted without = priced({goods("P-HETAO", 2, 3'800)}, {rule});
  EXPECT_THAT(without.gifts, ElementsAre(EarnedGift{"Z", "活动Z", "P-CHA", 2, 0}));
  const Promoted with = priced({goods("P-HETAO", 2, 3'800), goods("P-CHA", 3, 1'000)}, {rule}, {{"P-CHA", PerPiece{Money::fen(900)}}});
  EXPECT_THAT(totals(with), ElementsAre(7'600, 1'000));
  EXPECT_THAT(with.gifts, ElementsAre(EarnedGift{"Z", "活动Z", "P-CHA", 2, 2}));
}

TEST(GiftPromotion, DoesNotCountItsOwnGoodsAndEndsWithItsStock) {
  Promotion rule = promotion("Z", ThresholdGift{Money::fen(5'000), "P-CHA", 1, true});
  const Promoted few = priced({walnuts, goods("P-CHA", 9, 1'000)}, {rule});
  EXPECT_THAT(few.gifts, IsEmpty());
  EXPECT_THAT(few.next_steps, ElementsAre(NextStep{"Z", "活动Z", Money::fen(1'200), {}, "P-CHA", 1}));
  PricingMoment moment;
  moment.gifts_left["Z"] = 2;
  const Promoted many = priced({goods("P-HETAO", 5, 3'800), goods("P-CHA", 4, 1'000)}, {rule}, {}, moment);  // 190.00: three times
  EXPECT_THAT(many.gifts, ElementsAre(EarnedGift{"Z", "活动Z", "P-CHA", 2, 2}));
  EXPECT_THAT(totals(many), ElementsAre(19'000, 2'000));
  EXPECT_THAT(many.next_steps, IsEmpty());
  moment.gifts_left["Z"] = 0;
  EXPECT_THAT(priced({goods("P-HETAO", 5, 3'800)}, {rule}, {}, moment).gifts, IsEmpty());
}

TEST(PointsPromotion, AppliesToThePiecesThatWereSetAside) {
  const Promotion rule = promotion("J", PointsPrice{"P-CHA", 200, Money::fen(100), 2});
  EXPECT_THAT(totals(priced({goods("P-CHA", 3, 1'000)}, {rule})), ElementsAre(3'000));
  PricingMoment moment;
  moment.points_pieces["J"] = 5;
  const Promoted answer = priced({goods("P-CHA", 3, 1'000)}, {rule}, {}, moment);
  EXPECT_THAT(totals(answer), ElementsAre(1'200));
  EXPECT_THAT(answer.points, ElementsAre(PointsSpent{"J", 400, 2}));
}

TEST(ShelfPromotion, LowersToItsPriceAndNeverRaises) {
  const Promotion rule = promotion("S", ShelfPrice{{{"P-YANGYU", PerKilogram{Money::fen(300)}}, {"P-CHA", PerPiece{Money::fen(1'100)}}}});
  EXPECT_THAT(totals(priced({weighed("P-YANGYU", 520, 598), tea}, {rule})), ElementsAre(156, 1'000));
}

TEST(MarkDownShown, HasItsEndAndNoBaseOverTheLowestPriceReallyTaken) {
  Promotion rule = promotion("S", PercentOff{1'000});
  PricingMoment moment;
  moment.lowest_taken["P-CHA"] = PerPiece{Money::fen(950)};
  const auto shown = [&] { return priced({tea, walnuts}, {rule}, {}, moment).mark_downs; };
  EXPECT_EQ(shown()[0], (MarkDown{"S", PerPiece{Money::fen(950)}, rule.valid_until}));
  EXPECT_EQ(shown()[1], (MarkDown{"S", PerPiece{Money::fen(3'800)}, rule.valid_until}));
  rule.base_reason = "上周清仓";
  EXPECT_EQ(shown()[0], (MarkDown{"S", PerPiece{Money::fen(1'000)}, rule.valid_until}));
  EXPECT_FALSE(priced({goods("P-CHA", 10, 1'000)}, {promotion("M", off(10, 1))}).mark_downs[0].has_value());
}

TEST(Promotion, HoldsOnlyInItsTimeItsCounterAndForItsBuyers) {
  Promotion rule = promotion("P", PercentOff{1'000});
  const auto total = [&rule](WallTime at, const char* counter, const char* buyer) {
    PricingMoment moment;
    moment.at = at;
    moment.counter = counter;
    moment.buyer_class = buyer;
    return priced({tea}, {rule}, {}, moment).cart.total.in_fen();
  };
  EXPECT_EQ(total(WallTime{rule.valid_from.utc_ms - 1}, "C-1", ""), 1'000);
  EXPECT_EQ(total(rule.valid_from, "C-1", ""), 900);
  EXPECT_EQ(total(WallTime{rule.valid_until.utc_ms - 1}, "C-1", ""), 900);
  EXPECT_EQ(total(rule.valid_until, "C-1", ""), 1'000);
  rule.counters = {"C-1", "C-2"};
  EXPECT_EQ(total(noon, "C-2", ""), 900);
  EXPECT_EQ(total(noon, "C-3", ""), 1'000);
  rule.buyer_classes = {"unit"};
  EXPECT_EQ(total(noon, "C-1", ""), 1'000);
  EXPECT_EQ(total(noon, "C-1", "unit"), 900);
}

TEST(Promotion, LooksAtItsProductsAndCategoriesOnceEach) {
  Promotion rule = only_for({"P-CHA"}, promotion("P", PercentOff{1'000}));
  rule.categories = {"预包装食品"};
  EXPECT_THAT(totals(priced({tea, walnuts, weighed("P-YANGYU", 1'000, 598)}, {rule})), ElementsAre(900, 3'420, 598));
}

TEST(Promotion, LeavesAPriceThatAPersonSetAlone) {
  CartLine agreed = goods("P-HETAO", 3, 3'000);
  agreed.price_reason = "damaged";
  const Promoted answer = priced({tea, agreed}, {promotion("P", PercentOff{1'000}, 1), promotion("M", off(20, 5), 2)});
  EXPECT_THAT(totals(answer), ElementsAre(900, 9'000));
  EXPECT_THAT(answer.next_steps, ElementsAre(NextStep{"M", "活动M", Money::fen(1'100), Money::fen(500), {}, 0}));
}

std::vector<Promotion> one_of_each() {
  Promotion full = in_group("G", only_for({"P-CHA", "P-GU"}, promotion("M1", MoneyOff{{{Money::fen(100), Money::fen(1)}, {Money::fen(200), Money::fen(3)}}}, -2)));
  full.counters = {"C-0001"};
  full.buyer_classes = {"unit"};
  full.categories = {"食用农产品"};
  full.below_floor = true;
  full.base_reason = "换季";
  return {full,
          promotion("Z1", ThresholdGift{Money::fen(5'000), "P-CHA", 2, true}),
          promotion("J1", PointsPrice{"P-CHA", 200, Money{}, 3}),
          promotion("C1", CombinationPrice{{{"P-CHA", 1}, {"P-GU", 2}}, Money::fen(990)}),
          promotion("E1", NearExpiry{{{1, 5'000}, {3, 2'000}}}),
          promotion("P1", PercentOff{500}),
          promotion("S1", ShelfPrice{{{"P-YANGYU", PerKilogram{Money::fen(300)}}, {"P-CHA", PerPiece{Money::fen(1'100)}}}})};
}

TEST(PromotionsSection, ComesBackAsItWasWritten) {
  const auto written = promotions_section(one_of_each());
  const auto read = parse_promotions_section(written);
  ASSERT_TRUE(read.has_value()) << read.error().cause;
  EXPECT_EQ(*read, one_of_each());
  EXPECT_EQ(promotions_section(*read), written);
}

TEST(PromotionsSection, RefusesWhatIsNotWholeAndSaysWhich) {
  std::string good = promotions_section({promotion("P1", PercentOff{500})});
  ASSERT_TRUE(parse_promotions_section(good).has_value());
  struct Case { const char* note; const char* from; const char* to; };
  for (const Case& c : {Case{"an unknown kind", "percent_off", "percent_on"}, Case{"no terms", "\"terms\"", "\"term\""},
                        Case{"a fraction", "500}", "500.5}"}, Case{"no end", "valid_until", "until"}, Case{"nothing off", "500}", "0}"},
                        Case{"no name", "\"name\"", "\"nom\""}}) {
    std::string bad = good;
    bad.replace(bad.find(c.from), std::string(c.from).size(), c.to);
    const auto read = parse_promotions_section(bad);
    ASSERT_FALSE(read.has_value()) << c.note;
    EXPECT_THAT(read.error().cause, HasSubstr("P1")) << c.note;
  }
  EXPECT_FALSE(parse_promotions_section("{}").has_value());
  EXPECT_FALSE(parse_promotions_section("[").has_value());
}

TEST(CheckPromotion, RefusesTermsThatCannotHold) {
  const auto refused = [](PromotionTerms terms, const char* words) {
    const auto checked = check_promotion(promotion("X", std::move(terms)));
    ASSERT_FALSE(checked.has_value()) << words;
    EXPECT_THAT(checked.error().cause, HasSubstr(words));
  };
  const Money one = Money::fen(100), two = Money::fen(200);
  refused(MoneyOff{}, "no steps");
  refused(MoneyOff{{{one, two}}}, "more than it asks for");
  refused(MoneyOff{{{one, Money{}}}}, "nothing");
  refused(MoneyOff{{{two, one}, {one, Money::fen(50)}}}, "do not rise");
  refused(MoneyOff{{{one, Money::fen(9)}, {two, Money::fen(9)}}}, "do not rise");
  refused(MoneyOff{{{one, Money::fen(1)}, {two, Money::fen(9)}}, true}, "repeats");
  refused(ThresholdGift{Money{}, "P", 1, false}, "threshold");
  refused(ThresholdGift{one, "", 1, false}, "gift");
  refused(ThresholdGift{one, "P", 0, false}, "gift");
  refused(PointsPrice{"P", 0, one, 1}, "points");
  refused(PointsPrice{"P", 1, Money::fen(-1), 1}, "price");
  refused(CombinationPrice{{{"P", 1}}, one}, "2 to 20");
  refused(CombinationPrice{{{"P", 1}, {"P", 1}}, one}, "twice");
  refused(CombinationPrice{{{"P", 1}, {"Q", 1}}, Money{}}, "price");
  refused(NearExpiry{{{3, 500}, {1, 900}}}, "rise");
  refused(NearExpiry{{{1, 500}, {3, 900}}}, "fall");
  refused(PercentOff{0}, "nothing");
  refused(PercentOff{10'000}, "all");
  refused(ShelfPrice{}, "no products");
  refused(ShelfPrice{{{"P", PerPiece{Money{}}}}}, "no price");
}

TEST(CheckPromotion, RefusesAFrameThatCannotHold) {
  Promotion late = promotion("X", PercentOff{500});
  late.valid_until = late.valid_from;
  EXPECT_FALSE(check_promotion(late).has_value());
  EXPECT_FALSE(check_promotion(promotion("rounding", PercentOff{500})).has_value());
  EXPECT_FALSE(check_promotion(only_for({"P"}, promotion("X", ShelfPrice{{{"P", PerPiece{Money::fen(1)}}}}))).has_value());
  EXPECT_FALSE(PriceRules::build({promotion("X", PercentOff{500}), promotion("X", PercentOff{600})}, {}).has_value());
}

}  // namespace
}  // namespace zhuangui::core

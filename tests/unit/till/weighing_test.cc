#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using core::Grams;
using support::Stand;

/// A counter with a scale; it is 2026-11-24 there.
struct WeighingStand : Stand {
  WeighingStand() { set_up({}); }
  void set_up(ScaleSettings settings) {
    if (!settings.own) settings.own = RegisteredScale{"S-77", {2027, 3, 31}};
    feed(ScaleSetUp{std::move(settings)});
  }
  void choose(const char* product) {
    ask(OpenSearch{});
    ask(PickProduct{product});
  }
  void shows(PanState state, std::int64_t gross_g = 0) { feed(PanChanged{{state, gross_g}}); }
  /// What the till asked the scale for comes.
  void gives(std::int64_t gross_g) { feed(WeightTaken{gross_g, 0, "\\x03\\x04"}); }
  WeighStep step() const { return weigh_step(till, now.wall); }
  bool asked() const {
    return std::any_of(last_effects.begin(), last_effects.end(), [](const Effect& one) { return std::holds_alternative<TakeWeight>(one); });
  }
  View::Weighed seen() const {
    Surroundings around;
    around.now = now.wall;
    return make_view(till, around).weighed.value();
  }
};

TEST(Weighing, TheWeightIsTakenByATouchAndStandsOnTheLineWithWhatItWasWeighedWith) {
  WeighingStand stand;
  stand.choose("P-YANGYU");
  ASSERT_EQ(stand.till.state, State::weighing);
  stand.shows(PanState::stable, 520);
  EXPECT_EQ(stand.seen().amount, core::Money::fen(311)) << "520 g at 5.98 a kilogram";
  stand.ask(ConfirmWeight{});
  ASSERT_TRUE(stand.asked());
  EXPECT_TRUE(stand.till.cart.lines.empty()) << "nothing is sold before the scale has given it";
  stand.gives(520);
  EXPECT_EQ(stand.till.state, State::selling);
  ASSERT_EQ(stand.till.cart.lines.size(), 1u);
  const core::CartLine& line = stand.till.cart.lines[0];
  EXPECT_EQ(std::get<Grams>(line.quantity).grams, 520);
  EXPECT_EQ(line.weighing, (core::Weighing{0, "\\x03\\x04", "S-77", "2027-03-31"}));
  EXPECT_EQ(stand.count<SaveCart>(), 1u);
}

TEST(Weighing, WhatTheScaleShowsSaysWhatIsToBeDoneAndOnlyAStillWeightIsTaken) {
  struct Case { PanState state; std::int64_t gross_g; WeighStep step; const char* refused; bool priced; };
  for (const Case& c : {Case{PanState::absent, 0, WeighStep::absent, "scale_fails", false}, Case{PanState::silent, 0, WeighStep::silent, "scale_fails", false},
                        Case{PanState::empty, 0, WeighStep::empty, "weight_missing", false}, Case{PanState::moving, 515, WeighStep::moving, "weight_moving", true},
                        Case{PanState::spent, 520, WeighStep::spent, "weight_spent", false}, Case{PanState::over, 0, WeighStep::over, "weight_over", false},
                        Case{PanState::under, 0, WeighStep::under, "weight_under", false}, Case{PanState::stable, 95, WeighStep::too_light, "weight_too_light", true},
                        Case{PanState::stable, 100, WeighStep::ready, "", true}}) {
    WeighingStand stand;
    stand.choose("P-YANGYU");
    stand.shows(c.state, c.gross_g);
    EXPECT_EQ(stand.step(), c.step);
    EXPECT_EQ(stand.seen().amount.has_value(), c.priced) << c.refused;
    stand.ask(ConfirmWeight{});
    EXPECT_EQ(stand.asked(), c.step == WeighStep::ready);
    EXPECT_EQ(stand.says(c.refused), c.step != WeighStep::ready) << c.refused;
    EXPECT_EQ(stand.till.state, State::weighing);
    EXPECT_TRUE(stand.till.cart.lines.empty());
  }
}

TEST(Weighing, AWeightThatMovedBeforeTheScaleGaveItIsNotSold) {
  WeighingStand stand;
  stand.choose("P-YANGYU");
  stand.shows(PanState::stable, 520);
  stand.ask(ConfirmWeight{});
  stand.feed(WeightTaken{});
  EXPECT_TRUE(stand.says("weight_moving"));
  EXPECT_EQ(stand.till.state, State::weighing);
  EXPECT_TRUE(stand.till.cart.lines.empty());
  EXPECT_EQ(stand.count<SaveCart>(), 0u);
}

TEST(Weighing, TheContainerIsTakenOffByAKeyOrByOneOfTheCountersAndForOneWeighingOnly) {
  WeighingStand stand;
  stand.set_up({.own = {}, .tares_g = {35, 120}});
  stand.choose("P-DONGTAO");
  stand.ask(SetTare{});
  EXPECT_TRUE(stand.says("tare_needs_container"));
  stand.shows(PanState::stable, 200);
  stand.ask(SetTare{});
  EXPECT_EQ(stand.step(), WeighStep::empty) << "the container alone is no goods";
  stand.shows(PanState::stable, 1300);
  EXPECT_EQ(stand.seen().net_g, 1100);
  stand.ask(SetTare{999});
  EXPECT_EQ(stand.seen().net_g, 1100) << "no container of this counter";
  stand.ask(SetTare{120});
  EXPECT_EQ(stand.seen().net_g, 1180);
  stand.ask(ConfirmWeight{});
  stand.gives(1300);
  EXPECT_EQ(std::get<Grams>(stand.till.cart.lines.at(0).quantity).grams, 1180);
  EXPECT_EQ(stand.till.cart.lines[0].weighing->tare_g, 120);
  stand.choose("P-DONGTAO");
  EXPECT_EQ(stand.till.weighing.tare_g, 0);
}

TEST(Weighing, AScaleWhoseDateHasPassedWeighsNothingMoreAndOnItsLastDayItStillDoes) {
  struct Case { core::Date until; WeighStep step; };
  for (const Case& c : {Case{{2026, 11, 23}, WeighStep::expired}, Case{{2026, 11, 24}, WeighStep::ready}}) {
    WeighingStand stand;
    ASSERT_EQ(core::date_text(core::shanghai_date(stand.now.wall)), "2026-11-24");
    stand.set_up({.own = RegisteredScale{"S-77", c.until}});
    stand.choose("P-YANGYU");
    stand.shows(PanState::stable, 520);
    EXPECT_EQ(stand.step(), c.step);
    stand.ask(ConfirmWeight{});
    EXPECT_EQ(stand.asked(), c.step == WeighStep::ready);
    EXPECT_EQ(stand.says("scale_expired"), c.step == WeighStep::expired);
  }
}

TEST(Weighing, GramsOfASecondScaleAreTypedOnlyWhileTheOwnOneFailsByWhoeverMayAndWhileItIsInDate) {
  struct Case { const char* name; bool may; core::Date until; PanState state; bool taken; };
  for (const Case& c : {Case{"all is as it must be", true, {2027, 1, 1}, PanState::absent, true}, Case{"no right", false, {2027, 1, 1}, PanState::absent, false},
                        Case{"out of date", true, {2026, 11, 23}, PanState::absent, false}, Case{"the own one works", true, {2027, 1, 1}, PanState::empty, false}}) {
    WeighingStand stand;
    stand.set_up({.own = {}, .second = {{"S-2", c.until}}, .may_enter_by_hand = c.may});
    stand.choose("P-YANGYU");
    stand.shows(c.state);
    stand.ask(WeighByHand{true});
    EXPECT_EQ(stand.says("weigh_by_hand_refused"), !c.taken) << c.name;
    stand.key_in("0520");
    stand.ask(ConfirmWeight{});
    EXPECT_EQ(stand.till.cart.lines.size(), c.taken ? 1u : 0u) << c.name;
    EXPECT_EQ(stand.count<TakeWeight>(), 0u) << c.name;
    if (!c.taken) continue;
    EXPECT_EQ(std::get<Grams>(stand.till.cart.lines[0].quantity).grams, 520) << c.name;
    EXPECT_EQ(stand.till.cart.lines[0].weighing, (core::Weighing{0, "typed 520 g", "S-2", "2027-01-01"})) << c.name;
  }
}

TEST(Weighing, TypedGramsBeyondAllBoundsAreRefusedWithASentence) {
  for (const auto& [keys, grams] : {std::pair{"", 0}, {"0", 0}, {"000", 0}, {"1000000000", 100'000}, {"999999", 999'999}}) {
    WeighingStand stand;
    stand.set_up({.own = {}, .second = {{"S-2", {2027, 1, 1}}}, .may_enter_by_hand = true});
    stand.choose("P-YANGYU");
    stand.ask(WeighByHand{true});
    stand.key_in(keys);
    stand.ask(ConfirmWeight{});
    EXPECT_EQ(stand.says("grams_missing"), grams == 0) << keys;
    ASSERT_EQ(stand.till.cart.lines.size(), grams == 0 ? 0u : 1u) << keys;
    if (grams == 0) continue;
    EXPECT_EQ(std::get<Grams>(stand.till.cart.lines[0].quantity).grams, grams) << "no seventh digit is taken";
  }
}

TEST(Weighing, ALineIsWeighedAgainWhereItStoodAndTheOldOneIsOnTheRecord) {
  WeighingStand stand;
  stand.choose("P-YANGYU");
  stand.shows(PanState::stable, 520);
  stand.ask(ConfirmWeight{});
  stand.gives(520);
  stand.scan(support::walnuts);
  stand.ask(WeighAgain{1});
  EXPECT_EQ(stand.till.state, State::selling) << "walnuts are sold by the bag";
  stand.ask(WeighAgain{0});
  ASSERT_EQ(stand.till.state, State::weighing);
  stand.scan(support::chicken);
  EXPECT_TRUE(stand.says("added_while_weighing"));
  EXPECT_EQ(stand.till.state, State::weighing);
  stand.shows(PanState::stable, 600);
  stand.ask(ConfirmWeight{});
  stand.gives(600);
  ASSERT_EQ(stand.till.cart.lines.size(), 3u);
  EXPECT_EQ(stand.till.cart.lines[0].product, "P-YANGYU");
  EXPECT_EQ(std::get<Grams>(stand.till.cart.lines[0].quantity).grams, 600);
  ASSERT_EQ(stand.till.cart.removed.size(), 1u);
  EXPECT_EQ(std::get<Grams>(stand.till.cart.removed[0].quantity).grams, 520);
}

TEST(Weighing, AStillWeightIsTakenByItselfOnlyWhereThatIsSetAndAfterItStoodStillSoLong) {
  for (const std::int64_t accept_after_ms : {0, 2'000}) {
    WeighingStand stand;
    stand.set_up({.own = {}, .accept_after_ms = accept_after_ms});
    stand.choose("P-YANGYU");
    stand.shows(PanState::stable, 520);
    stand.wait(1'900);
    EXPECT_FALSE(stand.asked());
    stand.shows(PanState::moving, 700);
    EXPECT_FALSE(next_tick(stand.till) == stand.now.monotonic_ms + 100) << "whoever lays on more has all his time";
    stand.shows(PanState::stable, 800);
    stand.wait(1'999);
    EXPECT_FALSE(stand.asked());
    stand.wait(1);
    EXPECT_EQ(stand.asked(), accept_after_ms > 0);
  }
}

TEST(Weighing, EveryWayOfChoosingWeighedGoodsLeadsToTheScaleAndOfASearchBackToIt) {
  WeighingStand stand;
  stand.ask(OpenSearch{});
  stand.ask(SearchKey{'y'});
  stand.ask(ShowTrace{"P-YANGYU"});
  stand.ask(PickProduct{"P-YANGYU"});
  EXPECT_EQ(stand.till.state, State::weighing);
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::tracing);
  stand.ask(Back{});
  stand.ask(PickProduct{"P-YANGYU"});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::searching);
  EXPECT_EQ(stand.till.searched, "y");
  stand.ask(PickProduct{"P-YANGYU"});
  stand.feed(Scanned{barcode::CountedCode{"01235", 1, 0}});
  EXPECT_EQ(stand.till.weighing.product, "P-DONGTAO") << "the shelf code of other goods: those are weighed";
  stand.scan(support::potatoes_520_g);
  EXPECT_EQ(stand.till.state, State::weighing) << "a label is taken beside it";
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
  stand.ask(Back{});
  stand.ask(Back{});
  EXPECT_EQ(stand.till.state, State::selling);
}

TEST(Weighing, GoodsThatTheNewListNoLongerHasAreNotWeighedOn) {
  WeighingStand stand;
  stand.choose("P-YANGYU");
  stand.shows(PanState::stable, 520);
  stand.feed(CatalogueReplaced{std::make_shared<const core::Catalogue>(core::Catalogue::build(4, {}, {}).value())});
  EXPECT_NE(stand.till.state, State::weighing);
  EXPECT_TRUE(stand.says("no_longer_listed"));
  stand.ask(ConfirmWeight{});
  EXPECT_FALSE(stand.asked());
}

TEST(Weighing, NobodyTouchesItAndNothingMovesSoTheScreenGoesByItselfAndTheCartStays) {
  WeighingStand stand;
  stand.scan(support::walnuts);
  stand.choose("P-YANGYU");
  stand.wait(100'000);
  stand.shows(PanState::moving, 100);
  stand.wait(100'000);
  EXPECT_EQ(stand.till.state, State::weighing) << "somebody is at the scale";
  stand.wait(100'000);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
}

}  // namespace
}  // namespace zhuangui::till

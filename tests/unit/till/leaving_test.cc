#include <gtest/gtest.h>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Alone;

TEST(Leaving, ABuyersCartIsAskedForCountsDownAndParksItself) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.wait(89'000);
  EXPECT_EQ(stand.till.still_there_until_ms, 0);
  ASSERT_EQ(next_tick(stand.till).has_value(), true);
  stand.wait(1'000);
  ASSERT_NE(stand.till.still_there_until_ms, 0);
  EXPECT_EQ(stand.till.still_there_until.utc_ms, stand.now.wall.utc_ms + 30'000) << "the seconds can be counted on the screen";
  stand.wait(30'000);
  ASSERT_EQ(stand.till.state, State::idle);
  ASSERT_EQ(stand.till.parked.size(), 1u);
  EXPECT_EQ(stand.till.parked[0].reason, core::ParkReason::abandoned);
  EXPECT_EQ(stand.till.still_there_until_ms, 0);
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_EQ(stand.till.state, State::parked) << "the next buyer does not find it";
  stand.ask(Back{});
  stand.ask(OpenMore{});
  stand.ask(EnterStaff{});
  stand.ask(OpenParked{});
  stand.ask(Resume{1});
  EXPECT_EQ(stand.total(), core::Money::fen(3800)) << "somebody of the counter does";
}

TEST(Leaving, ATouchAScanOrAnAnswerIsSomebodyStillThere) {
  for (const int way : {0, 1}) {
    Alone stand;
    stand.scan(support::walnuts);
    stand.wait(90'000);
    ASSERT_NE(stand.till.still_there_until_ms, 0);
    if (way == 0) stand.ask(StillThere{true});
    else stand.scan(support::walnuts);
    EXPECT_EQ(stand.till.still_there_until_ms, 0) << way;
    stand.wait(60'000);
    EXPECT_EQ(stand.till.state, State::selling) << way;
    EXPECT_EQ(stand.till.still_there_until_ms, 0) << way;
  }
}

TEST(Leaving, WhoSaysNoIsGoneAtOnceAndWhatWasTakenOffStaysPartOfTheRecord) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.wait(90'000);
  stand.ask(StillThere{false});
  EXPECT_EQ(stand.till.state, State::idle);
  EXPECT_EQ(stand.till.parked.size(), 1u);

  Alone emptied;
  emptied.scan(support::walnuts);
  emptied.ask(LineRemove{0});
  emptied.wait(90'000);
  EXPECT_EQ(emptied.till.state, State::idle) << "there is nothing to ask for";
  ASSERT_EQ(emptied.count<AbandonCart>(), 1u);
  const auto given_up = std::get<AbandonCart>(emptied.effects.back());
  EXPECT_EQ(given_up.reason, "timeout");
  EXPECT_EQ(given_up.cart.removed.size(), 1u);
}

TEST(Leaving, EveryScreenABuyerCanStandBeforeLeadsBackToTheFirstOne) {
  for (const Intent& open : std::initializer_list<Intent>{Checkout{}, OpenSearch{}, OpenMore{}, ShowTrace{"P-JI"}, CallStaff{}, OpenParked{}}) {
    Alone stand;
    stand.scan(support::walnuts);
    stand.ask(open);
    for (int minute = 0; minute < 4 && stand.till.state != State::idle; ++minute) {
      stand.wait(60'000);
      stand.wait(30'000);
    }
    EXPECT_EQ(stand.till.state, State::idle) << open.index();
    EXPECT_EQ(stand.till.parked.size(), 1u) << open.index();
    EXPECT_FALSE(stand.till.call) << open.index();
  }
}

TEST(Leaving, WhoeverOfTheCounterGoesAwayIsNotThereAnyMore) {
  Alone stand;
  stand.scan(support::walnuts);
  stand.ask(CallStaff{});
  stand.ask(AnswerCall{});
  ASSERT_TRUE(stand.till.staff_here);
  stand.wait(119'000);
  EXPECT_TRUE(stand.till.staff_here);
  stand.wait(1'000);
  EXPECT_TRUE(is_self_service(stand.till));
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_EQ(stand.total(), core::Money::fen(3800));
}

TEST(Leaving, AStartInSelfServiceIsNotLockedAndLocksNothingByItself) {
  Alone stand;
  stand.feed(LockRead{true, false, 0});
  stand.feed(Ready{"T-0001", 471'000, 1, {}, {}});
  EXPECT_EQ(stand.till.state, State::idle) << "a buyer opens nothing";
  stand.till.settings.lock_after_minutes = 2;
  stand.wait(600'000);
  EXPECT_EQ(stand.till.state, State::idle);
}

}  // namespace
}  // namespace zhuangui::till

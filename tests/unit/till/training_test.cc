#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "stand.h"

namespace zhuangui::till {
namespace {

using support::Stand;

struct Practising : Stand {
  Practising() {
    feed(Ready{.terminal = "PX-T-0001", .epoch = 471'000, .next_sale_number = 1, .training = true});
    effects.clear();
  }
};

TEST(Training, ItAsksOnceAndThenAnotherTillIsToGoOn) {
  Stand stand;
  stand.ask(OpenMore{});
  stand.ask(OpenTraining{});
  EXPECT_TRUE(stand.till.confirm_training);
  EXPECT_EQ(stand.count<BeginTraining>(), 0u);
  stand.ask(ConfirmTraining{false});
  EXPECT_FALSE(stand.till.confirm_training);
  EXPECT_EQ(stand.till.state, State::more);
  EXPECT_EQ(stand.count<BeginTraining>(), 0u);
  stand.ask(OpenTraining{});
  stand.ask(ConfirmTraining{true});
  EXPECT_EQ(stand.count<BeginTraining>(), 1u);
  stand.ask(ConfirmTraining{true});
  EXPECT_EQ(stand.count<BeginTraining>(), 1u) << "a second touch asks for nothing";
}

TEST(Training, OverACartItIsRefusedAndTheCartStays) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(OpenMore{});
  stand.ask(OpenTraining{});
  EXPECT_FALSE(stand.till.confirm_training);
  EXPECT_TRUE(stand.says("training_after_the_cart"));
  EXPECT_EQ(stand.till.cart.lines.size(), 1u);
}

TEST(Training, OnADiskThatIsNearlyFullItIsRefused) {
  Stand stand;
  stand.feed(DiskSpaceChanged{true});
  stand.ask(OpenMore{});
  stand.ask(OpenTraining{});
  EXPECT_FALSE(stand.till.confirm_training);
  EXPECT_TRUE(stand.says("training_not_begun"));
}

TEST(Training, AScanWhileItAsksSellsAndAsksNoMore) {
  Stand stand;
  stand.ask(OpenMore{});
  stand.ask(OpenTraining{});
  stand.scan(support::walnuts);
  EXPECT_EQ(stand.till.state, State::selling);
  EXPECT_FALSE(stand.till.confirm_training);
}

TEST(Training, ASaleIsRecordedAndPrintedButTheDrawerStaysShut) {
  Practising stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.till.state, State::paid);
  EXPECT_EQ(stand.count<CommitSale>(), 1u);
  EXPECT_EQ(stand.count<PrintReceipt>(), 1u);
  EXPECT_EQ(stand.count<OpenDrawer>(), 0u);
}

TEST(Training, TheSameSaleAtTheCountersOwnTillOpensIt) {
  Stand stand;
  stand.scan(support::walnuts);
  stand.ask(Checkout{});
  stand.key_in("50");
  stand.ask(ConfirmTender{});
  stand.commit_succeeds();
  EXPECT_EQ(stand.count<OpenDrawer>(), 1u);
}

TEST(Training, OneTouchLeavesItFromAnyScreen) {
  const std::vector<std::pair<const char*, std::function<void(Stand&)>>> ways{
      {"idle", [](Stand&) {}},
      {"selling", [](Stand& stand) { stand.scan(support::walnuts); }},
      {"clearing", [](Stand& stand) { stand.scan(support::walnuts), stand.ask(ClearCart{}); }},
      {"helped", [](Stand& stand) { stand.ask(Help{}); }},
      {"locked", [](Stand& stand) { stand.ask(LockScreen{}); }},
      {"more", [](Stand& stand) { stand.ask(OpenMore{}); }},
      {"paying", [](Stand& stand) { stand.scan(support::walnuts), stand.ask(Checkout{}); }},
      {"committing", [](Stand& stand) { stand.scan(support::walnuts), stand.ask(Checkout{}), stand.key_in("50"), stand.ask(ConfirmTender{}); }}};
  for (const auto& [name, go] : ways) {
    Practising stand;
    go(stand);
    stand.ask(LeaveTraining{});
    EXPECT_EQ(stand.count<EndTraining>(), 1u) << name;
  }
  Stand own;
  own.ask(LeaveTraining{});
  EXPECT_EQ(own.count<EndTraining>(), 0u) << "the counter's own till has nothing to leave";
}

TEST(Training, NeitherTheWayToTheCountyNorAnotherTrainingIsOpenedThere) {
  Practising stand;
  stand.ask(OpenMore{});
  stand.ask(OpenSyncing{});
  stand.ask(OpenTraining{});
  EXPECT_EQ(stand.till.state, State::more);
  EXPECT_FALSE(stand.till.confirm_training);
}

TEST(Training, WhereItCouldNotBeginTheCountersOwnTillSaysSo) {
  Stand stand;
  stand.feed(TrainingNotBegun{{core::Errc::disk_full, "", ""}});
  EXPECT_TRUE(stand.says("training_not_begun"));
  EXPECT_FALSE(stand.till.training);
}

}  // namespace
}  // namespace zhuangui::till

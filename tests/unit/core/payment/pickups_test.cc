// 提货: what the section says, and when a slip may be taken.
#include <gtest/gtest.h>

#include "core/orders.h"
#include "core/pickups.h"
#include "core/quotas.h"

namespace zhuangui::core {
namespace {

Pickup basket() {
  return {"TH-7Q2MK4", "K7M2QX4T9A", {{"P-HETAO", 2, Money::fen(3'500)}, {"P-JI", 1, Money::fen(9'000)}}, {2026, 11, 30},
          FundSource::partner, "U-0044", "G-02"};
}

TEST(PickupRules, TheSectionIsReadBackAsItWasWritten) {
  PickupList list{"C-0001", {basket(), basket()}};
  list.pickups[1].number = "TH-OTHER1";
  list.pickups[1].code = "ANOTHER99";
  list.pickups[1].unit = "";
  list.pickups[1].assistance_group = "";
  list.pickups[1].fund_source = FundSource::personal;
  const auto again = parse_pickups_section(pickups_section(list));
  ASSERT_TRUE(again) << again.error().cause;
  EXPECT_EQ(*again, list);
  EXPECT_EQ(again->with_code("ANOTHER99")->number, "TH-OTHER1");
  EXPECT_EQ(again->with_code("NOBODYS99"), nullptr);
}

TEST(PickupRules, AListThatContradictsItselfIsRefusedWhole) {
  struct Case { const char* what; void (*spoil)(PickupList&); };
  const Case cases[] = {{"a number twice", [](PickupList& all) { all.pickups.push_back(all.pickups[0]), all.pickups[1].code = "OTHERCODE"; }},
                        {"a code twice", [](PickupList& all) { all.pickups.push_back(all.pickups[0]), all.pickups[1].number = "TH-2"; }},
                        {"a code that is guessed", [](PickupList& all) { all.pickups[0].code = "1234567"; }},
                        {"nothing ordered", [](PickupList& all) { all.pickups[0].goods.clear(); }},
                        {"no pieces", [](PickupList& all) { all.pickups[0].goods[0].pieces = 0; }},
                        {"too many pieces", [](PickupList& all) { all.pickups[0].goods[0].pieces = 10'001; }},
                        {"below nothing", [](PickupList& all) { all.pickups[0].goods[0].price = Money::fen(-1); }},
                        {"more than a sale may be", [](PickupList& all) { all.pickups[0].goods[0] = {"P-HETAO", 10'000, Money::fen(9'999'999'999)}; }},
                        {"a union's money", [](PickupList& all) { all.pickups[0].fund_source = FundSource::union_funds; }}};
  for (const Case& one : cases) {
    PickupList all{"C-0001", {basket()}};
    one.spoil(all);
    EXPECT_FALSE(parse_pickups_section(pickups_section(all))) << one.what;
  }
}

TEST(PickupRules, OnceAndUntilItsLastDay) {
  EXPECT_EQ(basket().amount(), Money::fen(16'000));
  EXPECT_EQ(why_pickup_refused(basket(), Money{}, {2026, 11, 30}), std::nullopt);
  EXPECT_EQ(why_pickup_refused(basket(), Money{}, {2026, 12, 1}), PickupRefusal::past);
  EXPECT_EQ(why_pickup_refused(basket(), Money::fen(1), {2026, 11, 30}), PickupRefusal::used);
}

TEST(PickupRules, TheSaleIsWhoeversMoneyTheOrderWas) {
  const PickupList list{"C-0001", {basket()}};
  const std::vector<Tender> tenders{{TenderKind::pickup, Money::fen(16'000), "", "TH-7Q2MK4", ""}, {TenderKind::cash, Money::fen(100), "", "", ""}};
  const auto whose = attribution_of(tenders, {}, {}, list);
  ASSERT_TRUE(whose);
  EXPECT_EQ(*whose, (Attribution{FundSource::partner, "U-0044", "G-02", "TH-7Q2MK4"}));
  EXPECT_FALSE(attribution_of(tenders, {}, {}, {})) << "in no list any more";
}

}  // namespace
}  // namespace zhuangui::core

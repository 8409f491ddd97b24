// 采购单, and whose money a sale is.
#include <gtest/gtest.h>

#include "core/orders.h"
#include "core/pickups.h"
#include "core/quotas.h"

namespace zhuangui::core {
namespace {

PurchaseOrder canteen() {
  return {"CG-2026-0117", "U-0031", "县中学食堂", "A-5TT2", Money::fen(500'000), {2026, 11, 1}, {2026, 11, 30}, FundSource::budget, "G-02"};
}

Tender account(const char* number) { return {.kind = TenderKind::account, .amount = Money::fen(1), .document = number}; }
Tender quota(const char* reference) { return {.kind = TenderKind::quota, .amount = Money::fen(1), .holder = "H-1", .document = reference}; }

TEST(Orders, TheSectionIsReadBackAsItWasWritten) {
  OrderList list{"C-0001", {canteen(), canteen()}};
  list.orders[1].number = "CG-2026-0118";
  list.orders[1].fund_source = FundSource::emergency;
  list.orders[1].assistance_group.clear();
  const auto again = parse_orders_section(orders_section(list));
  ASSERT_TRUE(again) << again.error().cause;
  EXPECT_EQ(*again, list);
  EXPECT_EQ(again->find("CG-2026-0118")->fund_source, FundSource::emergency);
  EXPECT_EQ(again->find("CG-2026-0119"), nullptr);
}

TEST(Orders, AListThatContradictsItselfIsRefusedWhole) {
  struct Case { const char* what; void (*spoil)(OrderList&); };
  const Case cases[] = {{"a number twice", [](OrderList& all) { all.orders.push_back(all.orders[0]); }},
                        {"no unit", [](OrderList& all) { all.orders[0].unit = ""; }},
                        {"the buyer's own money", [](OrderList& all) { all.orders[0].fund_source = FundSource::personal; }},
                        {"the union's money", [](OrderList& all) { all.orders[0].fund_source = FundSource::union_funds; }},
                        {"an amount below nothing", [](OrderList& all) { all.orders[0].amount = Money::fen(-1); }}};
  for (const Case& one : cases) {
    OrderList all{"C-0001", {canteen()}};
    one.spoil(all);
    EXPECT_FALSE(parse_orders_section(orders_section(all))) << one.what;
  }
  EXPECT_FALSE(parse_orders_section("{}"));
}

TEST(OrderRules, FollowTheTable) {
  using enum OrderRefusal;
  struct Case { const char* what; std::int64_t amount, delivered; Date day; std::optional<OrderRefusal> want; std::int64_t room; };
  const Case cases[] = {{"all of it", 500'000, 0, {2026, 11, 24}, std::nullopt, 500'000},
                        {"one fen over", 500'001, 0, {2026, 11, 24}, used_up, 500'000},
                        {"one fen over, with what was delivered", 100'001, 400'000, {2026, 11, 24}, used_up, 100'000},
                        {"used up", 1, 500'000, {2026, 11, 24}, used_up, 0},
                        {"its first day", 1, 0, {2026, 11, 1}, std::nullopt, 500'000},
                        {"the day before", 1, 0, {2026, 10, 31}, not_yet, 0},
                        {"its last day", 1, 0, {2026, 11, 30}, std::nullopt, 500'000},
                        {"the day after", 1, 0, {2026, 12, 1}, past, 0}};
  for (const Case& one : cases) {
    EXPECT_EQ(why_order_refused(canteen(), Money::fen(one.amount), Money::fen(one.delivered), one.day), one.want) << one.what;
    EXPECT_EQ(order_room(canteen(), Money::fen(one.delivered), one.day), Money::fen(one.room)) << one.what;
  }
}

TEST(AttributionOf, IsTheBuyersOwnUnlessADocumentSaysOtherwise) {
  const OrderList orders{"C-0001", {canteen()}};
  QuotaList quotas{"C-0001", {{}}};
  quotas.quotas[0].reference = "Q-1";
  quotas.quotas[0].union_id = "U-0007";
  const Tender cash{.kind = TenderKind::cash, .amount = Money::fen(5)}, card{.kind = TenderKind::card, .amount = Money::fen(5), .holder = "H-1"};
  EXPECT_EQ(attribution_of({cash, card}, orders, quotas, {}).value(), Attribution{});
  EXPECT_EQ(attribution_of({account("CG-2026-0117"), cash}, orders, quotas, {}).value(),
            (Attribution{FundSource::budget, "U-0031", "G-02", "CG-2026-0117"}));
  EXPECT_EQ(attribution_of({cash, quota("Q-1")}, orders, quotas, {}).value(), (Attribution{FundSource::union_funds, "U-0007", "", "Q-1"}));
}

TEST(AttributionOf, RefusesTwoDocumentsAndOneNobodyKnows) {
  const OrderList orders{"C-0001", {canteen()}};
  QuotaList quotas{"C-0001", {{}, {}}};
  quotas.quotas[0].reference = "Q-1";
  quotas.quotas[1].reference = "Q-2";
  EXPECT_EQ(attribution_of({account("CG-2026-0117"), quota("Q-1")}, orders, quotas, {}).error().code, Errc::conflict);
  EXPECT_EQ(attribution_of({quota("Q-1"), quota("Q-2")}, orders, quotas, {}).error().code, Errc::conflict);
  EXPECT_EQ(attribution_of({quota("Q-3")}, orders, quotas, {}).error().code, Errc::not_found);
  EXPECT_EQ(attribution_of({account("CG-1")}, orders, quotas, {}).error().code, Errc::not_found);
}

}  // namespace
}  // namespace zhuangui::core

// 工会慰问额度: what it may buy, until when, and that it is spent once.
#include <gtest/gtest.h>

#include "carts.h"
#include "core/quotas.h"

namespace zhuangui::core {
namespace {

constexpr Date autumn_day{2026, 9, 24};
const SpendingPlace here{"T-0001", 471000};

Quota autumn() {
  return {.reference = "Q-8K3M2P", .batch = "2026-中秋", .union_id = "U-0007", .union_name = "县人民医院工会", .occasion = "中秋慰问",
          .holder = "H-7Q2MK4", .cap = Money::fen(30'000), .categories = {}, .products = {}, .last_day = {2026, 9, 30},
          .terminal = "T-0001", .epoch = 471000};
}

TEST(Quotas, TheSectionIsReadBackAsItWasWritten) {
  QuotaList list{"C-0001", {autumn(), autumn()}};
  list.quotas[1].reference = "Q-BBBBBB";
  list.quotas[1].categories = {"食用农产品"};
  list.quotas[1].products = {"P-JI", "P-YANGYU"};
  const auto again = parse_quotas_section(quotas_section(list));
  ASSERT_TRUE(again) << again.error().cause;
  EXPECT_EQ(*again, list);
}

TEST(Quotas, AListThatContradictsItselfIsRefusedWhole) {
  struct Case { const char* what; void (*spoil)(QuotaList&); };
  const Case cases[] = {{"a reference twice", [](QuotaList& all) { all.quotas.push_back(all.quotas[0]); }},
                        {"no holder", [](QuotaList& all) { all.quotas[0].holder = ""; }},
                        {"no union", [](QuotaList& all) { all.quotas[0].union_id = ""; }},
                        {"no terminal", [](QuotaList& all) { all.quotas[0].terminal = ""; }},
                        {"no epoch", [](QuotaList& all) { all.quotas[0].epoch = 0; }},
                        {"a cap below nothing", [](QuotaList& all) { all.quotas[0].cap = Money::fen(-1); }},
                        {"an empty category", [](QuotaList& all) { all.quotas[0].categories = {""}; }}};
  for (const Case& one : cases) {
    QuotaList all{"C-0001", {autumn()}};
    one.spoil(all);
    EXPECT_FALSE(parse_quotas_section(quotas_section(all))) << one.what;
  }
  EXPECT_FALSE(parse_quotas_section(R"({"counter":"C-0001"})"));
}

TEST(QuotaRules, FollowTheTable) {
  using enum QuotaRefusal;
  struct Case {
    const char* what;
    std::int64_t amount, spent, goods;
    void (*change)(Quota&);
    Date day;
    std::optional<QuotaRefusal> want;
    std::int64_t room;
  };
  const auto none = [](Quota&) {};
  const Case cases[] = {
      {"all of it", 30'000, 0, 40'000, none, autumn_day, std::nullopt, 30'000},
      {"short by one fen", 30'001, 0, 40'000, none, autumn_day, used_up, 30'000},
      {"short by one fen, after an earlier sale", 20'001, 10'000, 40'000, none, autumn_day, used_up, 20'000},
      {"nothing left", 1, 30'000, 40'000, none, autumn_day, used_up, 0},
      {"drawn over, by whatever way", 1, 30'500, 40'000, none, autumn_day, used_up, 0},
      {"its goods to the fen", 8'000, 0, 8'000, none, autumn_day, std::nullopt, 8'000},
      {"more than its goods", 8'001, 0, 8'000, none, autumn_day, goods, 8'000},
      {"none of its goods", 1, 0, 0, none, autumn_day, goods, 0},
      {"the last day", 100, 0, 8'000, none, {2026, 9, 30}, std::nullopt, 8'000},
      {"the day after", 100, 0, 8'000, none, {2026, 10, 1}, past, 0},
      {"somebody else's", 100, 0, 8'000, [](Quota& one) { one.holder = "H-OTHERS"; }, autumn_day, not_the_holders, 0},
      {"allotted to another terminal", 100, 0, 8'000, [](Quota& one) { one.terminal = "T-0002"; }, autumn_day, other_terminal, 0},
      {"allotted in an older epoch", 100, 0, 8'000, [](Quota& one) { one.epoch = 470999; }, autumn_day, new_epoch, 0},
      {"allotted in a later epoch", 100, 0, 8'000, [](Quota& one) { one.epoch = 471001; }, autumn_day, new_epoch, 0}};
  for (const Case& one : cases) {
    Quota quota = autumn();
    one.change(quota);
    EXPECT_EQ(why_quota_refused(quota, "H-7Q2MK4", Money::fen(one.amount), Money::fen(one.spent), Money::fen(one.goods), here, one.day), one.want)
        << one.what;
    EXPECT_EQ(quota_room(quota, "H-7Q2MK4", Money::fen(one.spent), Money::fen(one.goods), here, one.day), Money::fen(one.room)) << one.what;
  }
}

TEST(QuotaRules, BuyWhatTheBatchAllowsAndNothingElse) {
  Cart cart = support::cart_of({1000, 2000, 4000});
  cart.lines[1].category = "畜禽产品";
  const PricedCart priced = price_cart(cart).value();
  Quota quota = autumn();
  EXPECT_EQ(quota_goods(quota, cart, priced), Money::fen(7000)) << "nothing is named: everything";
  quota.categories = {"食用农产品"};
  EXPECT_EQ(quota_goods(quota, cart, priced), Money::fen(5000));
  quota.products = {"B"};
  EXPECT_EQ(quota_goods(quota, cart, priced), Money::fen(7000));
  quota.categories.clear();
  EXPECT_EQ(quota_goods(quota, cart, priced), Money::fen(2000));
}

}  // namespace
}  // namespace zhuangui::core

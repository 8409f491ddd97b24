// What is made of the receipts themselves: a counter's day, the list of sales, the quotas. Every figure was added up by hand.
#include <gtest/gtest.h>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using core::Money;
using core::TenderKind;
using support::must_have;

Money fen(std::int64_t count) { return Money::fen(count); }

const char* quota_sale =
    R"({"sale":"T-0001-500000-2","lines":[{"product":"P-HETAO","name":"N","pieces":2,"unit_price_fen":3800,)"
    R"("discounts":[{"rule":"PR-1","name":"满减","amount_fen":400},{"rule":"rounding","name":"抹零","amount_fen":7}],)"
    R"("total_fen":7193,"township":"天元乡"}],"total_fen":7193,)"
    R"("tenders":[{"kind":"quota","amount_fen":7193,"holder":"H-7Q2MK4","document":"Q-8K3M2P"}],)"
    R"("change_fen":0,"release":1,"fund_source":"union","buyer_unit":"U-0007","document":"Q-8K3M2P","operator":"S-7Q2MK4XW"})";
const char* late_sale =
    R"({"sale":"T-0001-500000-3","lines":[{"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":3800,"total_fen":3800,)"
    R"("township":"天元乡"}],"total_fen":3800,"tenders":[{"kind":"card","amount_fen":2000,"holder":"H-7Q2MK4"},)"
    R"({"kind":"cash","amount_fen":1000},{"kind":"cash","amount_fen":1000}],"change_fen":200,"release":1,"fund_source":"personal",)"
    R"("operator":"S-7Q2MK4XW","late":{"stated_at":1795480000000,"paper":"0017","reason":"power_cut"}})";
const char* half_back =
    R"({"return":"T-0001-500000-4","sale":"T-0001-500000-2","lines":[{"line":0,"goods":"waste","sold":)"
    R"({"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":3800,"discounts":[{"rule":"PR-1","name":"满减","amount_fen":200},)"
    R"({"rule":"rounding","name":"抹零","amount_fen":3}],"total_fen":3597,"township":"天元乡"}}],"total_fen":3597,)"
    R"("tenders":[{"kind":"quota","amount_fen":3597,"holder":"H-7Q2MK4","document":"Q-8K3M2P"}],"reason":"spoiled","fund_source":"union"})";
const char* quota_head = "reference,counter,batch,union,union_name,occasion,holder,cap_fen,categories,products,last_day,terminal,epoch\n";

std::string drawn(const std::string& sale, const std::string& quota, std::int64_t amount_fen) {
  const std::string amount = std::to_string(amount_fen);
  return R"({"sale":")" + sale + R"(","lines":[{"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":)" + amount + R"(,"total_fen":)" + amount +
         R"(}],"total_fen":)" + amount + R"(,"tenders":[{"kind":"quota","amount_fen":)" + amount + R"(,"holder":"H-7Q2MK4","document":")" + quota +
         R"("}],"change_fen":0,"fund_source":"union"})";
}

/// One counter's day of four receipts, and another counter on the day after.
class Receipts : public testing::Test {
 protected:
  Receipts() {
    desk_.enrol(hospital_, "C-0001");
    desk_.enrol(clinic_, "C-0002");
    hospital_.start_epoch(500'000);
    hospital_.sell(500);                                                        // 2: 7600 + 299 in cash
    hospital_.append(core::kind::sale_completed, quota_sale, 2);                // 3: 7600 less 407
    hospital_.append(core::kind::sale_completed, late_sale, 2);                 // 4: 3800
    hospital_.append(core::kind::return_completed, half_back);                  // 5: 3597 back
    clinic_.start_epoch(500'000);
    clinic_.append(core::kind::sale_completed, drawn("T-0002-500000-1", "Q-8K3M2P", 3'500), 2, "2026-11-25");  // 2
    clinic_.append(core::kind::sale_completed, drawn("T-0002-500000-2", "Q-222222", 100), 2, "2026-11-25");    // 3
    EXPECT_EQ(desk_.county->take_batch(hospital_.name(), hospital_.packed(1, 5)).status, 200);
    EXPECT_EQ(desk_.county->take_batch(clinic_.name(), clinic_.packed(1, 3)).status, 200);
  }

  support::CountyDesk desk_;
  support::WritingTerminal hospital_{"", 10}, clinic_{"", 40};
};

TEST_F(Receipts, ACountersDaySaysByWhichWayTheMoneyCameAndWhoseItWas) {
  const auto report = must_have(desk_.county->report_day("2026-11-24", "2026-11-25", ""));
  ASSERT_EQ(report.counters.size(), 2u);
  const CounterDay& day = report.counters[0];
  EXPECT_EQ(day.business_day + " " + day.counter, "2026-11-24 C-0001");
  EXPECT_EQ(day.figures, (ledger::Figures{3, 1, 0, 0, 19'299, 407, 3'597, 15'295}));
  EXPECT_EQ(day.tenders, (std::map<std::string, NamedSums>{{"cash", {2, fen(7'899 + 1'800), 0, {}}},
                                                           {"card", {1, fen(2'000), 0, {}}},
                                                           {"quota", {1, fen(7'193), 1, fen(3'597)}}}))
      << "of cash what stayed in the drawer";
  EXPECT_EQ(day.fund_sources, (std::map<std::string, NamedSums>{{"personal", {2, fen(11'699), 0, {}}}, {"union", {1, fen(7'193), 1, fen(3'597)}}}));
  EXPECT_EQ(day.discounts, (std::map<std::string, NamedSums>{{"PR-1", {1, fen(400), 1, fen(200)}}, {"rounding", {1, fen(7), 1, fen(3)}}}));
  EXPECT_EQ(day.returns, (std::map<std::string, NamedSums>{{"spoiled", {0, {}, 1, fen(3'597)}}}));
  EXPECT_EQ(day.late, (NamedSums{1, fen(3'800), 0, {}}));
  EXPECT_EQ(report.counters[1].figures, (ledger::Figures{2, 0, 0, 0, 3'600, 0, 0, 3'600}));
  EXPECT_EQ(report.total.net_fen, 15'295 + 3'600) << "rows and receipts are the same money";
  EXPECT_EQ(must_have(desk_.county->report_day("2026-11-24", "2026-11-25", "C-0002")).counters.size(), 1u);
  EXPECT_TRUE(must_have(desk_.county->report_day("2026-11-23", "2026-11-23", "")).counters.empty());
}

TEST_F(Receipts, TheListOfSalesNamesTheEntryOfEach) {
  const auto report = must_have(desk_.county->report_sales("2026-11-24", "2026-11-25", ""));
  ASSERT_EQ(report.rows.size(), 6u);
  EXPECT_EQ(report.rows[0].tenders, (std::vector<std::pair<TenderKind, Money>>{{TenderKind::cash, fen(7'899)}}));
  const SalesRow& late = report.rows[2];
  EXPECT_EQ(late.where, (EntryAt{"2026-11-24", "C-0001", hospital_.name(), 500'000, 4, support::county_morning_ms}));
  EXPECT_EQ(late.tenders, (std::vector<std::pair<TenderKind, Money>>{{TenderKind::card, fen(2'000)}, {TenderKind::cash, fen(1'800)}}));
  EXPECT_EQ(late.paper + " " + late.reason, "0017 power_cut");
  const SalesRow& back = report.rows[3];
  EXPECT_TRUE(back.is_return);
  EXPECT_EQ(back.id + " of " + back.sale, "T-0001-500000-4 of T-0001-500000-2");
  EXPECT_EQ(back.total, fen(3'597));
  EXPECT_EQ(report.rows[5].where.counter, "C-0002");
  EXPECT_EQ(report.total, (ledger::Figures{5, 1, 0, 0, 22'899, 407, 3'597, 18'895}));
  EXPECT_EQ(must_have(desk_.county->report_sales("2026-11-25", "2026-11-25", "C-0001")).rows.size(), 0u);
  EXPECT_EQ(desk_.county->report_sales("2026-11-25", "2026-11-24", "").error().code, core::Errc::invalid_input);
}

TEST_F(Receipts, AQuotaIsOneAtWhateverCounterItWasDrawnOn) {
  must_have(desk_.county->import_csv("quotas",
                                     quota_head + std::string("Q-8K3M2P,C-0001,2026-中秋,U-0007,县医院工会,中秋慰问,H-7Q2MK4,7000,,,2026-12-30,T-0001,500000\n"
                                                              "Q-9K3M2P,C-0001,2026-中秋,U-0007,县医院工会,中秋慰问,H-8Q2MK4,5000,,,2026-12-30,T-0001,500000\n"),
                                     "q.csv"));
  const auto first = must_have(desk_.county->report_quota("2026-11-24", ""));
  ASSERT_EQ(first.quotas.size(), 2u) << "what was drawn on the 25th is not there yet";
  EXPECT_EQ(first.quotas[0].quota.reference, "Q-8K3M2P");
  EXPECT_EQ(first.quotas[0].used(), fen(7'193 - 3'597));
  EXPECT_EQ(first.quotas[0].left(), fen(3'404));
  EXPECT_EQ(first.quotas[0].overdrawn(), fen(0));

  const auto report = must_have(desk_.county->report_quota("2026-11-25", ""));
  ASSERT_EQ(report.quotas.size(), 3u);
  EXPECT_FALSE(report.quotas[0].listed) << "Q-222222 stands in no list: nobody can say what of it is left";
  EXPECT_EQ(report.quotas[0].quota.reference + " " + report.quotas[0].quota.holder, "Q-222222 H-7Q2MK4");
  EXPECT_EQ(report.quotas[0].drawn, fen(100));
  EXPECT_EQ(report.quotas[0].overdrawn(), fen(0));
  EXPECT_EQ(report.quotas[1].draws, 2);
  EXPECT_EQ(report.quotas[1].left(), fen(0));
  EXPECT_EQ(report.quotas[1].overdrawn(), fen(96)) << "7193 - 3597 + 3500 of 7000";
  ASSERT_EQ(report.batches.size(), 2u);
  const BatchState& batch = report.batches[1];
  EXPECT_EQ(batch.batch + " " + batch.union_id, "2026-中秋 U-0007");
  EXPECT_EQ(batch.quotas, 2);
  EXPECT_EQ(batch.granted, fen(12'000));
  EXPECT_EQ(batch.drawn, fen(10'693));
  EXPECT_EQ(batch.returned, fen(3'597));
  EXPECT_EQ(batch.left, fen(5'000)) << "what one has drawn too much is not taken off another";
  EXPECT_EQ(batch.overdrawn, fen(96));
  EXPECT_EQ(must_have(desk_.county->report_quota("2026-11-25", "C-0002")).quotas.size(), 2u) << "no list of its own, and two that were drawn on there";
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Receipts, AnAcceptedBranchIsInEveryReport) {
  hospital_.go_back_to(4);
  hospital_.append(core::kind::sale_completed, drawn("T-0001-500000-9", "Q-8K3M2P", 50), 2);  // 5, and not the county's 5
  EXPECT_EQ(desk_.county->take_batch(hospital_.name(), hospital_.packed(5, 5)).status, 422);
  EXPECT_EQ(must_have(desk_.county->report_sales("2026-11-24", "2026-11-24", "")).rows.size(), 4u);
  must_have(desk_.county->accept_branch(must_have(desk_.county->status()).branches.at(0).number));
  const auto report = must_have(desk_.county->report_sales("2026-11-24", "2026-11-24", ""));
  ASSERT_EQ(report.rows.size(), 5u);
  EXPECT_EQ(report.total.net_fen, 15'295 + 50);
  EXPECT_EQ(must_have(desk_.county->report_day("2026-11-24", "2026-11-24", "")).counters.at(0).figures.net_fen, 15'295 + 50);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Receipts, TheProjectionsOfDaysAndQuotasComeOutTheSameWhenTheyAreMadeAgain) {
  const auto before = quota_report_json(must_have(desk_.county->report_quota("2026-12-31", "")));
  EXPECT_EQ(must_have(desk_.county->rebuild()), 8);
  EXPECT_EQ(quota_report_json(must_have(desk_.county->report_quota("2026-12-31", ""))), before);
  EXPECT_TRUE(must_have(desk_.county->verify()).ok);
}

TEST_F(Receipts, TheirJsonHasTheFormOfTheContract) {
  const auto sales = must_have(desk_.county->report_sales("2026-11-25", "2026-11-25", ""));
  EXPECT_TRUE(sales_report_json(sales).starts_with(
            R"({"report":"sales","from":"2026-11-25","to":"2026-11-25","as_of":{"T-0001":{"epoch":500000,"seq":5},"T-0002":{"epoch":500000,"seq":3}},)"
            R"("rows":[{"business_day":"2026-11-25","counter":"C-0002","terminal":"T-0002","epoch":500000,"seq":2,"at":1795482000000,"kind":"sale",)"
            R"("id":"T-0002-500000-1","lines":1,"gross_fen":3500,"discount_fen":0,"total_fen":3500,"tenders":[{"name":"quota","amount_fen":3500}],)"
            R"("fund_source":"union","release":0},{"business_day":"2026-11-)")) << sales_report_json(sales);
  EXPECT_EQ(quota_report_json(must_have(desk_.county->report_quota("2026-11-24", ""))),
            R"({"report":"quota","to":"2026-11-24","as_of":{"T-0001":{"epoch":500000,"seq":5},"T-0002":{"epoch":500000,"seq":3}},)"
            R"("rows":[{"batch":"","union":"","quota":"Q-8K3M2P","holder":"H-7Q2MK4","listed":false,"granted_fen":0,"draws":1,"drawn_fen":7193,)"
            R"("returned_fen":3597,"left_fen":0,"overdrawn_fen":0}],"batches":[{"batch":"","union":"","union_name":"","quotas":1,"draws":1,)"
            R"("granted_fen":0,"drawn_fen":7193,"returned_fen":3597,"left_fen":0,"overdrawn_fen":0}],"not_counted":0})");
}

TEST_F(Receipts, ASaleIsAnsweredWithAllReturnsOfItWhicheverTerminalMadeThem) {
  const std::string id = "T-0001-500000-2";
  const auto one = must_have(desk_.county->returns_of(id));
  EXPECT_EQ(one.sale, id);
  EXPECT_EQ(one.sold, hospital_.batch(3, 3).entries[0].payload);
  EXPECT_EQ(one.returns, std::vector<std::string>{hospital_.batch(5, 5).entries[0].payload});
  std::string elsewhere = half_back;
  elsewhere.replace(elsewhere.find("T-0001-500000-4"), 15, "T-0002-500000-3");
  clinic_.append(core::kind::return_completed, elsewhere);
  ASSERT_EQ(desk_.county->take_batch(clinic_.name(), clinic_.packed(4, 4)).status, 200);
  EXPECT_EQ(must_have(desk_.county->returns_of(id)).returns.size(), 2u);
  must_have(desk_.county->rebuild());
  EXPECT_EQ(must_have(desk_.county->returns_of(id)).returns.size(), 2u) << "also when the projections were made anew";
  EXPECT_TRUE(must_have(desk_.county->returns_of("T-0001-500000-1")).returns.empty());
  EXPECT_TRUE(must_have(desk_.county->returns_of("T-0001-500000-9")).sold.empty()) << "nobody sold that";
  EXPECT_EQ(desk_.county->returns_of("a/b").error().code, core::Errc::invalid_input);
}

}  // namespace
}  // namespace zhuangui::ingest

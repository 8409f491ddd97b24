// The day report: its rows against a second reckoning by hand.
#include <gtest/gtest.h>

#include "county_desk.h"

namespace zhuangui::ingest {
namespace {

using support::must_have;

TEST(DayReport, RowsAddUpByDayCounterAndProductAndAsOfSaysHowFar) {
  support::CountyDesk desk;
  support::WritingTerminal hospital{"", 10}, clinic{"", 40};
  desk.enrol(hospital, "C-0001");
  desk.enrol(clinic, "C-0002");
  hospital.start_epoch(500'000);
  hospital.sell(500);                     // 7600 + 299
  hospital.sell(250);                     // 7600 + 150 (149.5 rounds up)
  hospital.sell(1000, "2026-11-25");      // 7600 + 598
  hospital.append("fridge.measured", "{}");  // a kind this program does not count yet
  clinic.start_epoch(500'000);
  clinic.sell(2000);                      // 7600 + 1196
  ASSERT_EQ(desk.county->take_batch(hospital.name(), hospital.packed(1, 5)).status, 200);
  ASSERT_EQ(desk.county->take_batch(clinic.name(), clinic.packed(1, 2)).status, 200);

  const auto day = must_have(desk.county->report_day("2026-11-24", "2026-11-24", ""));
  ASSERT_EQ(day.rows.size(), 4u);
  EXPECT_EQ(day.rows[0].key, (ledger::RollupKey{"2026-11-24", "C-0001", "P-HETAO", "天元乡", "personal"}));
  EXPECT_EQ(day.rows[0].figures, (ledger::Figures{2, 0, 4, 0, 15'200, 0, 0, 15'200}));
  EXPECT_EQ(day.rows[1].key, (ledger::RollupKey{"2026-11-24", "C-0001", "P-YANGYU", "尖山镇", "personal"}));
  EXPECT_EQ(day.rows[1].figures, (ledger::Figures{2, 0, 0, 750, 449, 0, 0, 449}));
  EXPECT_EQ(day.rows[3].figures, (ledger::Figures{1, 0, 0, 2000, 1196, 0, 0, 1196}));
  EXPECT_EQ(day.total, (ledger::Figures{3, 0, 6, 2750, 24'445, 0, 0, 24'445})) << "receipts, not rows, are the sales of the total";
  EXPECT_EQ(day.as_of.at(hospital.name()), (Position{500'000, 5}));
  EXPECT_EQ(day.not_counted, 1);

  const auto range = must_have(desk.county->report_day("2026-11-24", "2026-11-30", "C-0001"));
  EXPECT_EQ(range.total.net_fen, 7600 * 3 + 299 + 150 + 598);
  EXPECT_EQ(range.as_of.size(), 1u);
  EXPECT_EQ(must_have(desk.county->report_day("2026-11-23", "2026-11-23", "")).rows.size(), 0u);
}

TEST(DayReport, ADiscountIsTakenOffAndWhoseMoneyItWasIsARowOfItsOwn) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  till.start_epoch(500'000);
  till.sell(500);  // 7600 + 299, the buyer's own
  const char* body =
      R"({"sale":"T-0001-500000-9","lines":[{"product":"P-HETAO","name":"N","pieces":2,"unit_price_fen":3800,)"
      R"("discounts":[{"rule":"PR-1","name":"满减","amount_fen":400},{"rule":"rounding","name":"抹零","amount_fen":7}],)"
      R"("total_fen":7193,"township":"天元乡"}],"total_fen":7193,"tenders":[{"kind":"quota","amount_fen":7193,"document":"Q-1"}],)"
      R"("change_fen":0,"fund_source":"union"})";
  till.append(core::kind::sale_completed, body, core::sale_version);
  ASSERT_EQ(desk.county->take_batch(till.name(), till.packed(1, 3)).status, 200);
  const auto day = must_have(desk.county->report_day("2026-11-24", "2026-11-24", ""));
  ASSERT_EQ(day.rows.size(), 3u);
  EXPECT_EQ(day.rows[0].key.fund_source, "personal");
  EXPECT_EQ(day.rows[0].figures, (ledger::Figures{1, 0, 2, 0, 7600, 0, 0, 7600}));
  EXPECT_EQ(day.rows[1].key, (ledger::RollupKey{"2026-11-24", "C-0001", "P-HETAO", "天元乡", "union"}));
  EXPECT_EQ(day.rows[1].figures, (ledger::Figures{1, 0, 2, 0, 7600, 407, 0, 7193}));
  EXPECT_EQ(day.total, (ledger::Figures{2, 0, 4, 500, 15'499, 407, 0, 15'092}));
  EXPECT_EQ(day.not_counted, 0);
}

TEST(DayReport, WhatCameBackIsTakenOffTheDayItCameBackOn) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  till.start_epoch(500'000);
  till.sell(500);  // 7600 for two bags, 299 for the potatoes
  const char* body =
      R"({"return":"T-0001-500000-9","sale":"T-0001-500000-1","lines":[)"
      R"({"line":0,"goods":"waste","sold":{"product":"P-HETAO","name":"N","pieces":1,"unit_price_fen":3800,"total_fen":3800,"township":"天元乡"}},)"
      R"({"line":1,"goods":"kept","sold":{"product":"P-YANGYU","name":"N","weight_g":0,"unit_price_fen_per_kg":598,"total_fen":99,"township":"尖山镇"}}],)"
      R"("total_fen":3899,"tenders":[{"kind":"cash","amount_fen":3899}],"reason":"spoiled","fund_source":"personal"})";
  till.append(core::kind::return_completed, body, 1, "2026-11-25");
  till.append(core::kind::return_completed, R"({"return":"x"})", 1, "2026-11-25");
  ASSERT_EQ(desk.county->take_batch(till.name(), till.packed(1, 4)).status, 200);
  const auto day = must_have(desk.county->report_day("2026-11-25", "2026-11-25", ""));
  ASSERT_EQ(day.rows.size(), 2u);
  EXPECT_EQ(day.rows[0].key, (ledger::RollupKey{"2026-11-25", "C-0001", "P-HETAO", "天元乡", "personal"}));
  EXPECT_EQ(day.rows[0].figures, (ledger::Figures{0, 1, -1, 0, 0, 0, 3800, -3800}));
  EXPECT_EQ(day.rows[1].figures, (ledger::Figures{0, 1, 0, 0, 0, 0, 99, -99}));
  EXPECT_EQ(day.total, (ledger::Figures{0, 1, -1, 0, 0, 0, 3899, -3899}));
  EXPECT_EQ(day.not_counted, 1);
  const auto both = must_have(desk.county->report_day("2026-11-24", "2026-11-25", ""));
  EXPECT_EQ(both.total, (ledger::Figures{1, 1, 1, 500, 7899, 0, 3899, 4000}));
  EXPECT_TRUE(must_have(desk.county->verify()).ok);
}

TEST(HelpCalls, ACallIsOpenUntilItIsAnsweredOrTheTerminalStartsAgain) {
  support::CountyDesk desk;
  support::WritingTerminal hospital{"", 10}, clinic{"", 40};
  desk.enrol(hospital, "C-0001");
  desk.enrol(clinic, "C-0002");
  for (auto* till : {&hospital, &clinic}) till->start_epoch(500'000);
  hospital.append(core::kind::help_called, core::help_called_body("cash", "paying", "T-0001-500000-1"));  // 2
  clinic.append(core::kind::help_called, core::help_called_body("help", "idle", ""));                     // 2
  ASSERT_EQ(desk.county->take_batch(hospital.name(), hospital.packed(1, 2)).status, 200);
  ASSERT_EQ(desk.county->take_batch(clinic.name(), clinic.packed(1, 2)).status, 200);
  auto open = must_have(desk.county->status()).open_calls;
  ASSERT_EQ(open.size(), 2u);
  const auto& first = open[0].terminal == hospital.name() ? open[0] : open[1];
  EXPECT_EQ(first.reason, "cash");
  EXPECT_EQ(first.counter, "C-0001");

  hospital.append(core::kind::help_answered, core::help_answered_body("answered", 30));  // 3
  ASSERT_EQ(desk.county->take_batch(hospital.name(), hospital.packed(3, 3)).status, 200);
  open = must_have(desk.county->status()).open_calls;
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].terminal, clinic.name());

  clinic.append(core::kind::terminal_started, core::terminal_started_body("zhuangui-terminal", "0"));  // 3: after a crash
  clinic.append(core::kind::help_called, R"({"where":"idle"})");                                       // 4: says no reason
  ASSERT_EQ(desk.county->take_batch(clinic.name(), clinic.packed(3, 4)).status, 200);
  EXPECT_TRUE(must_have(desk.county->status()).open_calls.empty());
  EXPECT_EQ(must_have(desk.county->status()).not_counted, 1);
  EXPECT_TRUE(must_have(desk.county->verify()).ok);
}

TEST(DayReport, AnEntryOfANewerVersionIsStoredAndCountedAsNotCounted) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  till.start_epoch(500'000);
  till.append(core::kind::sale_completed, R"({"sale":"x","future":true})", core::sale_version + 1);
  till.append(core::kind::sale_completed, R"({"sale":"x","lines":[]})", 1);
  ASSERT_EQ(desk.county->take_batch(till.name(), till.packed(1, 3)).status, 200);
  const auto day = must_have(desk.county->report_day("2026-11-24", "2026-11-24", ""));
  EXPECT_EQ(day.total, ledger::Figures{});
  EXPECT_EQ(day.not_counted, 2);
}

TEST(DayReport, ItsJsonHasTheFormOfTheContract) {
  DayReport report{"2026-11-24", "2026-11-24", {{"T-0001", {5, 6}}}, {}, {1, 0, 2, 0, 7600, 0, 0, 7600}, 0, {}};
  report.counters.push_back({"2026-11-24", "C-0001", report.total, {{"cash", {1, core::Money::fen(7600), 0, {}}}}, {}, {}, {}, {}});
  report.rows.push_back({{"2026-11-24", "C-0001", "P-HETAO", "天元乡", "personal"}, report.total});
  EXPECT_EQ(day_report_json(report),
            R"({"report":"day","from":"2026-11-24","to":"2026-11-24","as_of":{"T-0001":{"epoch":5,"seq":6}},"rows":[)"
            R"({"business_day":"2026-11-24","counter":"C-0001","product":"P-HETAO","township":"天元乡","fund_source":"personal",)"
            R"("sales":1,"returns":0,"pieces":2,"weight_g":0,"gross_fen":7600,"discount_fen":0,"refund_fen":0,"net_fen":7600}],)"
            R"("counters":[{"business_day":"2026-11-24","counter":"C-0001","sales":1,"returns":0,"gross_fen":7600,"discount_fen":0,"refund_fen":0,)"
            R"("net_fen":7600,"tenders":[{"name":"cash","sales":1,"sum_fen":7600,"returns":0,"back_fen":0}],"fund_sources":[],"discounts":[],)"
            R"("refunds":[],"late":{"sales":0,"sum_fen":0}}],)"
            R"("total":{"sales":1,"returns":0,"pieces":2,"weight_g":0,"gross_fen":7600,"discount_fen":0,"refund_fen":0,)"
            R"("net_fen":7600,"not_counted":0}})");
}

TEST(DayReport, DaysThatAreNoneAreRefused) {
  support::CountyDesk desk;
  for (const auto& [from, to] : {std::pair{"2026-13-01", "2026-12-01"}, {"today", "today"}, {"2026-11-25", "2026-11-24"}})
    EXPECT_EQ(desk.county->report_day(from, to, "").error().code, core::Errc::invalid_input) << from;
}

TEST(DayReport, AReaderSeesItBesideARunningServer) {
  support::CountyDesk desk;
  support::WritingTerminal till{"", 10};
  desk.enrol(till);
  till.start_epoch(500'000);
  till.sell();
  const auto reader = must_have(County::open(desk.directory(), County::Mode::reader, desk.environment()));
  EXPECT_EQ(must_have(reader->report_day("2026-11-24", "2026-11-24", "")).total.sales, 0);
  ASSERT_EQ(desk.county->take_batch(till.name(), till.packed(1, 2)).status, 200);
  EXPECT_EQ(must_have(reader->report_day("2026-11-24", "2026-11-24", "")).total.sales, 1);
  EXPECT_TRUE(must_have(reader->verify()).ok);
  EXPECT_FALSE(reader->publish()) << "a reader changes nothing";
}

TEST(County, ASecondServerOnTheSameFolderIsToldWhoHoldsIt) {
  support::CountyDesk desk;
  const auto second = County::open(desk.directory(), County::Mode::server, desk.environment());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, core::Errc::in_use);
  EXPECT_NE(second.error().cause.find(std::to_string(::getpid())), std::string::npos) << second.error().cause;
  EXPECT_EQ(County::init(desk.directory(), desk.environment()).error().code, core::Errc::in_use);
  desk.county.reset();
  EXPECT_EQ(County::init(desk.directory(), desk.environment()).error().code, core::Errc::conflict);
}

TEST(County, WhatIsMissingOrForeignIsNamed) {
  support::CountyDesk desk;
  EXPECT_EQ(County::open(desk.directory() + "/nowhere", County::Mode::reader, desk.environment()).error().code, core::Errc::not_found);
  desk.county.reset();
  std::filesystem::rename(desk.directory() + "/county.key", desk.directory() + "/kept");
  EXPECT_EQ(County::open(desk.directory(), County::Mode::server, desk.environment()).error().code, core::Errc::not_found);
  std::filesystem::copy_file(desk.directory() + "/reserve.key", desk.directory() + "/county.key");
  std::filesystem::permissions(desk.directory() + "/county.key", std::filesystem::perms::owner_read);
  EXPECT_EQ(County::open(desk.directory(), County::Mode::server, desk.environment()).error().code, core::Errc::conflict);
}

}  // namespace
}  // namespace zhuangui::ingest

// X, Z and the day report on paper: what stands on them, and what is never claimed there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "receipt/layout.h"
#include "receipt/render.h"

namespace zhuangui::receipt {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportFacts example_report() {
  ReportFacts facts;
  core::ShiftReport& report = facts.report;
  report.shift = 12;
  report.business_day = "2026-11-24";
  report.sales = 3;
  report.total = core::Money::fen(30'000);
  report.cash = core::Money::fen(12'000);
  report.refunds = core::Money::fen(1'050);
  report.tenders = {{"cash", 2, core::Money::fen(12'000)}, {"code_by_hand", 2, core::Money::fen(18'000)}};
  report.by_hand = {{1'795'501'920'000, "T-0001-1-1", core::Money::fen(10'000), "4711"},
                    {1'795'505'520'000, "T-0001-1-2", core::Money::fen(8'000), "0926"}};
  facts.counter.name = "县人民医院 1 号柜";
  facts.terminal = "T-0001";
  facts.printed_at = core::WallTime{1'795'510'000'000};
  return facts;
}

std::string text_of_report(const ReportFacts& facts, const Paper& paper = paper_80_mm) {
  return render_text(lay_out_report(facts, paper, 1), paper);
}

TEST(Report, EachPaymentThatWasCheckedByHandStandsThereAndIsCalledNotConfirmed) {
  for (const Paper& paper : {paper_80_mm, paper_58_mm}) {
    ReportFacts facts = example_report();
    facts.report.closed = true;
    const std::string text = text_of_report(facts, paper);
    EXPECT_THAT(text, HasSubstr("未经核实"));
    for (const char* words : {"14:32", "尾号4711", "100.00", "15:32", "尾号0926", "80.00"}) EXPECT_THAT(text, HasSubstr(words));
  }
}

TEST(Report, ItsTimesAreThoseOfTheCorrectedClock) {
  ReportFacts facts = example_report();
  facts.clock_offset_ms = 60'000;
  EXPECT_THAT(text_of_report(facts), HasSubstr("14:33 尾号4711"));
}

TEST(Report, WithoutSuchPaymentsNothingIsSaidOfThem) {
  ReportFacts facts = example_report();
  facts.report.by_hand.clear();
  EXPECT_THAT(text_of_report(facts), Not(HasSubstr("未经核实")));
}

TEST(Report, TheDaysHasNoDrawerAndNoShift) {
  ReportFacts facts = example_report();
  facts.day = true;
  const std::string text = text_of_report(facts);
  for (const char* words : {"日报表", "2026-11-24", "销售 3 笔", "300.00", "退款", "10.50", "净额", "289.50"}) EXPECT_THAT(text, HasSubstr(words));
  for (const char* words : {"班次", "应有现金", "备用金", "交班"}) EXPECT_THAT(text, Not(HasSubstr(words)));
}

}  // namespace
}  // namespace zhuangui::receipt

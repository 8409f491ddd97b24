#include <gtest/gtest.h>

#include "files.h"
#include "office/overview.h"

namespace zhuangui::office {
namespace {

OverviewView a_day() {
  OverviewView view;
  view.date = view.today = "2026-11-24";
  view.now_ms = 1'795'500'000'000;
  const auto row = [](const char* counter, const char* product, const char* township, std::int64_t pieces, std::int64_t grams, std::int64_t fen) {
    ledger::RollupRow result;
    result.key = {"2026-11-24", counter, product, township, "personal"};
    result.figures.sales = 1;
    result.figures.pieces = pieces;
    result.figures.weight_g = grams;
    result.figures.net_fen = fen;
    return result;
  };
  view.rows = {row("C-0001", "P-A", "红池坝镇", 2, 0, 123'456'705), row("C-0002", "P-A", "红池坝镇", 1, 0, 95), row("C-0002", "P-B", "天元乡", 0, 12'345, 100)};
  view.total.sales = 2;
  view.total.net_fen = 123'456'900;
  view.receipts = {{"C-0001", 1}, {"C-0002", 1}};
  core::Product product;
  product.id = "P-A";
  product.name = "<冬桃> & \"co\"";
  view.products = {product};
  return view;
}

std::string page_of(const OverviewView& view) {
  const auto text = county::read_file(std::string{ZHUANGUI_SOURCE_DIR} + "/assets/web/overview.mustache", 1u << 20);
  const auto page = render_overview(*text, view);
  EXPECT_TRUE(page);
  return page.value_or("");
}

TEST(OfficeText, MoneyHasTwoDigitsAndWeightThree) {
  struct Case { std::int64_t value; const char* money; const char* weight; };
  for (const Case& c : {Case{0, "0.00", ""}, Case{5, "0.05", "5 克"}, Case{-5, "-0.05", "-5 克"}, Case{123'456, "1,234.56", "123.456 千克"},
                        Case{-1'000'007, "-10,000.07", "-1,000.007 千克"}, Case{99'999, "999.99", "99.999 千克"}, Case{100'000'000, "1,000,000.00", "100,000.000 千克"}}) {
    EXPECT_EQ(money_text(core::Money::fen(c.value)), c.money);
    EXPECT_EQ(weight_text(c.value), c.weight);
  }
}

TEST(OfficeFigures, GroupsAddUpToTheTotalAndTheLargestComesFirst) {
  const OverviewView view = a_day();
  for (const auto& groups : {by_counter(view), by_product(view), by_township(view)}) {
    core::Money sum;
    for (const Group& group : groups) sum += group.net;
    EXPECT_EQ(sum.in_fen(), 123'456'900);
    EXPECT_EQ(groups.front().permille, 1000);
    EXPECT_EQ(groups.back().permille, 4) << "still to be seen";
    EXPECT_GE(groups.front().net, groups.back().net);
  }
  EXPECT_EQ(by_counter(view)[1].net.in_fen(), 195);
  EXPECT_EQ(by_township(view)[0].name, "红池坝镇");
}

TEST(OfficePage, EverythingFromOutsideIsEscaped) {
  OverviewView view = a_day();
  TerminalView terminal;
  terminal.row.id = "<img src=x onerror=alert(1)>";
  terminal.row.heartbeat = R"({"unsent":3,"trouble":"<b>x</b>"})";
  terminal.row.state = ledger::TerminalState::active;
  terminal.row.last_heard_at = view.now_ms;
  view.terminals = {terminal};
  view.alarms = {{"fork", "T-0001", 1, 2, "<script>x</script>", 0, 1}};
  const std::string page = page_of(view);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("<b>x"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;冬桃&gt; &amp; &quot;co&quot;"), std::string::npos);
  EXPECT_NE(page.find("还有 3 条未送"), std::string::npos);
  EXPECT_NE(page.find("¥1,234,569.00"), std::string::npos);
  EXPECT_NE(page.find("在线"), std::string::npos);
  EXPECT_NE(page.find("2026-11-23"), std::string::npos) << "the day before";
}

TEST(OfficePage, ABranchIsShownWithItsNumberUntilTheOfficeHasDecided) {
  OverviewView view = a_day();
  view.branches = {{"T-0001", 5, 2, 9, {}, "branch", 0, "", 41}, {"T-0001", 5, 10, 12, {}, "branch", 0, "", 42, ledger::BranchState::accepted}};
  const std::string page = page_of(view);
  EXPECT_NE(page.find("第 41 号旁支"), std::string::npos);
  EXPECT_NE(page.find("5 / 2–9"), std::string::npos);
  EXPECT_EQ(page.find("第 42 号旁支"), std::string::npos);
}

TEST(OfficePage, AnEmptyDaySaysSo) {
  OverviewView view;
  view.date = "2026-11-23";
  view.today = "2026-11-24";
  const std::string page = page_of(view);
  EXPECT_NE(page.find("这一天还没有销售送达"), std::string::npos);
  EXPECT_NE(page.find("href=\"/?date=2026-11-24\""), std::string::npos);
}

TEST(OfficePage, SaysWhoWaitsForSomebodyOfTheCounterAndNothingWhereNobodyDoes) {
  OverviewView view = a_day();
  EXPECT_EQ(page_of(view).find("呼叫店员"), std::string::npos);
  core::CounterInfo counter;
  counter.id = "C-0001";
  counter.name = "县人民医院 1 号柜";
  counter.phone = "023-5100 0001";
  view.counters = {counter};
  view.open_calls = {{"T-0001", 5, 2, view.now_ms - 125'000, "cash", "C-0001"}};
  const std::string page = page_of(view);
  for (const char* words : {"有顾客在呼叫店员", "县人民医院 1 号柜", "T-0001", "要付现金", "已等 2 分钟", "023-5100 0001"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
}

}  // namespace
}  // namespace zhuangui::office

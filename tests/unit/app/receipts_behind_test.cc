// What holds up the front of the printer's queue holds up every receipt behind it, and each sale is told so.
#include "counter_bench.h"

namespace zhuangui::app {
namespace {

using test::CounterBench;
using till::ReceiptState;

struct ReceiptsBehind : ::testing::Test {
  void SetUp() override {
    bench.start();
    ASSERT_TRUE(bench.wait_for(till::PrinterState::ready));
  }
  till::Completed sell_and_print() {
    till::Completed sold = bench.sell();
    bench.printer->print(sold, bench.counter, 0);
    return sold;
  }
  std::string trouble_of(const till::Completed& sold) {
    const std::scoped_lock lock{bench.mutex};
    return bench.receipts[sold.sale.id].second;
  }
  std::size_t times_on_paper(const std::string& paper, const till::Completed& sold) {
    const std::string code = "ZG1|" + sold.sale.id + "|";
    std::size_t found = 0;
    for (std::size_t at = paper.find(code); at != std::string::npos; at = paper.find(code, at + 1)) ++found;
    return found;
  }
  CounterBench bench;
};

TEST_F(ReceiptsBehind, ReceiptsBehindOneThatWaitsForPaperAreToldSoAndComeByThemselves) {
  bench.printer_is("paper-out");
  const till::Completed first = sell_and_print(), second = sell_and_print(), third = sell_and_print();
  ASSERT_TRUE(bench.wait_for(first.sale.id, ReceiptState::trouble));
  ASSERT_TRUE(bench.wait_for(second.sale.id, ReceiptState::held));
  ASSERT_TRUE(bench.wait_for(third.sale.id, ReceiptState::held));
  EXPECT_EQ(trouble_of(first), "printer.paper_out");
  EXPECT_EQ(trouble_of(second), "printer.paper_out");
  EXPECT_EQ(trouble_of(third), "printer.paper_out");
  bench.printer_is("ok");
  for (const till::Completed& sold : {first, second, third}) ASSERT_TRUE(bench.wait_for(sold.sale.id, ReceiptState::printed));
  const std::string paper = bench.paper();
  for (const till::Completed& sold : {first, second, third}) EXPECT_EQ(times_on_paper(paper, sold), 1U) << sold.sale.id;
}

TEST_F(ReceiptsBehind, ASaleMadeWhileTheQueueIsHeldUpIsToldAtOnce) {
  bench.printer_is("cover-open");
  const till::Completed first = sell_and_print();
  ASSERT_TRUE(bench.wait_for(first.sale.id, ReceiptState::trouble));
  const till::Completed later = sell_and_print();
  ASSERT_TRUE(bench.wait_for(later.sale.id, ReceiptState::held));
  EXPECT_EQ(trouble_of(later), "printer.cover_open");
}

TEST_F(ReceiptsBehind, AnotherTroubleOfTheFrontIsToldToThoseBehindToo) {
  bench.printer_is("paper-out");
  const till::Completed first = sell_and_print(), second = sell_and_print();
  ASSERT_TRUE(bench.wait([&] { return bench.receipts[second.sale.id].second == "printer.paper_out"; }));
  bench.printer_is("unplugged");
  ASSERT_TRUE(bench.wait([&] { return bench.receipts[second.sale.id].second == "printer.unplugged"; }));
  ASSERT_TRUE(bench.wait([&] { return bench.receipts[first.sale.id].second == "printer.unplugged"; }));
  bench.printer_is("power-on");
  bench.printer_is("ok");
  ASSERT_TRUE(bench.wait_for(first.sale.id, ReceiptState::printed));
  ASSERT_TRUE(bench.wait_for(second.sale.id, ReceiptState::printed));
}

TEST_F(ReceiptsBehind, WhatHoldsUpADrawerPulseIsTheTroubleOfItsOwnReceiptAndHoldsUpTheOthers) {
  bench.printer_is("paper-out");
  const till::Completed first = bench.sell();
  bench.printer->open_drawer(first.sale.id);
  bench.printer->print(first, bench.counter, 0);
  const till::Completed second = sell_and_print();
  ASSERT_TRUE(bench.wait_for(first.sale.id, ReceiptState::trouble));
  ASSERT_TRUE(bench.wait_for(second.sale.id, ReceiptState::held));
  bench.printer_is("ok");
  ASSERT_TRUE(bench.wait_for(second.sale.id, ReceiptState::printed));
}

TEST_F(ReceiptsBehind, ADrawerThatRestsHoldsUpNobodyThatAPersonMustHearOf) {
  bool held = false;
  const till::Completed first = bench.sell(), second = bench.sell();
  const auto began = std::chrono::steady_clock::now();
  for (const till::Completed* sold : {&first, &second}) {
    bench.printer->open_drawer(sold->sale.id);
    bench.printer->print(*sold, bench.counter, 0);
  }
  ASSERT_TRUE(bench.wait([&] {
    for (const auto& [sale, told] : bench.receipts) held |= told.first == ReceiptState::held || told.first == ReceiptState::trouble;
    return bench.receipts[second.sale.id].first == ReceiptState::printed;
  }));
  EXPECT_FALSE(held);
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{500}) << "the solenoid was not given its rest";
  EXPECT_EQ(bench.row(first.sale.id, 0).state, "confirmed");
}

TEST_F(ReceiptsBehind, WhenTheFrontFailsForGoodTheNextOneIsTriedAndTheOthersWaitForIt) {
  bench.printer_is("after 200 unplugged");
  const till::Completed first = sell_and_print(), second = sell_and_print(), third = sell_and_print();
  ASSERT_TRUE(bench.wait_for(third.sale.id, ReceiptState::held));
  EXPECT_EQ(trouble_of(third), "printer.unplugged");
  ASSERT_TRUE(bench.wait_for(second.sale.id, ReceiptState::trouble));
  EXPECT_EQ(bench.row(first.sale.id, 0).state, "unknown") << "its only transfer may have been taken whole";
  bench.printer_is("power-on");
  bench.printer_is("ok");
  ASSERT_TRUE(bench.wait_for(third.sale.id, ReceiptState::printed));
  EXPECT_EQ(bench.row(second.sale.id, 0).state, "confirmed");
}

}  // namespace
}  // namespace zhuangui::app

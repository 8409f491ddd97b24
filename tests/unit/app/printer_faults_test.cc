// Faults of the printer by seed: whatever befalls it, no receipt is lost in silence, and none comes out twice unasked.
#include <random>

#include "counter_bench.h"
#include "seed.h"

namespace zhuangui::app {
namespace {

using test::CounterBench;
using till::ReceiptState;

constexpr int receipts = 16;

std::string some_fault(std::mt19937_64& random) {
  static constexpr const char* faults[] = {"near-end", "paper-out", "cover-open", "cutter-jam", "unplugged", "power-off",
                                           "nak 1",    "stall",     "short 7",    "mute",       "late 50"};
  const std::string fault = faults[random() % std::size(faults)];
  return random() % 3 == 0 ? fault : "after " + std::to_string(random() % 900) + " " + fault;
}

// The receipts of that sale that came out whole enough to carry their code.
std::size_t times(const std::string& paper, const std::string& sale) {
  std::size_t found = 0;
  const std::string code = "ZG1|" + sale + "|";
  for (std::size_t at = paper.find(code); at != std::string::npos; at = paper.find(code, at + 1)) ++found;
  return found;
}

// The printer is mended as a person would: plugged in, switched on, shut, with paper; then all comes to its end.
void mend(CounterBench& bench) {
  bench.printer_is("power-on");
  bench.printer_is("ok");
}

TEST(PrinterFaults, WhateverBefallsThePrinterNoReceiptComesOutTwiceUnaskedAndAConfirmedOneIsOut) {
  const auto seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random{seed};
  CounterBench bench;
  bench.start();
  std::string paper;
  std::map<std::string, std::string> faults;
  for (int i = 0; i < receipts; ++i) {
    const till::Completed sold = bench.sell();
    std::string& fault = faults[sold.sale.id];
    if (random() % 4 != 0) bench.printer_is(fault = some_fault(random));
    bench.printer->print(sold, bench.counter, 0);
    ASSERT_TRUE(bench.wait([&] { return bench.receipts.contains(sold.sale.id) && bench.receipts[sold.sale.id].first != ReceiptState::waiting; }))
        << "nothing is said of " << sold.sale.id << " after " << fault;
    mend(bench);
    ASSERT_TRUE(bench.wait([&] {
      const std::string state = bench.row(sold.sale.id, 0).state;
      return state == "confirmed" || state == "unknown" || state == "failed";
    })) << sold.sale.id << " has no end after " << fault;
    paper += bench.paper();
  }
  ASSERT_TRUE(bench.wait([&] { return bench.printer->at_rest(); }));
  paper += bench.paper();
  std::map<std::string, int> ends;
  for (const auto& [sale, fault] : faults) {
    const std::string state = bench.row(sale, 0).state;
    ++ends[state];
    EXPECT_LE(times(paper, sale), 1U) << sale << " came out twice after " << fault;
    EXPECT_TRUE(state != "confirmed" || times(paper, sale) == 1U) << sale << " is called confirmed and is not out after " << fault;
  }
  EXPECT_GE(ends["confirmed"], receipts / 5) << "some went well";
}

}  // namespace
}  // namespace zhuangui::app

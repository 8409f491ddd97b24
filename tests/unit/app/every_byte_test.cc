// The printer pulled out after every single byte of a receipt, and the program started anew: what stands, what comes out.
#include <gmock/gmock.h>

#include "core/entry_kinds.h"
#include "counter_bench.h"
#include "escpos_renderer/escpos_renderer.h"

namespace zhuangui::app {
namespace {

using test::CounterBench;
using testing::StartsWith;
using till::PrinterState;
using till::ReceiptState;

constexpr int lines = 20;

#ifdef __SANITIZE_THREAD__
constexpr int stride = 53;
#else
constexpr int stride = 1;
#endif

// NUL prints nothing: the driver sends it to end a command that was broken off.
std::string without_nul(std::string text) {
  std::erase(text, '\0');
  return text;
}

// One position: sold, pulled out after so many bytes, the program gone, plugged in, started, and 补打 chosen.
// False: the receipt was out before the plug was pulled.
bool pulled_out_after(CounterBench& bench, int bytes) {
  const till::Completed sold = bench.sell(lines);
  const std::string& id = sold.sale.id;
  bench.paper();
  bench.printer_is(bytes == 0 ? "unplugged" : "after " + std::to_string(bytes) + " unplugged");
  bench.printer->print(sold, bench.counter, 0);
  EXPECT_TRUE(bench.wait([&] { return bench.receipts.contains(id) && bench.receipts[id].first != ReceiptState::waiting; }));
  const bool out = bench.receipts[id].first == ReceiptState::printed;
  EXPECT_EQ(bench.row(id, 0).state, bytes == 0 ? "queued" : out ? "confirmed" : "unknown");
  bench.crash();
  bench.printer_is("ok");
  bench.device = PrinterState::absent;
  bench.start();
  EXPECT_TRUE(bench.wait_for(PrinterState::ready));
  const journal::PrintJobRow row = bench.row(id, 0);
  EXPECT_EQ(row.state, bytes == 0 ? "failed" : out ? "confirmed" : "unknown");
  EXPECT_EQ(bench.desk->reader()->last_sale().value()->sale, id);
  // A status question later still nothing but what was let through has come out.
  EXPECT_TRUE(bench.wait([&] { return bench.printer->at_rest(); }));
  const std::string first = bench.paper();
  EXPECT_THAT(without_nul(row.bytes), StartsWith(without_nul(first)));
  EXPECT_LE(without_nul(first).size(), without_nul(row.bytes.substr(0, static_cast<std::size_t>(bytes))).size());

  EXPECT_EQ(bench.reprint(sold), 1);
  EXPECT_TRUE(bench.wait_for(id, ReceiptState::printed));
  const std::string copy = bench.row(id, 1).bytes;
  EXPECT_TRUE(bench.paper().ends_with(copy)) << "the copy is whole";
  const auto text = test::text_of(test::read_escpos(std::as_bytes(std::span{copy}), {48, 576}));
  EXPECT_THAT(text, testing::HasSubstr("【补打 1】"));
  return !out;
}

TEST(Printing, PulledOutAfterAnyByteTheSaleStandsOnceAndNoFurtherByteGoesOutUntilAPersonChooses) {
  CounterBench bench;
  bench.start();
  int bytes = 0;
  std::int64_t sales = 1;
  while (pulled_out_after(bench, bytes) && !testing::Test::HasFailure() && bytes < 10'000) {
    bytes += stride;
    ++sales;
  }
  ASSERT_FALSE(testing::Test::HasFailure()) << "pulled out after " << bytes << " bytes";
  EXPECT_GT(bytes, 1'000) << "the receipt is a whole one";
  const auto reader = bench.desk->reader();
  EXPECT_EQ(reader->sales("0000-01-01", "9999-12-31")->size(), static_cast<std::size_t>(sales));
  EXPECT_TRUE(reader->verify()->ok);
  std::int64_t reprints = 0;
  const auto epochs = reader->epochs().value();
  for (const auto& epoch : epochs) {
    const auto entries = reader->entries(epoch.epoch, 1, 10, 1 << 20).value();
    for (const auto& entry : entries)
      if (entry.payload.find(core::kind::receipt_reprinted) != std::string::npos) ++reprints;
  }
  EXPECT_EQ(reprints, sales);
}

TEST(Printing, WhatWaitsForAPrinterWhenTheProgramEndsNeverComesOutByItself) {
  CounterBench bench;
  bench.start();
  for (const std::string trouble : {"paper-out", "cover-open", "cutter-jam", "nak 1000", "unplugged"}) {
    bench.printer_is(trouble);
    const till::Completed sold = bench.sell();
    bench.printer->print(sold, bench.counter, 0);
    ASSERT_TRUE(bench.wait_for(sold.sale.id, ReceiptState::trouble)) << trouble;
    bench.crash();
    bench.paper();
    bench.printer_is("ok");
    bench.device = PrinterState::absent;
    bench.start();
    ASSERT_TRUE(bench.wait_for(PrinterState::ready)) << trouble;
    EXPECT_THAT(bench.row(sold.sale.id, 0).state, testing::AnyOf("failed", "unknown")) << trouble;
    const till::Completed next = bench.sell();
    bench.printer->print(next, bench.counter, 0);
    ASSERT_TRUE(bench.wait_for(next.sale.id, ReceiptState::printed)) << trouble;
    EXPECT_EQ(without_nul(bench.paper()), without_nul(bench.row(next.sale.id, 0).bytes)) << trouble;
  }
}

}  // namespace
}  // namespace zhuangui::app

#include <malloc.h>

#include "driver_bench.h"

namespace zhuangui::printer {
namespace {

using device::PrintState;
using test::DriverBench;

// Bytes the program holds. Under AddressSanitizer always 0: there the test only holds the states.
std::size_t held_bytes() { return ::mallinfo2().uordblks; }

// An hour of virtual time, a receipt every five seconds, every tenth in some trouble that passes: what the driver and
// the printer hold after an hour is what they held after ten minutes.
TEST(PrinterSoak, AnHourOfReceiptsHoldsNoMoreMemoryThanTenMinutesOfThem) {
  DriverBench bench;
  constexpr int jobs = 720, settled = 120;
  static constexpr const char* troubles[] = {"paper-out", "nak 3", "short 7", "near-end", "cover-open", "after 300 nak 2"};
  std::size_t after_ten_minutes = 0;
  for (int number = 1; number <= jobs; ++number) {
    if (number % 10 == 0) bench.printer_is(troubles[number / 10 % 6]);
    ASSERT_TRUE(bench.driver().submit(test::text_job(number, 20)));
    bench.run(5'000, [&] { return bench.driver().is_idle(); });
    bench.printer_is("ok");
    bench.run_until_idle();
    ASSERT_EQ(bench.last().state, PrintState::confirmed) << number;
    bench.run(5'000);
    bench.paper();
    bench.reports = {};
    bench.devices = {};
    if (number == settled) after_ten_minutes = held_bytes();
  }
  EXPECT_LE(held_bytes(), after_ten_minutes + 4'096);
}

}  // namespace
}  // namespace zhuangui::printer

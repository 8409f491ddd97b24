#include <random>

#include "driver_bench.h"
#include "seed.h"

namespace zhuangui::printer {
namespace {

using device::PrintState;
using test::DriverBench;
using test::full_profile;
using test::hex;
using test::text_job;

// How often the whole job stands on the paper.
int times_printed(const std::string& paper, const Job& job) {
  const std::string wanted = hex(job.bytes);
  int times = 0;
  for (auto at = paper.find(wanted); at != std::string::npos; at = paper.find(wanted, at + wanted.size())) ++times;
  return times;
}

// A fault after so many bytes of the job; then it is mended and a second job printed. Whatever happens: no job is
// printed twice, "confirmed" is only said of what is on the paper, "failed" only of what is not wholly there.
TEST(PrinterFaults, AtEveryKindOfPlaceTheStateIsTrueAndNothingIsPrintedTwice) {
  for (const Fence fence : {Fence::gs_h, Fence::gs_r}) {
    Profile profile = full_profile();
    profile.fence = fence;
    if (fence == Fence::gs_r) profile.status = StatusWay::eot;
    const Job job = text_job(42, 200, profile);
    const Job second = text_job(43, 2, profile);
    const auto size = job.bytes.size();
    const auto picture_at = size - 200;  // inside the picture at the end of the job
    for (const std::string fault :
         {"paper-out", "cover-open", "cutter-jam", "unplugged", "nak 5", "stall", "short 3", "mute", "near-end"}) {
      for (const std::size_t at :
           {std::size_t{1}, std::size_t{2}, std::size_t{7}, size / 2, picture_at, size - 8, size - 1, size}) {
        SCOPED_TRACE(fault + " after " + std::to_string(at) + " bytes, fence " +
                     std::to_string(static_cast<int>(fence)));
        DriverBench bench(profile);
        bench.run(100);
        bench.paper();
        bench.printer_is("after " + std::to_string(at) + " " + fault);
        ASSERT_TRUE(bench.driver().submit(job));
        bench.run(8'000);
        if (!bench.driver().is_idle()) { EXPECT_NE(bench.last().state, PrintState::confirmed); }
        bench.printer_is("ok");
        bench.run_until_idle();
        const JobReport first = bench.last();
        ASSERT_TRUE(is_last(first));
        ASSERT_TRUE(bench.driver().submit(second));
        bench.run_until_idle();
        const std::string paper = bench.paper();
        EXPECT_LE(times_printed(paper, job), 1);
        if (first.state == PrintState::confirmed) { EXPECT_EQ(times_printed(paper, job), 1); }
        if (first.state == PrintState::failed) { EXPECT_EQ(times_printed(paper, job), 0); }
        if (fault == "unplugged" || (fault == "stall" && at < size)) {
          EXPECT_NE(first.state, PrintState::confirmed) << "an answer was lost with the printer";
          if (at == 7) { EXPECT_EQ(first.state, PrintState::failed) << "the rest was never sent"; }
        } else if (fault != "mute" && fault != "stall") {
          EXPECT_EQ(first.state, PrintState::confirmed);
          EXPECT_EQ(times_printed(paper, job), 1);
        }
        EXPECT_EQ(bench.last().number, 43);
        EXPECT_EQ(bench.last().state, PrintState::confirmed);
        EXPECT_EQ(times_printed(paper, second), 1);
        EXPECT_LE(bench.longest_turn_ms, 400);
      }
    }
  }
}

// A job taken whole while the printer cannot print is waited for, not sent again.
TEST(PrinterFaults, AJobInTheBufferOfAPrinterWithoutPaperComesOutOnceWhenPaperIsThere) {
  DriverBench bench;
  bench.run(100);
  bench.paper();
  const Job job = text_job(42, 10);
  bench.printer_is("after 20 paper-out");
  ASSERT_TRUE(bench.driver().submit(job));
  bench.run(120'000);
  EXPECT_EQ(bench.last().state, PrintState::sent);
  EXPECT_EQ(bench.last().trouble, Trouble::paper_out);
  EXPECT_TRUE(bench.last().waiting);
  bench.printer_is("ok");
  bench.run_until_idle();
  EXPECT_EQ(bench.last().state, PrintState::confirmed);
  EXPECT_EQ(bench.paper(), hex(job.bytes));
}

TEST(PrinterFaults, ShortTransfersOfAnySizeGiveTheSamePaper) {
  const std::uint64_t seed = support::test_seed();
  SCOPED_TRACE(support::replay(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 40; ++round) {
    DriverBench bench;
    bench.run(100);
    bench.paper();
    const Job job = text_job(round + 1, 1 + static_cast<int>(random() % 40));
    ASSERT_TRUE(bench.driver().submit(job));
    std::size_t reported = 0;
    while (!bench.driver().is_idle()) {
      bench.printer_is("short " + std::to_string(1 + random() % 97));
      if (random() % 8 == 0) bench.printer_is("nak " + std::to_string(random() % 4));
      bench.run(1 + static_cast<std::int64_t>(random() % 300), [&] { return bench.driver().is_idle(); });
      EXPECT_GE(bench.last().bytes_taken, reported);
      reported = bench.last().bytes_taken;
    }
    EXPECT_EQ(bench.last().state, PrintState::confirmed);
    EXPECT_EQ(bench.paper(), hex(job.bytes));
  }
}

// A program that is started anew finds a printer that stands inside the broken-off picture of its last run.
TEST(PrinterFaults, APrinterPulledInsideAPictureIsNotConfusedByTheNextJob) {
  DriverBench bench;
  bench.run(100);
  const Job job = text_job(1, 2);
  bench.printer_is("after " + std::to_string(job.bytes.size() - 150) + " unplugged");
  ASSERT_TRUE(bench.driver().submit(job));
  bench.run(5'000);
  EXPECT_EQ(bench.last().state, PrintState::unknown) << "the last transfer may have gone through";
  EXPECT_EQ(bench.last().trouble, Trouble::unplugged);
  EXPECT_GT(bench.printer().bytes_held(), 0u);
  bench.printer_is("ok");
  const Job next = text_job(2, 2);
  ASSERT_TRUE(bench.driver().submit(next));
  bench.run_until_idle();
  EXPECT_EQ(bench.last().state, PrintState::confirmed);
  EXPECT_EQ(times_printed(bench.paper(), next), 1);
}

}  // namespace
}  // namespace zhuangui::printer

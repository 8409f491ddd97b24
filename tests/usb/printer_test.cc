#include "printer_bench.h"

namespace zhuangui::printer::test {
namespace {

using device::PrintState;
using testing::ElementsAre;

TEST_F(UsbPrinter, AJobCrossesTheRealUsbPathIsConfirmedByItsFenceAndItsPaperIsItsBytes) {
  electronics.plug();
  start();
  const Job job = numbered_job(42, 60);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(42));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(reports.back().grade, Grade::a);
  EXPECT_EQ(reports.back().bytes_taken, job.bytes.size());
  EXPECT_EQ(printed(), job.bytes);
  EXPECT_EQ(electronics.printer().cuts(), 1);
}

TEST_F(UsbPrinter, ItIsTakenFromTheKernelAndGivenBack) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  driver.reset();
  EXPECT_THAT(usb.requests(port, {"DISCONNECT", "CLAIM", "RELEASE", "CONNECT"}),
              ElementsAre("DISCONNECT 0", "CLAIM 0", "RELEASE 0", "CONNECT 0"));
}

TEST_F(UsbPrinter, NoneThereIsToldAndOneThatComesPrintsWhatWaited) {
  start();
  const Job job = numbered_job(1, 5);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_trouble(Trouble::unplugged));
  electronics.plug();
  ASSERT_TRUE(run_until_done(1));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, MissingPermissionAndAnotherProgramsHoldAreToldAndOvercomeWithoutARestart) {
  electronics.plug();
  usb.forbid(port, true);
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::no_permission));
  usb.forbid(port, false);
  usb.hold(port, true);
  ASSERT_TRUE(run_until_trouble(Trouble::held));
  usb.hold(port, false);
  ASSERT_TRUE(run_until_trouble(Trouble::none));
}

TEST_F(UsbPrinter, PaperThatIsOutIsToldByThePrinterItselfAndTheJobGoesOnWithNewPaper) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  ASSERT_TRUE(electronics.printer().command("paper-out"));
  const Job job = numbered_job(3, 10);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return reports.back().trouble == Trouble::paper_out; }));
  EXPECT_TRUE(reports.back().waiting);
  EXPECT_EQ(reports.back().bytes_taken, 0u);
  EXPECT_THAT(printed(), ElementsAre());
  ASSERT_TRUE(electronics.printer().command("ok"));
  ASSERT_TRUE(run_until_done(3));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, APrinterThatTakesNothingForAWhileLosesAndDoublesNoByte) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  usb.take_only(port, 100);
  const Job job = numbered_job(4, 40);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until([&] { return !reports.empty() && reports.back().waiting; }));
  usb.take_only(port, std::nullopt);
  ASSERT_TRUE(run_until_done(4));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
}

TEST_F(UsbPrinter, AStallIsClearedAndTheJobIsPrintedOnce) {
  electronics.plug();
  start();
  ASSERT_TRUE(run_until_trouble(Trouble::none));
  usb.stall(port, 0x01, 1);
  const Job job = numbered_job(5, 20);
  ASSERT_TRUE(driver->submit(job));
  ASSERT_TRUE(run_until_done(5));
  EXPECT_EQ(reports.back().state, PrintState::confirmed);
  EXPECT_EQ(printed(), job.bytes);
  EXPECT_THAT(usb.requests(port, {"CLEAR_HALT"}), ElementsAre("CLEAR_HALT 01"));
}

TEST_F(UsbPrinter, UnpluggedAnywhereInAJobItIsNeverBegunAgainAndTheNextJobIsWhole) {
  for (const std::size_t after : {1u, 63u, 64u, 65u, 500u, 4'095u, 4'097u}) {
    SCOPED_TRACE("gone after " + std::to_string(after) + " bytes");
    electronics.plug();
    start();
    ASSERT_TRUE(run_until_trouble(Trouble::none));
    const Job lost = numbered_job(6, 260);
    ASSERT_GT(lost.bytes.size(), 4'200u);
    const std::size_t before = printed().size();
    usb.vanish_after(port, after);
    ASSERT_TRUE(driver->submit(lost));
    // What went first may have been a question to the printer; then nothing of the job was sent, and it waits.
    ASSERT_TRUE(run_until([&] { return !reports.empty() && reports.back().trouble == Trouble::unplugged; }));
    const bool begun = is_last(reports.back());
    EXPECT_EQ(begun, reports.back().bytes_taken > 0 || reports.back().state != PrintState::queued);
    electronics.unplug();
    electronics.plug();
    const Job next = numbered_job(7, 3);
    ASSERT_TRUE(driver->submit(next));
    ASSERT_TRUE(run_until_done(7));
    EXPECT_EQ(reports.back().state, PrintState::confirmed);
    const Bytes paper = printed();
    EXPECT_TRUE(std::equal(next.bytes.rbegin(), next.bytes.rend(), paper.rbegin())) << "the next job is whole";
    // Behind a broken-off job the driver sends NUL, which prints nothing, to end whatever command it broke off in.
    const auto lost_from = paper.begin() + static_cast<std::ptrdiff_t>(before);
    const auto lost_until = paper.end() - static_cast<std::ptrdiff_t>(next.bytes.size());
    const auto of_lost = static_cast<std::size_t>(
        std::count_if(lost_from, lost_until, [](std::byte one) { return one != std::byte{0}; }));
    if (begun) EXPECT_LE(of_lost, after) << "nothing of it is printed twice";
    else EXPECT_EQ(Bytes(lost_from, lost_until), lost.bytes) << "it comes out whole, once";
    driver.reset();
    electronics.unplug();
    reports.clear();
    devices.clear();
  }
}

}  // namespace
}  // namespace zhuangui::printer::test

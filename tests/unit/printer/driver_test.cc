#include <gmock/gmock.h>

#include "driver_bench.h"
#include "temporary_folder.h"

namespace zhuangui::printer {
namespace {

using device::PrintState;
using test::bytes_of;
using test::DriverBench;
using test::full_profile;
using test::hex;
using test::text_job;

std::vector<PrintState> states_of(const std::vector<JobReport>& reports) {
  std::vector<PrintState> states;
  for (const JobReport& report : reports)
    if (states.empty() || states.back() != report.state) states.push_back(report.state);
  return states;
}

TEST(PrinterDriver, AJobGoesFromQueuedToConfirmedAndItsPaperIsItsBytes) {
  DriverBench bench;
  const Job job = text_job(42, 20);
  ASSERT_TRUE(bench.driver().submit(job));
  bench.run_until_idle();
  EXPECT_EQ(states_of(bench.reports),
            (std::vector{PrintState::queued, PrintState::sending, PrintState::sent, PrintState::confirmed}));
  EXPECT_EQ(bench.last().grade, Grade::a);
  EXPECT_EQ(bench.last().bytes_taken, job.bytes.size());
  EXPECT_EQ(bench.paper(), "1d610f" + hex(job.bytes));  // ASB was switched on when it was opened
  EXPECT_EQ(bench.driver().device().stage, device::Stage::enabled);
}

TEST(PrinterDriver, TheGradeSaysHowWellAJobIsProven) {
  struct Case { const char* note; StatusWay status; Fence fence; const char* state; PrintState last; Grade grade; };
  for (const Case& c :
       {Case{"GS ( H", StatusWay::full, Fence::gs_h, "ok", PrintState::confirmed, Grade::a},
        Case{"GS ( H, near end", StatusWay::eot, Fence::gs_h, "near-end", PrintState::confirmed, Grade::a},
        Case{"GS r and DLE EOT", StatusWay::eot, Fence::gs_r, "ok", PrintState::confirmed, Grade::b},
        Case{"ASB in the tail", StatusWay::eot, Fence::asb, "ok", PrintState::confirmed, Grade::c},
        Case{"DLE EOT before and after", StatusWay::eot, Fence::none, "ok", PrintState::unknown, Grade::d},
        Case{"answers not believed", StatusWay::fake, Fence::none, "ok", PrintState::unknown, Grade::e},
        Case{"never answers by design", StatusWay::none, Fence::none, "ok", PrintState::unknown, Grade::e},
        Case{"mute", StatusWay::eot, Fence::gs_r, "mute", PrintState::unknown, Grade::e},
        Case{"mute, full", StatusWay::full, Fence::gs_h, "mute", PrintState::unknown, Grade::e}}) {
    Profile profile = full_profile();
    profile.status = c.status;
    profile.fence = c.fence;
    DriverBench bench(profile);
    bench.printer_is(c.state);
    const Job job = text_job(7, 3, profile);
    ASSERT_TRUE(bench.driver().submit(job));
    bench.run_until_idle();
    EXPECT_EQ(bench.last().state, c.last) << c.note;
    EXPECT_EQ(bench.last().grade, c.grade) << c.note;
    EXPECT_TRUE(bench.paper().ends_with(hex(job.bytes))) << c.note;
  }
}

TEST(PrinterDriver, NothingIsSentToAPrinterThatCannotPrintAndTheJobGoesOnWhenMended) {
  struct Case { const char* words; Trouble trouble; };
  for (const Case& c : {Case{"paper-out", Trouble::paper_out}, Case{"cover-open", Trouble::cover_open},
                        Case{"cutter-jam", Trouble::cutter_jam}}) {
    DriverBench bench;
    bench.run(100);
    bench.printer_is(c.words);
    const Job job = text_job(1, 5);
    ASSERT_TRUE(bench.driver().submit(job));
    bench.run(20'000);
    EXPECT_EQ(bench.last().state, PrintState::queued) << c.words;
    EXPECT_EQ(bench.last().trouble, c.trouble) << c.words;
    EXPECT_TRUE(bench.last().waiting) << c.words;
    EXPECT_EQ(bench.last().bytes_taken, 0u) << c.words;
    EXPECT_EQ(bench.driver().device().trouble, c.trouble) << c.words;
    EXPECT_EQ(bench.printer().bytes_held(), 0u) << c.words;
    bench.printer_is("ok");
    bench.run_until_idle();
    EXPECT_EQ(bench.last().state, PrintState::confirmed) << c.words;
    EXPECT_TRUE(bench.paper().ends_with(hex(job.bytes))) << c.words;
  }
}

TEST(PrinterDriver, AJobWaitsForAPrinterThatIsNotThereAndIsPrintedOnce) {
  DriverBench bench;
  bench.printer_is("unplugged");
  const Job job = text_job(1, 5);
  ASSERT_TRUE(bench.driver().submit(job));
  bench.run(10'000);
  EXPECT_EQ(bench.last().state, PrintState::queued);
  EXPECT_EQ(bench.last().trouble, Trouble::unplugged);
  EXPECT_TRUE(bench.last().waiting);
  bench.printer_is("ok");
  bench.run_until_idle();
  EXPECT_EQ(bench.last().state, PrintState::confirmed);
  EXPECT_EQ(bench.paper(), "1d610f" + hex(job.bytes));
}

TEST(PrinterDriver, ANakForLongIsAWaitingStateNotAnError) {
  DriverBench bench;
  bench.run(100);
  bench.printer_is("after 100 nak 30");
  const Job job = text_job(1, 5);
  ASSERT_TRUE(bench.driver().submit(job));
  bench.run(20'000);
  EXPECT_EQ(bench.last().state, PrintState::sending);
  EXPECT_EQ(bench.last().trouble, Trouble::offline);
  EXPECT_TRUE(bench.last().waiting);
  EXPECT_EQ(bench.last().bytes_taken, 100u);
  bench.run_until_idle();
  EXPECT_EQ(bench.last().state, PrintState::confirmed);
  EXPECT_EQ(bench.paper(), "1d610f" + hex(job.bytes));
  EXPECT_LE(bench.longest_turn_ms, 400);
}

TEST(PrinterDriver, ACancelledJobThatWasNotBegunNeverComesOut) {
  DriverBench bench;
  bench.printer_is("paper-out");
  ASSERT_TRUE(bench.driver().submit(text_job(1, 5)));
  ASSERT_TRUE(bench.driver().submit(text_job(2, 5)));
  ASSERT_TRUE(bench.driver().submit(text_job(3, 5)));
  bench.run(3'000);
  bench.driver().cancel(2);
  EXPECT_EQ(bench.last(), (JobReport{2, PrintState::failed, std::nullopt, Trouble::cancelled, false, 0,
                                     text_job(2, 5).bytes.size()}));
  bench.driver().cancel(1);
  bench.driver().cancel(99);
  bench.printer_is("ok");
  bench.run_until_idle();
  EXPECT_EQ(bench.last().number, 3);
  EXPECT_EQ(bench.last().state, PrintState::confirmed);
  EXPECT_EQ(bench.paper(), "1d610f" + hex(text_job(3, 5).bytes));
}

// The paper runs out in the middle; what the printer holds must not come out with the next receipt.
TEST(PrinterDriver, ACancelledJobIsClearedFromThePrinter) {
  DriverBench bench;
  bench.run(100);
  bench.printer_is("after 150 paper-out");
  const Job given_up = text_job(1, 20);
  ASSERT_TRUE(bench.driver().submit(given_up));
  bench.run(5'000);
  EXPECT_EQ(bench.last().trouble, Trouble::paper_out);
  EXPECT_GT(bench.printer().bytes_held(), 0u);
  bench.driver().cancel(1);
  EXPECT_EQ(bench.last().state, PrintState::failed);
  EXPECT_EQ(bench.last().trouble, Trouble::cancelled);
  EXPECT_EQ(bench.printer().bytes_held(), 0u);
  const Job next = text_job(2, 3);
  ASSERT_TRUE(bench.driver().submit(next));
  bench.paper();
  bench.printer_is("ok");
  bench.run_until_idle();
  EXPECT_EQ(bench.paper(), hex(next.bytes));
}

TEST(PrinterDriver, AJobThatCannotBeClearedIsSaidToBeStillInThePrinter) {
  Profile profile = full_profile();
  profile.clearing = Clearing::none;
  DriverBench bench(profile);
  bench.run(100);
  bench.printer_is("after 150 paper-out");
  ASSERT_TRUE(bench.driver().submit(text_job(1, 20)));
  bench.run(5'000);
  bench.driver().cancel(1);
  EXPECT_EQ(bench.last().state, PrintState::unknown);
  EXPECT_EQ(bench.last().trouble, Trouble::not_cleared);
}

TEST(PrinterDriver, ClearingByACutterErrorAndBySoftReset) {
  struct Case { Clearing clearing; const char* fault; Trouble trouble; };
  for (const Case& c : {Case{Clearing::dle_enq, "after 150 cutter-jam", Trouble::cancelled},
                        Case{Clearing::dle_enq, "after 150 cover-open", Trouble::not_cleared},
                        Case{Clearing::soft_reset, "after 150 cover-open", Trouble::cancelled}}) {
    Profile profile = full_profile();
    profile.clearing = c.clearing;
    DriverBench bench(profile);
    bench.run(100);
    bench.printer_is(c.fault);
    ASSERT_TRUE(bench.driver().submit(text_job(1, 20)));
    bench.run(5'000);
    bench.driver().cancel(1);
    EXPECT_EQ(bench.last().trouble, c.trouble) << c.fault;
    EXPECT_EQ(bench.printer().bytes_held() == 0, c.trouble == Trouble::cancelled) << c.fault;
  }
}

TEST(PrinterDriver, TroubleWhileResting) {
  DriverBench bench;
  bench.run(6'000);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::none);
  bench.printer_is("near-end");
  bench.run(6'000);
  EXPECT_TRUE(bench.driver().device().near_end);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::none);
  bench.printer_is("cover-open");
  bench.run(6'000);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::cover_open);
  bench.printer_is("unplugged");
  bench.run(6'000);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::unplugged);
  EXPECT_EQ(bench.driver().device().stage, device::Stage::closed);
  bench.printer_is("ok");
  bench.run(6'000);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::none);
  EXPECT_EQ(bench.driver().device().stage, device::Stage::enabled);
  EXPECT_EQ(bench.driver().device().device->product_id, 0x0E28);
}

TEST(PrinterDriver, TheQueueIsBoundedAndNumbersAreGivenOnce) {
  DriverBench bench;
  bench.printer_is("unplugged");
  for (std::size_t count = 0; count < PrinterDriver::jobs_max; ++count)
    ASSERT_TRUE(bench.driver().submit(text_job(static_cast<std::int64_t>(count) + 1, 1)));
  EXPECT_EQ(bench.driver().submit(text_job(99, 1)).error().code, device::Errc::busy);
  bench.driver().cancel(3);
  EXPECT_EQ(bench.driver().submit(text_job(4, 1)).error().code, device::Errc::illegal);
  EXPECT_EQ(bench.driver().submit(Job{100, {}}).error().code, device::Errc::illegal);
}

TEST(PrinterDriver, AJobIsMadeForThePrinterThatIsThereWhenItIsBegun) {
  std::int64_t now_ms = 0;
  const support::TemporaryFolder folder{"zhuangui-profile-of"};
  auto bus = simulated::Bus::create(folder.path(), {[&] { return now_ms; }, [&](std::int64_t ms) { now_ms += ms; }});
  ASSERT_TRUE(bus);
  ASSERT_TRUE((*bus)->printer().command("unplugged"));
  std::vector<std::string> asked, made_for;
  DriverOptions options;
  options.profile = full_profile();
  options.profile_of = [&](const device::DeviceInfo& info, const DeviceId& id) {
    asked.push_back(std::to_string(info.product_id) + " " + name_of(id));
    Profile profile = full_profile();
    profile.name = "come-" + std::to_string(asked.size());
    return profile;
  };
  std::vector<JobReport> reports;
  PrinterDriver driver(**bus, options, [&] { return now_ms; }, [&](const JobReport& one) { reports.push_back(one); }, [](const DeviceReport&) {});
  const auto run = [&](std::int64_t ms) {
    for (const std::int64_t until = now_ms + ms; now_ms < until;) now_ms += driver.turn() + 1;
  };
  const auto encode = [&](const Profile& profile) -> device::Result<std::vector<std::byte>> {
    made_for.push_back(profile.name);
    if (made_for.size() > 1) return tl::unexpected(device::DeviceError{device::Errc::illegal, "a picture does not fit the paper", "make it smaller"});
    return bytes_of({0x1B, 0x40, 'A', '\n'});
  };
  ASSERT_TRUE(driver.submit({1, {}, encode}));
  EXPECT_EQ(reports.back().bytes_total, 0u) << "nobody knows yet";
  run(3'000);
  EXPECT_TRUE(made_for.empty()) << "no printer has come";
  ASSERT_TRUE((*bus)->printer().command("ok"));
  run(30'000);
  EXPECT_THAT(asked, testing::ElementsAre("3624 EPSON TM-T20III"));
  EXPECT_THAT(made_for, testing::ElementsAre("come-1"));
  EXPECT_EQ(hex((*bus)->printer().take_paper()), "1d610f" "1b40410a");
  EXPECT_EQ(driver.device().profile, "come-1");
  EXPECT_EQ(driver.device().id.languages, std::vector<std::string>{"ESC/POS"});
  EXPECT_TRUE(driver.is_idle());

  ASSERT_TRUE(driver.submit({2, {}, encode}));
  run(3'000);
  EXPECT_EQ(reports.back(), (JobReport{2, device::PrintState::failed, std::nullopt, Trouble::not_printable, false, 0, 0}));
  EXPECT_TRUE(driver.is_idle());
}

TEST(PrinterDriver, TheDrawerRestsBetweenTwoPulsesAndTheHeldBackOneIsSaidAndComes) {
  DriverBench bench;
  const auto pulse = [](std::int64_t number) {
    return Job{number, encode({number, {device::DrawerPulse{}}}, full_profile(), {}).value(), {}, 500};
  };
  const auto has = [&bench](std::int64_t number, Trouble trouble) {
    return std::any_of(bench.reports.begin(), bench.reports.end(), [&](const JobReport& one) {
      return one.number == number && one.trouble == trouble && one.waiting && one.state == PrintState::queued;
    });
  };
  ASSERT_TRUE(bench.driver().submit(pulse(1)));
  ASSERT_TRUE(bench.driver().submit(pulse(2)));
  ASSERT_TRUE(bench.driver().submit(text_job(3, 1)));
  bench.run(60'000, [&] { return bench.printer().drawer_pulses() == 1; });
  bench.run(480);
  EXPECT_EQ(bench.printer().drawer_pulses(), 1);
  EXPECT_TRUE(has(2, Trouble::drawer_resting));
  bench.run_until_idle();
  EXPECT_EQ(bench.printer().drawer_pulses(), 2);
  EXPECT_FALSE(has(3, Trouble::drawer_resting)) << "only the drawer rests";
  // A pulse that the printer held while it had no paper counts from when it came out.
  bench.run(60'000);
  bench.printer_is("after 2 paper-out");
  ASSERT_TRUE(bench.driver().submit(pulse(4)));
  ASSERT_TRUE(bench.driver().submit(pulse(5)));
  bench.run(10'000);
  EXPECT_EQ(bench.printer().drawer_pulses(), 2);
  bench.printer_is("ok");
  ASSERT_EQ(bench.printer().drawer_pulses(), 3);
  bench.run(480);
  EXPECT_EQ(bench.printer().drawer_pulses(), 3);
  bench.run_until_idle();
  EXPECT_EQ(bench.printer().drawer_pulses(), 4);
}

TEST(PrinterDriver, ADrawerIsOnForAFifthOfTheTimeAtMost) {
  EXPECT_EQ(device::rest_ms({2, 50, 500}), 500);
  EXPECT_EQ(device::rest_ms({2, 200, 500}), 800);
}

TEST(PrinterDriver, WhatThePrinterTellsUnaskedIsHeardAtOnceAndNotWithTheNextQuestion) {
  DriverBench bench;
  bench.run(7'000);  // asked at the start and after five seconds
  bench.printer_is("near-end");
  bench.run(300);
  EXPECT_TRUE(bench.driver().device().near_end);
  bench.printer_is("cover-open");
  bench.run(300);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::cover_open);
  bench.printer_is("ok");
  bench.run(300);
  EXPECT_EQ(bench.driver().device().trouble, Trouble::none);
}

TEST(PrinterDriver, APrinterOfAnotherLanguageIsLeftAlone) {
  std::int64_t now_ms = 0;
  const auto folder = std::filesystem::temp_directory_path() / ("zhuangui-foreign-" + std::to_string(::getpid()));
  auto bus = simulated::Bus::create(folder, {[&] { return now_ms; }, {}});
  ASSERT_TRUE(bus);
  DriverOptions options;
  options.profile = full_profile();
  options.is_escpos = [](const device::DeviceInfo& one) { return one.vendor_id != 0x04B8; };
  const auto trouble = [&] {
    PrinterDriver driver(**bus, options, [&] { return now_ms; }, [](const JobReport&) {}, [](const DeviceReport&) {});
    driver.turn();
    return driver.device().trouble;
  };
  EXPECT_EQ(trouble(), Trouble::unplugged);
  options.device.serials = {""};
  EXPECT_EQ(trouble(), Trouble::unplugged) << "a serial number alone names nothing";
  options.device.ports = {"1-2"};
  EXPECT_EQ(trouble(), Trouble::none) << "the counter has named it: it can have been switched to ESC/POS";
  options.device.ports = {"1-3"};
  options.is_escpos = {};
  EXPECT_EQ(trouble(), Trouble::unplugged) << "another port is meant";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace zhuangui::printer

// The printer driver over the real libusb: what it writes crosses the emulated bus to the simulated printer's own
// understanding of ESC/POS, whose answers come back as packets of its bulk IN endpoint.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "emulated_usb.h"
#include "printer/driver.h"
#include "printer/encode.h"
#include "simulated/bus.h"
#include "temporary_folder.h"
#include "transport/usb_bus.h"

namespace zhuangui::printer {
namespace {

using device::PrintState;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using Bytes = std::vector<std::byte>;

constexpr const char* port = "1-2";
constexpr std::chrono::seconds patience{20};
constexpr milliseconds look_every{2};

std::int64_t now_ms() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Profile honest_profile() {
  Profile profile;
  profile.name = "test-80";
  profile.status = StatusWay::full;
  profile.fence = Fence::gs_h;
  profile.clearing = Clearing::dle_dc4;
  return profile;
}

// Lines that differ in job and place, so that a part printed twice or left out shows.
Job numbered_job(std::int64_t number, int lines) {
  device::PrintJob job{number, {}};
  for (int line = 0; line < lines; ++line)
    job.elements.emplace_back(device::TextLine{"单 " + std::to_string(number) + " 行 " + std::to_string(line) + " 巫溪洋芋"});
  job.elements.emplace_back(device::Cut{});
  return {number, encode(job, honest_profile(), {}).value()};
}

// The electronics behind the plug: carries what the bus took to the simulated printer and its answers back. It has a
// power supply of its own, so a replug clears nothing.
class Electronics {
 public:
  explicit Electronics(support::EmulatedUsb& usb)
      : usb_{usb}, bus_{simulated::Bus::create(folder_.path(), {now_ms, {}}).value()},
        wire_{bus_->printer().open().value()}, thread_{[this](const std::stop_token& stop) { carry(stop); }} {}

  void plug() {
    const std::lock_guard lock{mutex_};
    usb_.plug(support::receipt_printer(port));
    carried_ = 0;
  }
  void unplug() {
    const std::lock_guard lock{mutex_};
    carry_out();
    usb_.unplug(port);
    carried_.reset();
  }
  simulated::Printer& printer() { return bus_->printer(); }
  Bytes paper() {
    const std::lock_guard lock{mutex_};
    const Bytes more = printer().take_paper();
    paper_.insert(paper_.end(), more.begin(), more.end());
    return paper_;
  }

 private:
  void carry(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      {
        const std::lock_guard lock{mutex_};
        if (carried_) {
          carry_out();
          carry_in();
        }
      }
      std::this_thread::sleep_for(look_every);
    }
  }
  void carry_out() {
    const Bytes taken = usb_.taken(port);
    while (*carried_ < taken.size()) {
      const auto moved = wire_->write(std::span{taken}.subspan(*carried_), milliseconds{0});
      if (!moved || moved->bytes == 0) return;
      *carried_ += moved->bytes;
    }
  }
  void carry_in() {
    Bytes packet(64);
    for (auto moved = wire_->read(packet, milliseconds{0}); moved && moved->bytes > 0;
         moved = wire_->read(packet, milliseconds{0}))
      usb_.send(port, 0x82, std::span{packet}.first(moved->bytes));
  }

  support::TemporaryFolder folder_{"zhuangui-usb-printer"};
  support::EmulatedUsb& usb_;
  std::unique_ptr<simulated::Bus> bus_;
  std::unique_ptr<device::Transport> wire_;
  std::mutex mutex_;
  std::optional<std::size_t> carried_;  // of what was taken since it was plugged in; nullopt: not plugged in
  Bytes paper_;
  std::jthread thread_;
};

class UsbPrinter : public testing::Test {
 protected:
  void start() {
    DriverOptions options;
    options.profile = honest_profile();
    options.retry_every_ms = 20;
    options.status_every_ms = 50;
    driver = std::make_unique<PrinterDriver>(
        *bus, options, now_ms, [this](const JobReport& one) { reports.push_back(one); },
        [this](const DeviceReport& one) { devices.push_back(one); });
  }
  // Runs the driver as the app's printer thread does, until it is so.
  bool run_until(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!done()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(milliseconds{std::min<std::int64_t>(driver->turn(milliseconds{20}), 5)});
    }
    return true;
  }
  bool run_until_trouble(Trouble trouble) {
    return run_until([&] { return !devices.empty() && devices.back().trouble == trouble; });
  }
  bool run_until_done(std::int64_t number) {
    return run_until([&] { return !reports.empty() && reports.back().number == number && is_last(reports.back()); });
  }
  bool run_until_taken(std::size_t bytes) {
    return run_until([&] { return !reports.empty() && reports.back().waiting && reports.back().bytes_taken == bytes; });
  }
  // Everything printed but the switch of the automatic status, which each taking up sends before any job.
  Bytes printed() {
    static constexpr std::array switch_on{std::byte{0x1D}, std::byte{0x61}, std::byte{0x0F}};
    Bytes paper = electronics.paper();
    for (auto at = paper.begin();;) {
      at = std::search(at, paper.end(), switch_on.begin(), switch_on.end());
      if (at == paper.end()) return paper;
      // Inside a job it stands right after ESC @.
      const bool of_a_job = at - paper.begin() >= 2 && *(at - 2) == std::byte{0x1B} && *(at - 1) == std::byte{0x40};
      at = of_a_job ? at + 3 : paper.erase(at, at + 3);
    }
  }

  support::EmulatedUsb usb;
  Electronics electronics{usb};
  std::unique_ptr<transport::UsbBus> bus = transport::UsbBus::start().value();
  std::vector<JobReport> reports;
  std::vector<DeviceReport> devices;
  std::unique_ptr<PrinterDriver> driver;
};

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
}  // namespace zhuangui::printer

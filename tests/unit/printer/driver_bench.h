#pragma once
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "printer/driver.h"
#include "simulated/bus.h"
#include "test_profile.h"

namespace zhuangui::test {

/// A driver on a simulated printer in virtual time: a wait of 15 s takes no time at all.
class DriverBench {
 public:
  explicit DriverBench(printer::Profile profile = full_profile()) : profile_(std::move(profile)) {
    folder_ = std::filesystem::temp_directory_path() / ("zhuangui-printer-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    auto bus =
        simulated::Bus::create(folder_, {[this] { return now_ms_; }, [this](std::int64_t ms) { now_ms_ += ms; }});
    EXPECT_TRUE(bus);
    bus_ = std::move(*bus);
    start();
  }
  ~DriverBench() { std::filesystem::remove_all(folder_); }

  /// Begins with a new driver, as after a restart of the program.
  void start() {
    driver_.reset();
    printer::DriverOptions options;
    options.profile = profile_;
    driver_ = std::make_unique<printer::PrinterDriver>(
        *bus_, options, [this] { return now_ms_; }, [this](const printer::JobReport& one) { reports.push_back(one); },
        [this](const printer::DeviceReport& one) { devices.push_back(one); });
  }

  void printer_is(const std::string& words) {
    const auto done = bus_->printer().command(words);
    ASSERT_TRUE(done) << done.error().cause;
  }

  /// Runs for `ms` of virtual time, or until done().
  void run(std::int64_t ms, const std::function<bool()>& done = [] { return false; }) {
    const std::int64_t until = now_ms_ + ms;
    for (int turns = 0; now_ms_ < until && !done(); ++turns) {
      ASSERT_LT(turns, 1'000'000) << "the driver turns without time passing";
      const std::int64_t before = now_ms_;
      const std::int64_t wait_ms = driver_->turn(std::chrono::milliseconds(100));
      longest_turn_ms = std::max(longest_turn_ms, now_ms_ - before);
      now_ms_ += wait_ms;
    }
  }
  void run_until_idle(std::int64_t ms = 60'000) {
    run(ms, [this] { return driver_->is_idle(); });
  }

  printer::PrinterDriver& driver() { return *driver_; }
  simulated::Printer& printer() { return bus_->printer(); }
  [[nodiscard]] const printer::JobReport& last() const { return reports.back(); }
  std::string paper() { return hex(bus_->printer().take_paper()); }

  std::vector<printer::JobReport> reports;
  std::vector<printer::DeviceReport> devices;
  std::int64_t longest_turn_ms = 0;

 private:
  printer::Profile profile_;
  std::int64_t now_ms_ = 1'000;
  std::filesystem::path folder_;
  std::unique_ptr<simulated::Bus> bus_;
  std::unique_ptr<printer::PrinterDriver> driver_;
};

/// A job of `lines` lines whose text tells the job.
inline printer::Job text_job(std::int64_t number, int lines, const printer::Profile& profile = full_profile()) {
  device::PrintJob job{number, {}};
  for (int line = 0; line < lines; ++line)
    job.elements.emplace_back(
        device::TextLine{"单 " + std::to_string(number) + " 行 " + std::to_string(line) + " 红池坝冬桃 ￥12.80"});
  job.elements.emplace_back(device::Picture{64, 40, std::vector<std::uint8_t>(320, 0x3C)});
  job.elements.emplace_back(device::Cut{});
  return {number, printer::encode(job, profile, plain_rasteriser()).value()};
}

}  // namespace zhuangui::test

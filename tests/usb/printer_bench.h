#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <thread>

#include "emulated_usb.h"
#include "printer/driver.h"
#include "printer/encode.h"
#include "simulated/bus.h"
#include "temporary_folder.h"
#include "transport/usb_bus.h"

// The printer driver over the real libusb: what it writes crosses the emulated bus to the simulated printer's own
// understanding of ESC/POS, whose answers come back as packets of its bulk IN endpoint.
namespace zhuangui::printer::test {

using std::chrono::milliseconds;
using Bytes = std::vector<std::byte>;

inline constexpr const char* port = "1-2";
inline constexpr std::chrono::seconds patience{20};
inline constexpr milliseconds look_every{2};

inline std::int64_t now_ms() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline Profile honest_profile() {
  Profile profile;
  profile.name = "test-80";
  profile.status = StatusWay::full;
  profile.fence = Fence::gs_h;
  profile.clearing = Clearing::dle_dc4;
  return profile;
}

// Lines that differ in job and place, so that a part printed twice or left out shows.
inline Job numbered_job(std::int64_t number, int lines, const Profile& profile = honest_profile()) {
  device::PrintJob job{number, {}};
  for (int line = 0; line < lines; ++line)
    job.elements.emplace_back(device::TextLine{"单 " + std::to_string(number) + " 行 " + std::to_string(line) + " 巫溪洋芋"});
  job.elements.emplace_back(device::Cut{});
  return {number, encode(job, profile, {}).value()};
}

// The electronics behind the plug: carries what the bus took to the simulated printer and its answers back. It has a
// power supply of its own, so a replug clears nothing.
class Electronics {
 public:
  explicit Electronics(support::EmulatedUsb& usb)
      : usb_{usb}, bus_{simulated::Bus::create(folder_.path(), {now_ms, {}}).value()},
        wire_{bus_->printer().open().value()}, thread_{[this](const std::stop_token& stop) { carry(stop); }} {}

  /// `says`: what it answers to GET_DEVICE_ID; nothing: it stalls it.
  void plug(const support::EmulatedDevice& device = support::receipt_printer(port), std::span<const std::byte> says = {}) {
    const std::lock_guard lock{mutex_};
    usb_.plug(device);
    if (!says.empty()) usb_.answer_request(port, 0x00, 0, says);
    carried_ = 0;
  }
  void unplug() {
    const std::lock_guard lock{mutex_};
    carry_out();
    usb_.unplug(port);
    carried_.reset();
  }
  // The switch at its side: what it held and what it had still to say are gone.
  void power_off() {
    unplug();
    const std::lock_guard lock{mutex_};
    wire_->control(0x21, 0x02, 0, 0, {}, milliseconds{0}).value();
    Bytes packet(64);
    while (wire_->read(packet, milliseconds{0}).value().bytes > 0) {
    }
  }
  // At work it goes on printing, but its answers wait.
  void answers_wait(bool waiting) {
    const std::lock_guard lock{mutex_};
    answers_wait_ = waiting;
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
          if (!answers_wait_) carry_in();
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
  bool answers_wait_ = false;
  Bytes paper_;
  std::jthread thread_;
};

class UsbPrinter : public testing::Test {
 protected:
  void start(const Profile& profile = honest_profile()) {
    options.profile = profile;
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
  // A word for each report of the job that says something new, in order: the state, and what it waits for.
  std::vector<std::string> story(std::int64_t number) const {
    static constexpr std::array names{"queued", "sending", "sent", "confirmed", "unknown", "failed"};
    std::vector<std::string> words;
    for (const JobReport& one : reports) {
      if (one.number != number) continue;
      std::string word = names.at(static_cast<std::size_t>(one.state));
      if (one.waiting) word += std::string{" waiting: "} + trouble_name(one.trouble);
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    return words;
  }
  bool run_until_waiting(device::PrintState state, Trouble trouble) {
    return run_until([&] {
      return !reports.empty() && reports.back().state == state && reports.back().waiting && reports.back().trouble == trouble;
    });
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
  DriverOptions options;
  std::vector<JobReport> reports;
  std::vector<DeviceReport> devices;
  std::unique_ptr<PrinterDriver> driver;
};

}  // namespace zhuangui::printer::test

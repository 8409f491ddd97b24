#pragma once
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "device/transport.h"
#include "simulated/printer.h"
#include "simulated/scanner.h"

namespace zhuangui::simulated {

/// A USB bus with one scanner and one printer on it, for the demo, training and tests: the real drivers run on it
/// unchanged. Writes `scanner.log`, `printer.log` and `printer.prn` in its folder. Must outlive every transport it
/// opened. Any thread.
class Bus : public device::Bus {
 public:
  /// Creates the folder when it is missing. Error: no_service when it cannot be written.
  static device::Result<std::unique_ptr<Bus>> create(const std::filesystem::path& folder, Time time);

  [[nodiscard]] Scanner& scanner() { return scanner_; }
  [[nodiscard]] Printer& printer() { return printer_; }
  /// To be called when a virtual clock has jumped.
  void clock_moved();

  device::Result<std::vector<device::DeviceInfo>> list() override;
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;
  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  Bus(const std::filesystem::path& folder, const Time& time);

  Scanner scanner_;
  Printer printer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t changes_ = 0;
};

}  // namespace zhuangui::simulated

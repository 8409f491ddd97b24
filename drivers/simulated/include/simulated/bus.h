#pragma once
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "device/transport.h"
#include "simulated/display.h"
#include "simulated/printer.h"
#include "simulated/scale.h"
#include "simulated/scanner.h"

namespace zhuangui::simulated {

/// A USB bus with a scanner and a printer on it, for the demo, training and tests: the real drivers run on it unchanged.
/// A scanner in HID-POS mode, one in serial mode, a card reader, a scale and a customer display are there too, unplugged until
/// somebody plugs them in. Writes `scanner.log`, `printer.log`, `printer.prn` and so on in its folder. Must outlive every transport it
/// opened. Any thread.
class Bus : public device::Bus {
 public:
  /// Creates the folder when it is missing. Error: no_service when it cannot be written.
  static device::Result<std::unique_ptr<Bus>> create(const std::filesystem::path& folder, Time time);

  [[nodiscard]] Scanner& scanner() { return scanner_; }
  [[nodiscard]] Scanner& pos_scanner() { return pos_scanner_; }
  [[nodiscard]] Scanner& serial_scanner() { return serial_scanner_; }
  [[nodiscard]] Scanner& card_reader() { return card_reader_; }
  /// Scanners and card reader are at rest.
  [[nodiscard]] bool scanners_at_rest() const;
  [[nodiscard]] Scale& scale() { return scale_; }
  [[nodiscard]] Display& display() { return display_; }
  [[nodiscard]] Printer& printer() { return printer_; }
  /// To be called when a virtual clock has jumped.
  void clock_moved();

  device::Result<std::vector<device::DeviceInfo>> list() override;
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;
  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  Bus(const std::filesystem::path& folder, const Time& time);

  Scanner scanner_, pos_scanner_, serial_scanner_, card_reader_;
  Scale scale_;
  Display display_;
  Printer printer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t changes_ = 0;
};

}  // namespace zhuangui::simulated

#include "simulated/bus.h"

namespace zhuangui::simulated {

device::Result<std::unique_ptr<Bus>> Bus::create(const std::filesystem::path& folder, Time time) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && std::ofstream(folder / "printer.prn", std::ios::app))
    return std::unique_ptr<Bus>(new Bus(folder, time));
  return tl::unexpected(device::DeviceError{device::Errc::no_service,
                                            "folder of the simulated devices " + folder.string() +
                                                " cannot be written" + (error ? ": " + error.message() : ""),
                                            "choose a data folder that can be written"});
}

Bus::Bus(const std::filesystem::path& folder, const Time& time)
    : scanner_(ScannerMode::keyboard, folder / "scanner.log", time),
      pos_scanner_(ScannerMode::pos, folder / "pos_scanner.log", time, false),
      serial_scanner_(ScannerMode::serial, folder / "serial_scanner.log", time, false),
      card_reader_(ScannerMode::card_reader, folder / "card_reader.log", time, false),
      scale_(ScaleMode::hid, folder / "scale.log", time, false),
      display_(folder / "display.log", time, false),
      printer_(folder / "printer.log", folder / "printer.prn", time) {
  const auto changed = [this] {
    const std::lock_guard lock(mutex_);
    ++changes_;
    changed_.notify_all();
  };
  for (Scanner* scanner : {&scanner_, &pos_scanner_, &serial_scanner_, &card_reader_}) scanner->on_plugged = changed;
  scale_.on_plugged = changed;
  display_.on_plugged = changed;
  printer_.on_plugged = changed;
}

void Bus::clock_moved() {
  for (Scanner* scanner : {&scanner_, &pos_scanner_, &serial_scanner_, &card_reader_}) scanner->clock_moved();
  scale_.clock_moved();
  display_.clock_moved();
  printer_.clock_moved();
}

device::Result<std::vector<device::DeviceInfo>> Bus::list() {
  std::vector<device::DeviceInfo> devices;
  if (scanner_.is_plugged()) devices.push_back(scanner_.info());
  if (pos_scanner_.is_plugged()) devices.push_back(pos_scanner_.info());
  if (serial_scanner_.is_plugged()) {
    devices.push_back(Scanner::communication_interface(serial_scanner_.info()));
    devices.push_back(serial_scanner_.info());
  }
  if (card_reader_.is_plugged()) devices.push_back(card_reader_.info());
  if (scale_.is_plugged()) devices.push_back(scale_.info());
  if (display_.is_plugged()) devices.push_back(display_.info());
  if (printer_.is_plugged()) devices.push_back(printer_.info());
  return devices;
}

device::Result<std::unique_ptr<device::Transport>> Bus::open(const device::DeviceInfo& device) {
  for (Scanner* scanner : {&scanner_, &pos_scanner_, &serial_scanner_, &card_reader_})
    if (device == scanner->info()) return scanner->open();
  if (device == scale_.info()) return scale_.open();
  if (device == display_.info()) return display_.open();
  if (device == printer_.info()) return printer_.open();
  return tl::unexpected(
      device::DeviceError{device::Errc::no_hardware, "no such simulated device", "list the bus again"});
}

bool Bus::scanners_at_rest() const {
  return scanner_.at_rest() && pos_scanner_.at_rest() && serial_scanner_.at_rest() && card_reader_.at_rest();
}

bool Bus::wait_change(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  const std::uint64_t before = changes_;
  return changed_.wait_for(lock, timeout, [&] { return changes_ != before; });
}

}  // namespace zhuangui::simulated

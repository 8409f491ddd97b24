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
    : scanner_(folder / "scanner.log", time), printer_(folder / "printer.log", folder / "printer.prn", time) {
  const auto changed = [this] {
    const std::lock_guard lock(mutex_);
    ++changes_;
    changed_.notify_all();
  };
  scanner_.on_plugged = changed;
  printer_.on_plugged = changed;
}

void Bus::clock_moved() {
  scanner_.clock_moved();
  printer_.clock_moved();
}

device::Result<std::vector<device::DeviceInfo>> Bus::list() {
  std::vector<device::DeviceInfo> devices;
  if (scanner_.is_plugged()) devices.push_back(scanner_.info());
  if (printer_.is_plugged()) devices.push_back(printer_.info());
  return devices;
}

device::Result<std::unique_ptr<device::Transport>> Bus::open(const device::DeviceInfo& device) {
  if (device == scanner_.info()) return scanner_.open();
  if (device == printer_.info()) return printer_.open();
  return tl::unexpected(
      device::DeviceError{device::Errc::no_hardware, "no such simulated device", "list the bus again"});
}

bool Bus::wait_change(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  const std::uint64_t before = changes_;
  return changed_.wait_for(lock, timeout, [&] { return changes_ != before; });
}

}  // namespace zhuangui::simulated

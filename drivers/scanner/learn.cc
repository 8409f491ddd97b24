#include <condition_variable>
#include <mutex>
#include <thread>

#include "scanner/driver.h"

namespace zhuangui::scanner {

device::Result<device::DeviceInfo> learn_by_tap(device::Bus& bus, std::chrono::milliseconds timeout) {
  std::mutex mutex;
  std::condition_variable tapped;
  std::string port;  // guarded by mutex
  const device::QuirkTable nothing_known;  // else a scanner in another mode would be taken, and a reader left out
  ScannerOptions every_keyboard;
  every_keyboard.any_keyboard = true;
  ScannerDriver driver{bus, nothing_known, every_keyboard};
  ScannerListener listener;
  listener.changed = [](const ScannerState&) {};
  listener.scanned = [&](const device::ScanEvent& event) {
    const std::lock_guard lock{mutex};
    if (port.empty()) port = event.device;
    tapped.notify_all();
  };
  {
    const std::jthread thread{[&](const std::stop_token& stop) { driver.run(stop, listener); }};
    std::unique_lock lock{mutex};
    tapped.wait_for(lock, timeout, [&] { return !port.empty(); });
  }
  const auto list = bus.list();
  if (!list) return tl::unexpected(list.error());
  for (const device::DeviceInfo& info : *list)
    if (info.port_path == port) return info;
  return tl::unexpected(device::DeviceError{device::Errc::timeout, "no keyboard, scanner or card reader sent anything",
                                            "start again and hold a card to the reader, or scan a code, within the time"});
}

}  // namespace zhuangui::scanner

#include "transport/joined_bus.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace zhuangui::transport {

using device::DeviceInfo;

JoinedBus::JoinedBus(std::vector<device::Bus*> buses) : buses_{std::move(buses)} {}

device::Result<std::vector<DeviceInfo>> JoinedBus::list() {
  std::vector<DeviceInfo> all;
  std::optional<device::DeviceError> failed;
  for (device::Bus* bus : buses_) {
    auto some = bus->list();
    if (some) std::move(some->begin(), some->end(), std::back_inserter(all));
    else if (!failed) failed = some.error();
  }
  if (all.empty() && failed) return tl::unexpected(*failed);
  return all;
}

device::Result<std::unique_ptr<device::Transport>> JoinedBus::open(const DeviceInfo& device) {
  for (device::Bus* bus : buses_) {
    const auto list = bus->list();
    if (list && std::find(list->begin(), list->end(), device) != list->end()) return bus->open(device);
  }
  return tl::unexpected(device::DeviceError{device::Errc::no_hardware, "the device at port " + device.port_path + " is gone",
                                            "plug it in again"});
}

bool JoinedBus::wait_change(std::chrono::milliseconds timeout) {
  constexpr std::chrono::milliseconds turn{20};
  for (auto left = timeout; left.count() > 0;) {
    for (device::Bus* bus : buses_) {
      if (left.count() <= 0) break;
      const auto now = std::min(left, turn);
      if (bus->wait_change(now)) return true;
      left -= now;
    }
  }
  return false;
}

}  // namespace zhuangui::transport

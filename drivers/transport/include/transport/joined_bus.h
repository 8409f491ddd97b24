#pragma once
#include <vector>

#include "device/transport.h"

namespace zhuangui::transport {

/// Several buses as one, so that a driver sees one. Ports must differ between them. Any thread, as its buses.
class JoinedBus final : public device::Bus {
 public:
  /// The buses must outlive it, and there is at least one.
  explicit JoinedBus(std::vector<device::Bus*> buses);

  /// The devices of all, bus after bus. A bus that fails is left out while another one has devices; else its error is
  /// the answer.
  device::Result<std::vector<device::DeviceInfo>> list() override;
  /// On the bus that lists the device now. Error besides that bus's own: no_hardware (none lists it).
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;
  /// Asks them in turn, some milliseconds each: a change may be noticed only at the end of `timeout`.
  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  std::vector<device::Bus*> buses_;
};

}  // namespace zhuangui::transport

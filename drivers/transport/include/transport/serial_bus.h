#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "device/transport.h"

namespace zhuangui::transport {

/// The serial lines of this machine as devices: the ttys it was told of, and every tty behind a USB adapter or CDC-ACM
/// device. A tty's DeviceInfo has interface class 0 (it speaks no class of USB), and as port
///   "/dev/ttyS0"   the path as it was told, also a link such as /dev/serial/by-path/…
///   "tty:1-1.2:1.0" the USB interface behind a tty nobody told of: the same after replug, whichever number it gets
/// with VID:PID, revision and serial of the USB device where there is one. A tty sends nothing of itself: only who is
/// told of its port (or its model) can know what hangs on it. Any thread; a Transport it opened may outlive it.
class SerialBus final : public device::Bus {
 public:
  struct Options {
    std::vector<std::string> paths;           ///< ttys told of; one that is not there (yet) is not listed
    bool usb = true;                          ///< list USB ttys too
    std::filesystem::path sysfs = "/sys";     ///< another root in tests
    std::filesystem::path devices = "/dev";
  };
  explicit SerialBus(Options options);

  device::Result<std::vector<device::DeviceInfo>> list() override;

  /// Opens raw, for us alone (flock and TIOCEXCL), without becoming our terminal. Control requests SET_LINE_CODING and
  /// SET_CONTROL_LINE_STATE (device/line_coding.h) set rate, format, DTR and RTS; any other is refused. What came
  /// before the line was set up is thrown away. Closing gives the line its former settings back.
  /// Errors: no_hardware, no_service (permission; no tty), claimed (names the holder where it can be seen).
  device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& device) override;

  bool wait_change(std::chrono::milliseconds timeout) override;

 private:
  struct Tty {
    device::DeviceInfo info;
    std::filesystem::path node;
  };
  [[nodiscard]] std::vector<Tty> ttys() const;

  const Options options_;
};

}  // namespace zhuangui::transport

#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::support {

struct EmulatedEndpoint {
  std::uint8_t address = 0;  ///< 0x81 is IN, 0x02 is OUT
  bool interrupt = false;    ///< else bulk
  std::uint16_t packet_bytes = 64;
};

struct EmulatedInterface {
  std::uint8_t number = 0;
  std::uint8_t setting = 0;
  std::uint8_t interface_class = 0;
  std::uint8_t subclass = 0;
  std::uint8_t protocol = 0;
  std::vector<EmulatedEndpoint> endpoints;
  std::string kernel_driver;  ///< bound before we come: "usbhid", "usblp"; empty: none
};

struct EmulatedDevice {
  std::string port;  ///< "1-1", "1-1.2"
  std::uint16_t vendor_id = 0;
  std::uint16_t product_id = 0;
  std::uint16_t revision = 0x0100;
  std::vector<EmulatedInterface> interfaces;
  std::uint8_t device_class = 0;  ///< 9 is a hub
  std::string serial;             ///< as the kernel keeps it in sysfs; empty: the device has none
  /// Descriptors in hex that are not what the interfaces say: cut off, nonsense, none at all.
  std::optional<std::string> descriptors;
};

/// A Honeywell 1400g in keyboard mode (usbhid bound), and an 80 mm ESC/POS printer of class 7/1/2 (usblp bound).
EmulatedDevice keyboard_scanner(const std::string& port);
EmulatedDevice receipt_printer(const std::string& port);
/// The 1400g in HID POS mode (0C2E:0B8F), a Newland HR200 in CDC mode (1EAB:0106, cdc_acm bound to both interfaces: 0 is
/// communication, 1 is data with 82 and 01), an Elatec card reader (09D8:0410).
EmulatedDevice pos_scanner(const std::string& port);
EmulatedDevice serial_scanner(const std::string& port);
EmulatedDevice card_reader(const std::string& port);
/// Has to be plugged in before what hangs on it ("1-1" before "1-1.2").
EmulatedDevice hub(const std::string& port);

/// A USB bus below the real libusb: umockdev lends sysfs and /dev, and the usbfs requests (see linux/usbdevice_fs.h) are
/// answered here, as the kernel would. Needs umockdev-wrapper around the program. All members may be called from any
/// thread. Must outlive every UsbBus. Requests are written down in the order they came, as
///   CLAIM i · RELEASE i · DISCONNECT i · CONNECT i · SETINTERFACE i s · CLEAR_HALT ee · RESET
///   SUBMIT ee n · DISCARD ee · DONE ee n · GONE ee n · STALLED ee n · FAILED ee n · CANCELLED ee n · CONTROL tt rr vvvv iiii n
/// with endpoints, types and values in hex, numbers of interfaces and of bytes in decimal.
class EmulatedUsb {
 public:
  EmulatedUsb();
  ~EmulatedUsb();
  EmulatedUsb(const EmulatedUsb&) = delete;
  EmulatedUsb& operator=(const EmulatedUsb&) = delete;

  /// At a free port; each time under a new address, as after a real replug.
  void plug(const EmulatedDevice& device);
  /// Transfers under way end as gone, every later request fails with ENODEV.
  void unplug(const std::string& port);

  /// A packet the device sends on its IN endpoint as soon as someone asks.
  void send(const std::string& port, std::uint8_t endpoint, std::span<const std::byte> packet);
  /// All bytes the device took on its OUT endpoint since it was plugged in.
  [[nodiscard]] std::vector<std::byte> taken(const std::string& port) const;

  // Faults, until the device is unplugged.
  /// Takes `bytes` more on OUT, then answers NAK; nullopt: takes all.
  void take_only(const std::string& port, std::optional<std::size_t> bytes);
  /// After `bytes` more on OUT it is gone, in the middle of the transfer; unplug() then tidies up.
  void vanish_after(const std::string& port, std::size_t bytes);
  /// The next `times` transfers on the endpoint stall; CLEAR_HALT mends one.
  void stall(const std::string& port, std::uint8_t endpoint, int times);
  /// The next CLEAR_HALT fails with EPIPE and mends nothing.
  void fail_clear_halt(const std::string& port);
  /// The transfer under way on the endpoint, or the next, ends with this errno after `bytes` of it: EOVERFLOW (babble),
  /// EPROTO (a bad cable), ENOENT (taken back by somebody else).
  void end_transfer(const std::string& port, std::uint8_t endpoint, int error, std::span<const std::byte> bytes);
  /// The next OUT transfer of more than `bytes` ends when so many were taken, with this errno; 0: as if it were whole.
  void short_write(const std::string& port, std::size_t bytes, int error);
  /// What the device answers to this IN request of its default pipe; else it stalls.
  void answer_request(const std::string& port, std::uint8_t request, std::uint16_t value, std::span<const std::byte> answer);
  /// Gone in the middle of the next claim, before it is answered.
  void vanish_at_claim(const std::string& port);
  /// Class requests with this bRequest stall.
  void stall_request(const std::string& port, std::uint8_t request);
  /// Another program holds all interfaces: claims fail with EBUSY.
  void hold(const std::string& port, bool held);
  /// Opening the node fails with EACCES, as before udev has run.
  void forbid(const std::string& port, bool forbidden);
  /// A kernel without USBDEVFS_DISCONNECT_CLAIM (before 3.7), where detaching and claiming are two requests.
  void old_kernel(const std::string& port);

  /// Requests on the device now, or last, at `port`; `words` keeps those that begin with one of them.
  [[nodiscard]] std::vector<std::string> requests(const std::string& port, const std::set<std::string>& words = {}) const;
  /// Waits until a request is written down `times` times; false after 10 s.
  [[nodiscard]] bool wait_for(const std::string& port, std::string_view request, std::size_t times = 1) const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace zhuangui::support

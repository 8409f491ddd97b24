#pragma once
#include <libusb.h>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "usb_descriptors.h"

namespace zhuangui::transport {

/// What the event thread and the threads that wait for a device share.
struct Signal {
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t cancels = 0;  ///< rises with each cancel()
};

/// One bulk, interrupt or control transfer and its buffer, used again and again. While it is in flight it keeps itself alive:
/// libusb writes into it until the callback has run, whoever has given it up meanwhile.
/// All members but the constructor want signal.mutex held.
class UsbTransfer : public std::enable_shared_from_this<UsbTransfer> {
 public:
  /// Called in the event thread with the mutex held, each time the transfer has ended; may submit it again.
  using Finished = std::function<void(UsbTransfer&)>;

  /// `endpoint`: none for a control transfer, whose buffer begins with the setup packet (libusb_fill_control_setup).
  /// Null when libusb is out of memory.
  static std::shared_ptr<UsbTransfer> make(std::shared_ptr<Signal> signal, libusb_device_handle* handle,
                                           const std::optional<Endpoint>& endpoint, std::size_t buffer_bytes, Finished finished = {});
  ~UsbTransfer();
  UsbTransfer(const UsbTransfer&) = delete;
  UsbTransfer& operator=(const UsbTransfer&) = delete;

  [[nodiscard]] std::span<std::byte> buffer() { return buffer_; }
  /// Sets the first `length` bytes of the buffer going. A libusb code.
  int submit(std::size_t length);
  [[nodiscard]] bool in_flight() const { return in_flight_; }
  /// Asks for the end, which comes through the callback.
  void cancel();

  // Of the last transfer that has ended.
  [[nodiscard]] libusb_transfer_status status() const { return raw_->status; }
  [[nodiscard]] std::size_t bytes_moved() const { return static_cast<std::size_t>(raw_->actual_length); }

 private:
  UsbTransfer(std::shared_ptr<Signal> signal, libusb_transfer* raw, libusb_device_handle* handle,
              const std::optional<Endpoint>& endpoint, std::size_t buffer_bytes, Finished finished);
  static void LIBUSB_CALL on_ended(libusb_transfer* raw);

  std::shared_ptr<Signal> signal_;
  libusb_transfer* raw_;
  std::vector<std::byte> buffer_;
  Finished finished_;
  bool in_flight_ = false;
  std::shared_ptr<UsbTransfer> kept_alive_;
};

/// Cancels `transfer` and waits until it has ended; `lock` holds its signal's mutex. False: the kernel has not given it
/// back within 5 s, so it is left to itself.
bool end_transfer(const std::shared_ptr<UsbTransfer>& transfer, Signal& signal, std::unique_lock<std::mutex>& lock);

/// The libusb error code that says the same as a transfer's status.
int code_of(libusb_transfer_status status);

}  // namespace zhuangui::transport

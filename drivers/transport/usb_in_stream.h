#pragma once
#include <chrono>
#include <deque>
#include <memory>
#include <optional>

#include "usb_transfer.h"

namespace zhuangui::transport {

/// An IN endpoint with one transfer always posted: a printer whose answers nobody takes stops working, and a scanner's
/// report must not wait for the reader. Packets wait in a bounded queue; when it is full nothing more is posted, and
/// the device holds back what it has.
class UsbInStream {
 public:
  static constexpr std::size_t packets_max = 256;

  UsbInStream(std::shared_ptr<Signal> signal, libusb_device_handle* handle, const Endpoint& endpoint);

  /// Posts the first transfer. A libusb code.
  int start();

  /// What read() found: bytes, or a libusb error code (LIBUSB_ERROR_TIMEOUT: nothing came).
  struct Got {
    int code = 0;
    std::size_t bytes = 0;
  };
  /// At most one packet. A stall is cleared once; stalled again before a byte came, it is an error.
  Got read(std::span<std::byte> into, std::chrono::steady_clock::time_point deadline);

  /// Takes the posted transfer back. False: the kernel did not give it back in time.
  bool close();

 private:
  struct Queue {
    std::deque<std::vector<std::byte>> packets;
    std::optional<libusb_transfer_status> failure;  ///< why nothing is posted any more
    bool closing = false;
  };

  static void take(Queue& queue, UsbTransfer& transfer);
  std::size_t hand_out(std::span<std::byte> into);
  int repost(std::unique_lock<std::mutex>& lock);

  std::shared_ptr<Signal> signal_;
  std::shared_ptr<Queue> queue_;  ///< shared with the callback; guarded by the signal's mutex
  std::shared_ptr<UsbTransfer> transfer_;
  libusb_device_handle* handle_;
  std::uint8_t endpoint_;
  int stalls_ = 0;
};

}  // namespace zhuangui::transport

#pragma once
#include <libusb.h>

#include <memory>
#include <optional>
#include <vector>

#include "device/transport.h"
#include "usb_in_stream.h"
#include "usb_session.h"

namespace zhuangui::transport {

/// An open device: closed, with its claims, when this goes out of scope.
class UsbHandle {
 public:
  explicit UsbHandle(libusb_device_handle* raw) : raw_{raw} {}
  ~UsbHandle();
  UsbHandle(const UsbHandle&) = delete;
  UsbHandle& operator=(const UsbHandle&) = delete;

  [[nodiscard]] libusb_device_handle* raw() const { return raw_; }
  /// Claims an interface, detaching a kernel driver, which comes back at the end when `reattach`. A libusb code.
  int claim(std::uint8_t interface, bool reattach);

 private:
  libusb_device_handle* raw_;
  std::vector<std::uint8_t> claimed_;
};

class UsbTransport final : public device::Transport {
 public:
  UsbTransport(std::shared_ptr<UsbSession> session, std::unique_ptr<UsbHandle> handle, device::DeviceInfo info,
               std::optional<Endpoint> in, std::optional<Endpoint> out);
  ~UsbTransport() override;

  /// Posts the first IN transfer. A libusb code.
  int start();

  [[nodiscard]] const device::DeviceInfo& info() const override { return info_; }
  device::Result<device::Transferred> read(std::span<std::byte> into, std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write(std::span<const std::byte> bytes,
                                            std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                      std::uint16_t index, std::span<std::byte> data,
                                      std::chrono::milliseconds timeout) override;
  void cancel() override;

 private:
  struct Sent {
    int code = 0;
    std::size_t bytes = 0;
  };
  Sent send_piece(std::span<const std::byte> piece, std::chrono::steady_clock::time_point deadline,
                  std::uint64_t cancels_before);

  std::shared_ptr<UsbSession> session_;  ///< first in, last out: the context must outlive the handle
  std::unique_ptr<UsbHandle> handle_;
  device::DeviceInfo info_;
  std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  std::unique_ptr<UsbInStream> in_;
  std::optional<Endpoint> out_endpoint_;
  std::shared_ptr<UsbTransfer> out_;
};

}  // namespace zhuangui::transport

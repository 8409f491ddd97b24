#pragma once
#include <termios.h>

#include <memory>
#include <utility>
#include <string>

#include "device/transport.h"

namespace zhuangui::transport {

/// A file descriptor that is closed at the end.
class OwnedFile {
 public:
  explicit OwnedFile(int file) : file_{file} {}
  ~OwnedFile();
  OwnedFile(OwnedFile&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
  OwnedFile& operator=(OwnedFile&&) = delete;
  [[nodiscard]] int get() const { return file_; }

 private:
  int file_;
};

/// One open tty (see SerialBus::open). A cancel() that meets no read or write makes the next one return at once.
class TtyTransport final : public device::Transport {
 public:
  static device::Result<std::unique_ptr<device::Transport>> open(const device::DeviceInfo& info, const std::string& node);
  ~TtyTransport() override;

  [[nodiscard]] const device::DeviceInfo& info() const override { return info_; }
  device::Result<device::Transferred> read(std::span<std::byte> into, std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write(std::span<const std::byte> bytes, std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                      std::uint16_t index, std::span<std::byte> data,
                                      std::chrono::milliseconds timeout) override;
  void cancel() override;

 private:
  enum class Wake { ready, timed_out, gone };
  TtyTransport(device::DeviceInfo info, std::string node, OwnedFile tty, OwnedFile cancelled, const termios& former);

  Wake wait(short events, std::chrono::steady_clock::time_point until);
  device::Result<std::size_t> set_line_coding(std::span<const std::byte> structure);
  device::Result<std::size_t> set_line_state(std::uint16_t value);
  [[nodiscard]] device::DeviceError gone() const;
  [[nodiscard]] device::DeviceError failed(const std::string& action, int code) const;

  const device::DeviceInfo info_;
  const std::string node_;
  OwnedFile tty_;
  OwnedFile cancelled_;  // an eventfd
  const termios former_;
};

}  // namespace zhuangui::transport

#include "simulated/device.h"

#include <algorithm>

namespace zhuangui::simulated {

// The claimed interface of a simulated device, for as long as it stays plugged in.
class DeviceTransport : public device::Transport {
 public:
  DeviceTransport(Device& device, std::uint64_t plug) : device_(device), plug_(plug) { ++device_.transports_; }
  ~DeviceTransport() override {
    const std::lock_guard lock(device_.mutex_);
    --device_.transports_;
    if (is_live()) device_.open_ = false;
  }

  [[nodiscard]] const device::DeviceInfo& info() const override { return device_.info_; }

  device::Result<device::Transferred> read(std::span<std::byte> into, std::chrono::milliseconds timeout) override {
    Device::Lock lock(device_.mutex_);
    if (!is_live()) return tl::unexpected(Device::gone());
    auto moved = device_.read_locked(lock, into, timeout);
    if (moved && moved->bytes > 0) device_.log('<', into.first(moved->bytes));
    if (moved && moved->bytes == 0 && !is_live()) return tl::unexpected(Device::gone());
    return moved;
  }

  device::Result<device::Transferred> write(std::span<const std::byte> bytes,
                                            std::chrono::milliseconds timeout) override {
    Device::Lock lock(device_.mutex_);
    if (!is_live()) return tl::unexpected(Device::gone());
    auto moved = device_.write_locked(lock, bytes, timeout);
    if (moved && moved->bytes > 0) device_.log('>', bytes.first(moved->bytes));
    // Bytes that crossed before the plug was pulled are told; the error comes with the next call.
    if (moved && !is_live()) {
      if (moved->bytes == 0) return tl::unexpected(Device::gone());
      moved->timed_out = false;
    }
    return moved;
  }

  device::Result<std::size_t> control(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                      std::uint16_t index, std::span<std::byte> data,
                                      std::chrono::milliseconds) override {
    Device::Lock lock(device_.mutex_);
    if (!is_live()) return tl::unexpected(Device::gone());
    return device_.control_locked(request_type, request, value, index, data);
  }

  void cancel() override {
    const std::lock_guard lock(device_.mutex_);
    ++device_.cancels_;
    device_.changed_.notify_all();
  }

 private:
  [[nodiscard]] bool is_live() const { return device_.plugged_ && device_.plugs_ == plug_; }

  Device& device_;
  const std::uint64_t plug_;
};

Device::Device(device::DeviceInfo info, const std::filesystem::path& log_file, Time time)
    : info_(std::move(info)), time_(std::move(time)), log_(log_file, std::ios::app) {}

bool Device::is_plugged() const {
  const std::lock_guard lock(mutex_);
  return plugged_;
}

bool Device::is_held_as_plugged() const {
  const std::lock_guard lock(mutex_);
  return plugged_ ? open_ : transports_ == 0;
}

void Device::plug() {
  {
    const std::lock_guard lock(mutex_);
    set_plugged_locked(true);
  }
  if (on_plugged) on_plugged();
}

void Device::unplug() {
  {
    const std::lock_guard lock(mutex_);
    set_plugged_locked(false);
  }
  if (on_plugged) on_plugged();
}

void Device::set_plugged_locked(bool plugged) {
  if (plugged_ == plugged) return;
  plugged_ = plugged;
  open_ = false;
  note(plugged ? "plugged" : "unplugged");
  if (plugged) ++plugs_;
  else unplugged_locked();
  changed_.notify_all();
}

void Device::clock_moved() {
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
}

device::Result<std::unique_ptr<device::Transport>> Device::open() {
  const std::lock_guard lock(mutex_);
  if (!plugged_) return tl::unexpected(gone());
  if (open_)
    return tl::unexpected(device::DeviceError{device::Errc::claimed, "the simulated device is open already",
                                              "close the other one first"});
  open_ = true;
  return std::make_unique<DeviceTransport>(*this, plugs_);
}

bool Device::wait(Lock& lock, std::chrono::milliseconds timeout, const std::function<bool()>& ready,
                  const std::function<std::int64_t()>& again_in_ms) {
  if (ready()) return true;
  if (time_.pass_ms) {
    lock.unlock();
    time_.pass_ms(timeout.count());
    lock.lock();
    return plugged_ && ready();
  }
  const std::uint64_t plugs = plugs_;
  const std::uint64_t cancels = cancels_;
  const auto until = std::chrono::steady_clock::now() + timeout;
  while (plugged_ && plugs_ == plugs && cancels_ == cancels) {
    if (ready()) return true;
    const auto now = std::chrono::steady_clock::now();
    if (now >= until) return false;
    const std::int64_t again = again_in_ms();
    const auto wake = again < 0 ? until : std::min(until, now + std::chrono::milliseconds(again));
    changed_.wait_until(lock, wake);
  }
  return false;
}

void Device::log(char direction, std::span<const std::byte> bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string line(1, direction);
  line.reserve(bytes.size() * 3 + 2);
  for (const std::byte byte : bytes) {
    line += ' ';
    line += digits[std::to_integer<unsigned>(byte) >> 4];
    line += digits[std::to_integer<unsigned>(byte) & 15];
  }
  if (!logs_repeats_ && line == last_line_) return;
  last_line_ = line;
  log_ << line << std::endl;  // read by others while it grows
}

void Device::note(std::string_view text) {
  last_line_.clear();
  log_ << "# " << text << std::endl;
}

device::DeviceError Device::gone() {
  return {device::Errc::no_hardware, "the simulated device is unplugged", "plug it in"};
}

device::DeviceError Device::stalled(std::string_view what) {
  return {device::Errc::failure, "the simulated device stalled " + std::string(what), "open it anew"};
}

}  // namespace zhuangui::simulated

#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "simulated/bus.h"

namespace zhuangui::test {

/// A simulated bus in a folder of its own, in real time.
class SimulatedDesk {
 public:
  SimulatedDesk() {
    folder_ = std::filesystem::temp_directory_path() / ("zhuangui-simulated-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    auto made = simulated::Bus::create(folder_, {[this] { return now_ms() + jumped_ms; }, {}});
    EXPECT_TRUE(made);
    bus = std::move(*made);
  }
  ~SimulatedDesk() {
    bus.reset();
    std::filesystem::remove_all(folder_);
  }

  static std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }
  std::string file(const char* name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  std::unique_ptr<device::Transport> open(const device::DeviceInfo& info) {
    auto transport = bus->open(info);
    EXPECT_TRUE(transport) << transport.error().cause;
    return std::move(*transport);
  }
  static std::string write(device::Transport& transport, std::string_view bytes, int timeout_ms = 20) {
    const auto moved = transport.write(std::as_bytes(std::span(bytes)), std::chrono::milliseconds(timeout_ms));
    if (!moved) return moved.error().code == device::Errc::no_hardware ? "gone" : "stalled";
    return std::to_string(moved->bytes) + (moved->timed_out ? " timed out" : "");
  }
  /// What the device sent, as hex.
  static std::string read(device::Transport& transport, int timeout_ms = 20) {
    std::array<std::byte, 64> buffer{};
    const auto moved = transport.read(buffer, std::chrono::milliseconds(timeout_ms));
    if (!moved) return moved.error().code == device::Errc::no_hardware ? "gone" : "failed";
    std::string hex;
    for (std::size_t at = 0; at < moved->bytes; ++at) {
      constexpr char digits[] = "0123456789abcdef";
      hex += digits[std::to_integer<unsigned>(buffer[at]) >> 4];
      hex += digits[std::to_integer<unsigned>(buffer[at]) & 15];
    }
    return hex;
  }

  std::unique_ptr<simulated::Bus> bus;
  std::atomic<std::int64_t> jumped_ms{0};

 private:
  std::filesystem::path folder_;
};

}  // namespace zhuangui::test

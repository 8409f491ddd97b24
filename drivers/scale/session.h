#pragma once
#include <array>
#include <string>
#include <vector>

#include "scale/driver.h"

namespace zhuangui::scale {

/// One opened scale, from the first question to its unplugging.
class ScaleDriver::Session {
 public:
  Session(ScaleDriver& driver, device::Transport& transport);

  /// Asks if it is time to, and waits for bytes. The readings that came, valid until the next call.
  device::Result<const std::vector<Reading>*> step();

  /// What is wrong with a scale that is open and says nothing; none while it speaks or may be silent.
  [[nodiscard]] std::optional<device::DeviceError> silence() const;

 private:
  device::Result<void> press_keys();
  device::Result<void> ask();
  device::Result<bool> wait_for(char byte);
  void take(std::span<const std::byte> bytes, std::int64_t at_us);
  void take_serial(std::span<const std::byte> bytes, std::int64_t at_us);
  device::Result<void> write(const std::string& bytes);

  ScaleDriver& driver_;
  device::Transport& transport_;
  const Protocol* protocol_;
  std::optional<ScaleDecoder> decoder_;
  std::vector<Reading> readings_;
  std::array<std::byte, 64> buffer_{};
  std::int64_t next_ask_us_ = 0;
  std::int64_t last_frame_us_ = 0;
  bool bytes_came_ = false;  // since the last frame
};

}  // namespace zhuangui::scale

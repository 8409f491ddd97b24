#pragma once
#include <array>
#include <deque>
#include <vector>

#include "simulated/device.h"

namespace zhuangui::simulated {

/// A barcode scanner in keyboard mode (HID 03/01/01, boot protocol, US layout), one 8-byte report a read.
class Scanner : public Device {
 public:
  Scanner(const std::filesystem::path& log_file, Time time);

  /// Types a code: the AIM id when given ("C1" is typed as "]C1"), the text, Enter. GS (1D) is Ctrl+], other control
  /// codes Ctrl and a letter, bytes from 80 Alt and the keypad. Between two keys all are let go. Does nothing while
  /// unplugged.
  void scan(std::string_view text, std::string_view aim = {});

  /// `count` scans, one every `gap_ms`, taking `codes` in turn.
  void scan_burst(std::size_t count, std::int64_t gap_ms, const std::vector<std::string>& codes);

  /// Nothing is left to be read, and whoever reads has come back for more (or has noticed that it is unplugged).
  [[nodiscard]] bool at_rest() const;

 private:
  using Report = std::array<std::uint8_t, 8>;
  struct Typed {
    std::int64_t due_ms = 0;
    Report report{};
  };

  device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                  std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                   std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                             std::uint16_t index, std::span<std::byte> data) override;
  void unplugged_locked() override { typed_.clear(); }
  void type(std::string_view text, std::string_view aim, std::int64_t due_ms);

  std::deque<Typed> typed_;
  bool waiting_ = false;  // a read is under way and has found nothing so far
};

}  // namespace zhuangui::simulated

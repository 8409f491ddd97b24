#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "simulated/device.h"

namespace zhuangui::simulated {

/// What a simulated scanner is, which decides on the bytes it speaks.
enum class ScannerMode {
  keyboard,    ///< HID 03/01/01, boot protocol, US layout: an 8-byte report for each key (Newland HR200)
  pos,         ///< HID usage page 8C: 64-byte reports, after it was switched on (Honeywell Voyager 1400g)
  serial,      ///< CDC-ACM: bulk packets of 64 bytes, once DTR is raised (Newland HR200)
  card_reader  ///< an RFID reader that types card numbers, as keyboard
};

/// A barcode scanner, or a card reader. What is scanned waits until it may be sent.
class Scanner : public Device {
 public:
  Scanner(ScannerMode mode, const std::filesystem::path& log_file, Time time, bool plugged = true);

  /// Sends a code: the AIM id when given ("C1" is typed as "]C1"; in HID-POS it has its own place), the text, Enter or CR
  /// where the mode has a suffix. As a keyboard, GS (1D) is Ctrl+], other control codes are Ctrl and a letter, bytes from
  /// 80 Alt and the keypad, and between two keys all are let go. Does nothing while unplugged.
  void scan(std::string_view text, std::string_view aim = {});

  /// `count` scans, one every `gap_ms`, taking `codes` in turn.
  void scan_burst(std::size_t count, std::int64_t gap_ms, const std::vector<std::string>& codes);

  /// A word of the script language.
  ///   plugged | unplugged
  ///   broken       the next code stops in its middle
  ///   joined       the next code is held back and sent together with the one after it, without a pause
  ///   over-long    the next code is repeated until it is longer than any driver takes
  ///   lost-key-up  as a keyboard: after the next code's last key nothing is let go
  ///   stall        the next read stalls, once
  /// Error: illegal for other words.
  device::Result<void> command(std::string_view word);

  /// The second interface of a serial scanner, which only its bus tells of.
  [[nodiscard]] static device::DeviceInfo communication_interface(const device::DeviceInfo& data);

  /// Nothing is left to be read, and whoever reads has come back for more (or has noticed that it is unplugged).
  [[nodiscard]] bool at_rest() const;

 private:
  using Packet = std::vector<std::byte>;
  struct Waiting {
    std::int64_t due_ms = 0;
    Packet packet;
  };
  enum class Fault { none, broken, joined, over_long, lost_key_up };

  device::Result<device::Transferred> read_locked(Lock& lock, std::span<std::byte> into,
                                                  std::chrono::milliseconds timeout) override;
  device::Result<device::Transferred> write_locked(Lock& lock, std::span<const std::byte> bytes,
                                                   std::chrono::milliseconds timeout) override;
  device::Result<std::size_t> control_locked(std::uint8_t request_type, std::uint8_t request, std::uint16_t value,
                                             std::uint16_t index, std::span<std::byte> data) override;
  void unplugged_locked() override;
  void send(std::string_view text, std::string_view aim, std::int64_t due_ms);
  std::vector<Packet> packets_of(std::string_view text, std::string_view aim) const;

  const ScannerMode mode_;
  std::deque<Waiting> waiting_packets_;
  std::vector<Packet> held_back_;
  Fault next_ = Fault::none;
  bool stall_ = false;
  bool may_send_;         // keyboards always; else once the host has switched it on
  bool waiting_ = false;  // a read is under way and has found nothing so far
};

}  // namespace zhuangui::simulated

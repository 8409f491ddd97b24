#pragma once
#include <chrono>
#include <cstdint>

#include "device/error.h"
#include "device/transport.h"

namespace zhuangui::device {

enum class Parity : std::uint8_t { none = 0, odd = 1, even = 2 };

/// How a serial line talks. Numbers as in the CDC PSTN subclass (USB CDC 1.2, table 17).
struct LineCoding {
  std::uint32_t baud = 9600;
  std::uint8_t data_bits = 8;  ///< 7 or 8
  Parity parity = Parity::none;
  bool two_stop_bits = false;
  friend bool operator==(const LineCoding&, const LineCoding&) = default;
};

// A serial line is a Transport like any other. A driver sets it up with the two class requests of CDC-ACM; a tty of the
// kernel answers the same two requests (drivers/transport), so that a driver never asks which of them it talks to.
inline constexpr std::uint8_t set_line_coding_request = 0x20;
inline constexpr std::uint8_t set_control_line_state_request = 0x22;

/// Sets rate and format, then raises DTR and RTS: without them many devices send nothing. `interface_number` is that of
/// the communication interface (0 on a tty). Errors: failure (the device refuses), timeout, no_hardware.
Result<void> set_up_line(Transport& transport, const LineCoding& coding, std::uint8_t interface_number = 0,
                         std::chrono::milliseconds timeout = std::chrono::milliseconds(1000));

}  // namespace zhuangui::device

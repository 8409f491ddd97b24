#include "device/line_coding.h"

#include <array>

namespace zhuangui::device {

Result<void> set_up_line(Transport& transport, const LineCoding& coding, std::uint8_t interface_number,
                         std::chrono::milliseconds timeout) {
  constexpr std::uint8_t to_interface = 0x21;  // class request, host to interface
  constexpr std::uint16_t ready_and_request_to_send = 0x03;
  const auto byte = [&](int shift) { return static_cast<std::byte>(coding.baud >> shift); };
  std::array<std::byte, 7> structure{byte(0), byte(8), byte(16), byte(24),
                                     std::byte{coding.two_stop_bits ? std::uint8_t{2} : std::uint8_t{0}},
                                     static_cast<std::byte>(coding.parity), std::byte{coding.data_bits}};
  if (const auto set = transport.control(to_interface, set_line_coding_request, 0, interface_number, structure, timeout); !set)
    return tl::unexpected(set.error());
  if (const auto raised = transport.control(to_interface, set_control_line_state_request, ready_and_request_to_send,
                                            interface_number, {}, timeout); !raised)
    return tl::unexpected(raised.error());
  return {};
}

}  // namespace zhuangui::device

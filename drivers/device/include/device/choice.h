#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "device/transport.h"

namespace zhuangui::device {

struct UsbId {
  std::uint16_t vendor_id = 0;
  std::uint16_t product_id = 0;
  friend bool operator==(const UsbId&, const UsbId&) = default;
};

/// Which devices of a kind are meant, as a counter sets it. Every list that is not empty must hold the device's own
/// value. Two equal devices without a serial number (or with the same one, as clones have) are told apart by their
/// port: swapped on replug, the port decides, since nothing else can.
struct Choice {
  std::vector<UsbId> usb_ids;
  std::vector<std::string> serials;
  std::vector<std::string> ports;  ///< "1-1.2"; of a tty "/dev/ttyS0" or "tty:1-1.2:1.0"

  /// Nothing is set: every device of the kind will do.
  [[nodiscard]] bool is_open() const { return usb_ids.empty() && serials.empty() && ports.empty(); }
  [[nodiscard]] bool fits(const DeviceInfo& device) const;
  /// Fits, and was meant by its model or its port, so that a model no quirk knows may be taken too. A serial number
  /// alone names nothing: a person's keyboard can have the same.
  [[nodiscard]] bool names(const DeviceInfo& device) const;
};

/// Reads the three settings; several values stand apart by blanks: "0c2e:0b81 1eab:0103", "A1", "1-1.2 1-4".
/// Bounded: 16 values each. Error: no_service (says which value is wrong).
Result<Choice> parse_choice(std::string_view usb_ids, std::string_view serials, std::string_view ports);

}  // namespace zhuangui::device

#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace zhuangui::device {

/// One card held to a card reader. Its text is digits like an item code: the device decides that it is a card, never
/// the text. What it means in card bytes is for drivers/barcode. Never logged but as masked_card() shows it.
struct CardEvent {
  std::string device;      ///< port path of the reader
  std::string text;        ///< as typed by the reader: decimal or hex digits
  std::int64_t at_us = 0;  ///< monotonic microseconds when the last byte was returned by the Transport
};

/// "******59": enough to tell two cards of a desk apart, not enough to make one.
inline std::string masked_card(std::string_view text) {
  constexpr std::size_t shown = 2;
  const std::size_t hidden = text.size() > 2 * shown ? text.size() - shown : text.size();
  return std::string(hidden, '*') + std::string{text.substr(hidden)};
}

}  // namespace zhuangui::device

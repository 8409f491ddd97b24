#pragma once
// What of a scanned code or a card may stand in a recorded session: the length and the way it came, not its digits.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::app {

/// How a scanner carries its text.
enum class Carried {
  keys,     ///< reports of a HID keyboard
  bytes,    ///< a serial line: the text itself
  reports   ///< HID point-of-sale reports: the text within
};

using Packets = std::span<std::vector<std::byte>* const>;

/// Each letter and digit after the first `kept` characters replaced by 0 and 1 (a and b) in turn: never two alike beside
/// each other, since a keyboard scanner types two equal keys in another way than two different ones. Masking what is
/// masked changes nothing.
std::string mask_text(std::string_view text, std::size_t kept);

/// Writes mask_text over `text` in the packets that carried it, and blots whatever else in them could be a letter or a
/// digit of another code. False when it cannot be told which bytes were which: then all is blotted.
bool mask_packets(Packets packets, Carried carried, std::string_view text, std::size_t kept);

/// Cuts off what follows the first code of a serial line, which may join two codes in one packet: the packets end with
/// that code and its end signs. Empty where nothing follows; keys and reports are never joined.
std::vector<std::byte> cut_behind_first(Packets packets, Carried carried);

/// Masks all that could be a letter or a digit.
void blot_packets(Packets packets, Carried carried);

}  // namespace zhuangui::app

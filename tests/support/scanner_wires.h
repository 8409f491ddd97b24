#pragma once
// How a code crosses the wire in each mode of a scanner, written down once more, apart from the drivers: HID usage page
// 07, Honeywell's 64-byte report of usage page 8C, and the bytes of a serial line.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "keyboard_reports.h"

namespace zhuangui::support {

using Packets = std::vector<std::vector<std::byte>>;

/// What a report descriptor says of Honeywell's report: id 2, byte count, three bytes of AIM id, 56 of data, two of the
/// maker, one that says whether more follows (an 8-bit flag).
inline constexpr std::array<std::uint8_t, 63> pos_report_descriptor{
    0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xA1, 0x02, 0x15, 0x00, 0x26, 0xFF,
    0x00, 0x75, 0x08, 0x95, 0x01, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02, 0x95, 0x03, 0x05, 0x8C, 0x09,
    0xFB, 0x09, 0xFC, 0x09, 0xFD, 0x81, 0x02, 0x95, 0x38, 0x09, 0xFE, 0x82, 0x02, 0x01, 0x95, 0x02,
    0x81, 0x03, 0x95, 0x01, 0x09, 0xFF, 0x81, 0x02, 0xC0, 0xC0, 0x04, 0x04, 0x04, 0x04, 0x04};
/// Without the items behind the last collection, which are there to fill the array.
inline constexpr std::size_t pos_report_descriptor_bytes = 58;

/// One report: at most 56 bytes of data.
inline std::vector<std::byte> pos_report(std::string_view aim, std::string_view data, bool more) {
  std::vector<std::byte> report(64);
  report[0] = std::byte{2};
  report[1] = static_cast<std::byte>(data.size());
  if (!aim.empty()) report[2] = std::byte{']'};
  for (std::size_t at = 0; at < aim.size() && at < 2; ++at) report[3 + at] = static_cast<std::byte>(aim[at]);
  for (std::size_t at = 0; at < data.size(); ++at) report[5 + at] = static_cast<std::byte>(data[at]);
  report[63] = std::byte{more ? std::uint8_t{1} : std::uint8_t{0}};
  return report;
}

inline Packets pos_reports(std::string_view aim, std::string_view text) {
  Packets reports;
  for (bool more = true; more; text.remove_prefix(std::min<std::size_t>(text.size(), 56))) {
    more = text.size() > 56;
    reports.push_back(pos_report(aim, text.substr(0, 56), more));
  }
  return reports;
}

/// Left Alt held, 0 and the byte's number on the keypad, Alt let go.
inline Packets alt_reports(std::string_view digits) {
  constexpr std::uint8_t left_alt = 0x04;
  Packets reports{report(left_alt)};
  for (const char c : digits) {
    reports.push_back(report(left_alt, {static_cast<std::uint8_t>(c == '0' ? 0x62 : 0x59 + (c - '1'))}));
    reports.push_back(report(left_alt));
  }
  reports.push_back(report(0));
  return reports;
}

/// Keys for ASCII and GS, Alt and the number for every other byte; the last key is Enter when `enter`.
inline Packets keyboard_packets(std::string_view aim, std::string_view text, bool enter = true) {
  Packets packets;
  const auto add = [&packets](const Packets& more) { packets.insert(packets.end(), more.begin(), more.end()); };
  if (!aim.empty()) add(typed_reports("]" + std::string{aim}));
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) add(typed_reports({&c, 1}));
    else add(alt_reports("0" + std::to_string(static_cast<unsigned char>(c))));
  }
  if (enter) add(typed_reports("\n"));
  return packets;
}

/// The bytes and a CR, cut where bulk packets of 64 bytes end.
inline Packets serial_packets(std::string_view aim, std::string_view text, bool carriage_return = true) {
  std::string line = (aim.empty() ? "" : "]" + std::string{aim}) + std::string{text} + (carriage_return ? "\r" : "");
  Packets packets;
  for (std::size_t at = 0; at < line.size(); at += 64) {
    packets.emplace_back();
    for (const char c : std::string_view{line}.substr(at, 64)) packets.back().push_back(static_cast<std::byte>(c));
  }
  return packets;
}

}  // namespace zhuangui::support

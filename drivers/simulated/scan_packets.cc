#include "scan_packets.h"

#include <algorithm>
#include <array>

namespace zhuangui::simulated {

namespace {

constexpr std::size_t data_bytes = 56;
constexpr std::size_t report_bytes = 64;
constexpr std::size_t packet_bytes = 64;

// Usage page 8C, bar code scanner: under report id 2 a byte count, three symbology bytes, 56 bytes of decoded data, two
// bytes of the maker, one byte that says whether more follows (HID Point of Sale usage tables 1.02).
constexpr std::array<std::uint8_t, 58> descriptor{
    0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xA1, 0x02, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08, 0x95,
    0x01, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02, 0x05, 0x8C, 0x95, 0x03, 0x09, 0xFB, 0x09, 0xFC, 0x09, 0xFD, 0x81, 0x02, 0x95,
    0x38, 0x09, 0xFE, 0x82, 0x02, 0x01, 0x95, 0x02, 0x81, 0x03, 0x95, 0x01, 0x09, 0xFF, 0x81, 0x02, 0xC0, 0xC0};

}  // namespace

std::vector<std::vector<std::byte>> pos_reports(std::string_view text, std::string_view aim) {
  std::vector<std::vector<std::byte>> reports;
  do {
    const std::string_view data = text.substr(0, data_bytes);
    text.remove_prefix(data.size());
    std::vector<std::byte> report(report_bytes);
    report[0] = std::byte{2};
    report[1] = static_cast<std::byte>(data.size());
    if (aim.size() == 2) {
      report[2] = std::byte{']'};
      report[3] = static_cast<std::byte>(aim[0]);
      report[4] = static_cast<std::byte>(aim[1]);
    }
    std::transform(data.begin(), data.end(), report.begin() + 5, [](char c) { return static_cast<std::byte>(c); });
    report[63] = text.empty() ? std::byte{0} : std::byte{1};
    reports.push_back(std::move(report));
  } while (!text.empty());
  return reports;
}

std::span<const std::uint8_t> pos_report_descriptor() { return descriptor; }

std::vector<std::vector<std::byte>> bulk_packets(std::string_view bytes) {
  std::vector<std::vector<std::byte>> packets;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), packet_bytes))) {
    const auto piece = std::as_bytes(std::span{bytes.substr(0, packet_bytes)});
    packets.emplace_back(piece.begin(), piece.end());
  }
  return packets;
}

}  // namespace zhuangui::simulated

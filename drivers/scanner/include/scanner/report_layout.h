#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace zhuangui::scanner {

// Where things stand in the reports of a HID scanner, as its report descriptor says (HID 1.11, 6.2.2). Places are bytes
// from the start of the report, the report id (where there is one) included.

/// A keyboard's report: usage page 07. The boot report is {0, 0, 2, 6, 8}.
struct KeyboardLayout {
  std::uint8_t report_id = 0;  ///< 0: reports carry no id
  std::size_t modifiers_at = 0;
  std::size_t keys_at = 2;
  std::size_t keys = 6;
  std::size_t report_bytes = 8;
  friend bool operator==(const KeyboardLayout&, const KeyboardLayout&) = default;
};

/// A bar code scanner's scanned data report: usage page 8C (HID Point of Sale usage tables 1.02).
struct PosLayout {
  std::uint8_t report_id = 0;
  std::optional<std::size_t> count_at;      ///< number of data bytes; without it the data is filled up with zeros
  std::optional<std::size_t> symbology_at;  ///< three bytes, "]C1"
  std::size_t data_at = 0;
  std::size_t data_bytes = 0;
  std::optional<std::size_t> continued_bit; ///< from the start of the report: 1 means that more follows
  std::size_t continued_bits = 1;
  std::optional<std::size_t> code_id_at;    ///< the maker's code id; no descriptor tells it
  std::size_t report_bytes = 0;
  friend bool operator==(const PosLayout&, const PosLayout&) = default;
};

/// The 64-byte report of Honeywell, which many others follow: id 02, count, AIM id, 56 data bytes, code id at 61, 01 at
/// 63 when more follows (NielsLeenheer/WebHidBarcodeScanner src/main.js; HenkVanAsselt/python_hon_usbhid).
PosLayout honeywell_layout();

// Both take any bytes; nullopt: the descriptor is broken, or shows no such report on whole bytes.
std::optional<KeyboardLayout> keyboard_layout(std::span<const std::byte> report_descriptor);
std::optional<PosLayout> pos_layout(std::span<const std::byte> report_descriptor);

}  // namespace zhuangui::scanner

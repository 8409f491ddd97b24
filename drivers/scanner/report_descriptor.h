#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhuangui::scanner {

inline constexpr std::size_t report_descriptor_bytes_max = 4 * 1024;

/// One field of an input report: `count` values of `bits_each` bits for one usage (or, an array, a range of usages).
struct InputField {
  std::uint32_t application = 0;  ///< usage page << 16 | usage of the outermost collection
  std::uint32_t usage = 0;        ///< likewise; of a range the first
  std::uint8_t report_id = 0;
  bool constant = false;          ///< padding
  std::size_t bit_at = 0;         ///< from the start of the report, its id (where there is one) included
  std::size_t bits_each = 0;
  std::size_t count = 0;
};

/// The input fields of a HID report descriptor (HID 1.11, 6.2.2), in order. nullopt: cut off, deeper or longer than any
/// real one. Bounded: 4 KiB of descriptor, 512 fields, 64 KiB of report.
std::optional<std::vector<InputField>> input_fields(std::span<const std::byte> descriptor);

/// Bytes of the input report `report_id` (its id included).
std::size_t input_report_bytes(const std::vector<InputField>& fields, std::uint8_t report_id);

}  // namespace zhuangui::scanner

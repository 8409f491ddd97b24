#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "scale/reading.h"

namespace zhuangui::scale {

/// Reads one input report of a USB scale (HID Point of Sale Usage Tables 1.02, page 8D): report 3, `03 status unit
/// exponent weight(2, little end first)`. nullopt: another report (attributes, limits, statistics), or too short.
/// A stable weight in a refused unit (tael, ton) is a reading that is not_ready and has no weight. Under zero the
/// weight is told as a magnitude (unv) and read as negative; over the limit and in need of zero or calibration there is
/// none.
std::optional<Reading> read_hid_report(std::span<const std::byte> report, std::int64_t at_us);

}  // namespace zhuangui::scale

#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace zhuangui::simulated {

/// A code as reports of a HID-POS scanner in Honeywell's form: `02 count ]cm data[56] … more`.
std::vector<std::vector<std::byte>> pos_reports(std::string_view text, std::string_view aim);

/// What such a scanner answers to GET_DESCRIPTOR (report): where the fields of its report stand.
std::span<const std::uint8_t> pos_report_descriptor();

/// Bytes as bulk packets of at most 64.
std::vector<std::vector<std::byte>> bulk_packets(std::string_view bytes);

}  // namespace zhuangui::simulated

#include "scale/hid.h"

#include "scale/mass.h"

namespace zhuangui::scale {

namespace {

std::optional<Unit> unit_of(std::uint8_t code) {
  switch (code) {
    case 0x01: return Unit::milligram;
    case 0x02: return Unit::gram;
    case 0x03: return Unit::kilogram;
    case 0x04: return Unit::carat;
    case 0x06: return Unit::grain;
    case 0x07: return Unit::pennyweight;
    case 0x08: return Unit::tonne;
    case 0x0A: return Unit::troy_ounce;
    case 0x0B: return Unit::ounce;
    case 0x0C: return Unit::pound;
    default: return std::nullopt;  // 05 taels, 09 avoirdupois tons, reserved ones
  }
}

State state_of(std::uint8_t code) {
  switch (code) {
    case 0x02: return State::zero;
    case 0x03: return State::unstable;
    case 0x04: return State::stable;
    case 0x05: return State::under_zero;
    case 0x06: return State::over;
    default: return State::not_ready;  // 01 fault, 07 needs calibration, 08 needs zero
  }
}

}  // namespace

std::optional<Reading> read_hid_report(std::span<const std::byte> report, std::int64_t at_us) {
  constexpr std::size_t report_bytes = 6;
  constexpr std::byte weight_report{3};
  if (report.size() < report_bytes || report[0] != weight_report) return std::nullopt;
  const auto at = [&](std::size_t place) { return std::to_integer<std::uint8_t>(report[place]); };
  Reading reading;
  reading.state = state_of(at(1));
  reading.raw = RawFrame{report.first(report_bytes)};
  reading.at_us = at_us;
  if (reading.state == State::over || reading.state == State::not_ready) return reading;
  if (const auto unit = unit_of(at(2))) {
    const Decimal weight{at(4) | at(5) << 8, static_cast<std::int8_t>(at(3))};
    reading.weight_g = to_grams(weight, *unit);
  }
  if (reading.state == State::under_zero && reading.weight_g) reading.weight_g = -*reading.weight_g;
  if (reading.is_still() && !reading.weight_g) reading.state = State::not_ready;
  else if (reading.is_still()) reading.state = *reading.weight_g == 0 ? State::zero : State::stable;
  return reading;
}

}  // namespace zhuangui::scale

#include "pan.h"

namespace zhuangui::app {
namespace {

using till::PanState;

constexpr std::int64_t year_days = 365;
/// OIML R 76, table 3: a scale of class III weighs nothing lighter than 20 e.
constexpr std::int64_t min_divisions = 20;

PanState state_of(const ScaleWorker::Live& live) {
  switch (live.phase) {
    case scale::Phase::silent: return PanState::silent;
    case scale::Phase::empty: return PanState::empty;
    case scale::Phase::settling: return PanState::moving;
    case scale::Phase::ready: return PanState::stable;
    case scale::Phase::spent: return PanState::spent;
    case scale::Phase::trouble: break;
  }
  if (live.state == scale::State::over) return PanState::over;
  return live.state == scale::State::under_zero ? PanState::under : PanState::silent;
}

}  // namespace

till::Pan pan_of(const ScaleWorker::Live& live) { return {state_of(live), live.weight_g.value_or(0)}; }

till::WeightTaken taken(const std::optional<scale::Reading>& reading) {
  if (!reading) return {};
  return {reading->weight_g, reading->net ? reading->tare_g.value_or(0) : 0, printable(reading->raw)};
}

std::string printable(const scale::RawFrame& frame) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const std::byte byte : frame.bytes()) {
    const auto value = std::to_integer<unsigned>(byte);
    if (value >= 0x20 && value < 0x7F && value != '\\') text += static_cast<char>(value);
    else text += std::string{"\\x"} + digits[value >> 4] + digits[value & 0xF];
  }
  return text;
}

till::ScaleSettings scale_settings(const Configuration& configuration, bool simulated, core::WallTime now) {
  till::ScaleSettings settings = configuration.weighing;
  if (settings.min_g == 0) settings.min_g = min_divisions * configuration.scale_division_g;
  if (simulated && !settings.own)
    settings.own = till::RegisteredScale{"SIM-0001", core::date_from_days(core::days_since_epoch(core::shanghai_date(now)) + year_days)};
  if (!simulated && configuration.scale_profile.empty()) settings.own.reset();
  settings.may_enter_by_hand = true;
  return settings;
}

}  // namespace zhuangui::app

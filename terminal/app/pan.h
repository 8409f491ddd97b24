#pragma once
#include <optional>

#include "configuration.h"
#include "scale/reading.h"
#include "scale_worker.h"
#include "till/events.h"

namespace zhuangui::app {

/// What the till is told of the scale.
till::Pan pan_of(const ScaleWorker::Live& live);
/// The answer to till::TakeWeight. `reading` is what the scale gave; none: it had no weight to sell.
till::WeightTaken taken(const std::optional<scale::Reading>& reading);
/// The bytes of a frame as they stand on the record: ASCII as it is, "\x0D" for all else.
std::string printable(const scale::RawFrame& frame);

/// What the counter weighs with, as its configuration says; a simulated scale is registered for a year from `now` on where
/// that says nothing. In self-service nobody may type grams.
till::ScaleSettings scale_settings(const Configuration& configuration, bool simulated, core::WallTime now);

}  // namespace zhuangui::app

#pragma once
// What happens in a run, drawn from its seed.
#include "run.h"

namespace zhuangui::sim {

/// Makes the county and its terminals and puts everything that will go wrong into the queue. Answers the moment when
/// the faults stop.
std::int64_t draw_scenario(Run& run);
/// All faults stop: cables in, disks sound, machines on. Selling ends too.
void calm(Run& run);
/// Faults stop, and after this time everything must be with the county.
inline constexpr std::int64_t drain_within_ms = 40 * 60 * 1000;

}  // namespace zhuangui::sim

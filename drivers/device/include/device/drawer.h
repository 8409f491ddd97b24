#pragma once
#include <algorithm>
#include <cstdint>

#include "device/print_job.h"

namespace zhuangui::device {

/// Level of the drawer's switch (pin 3 of its plug) while the drawer is open. It depends on the drawer, not on the
/// printer, so that only who has looked can tell (Epson TM-T88III guide, DLE EOT 1).
enum class DrawerOpenLevel { not_told, low, high };

/// How long the drawer's solenoid must rest behind this pulse: as long as the pulse asks for, and long enough that it
/// is on for a fifth of the time at most (Epson's drawer kick connector: duty 20 %), in milliseconds.
constexpr std::int64_t rest_ms(const DrawerPulse& pulse) { return std::max(pulse.off_ms, 4 * pulse.on_ms); }

}  // namespace zhuangui::device

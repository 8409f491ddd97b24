#pragma once
#include <cstddef>
#include <vector>

#include "device/print_job.h"

namespace zhuangui::printer {

/// Appends the picture as GS v 0 commands of at most `rows_max` rows, with no byte pair in it that a printer could
/// take for a real-time command (10 04, 10 05, 10 14).
void append_raster(std::vector<std::byte>& out, const device::Picture& picture, int rows_max);

/// `picture` with white on its left so that it stands in the middle of `dots`; not every printer heeds ESC a there.
device::Picture centred(const device::Picture& picture, int dots);

}  // namespace zhuangui::printer

#pragma once
#include <string>
#include <vector>

#include "core/result.h"

namespace zhuangui::app {

/// What a script does to the simulated disk: "full", "write-error", "3" … Error: invalid_input.
core::Result<void> command_disk(const std::vector<std::string>& words);

}  // namespace zhuangui::app

#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/result.h"
#include "core/time.h"

namespace zhuangui::app {

/// How a terminal is started (design §8).
struct TerminalOptions {
  std::string directory;
  std::string configuration_file;  ///< empty: defaults
  std::string events_file;
  bool simulate = false;
  bool headless = false;
  bool windowed = false;           ///< a window instead of the full screen
  int width = 1920, height = 1080;
  std::uint64_t seed = 0;
  std::optional<core::WallTime> now;
  bool virtual_clock = false;
  int control_file = -1;           ///< the script's end of the channel, see control.h
};

/// Runs one terminal until it is told to stop; writes terminal.stopped last. Errors are those that kept it from
/// starting (all of them "environment", exit code 3).
core::Result<void> run_terminal(const TerminalOptions& options);

}  // namespace zhuangui::app

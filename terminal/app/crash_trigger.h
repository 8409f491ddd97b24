#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "core/result.h"
#include "event_log.h"

namespace zhuangui::app {

/// Kills this very process (SIGKILL) at a moment named by a script's `crash`, as a power cut or the kernel would: a
/// listener of the event log, so that nothing else of the program knows of it. Any thread.
class CrashTrigger {
 public:
  /// before-commit | after-commit | on-frame STATE | after-print-bytes N. Error: invalid_input.
  core::Result<void> arm(const std::vector<std::string>& words);
  void on_event(const EventLog::Event& event);

 private:
  std::mutex mutex_;
  std::string event_;
  std::string state_;
  std::int64_t bytes_ = 0;
};

}  // namespace zhuangui::app

#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::app {

/// What happens in the terminal, as it happens: NDJSON, one write a line, for --events (design §8). A listener gets
/// the same events in the thread that made them, before the next thing is done there. Any thread.
class EventLog {
 public:
  struct Event {
    std::string_view event;  ///< scan | frame | sale.committing | sale.committed | sale.shown | print.bytes | drawer |
                             ///< sync.sent | sync.acked | notice | spoken (state: the clips)
    std::string_view sale = {};
    std::int64_t seq = 0;
    std::string_view state = {};
    std::int64_t bytes = 0;  ///< print.bytes: taken by the printer so far in this process
    std::int64_t scans = 0;  ///< frame: the scans this process has taken in up to it
    std::int64_t at_us = 0;  ///< when it happened, if that was before now
  };
  using Listener = std::function<void(const Event&)>;

  EventLog() = default;
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  /// Errors: permission, not_found.
  core::Result<void> open(const std::string& path);
  void listen(Listener listener);
  void emit(const Event& event);

 private:
  std::mutex mutex_;
  int file_ = -1;
  Listener listener_;
};

}  // namespace zhuangui::app

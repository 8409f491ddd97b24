#include "crash_trigger.h"

#include <charconv>
#include <csignal>
#include <unistd.h>

namespace zhuangui::app {

core::Result<void> CrashTrigger::arm(const std::vector<std::string>& words) {
  std::string event, state;
  std::int64_t bytes = 0;
  if (words.size() == 1 && words[0] == "before-commit") {
    event = "sale.committing";
  } else if (words.size() == 1 && words[0] == "after-commit") {
    event = "sale.committed";
  } else if (words.size() == 2 && words[0] == "on-frame") {
    event = "frame";
    state = words[1];
  } else if (words.size() == 2 && words[0] == "after-print-bytes" &&
             std::from_chars(words[1].data(), words[1].data() + words[1].size(), bytes).ec == std::errc{}) {
    event = "print.bytes";
  } else {
    return core::fail(core::Errc::invalid_input, "crash: no such moment",
                      "use now, before-commit, after-commit, on-frame STATE or after-print-bytes N");
  }
  const std::scoped_lock lock{mutex_};
  event_ = event;
  state_ = state;
  bytes_ = bytes;
  return {};
}

void CrashTrigger::on_event(const EventLog::Event& event) {
  const std::scoped_lock lock{mutex_};
  if (event_.empty() || event.event != event_) return;
  if (!state_.empty() && event.state != state_) return;
  if (event_ == "print.bytes" && event.bytes < bytes_) return;
  ::kill(::getpid(), SIGKILL);
}

}  // namespace zhuangui::app

#pragma once
#include <atomic>
#include <cstdint>

namespace zhuangui::app {

/// Counts what is under way between the threads, so that a script knows when everything has come to rest. A task is
/// counted from before it is queued until after everything it set going was queued in turn: the count is 0 only when
/// nothing is left to do. Any thread.
class Activity {
 public:
  void begin() { under_way_.fetch_add(1); }
  void end() { under_way_.fetch_sub(1); }
  [[nodiscard]] bool at_rest() const { return under_way_.load() == 0; }

 private:
  std::atomic<std::int64_t> under_way_{0};
};

/// One counted task, ended when it goes out of scope.
class ActivityGuard {
 public:
  explicit ActivityGuard(Activity& activity) : activity_{activity} { activity_.begin(); }
  ~ActivityGuard() { activity_.end(); }
  ActivityGuard(const ActivityGuard&) = delete;
  ActivityGuard& operator=(const ActivityGuard&) = delete;

 private:
  Activity& activity_;
};

}  // namespace zhuangui::app

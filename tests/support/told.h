#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace zhuangui::support {

/// What a driver tells from its threads, under one lock, for a test to wait for.
class Told {
 protected:
  template <class Change>
  void note(Change change) {
    const std::lock_guard lock{mutex_};
    change();
    told_.notify_all();
  }
  /// Until `condition` holds; false when it does not in 20 s, which only a broken program uses up.
  template <class Condition>
  bool wait(Condition condition) {
    std::unique_lock lock{mutex_};
    return told_.wait_for(lock, std::chrono::seconds{20}, condition);
  }

  std::mutex mutex_;

 private:
  std::condition_variable told_;
};

}  // namespace zhuangui::support

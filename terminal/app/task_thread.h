#pragma once
#include <functional>
#include <thread>

#include "activity.h"
#include "bounded_queue.h"

namespace zhuangui::app {

/// A thread that runs tasks in the order they were given. The destructor runs what is queued, then joins.
class TaskThread {
 public:
  using Task = std::function<void()>;
  static constexpr std::size_t tasks_max = 1024;

  TaskThread(Activity& activity) : activity_{activity}, queue_{tasks_max}, thread_{[this] { run(); }} {}
  ~TaskThread() { finish(); }
  TaskThread(const TaskThread&) = delete;
  TaskThread& operator=(const TaskThread&) = delete;

  /// Never waits. False: the queue is full or finished, and the task will not run.
  bool post(Task task) {
    activity_.begin();
    if (queue_.try_push(std::move(task))) return true;
    activity_.end();
    return false;
  }

  /// Runs what is queued and joins; repeatable.
  void finish() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    while (auto task = queue_.pop()) {
      (*task)();
      activity_.end();
    }
  }

  Activity& activity_;
  BoundedQueue<Task> queue_;
  std::thread thread_;
};

}  // namespace zhuangui::app

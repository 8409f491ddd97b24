#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace zhuangui::app {

/// A queue between threads that never grows beyond `capacity`. Any thread may call anything.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_{capacity} {}

  /// Waits for room. False when the queue is closed: the item was not taken.
  bool push(T item) {
    std::unique_lock lock{mutex_};
    room_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    return put(std::move(item));
  }

  /// False when there is no room or the queue is closed.
  bool try_push(T item) {
    const std::unique_lock lock{mutex_};
    if (items_.size() >= capacity_) return false;
    return put(std::move(item));
  }

  /// Waits for an item; nullopt when the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock{mutex_};
    filled_.wait(lock, [this] { return closed_ || !items_.empty(); });
    return take();
  }

  std::optional<T> try_pop() {
    const std::unique_lock lock{mutex_};
    return take();
  }

  /// What is in the queue can still be taken; nothing more goes in, and nobody waits any more.
  void close() {
    const std::unique_lock lock{mutex_};
    closed_ = true;
    filled_.notify_all();
    room_.notify_all();
  }

  std::size_t size() const {
    const std::unique_lock lock{mutex_};
    return items_.size();
  }

 private:
  bool put(T item) {
    if (closed_) return false;
    items_.push_back(std::move(item));
    filled_.notify_one();
    return true;
  }
  std::optional<T> take() {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item{std::move(items_.front())};
    items_.pop_front();
    room_.notify_one();
    return item;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable filled_, room_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace zhuangui::app

#include "agent/agent.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "runner.h"

namespace zhuangui::agent {
namespace {

class SystemClock final : public Clock {
 public:
  Now now() override {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    return {duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(),
            duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};

class ThreadedAgent final : public Agent {
 public:
  explicit ThreadedAgent(const Parts& parts) : parts_{parts}, runner_{parts, system_random()} {
    thread_ = std::thread{[this] { loop(); }};
  }
  ~ThreadedAgent() override { stop_and_join(); }

  void wake(bool urgent) override {
    {
      const std::lock_guard lock{mutex_};
      woken_ = true;
      urgent_ = urgent_ || urgent;
    }
    changed_.notify_one();
  }

  Status status() const override {
    const std::lock_guard lock{mutex_};
    return status_;
  }

  std::optional<std::int64_t> sleeps_until_ms() const override {
    const std::lock_guard lock{mutex_};
    return woken_ ? std::nullopt : sleeps_until_ms_;
  }

  void stop() override { stop_and_join(); }

 private:
  void stop_and_join() {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    changed_.notify_one();
    parts_.http.cancel();
    if (thread_.joinable()) thread_.join();
  }

  void loop() {
    Event event = event::Tick{};
    do {
      runner_.handle(event, [this] {  // a long backlog is one handle(): the status follows it
        publish();
        return !stopping_;
      });
      publish();
    } while (wait_for(event));
  }

  void publish() {
    Status status = runner_.status();
    const std::lock_guard lock{mutex_};
    status_ = std::move(status);
  }

  /// Sleeps until the step wants a tick or somebody wakes us. False: stop.
  bool wait_for(Event& event) {
    std::unique_lock lock{mutex_};
    const std::int64_t due = next_tick_ms(runner_.state()).value_or(0);
    const std::int64_t rest = std::max<std::int64_t>(0, due - parts_.clock.now().mono_ms);
    sleeps_until_ms_ = due;
    changed_.wait_for(lock, std::chrono::milliseconds{std::min<std::int64_t>(rest, 60'000)},
                      [this] { return stopping_ || woken_; });
    sleeps_until_ms_.reset();
    event = woken_ ? Event{event::EntryWritten{urgent_}} : Event{event::Tick{}};
    woken_ = urgent_ = false;
    return !stopping_;
  }

  const Parts parts_;
  Runner runner_;  // the loop's thread only
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> stopping_{false};
  bool woken_ = false, urgent_ = false;
  std::optional<std::int64_t> sleeps_until_ms_;
  Status status_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Clock> system_clock() { return std::make_unique<SystemClock>(); }

std::unique_ptr<Agent> Agent::start(const Parts& parts) { return std::make_unique<ThreadedAgent>(parts); }

}  // namespace zhuangui::agent

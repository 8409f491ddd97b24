#pragma once
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace zhuangui::app {

/// TERM, INT and HUP ask for an orderly stop. Blocked in every thread; one thread waits for them.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~StopSignals() { ignore(); }

  void listen(std::function<void()> stop) {
    ignored_ = false;
    thread_ = std::thread{[this, stop = std::move(stop)] {
      int signal = 0;
      sigwait(&signals_, &signal);
      if (!ignored_) stop();
    }};
  }
  /// Nobody is told any more; repeatable.
  void ignore() {
    if (!thread_.joinable()) return;
    ignored_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

 private:
  sigset_t signals_;
  std::atomic<bool> ignored_{false};
  std::thread thread_;
};

}  // namespace zhuangui::app

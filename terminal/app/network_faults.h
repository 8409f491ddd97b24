#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agent/ports.h"

namespace zhuangui::app {

/// A bad network between the agent and the real way to the county, told what to do by the script's `network`
/// (design §8). What it does not stop really goes out, and its effect at the county is real. `send` from the agent's
/// thread, everything else from any.
class NetworkFaults final : public agent::HttpPort {
 public:
  explicit NetworkFaults(std::unique_ptr<agent::HttpPort> real) : real_{std::move(real)}, shared_{std::make_shared<Shared>()} {}

  core::Result<agent::HttpAnswer> send(const agent::HttpRequest& request) override;
  void cancel() override;
  /// Another way over the same network: its faults are these ones, and cancelling either ends both.
  std::unique_ptr<NetworkFaults> another(std::unique_ptr<agent::HttpPort> real) const;

  /// up | down | drop-reply N | delay MS | cut BYTES | duplicate | status N | captive. Error: invalid_input.
  core::Result<void> command(const std::vector<std::string>& words);
  [[nodiscard]] bool is_down() const;

 private:
  struct Fault {
    bool down = false;
    std::int64_t drop_replies = 0;
    std::int64_t delay_ms = 0;
    std::int64_t cut_bytes = -1;  ///< -1: whole
    bool duplicate = false;
    int status = 0;
    bool captive = false;
  };
  struct Shared {
    std::mutex mutex;
    std::condition_variable cancelled_changed;
    bool cancelled = false;
    Fault fault;
  };
  core::Result<agent::HttpAnswer> send_really(const agent::HttpRequest& request, const Fault& fault);

  std::unique_ptr<agent::HttpPort> real_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace zhuangui::app

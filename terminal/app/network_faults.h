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
  explicit NetworkFaults(std::unique_ptr<agent::HttpPort> real) : real_{std::move(real)} {}

  core::Result<agent::HttpAnswer> send(const agent::HttpRequest& request) override;
  void cancel() override;

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
  core::Result<agent::HttpAnswer> send_really(const agent::HttpRequest& request, const Fault& fault);

  std::unique_ptr<agent::HttpPort> real_;
  mutable std::mutex mutex_;
  std::condition_variable cancelled_changed_;
  bool cancelled_ = false;
  Fault fault_;
};

}  // namespace zhuangui::app

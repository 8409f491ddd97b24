#pragma once
#include <atomic>
#include <functional>
#include <memory>

#include "agent/agent.h"
#include "clock.h"
#include "event_log.h"
#include "journal/reader.h"
#include "journal_worker.h"
#include "network_faults.h"
#include "sync/sync_ports.h"
#include "task_thread.h"

namespace zhuangui::app {

/// Sync as the terminal runs it: the agent in its own thread, reading the journal by a connection of its own and
/// having everything written by the journal's thread.
class SyncWorker final : private agent::Watcher {
 public:
  struct Parts {
    std::string directory;
    const journal::Enrolment& enrolment;
    const contract::KeyPair& key;
    JournalWorker& journal;
    Clock& clock;
    EventLog& events;
    Activity& activity;
    std::int64_t release_interval_ms;
    std::int64_t heartbeat_interval_ms;
    /// In the agent's thread; with when the oldest unsent entry was written (raw clock, UTC ms; 0: none is unsent).
    std::function<void(const agent::Status&, std::int64_t unsent_since)> changed;
    std::function<void(const journal::KeptRelease&)> release_applied;  ///< in the journal's thread
  };
  /// Errors: those of the reader, and invalid_input for a county address that may not be used.
  static core::Result<std::unique_ptr<SyncWorker>> create(Parts parts);
  ~SyncWorker() override;

  /// True when a new epoch must begin after a stop that was not orderly (design §5): asks the county, 2 s at most.
  bool must_start_epoch(const journal::Found& found);
  void start();
  /// An entry was written, or virtual time has moved on.
  void wake();
  /// The network may have come back, or a person waits: tries at once, whatever the back-off says.
  void try_now();
  void stop();
  /// Asks the county what came back of a sale, in a thread of its own, and answers with ReturnsAnswered or
  /// ReturnsNotAnswered.
  void ask_returns(till::AskReturns effect, std::function<void(till::Event)> answer);
  /// Asks the county for a quota, in the same thread, and answers with QuotaReserved.
  void reserve_quota(till::ReserveQuota effect, std::function<void(till::Event)> answer);

  [[nodiscard]] agent::Status status() const;
  /// Nothing under way and nothing due now.
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] std::optional<std::int64_t> next_due_ms() const;
  NetworkFaults& network() { return *network_; }

 private:
  struct AgentClock final : agent::Clock {
    explicit AgentClock(const app::Clock& clock) : clock_{clock} {}
    agent::Now now() override { return {clock_.monotonic_ms(), clock_.wall().utc_ms}; }
    const app::Clock& clock_;
  };

  explicit SyncWorker(Parts parts);
  agent::Parts agent_parts(agent::HttpPort& http);
  till::Event returns_of(const std::string& sale);
  till::Event reservation_of(const till::ReserveQuota& asked);
  void sent(agent::Position last) override;
  void acked(agent::Position last) override;
  void released(std::int64_t version) override;
  void changed(const agent::Status& status) override;
  std::int64_t unsent_since(const agent::Status& status);

  Parts parts_;
  AgentClock clock_;
  std::unique_ptr<journal::Reader> reader_;
  std::unique_ptr<NetworkFaults> network_;
  std::unique_ptr<NetworkFaults> questions_network_;  ///< of the questions' thread
  std::unique_ptr<JournalPortOverJournal> journal_port_;
  TaskThread questions_;
  std::unique_ptr<agent::Agent> agent_;
  std::atomic<agent::Agent*> running_{nullptr};  ///< the same once it runs: asked from any thread
};

}  // namespace zhuangui::app

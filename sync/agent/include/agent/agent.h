#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/ports.h"
#include "agent/step.h"

namespace zhuangui::agent {

/// What the screen, the status and the heartbeat show of sync.
struct Status {
  bool started = false;        ///< a first round has been tried
  bool online = false;         ///< the last request was answered by our county
  std::int64_t reached_at_utc_ms = 0;  ///< 0: never since the start
  Position county;             ///< newest entry known to be with the county
  std::int64_t unsent = 0;
  std::int64_t release = 0;
  std::int64_t clock_offset_ms = 0;
  Trouble trouble;             ///< of pushing; empty code: none
  Trouble release_trouble;
  friend bool operator==(const Status&, const Status&) = default;
};

/// Told in the agent's thread; must not block.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void sent(Position last) = 0;
  virtual void acked(Position last) = 0;
  virtual void released(std::int64_t version) = 0;
  virtual void changed(const Status& status) = 0;
};

/// Where the loop gets its time; the default one is the machine's.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Now now() = 0;
};
std::unique_ptr<Clock> system_clock();

/// Everything the loop needs; all references must outlive it. `watcher` may be null.
struct Parts {
  Settings settings;
  const contract::KeyPair& key;
  JournalPort& journal;
  HttpPort& http;
  Clock& clock;
  Watcher* watcher = nullptr;
};

/// The loop in a thread of its own. `wake` and `status` from any thread; `stop` (and the destructor) cancels a
/// running request and joins: within a second unless the journal port itself blocks.
class Agent {
 public:
  static std::unique_ptr<Agent> start(const Parts& parts);
  virtual ~Agent() = default;
  /// An entry was written. Resets the back-off.
  virtual void wake(bool urgent) = 0;
  virtual Status status() const = 0;
  /// Sleeping, and until when (mono_ms of its clock); nullopt while it works or has been woken.
  virtual std::optional<std::int64_t> sleeps_until_ms() const = 0;
  virtual void stop() = 0;
};

struct SyncOutcome {
  std::int64_t sent = 0;        ///< entries confirmed during this call
  Position county;
  std::int64_t unsent = 0;
  std::optional<core::Error> error;  ///< refused, offline or timeout; none: everything is with the county
};
/// `zhuanguictl sync`: pushes in this thread until nothing is unsent, the county refuses, or the time is over
/// (timeout_ms 0: gives up at the first failure). `releases`: also fetches the newest release once.
SyncOutcome sync_until_empty(const Parts& parts, std::int64_t timeout_ms, bool releases);

/// The county's heads of this terminal, for the rule of the unclean stop (design §5, Epochs) and for
/// `verify --county`. Errors: offline, timeout, refused.
Result<std::vector<contract::CountyHead>> ask_county_heads(const Parts& parts, int timeout_ms);

/// The county's entries of one sale, whoever made it, and of its returns. Errors: offline, timeout, refused, invalid_input
/// (not the id of a sale).
Result<contract::ReturnsAnswer> ask_returns(const Parts& parts, std::string_view sale, int timeout_ms);

/// A quota that is allotted to no terminal, asked for before it is drawn on.
struct Reservation {
  std::string id, sale, quota, holder;
  std::int64_t amount_fen = 0;
};
/// The county's answer, granted or not. Errors: offline (nothing of its own came back in time), timeout, refused.
Result<contract::ReservationAnswer> ask_reservation(const Parts& parts, const Reservation& asked, int timeout_ms);

/// The rule of the unclean stop: true when a new epoch must begin, that is unless the county answered in time and
/// its newest head is not ahead of (or different from) ours. `our_hash_at` reads our chain.
bool must_start_epoch(const Result<std::vector<contract::CountyHead>>& county, const EpochEnd& ours,
                      const std::function<std::optional<contract::Hash>(Position)>& our_hash_at);

}  // namespace zhuangui::agent

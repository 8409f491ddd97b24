#pragma once
#include <deque>
#include <optional>

#include "agent/agent.h"

namespace zhuangui::agent {

/// Carries out what step() asks for, and feeds the answers back. Blocking, one thread.
class Runner {
 public:
  Runner(const Parts& parts, std::uint64_t seed) : parts_{parts}, state_{initial_state(parts.settings, seed)} {}

  /// One step for `event` and all that follows from it, until nothing is under way, `go_on` says no, or the step has
  /// to wait. `go_on` is asked before each effect that takes time.
  void handle(const Event& event, const std::function<bool()>& go_on);
  /// No request lasts beyond this moment of the monotonic clock.
  void set_deadline(std::int64_t mono_ms) { deadline_mono_ms_ = mono_ms; }

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] Status status() const;

 private:
  std::optional<Event> perform(const Effect& effect);
  Event send(const effect::Send& wanted);
  void tell();

  const Parts parts_;
  State state_;
  Status told_;
  std::optional<std::int64_t> deadline_mono_ms_;
};

/// Signs and sends one request. Used by the runner and by everything that asks the county once.
Result<HttpAnswer> send_signed(HttpPort& http, const contract::KeyPair& key, std::string_view terminal,
                               const effect::Send& request, std::int64_t wall_utc_ms);
/// Carries out an effect that concerns the journal and has an answer; nullopt: it is none of those.
std::optional<Event> perform_on_journal(JournalPort& journal, const Settings& settings, const Effect& effect);
/// A packed batch that starts after `read.after_seq` and ends at an entry whose signed head is stored.
Result<event::BatchRead> assemble(JournalPort& journal, const Settings& settings, const effect::ReadBatch& read);
/// Fresh from the operating system; also the seed of the jitter.
std::uint64_t system_random();

}  // namespace zhuangui::agent

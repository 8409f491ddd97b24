#pragma once
#include <string>
#include <vector>

#include "agent/step.h"
#include "memory_journal.h"
#include "runner.h"

namespace zhuangui::agent {

/// Drives the pure step by hand: carries out what concerns the journal, and hands out each request for the test to
/// answer. Time stands still until the test moves it.
class StepBench {
 public:
  explicit StepBench(support::MemoryJournal& journal, std::uint64_t seed = 1)
      : journal_{journal}, state_{initial_state(settings_for(journal), seed)} {}

  static Settings settings_for(const support::MemoryJournal& journal) {
    Settings settings;
    settings.terminal = journal.terminal();
    settings.counter = "C-0001";
    settings.program = "test 1";
    settings.terminal_key = journal.key().public_key();
    settings.county_key = support::test_key(100).public_key();
    settings.reserve_key = support::test_key(150).public_key();
    settings.releases = settings.heartbeats = false;
    return settings;
  }

  /// One event and all that follows on the journal's side; the request that goes out then, if any.
  std::optional<effect::Send> on(const Event& event) {
    std::vector<Event> events{event};
    std::optional<effect::Send> out;
    while (!events.empty()) {
      Step next = step(std::move(state_), events.front(), now);
      events.erase(events.begin());
      state_ = std::move(next.state);
      for (Effect& effect : next.effects) {
        log.push_back(effect);
        if (const auto* send = std::get_if<effect::Send>(&effect)) out = *send;
        else if (auto answer = perform(effect)) events.push_back(std::move(*answer));
      }
    }
    return out;
  }
  std::optional<effect::Send> tick() { return on(event::Tick{}); }
  std::optional<effect::Send> answer(int status, std::string body, std::string etag = "",
                                     std::optional<std::int64_t> retry_after_ms = std::nullopt) {
    return on(event::Answered{status, std::move(body), std::move(etag), retry_after_ms});
  }
  std::optional<effect::Send> answer_head(int status, std::string code, const contract::CountyHead& head) {
    return answer(status, contract::push_answer_json({std::move(code), "said", head, std::nullopt}));
  }
  std::optional<effect::Send> answer_heads(const std::vector<contract::CountyHead>& heads) {
    return answer(200, contract::heads_json(journal_.terminal(), heads));
  }
  /// Waits out the back-off and ticks; how long it lasted stands in `waited_ms`.
  std::optional<effect::Send> tick_when_due() {
    const std::int64_t due = next_tick_ms(state_).value_or(now.mono_ms);
    waited_ms = std::max<std::int64_t>(0, due - now.mono_ms);
    now.mono_ms += waited_ms;
    now.wall_utc_ms += waited_ms;
    return tick();
  }

  [[nodiscard]] State& state() { return state_; }
  template <class E>
  [[nodiscard]] std::vector<E> logged() const {
    std::vector<E> found;
    for (const Effect& effect : log)
      if (const auto* one = std::get_if<E>(&effect)) found.push_back(*one);
    return found;
  }

  Now now{10'000'000, 1'795'500'000'000};
  std::int64_t waited_ms = 0;
  std::vector<Effect> log;

 private:
  std::optional<Event> perform(const Effect& effect) {
    if (const auto* mark = std::get_if<effect::MarkConfirmed>(&effect)) static_cast<void>(journal_.set_county_position(mark->position));
    if (std::holds_alternative<effect::MarkListConfirmed>(effect)) static_cast<void>(journal_.set_list_confirmed());
    return perform_on_journal(journal_, state_.settings, effect);
  }

  support::MemoryJournal& journal_;
  State state_;
};

inline contract::Batch sent_batch(const effect::Send& send) {
  return *contract::decode_batch(*contract::unpack(send.body, contract::batch_bytes_max));
}

}  // namespace zhuangui::agent

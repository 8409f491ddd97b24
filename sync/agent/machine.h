#pragma once
#include <string>
#include <utility>
#include <vector>

#include "agent/step.h"
#include "contract/answer.h"

namespace zhuangui::agent {

/// One call of step(): the state being changed and the effects gathered so far. Split over step.cc (order of need,
/// failures), step_push.cc (heads, epochs, batches) and step_release.cc.
class Machine {
 public:
  Machine(State& state, const Now& now) : s_{state}, now_{now} {}

  void handle(const Event& event);
  std::vector<Effect> take_effects() { return std::move(effects_); }

 private:
  // step.cc
  void decide();
  void wake(bool urgent);
  void send(Waiting waiting, std::string method, std::string path, std::string body = {});
  void send_heartbeat();
  void on_answer(const event::Answered& answer);
  void on_done();
  void on_journal_failed(const core::Error& error);
  /// Deals with every answer but the expected ones. `answer` is what the body says, if a county wrote it.
  void on_refusal(const event::Answered& raw);
  void on_clock(std::int64_t county_time_ms);
  void succeeded();
  void failed(Trouble trouble, std::int64_t at_least_ms = 0);
  [[nodiscard]] std::uint64_t next_random();

  // step_push.cc
  void on_heads(const event::Answered& answer);
  void on_journal(const event::JournalRead& read);
  void compare(const contract::CountyHead& head, const std::optional<contract::Hash>& ours);
  void mark_confirmed();
  void ask_journal();
  void ask_batch(const EpochPlan& plan);
  void on_batch(const event::BatchRead& batch);
  void on_pushed(const event::Answered& answer);
  void on_acknowledged();
  void on_corrected(const contract::PushAnswer& answer);
  void on_too_large();
  EpochPlan* plan_of(std::int64_t epoch);

  // step_release.cc
  void ask_release();
  void on_release(const event::Answered& answer);
  void consider(const contract::SignedManifest& signed_manifest, std::string etag);
  void on_sections_read(const event::SectionsRead& read);
  void fetch_next();
  void on_section(const event::Answered& answer);
  void on_released();
  void release_failed(std::string code, std::string sentence);

  State& s_;
  const Now& now_;
  std::vector<Effect> effects_;
};

}  // namespace zhuangui::agent

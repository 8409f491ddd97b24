#include "agent/step.h"

#include <algorithm>
#include <limits>

#include "core/json.h"
#include "machine.h"

namespace zhuangui::agent {
namespace {

/// How long a county may ask to be left alone; beyond it a fault of the county would look like obedience.
constexpr std::int64_t patience_max_ms = 10 * 60 * 1000;
/// A county that refuses this terminal changes its mind only when a person acts.
constexpr std::int64_t refused_wait_ms = 30'000;
constexpr std::int64_t same_time_ms = 60'000;  ///< more than a request lasts, less than the county forgives

}  // namespace

State initial_state(const Settings& settings, std::uint64_t seed) {
  State state;
  state.settings = settings;
  state.random = seed;
  state.clock_offset_ms = settings.clock_offset_ms;
  state.entries_max = settings.batch_entries_max;
  return state;
}

Step step(State before, const Event& event, const Now& now) {
  Step result{std::move(before), {}};
  Machine machine{result.state, now};
  machine.handle(event);
  result.effects = machine.take_effects();
  return result;
}

std::optional<std::int64_t> next_tick_ms(const State& state) {
  if (state.waiting != Waiting::nothing) return std::nullopt;
  const bool work = !state.epoch_cause.empty() || !state.heads_known || state.journal_stale || state.fetch ||
                    unsent(state) > 0;
  if (work) return state.quiet_until_ms;
  std::int64_t due = std::numeric_limits<std::int64_t>::max();
  if (state.settings.releases) due = std::min(due, state.next_release_ms);
  if (state.settings.heartbeats) due = std::min(due, state.next_heartbeat_ms);
  return std::max(due, state.quiet_until_ms);
}

std::int64_t unsent(const State& state) {
  std::int64_t count = 0;
  for (const EpochPlan& plan : state.plan) count += plan.ours.last_seq - plan.county_seq;
  return count;
}

bool drained(const State& state) {
  return state.waiting == Waiting::nothing && state.heads_known && !state.journal_stale &&
         state.epoch_cause.empty() && unsent(state) == 0;
}

void Machine::handle(const Event& event) {
  if (const auto* written = std::get_if<event::EntryWritten>(&event)) {
    wake(written->urgent);
  } else if (!std::holds_alternative<event::Tick>(event)) {
    if (s_.waiting == Waiting::nothing) return;  // an answer nobody waits for
    if (const auto* read = std::get_if<event::JournalRead>(&event)) on_journal(*read);
    if (const auto* batch = std::get_if<event::BatchRead>(&event)) on_batch(*batch);
    if (const auto* answer = std::get_if<event::Answered>(&event)) on_answer(*answer);
    if (const auto* sections = std::get_if<event::SectionsRead>(&event)) on_sections_read(*sections);
    if (std::holds_alternative<event::Done>(event)) on_done();
    if (const auto* lost = std::get_if<event::JournalFailed>(&event)) on_journal_failed(lost->error);
    if (const auto* lost = std::get_if<event::SendFailed>(&event)) {
      s_.reached = false;
      const bool offline = core::is_transient(lost->error.code);
      failed({offline ? "offline" : lost->error.code == core::Errc::refused ? "refused" : "not_county", lost->error.cause});
    }
  }
  decide();
}

/// The order of need. Releases and the heartbeat go before entries, so that a long backlog starves neither.
void Machine::decide() {
  if (s_.waiting != Waiting::nothing) return;
  const bool quiet = now_.mono_ms < s_.quiet_until_ms;
  // Looking into our own journal needs no network: what is unsent stays right while offline.
  if (s_.journal_stale && (!quiet || s_.trouble.code != "journal")) return ask_journal();
  if (quiet) return;
  if (!s_.epoch_cause.empty()) {
    s_.waiting = Waiting::epoch;
    effects_.emplace_back(effect::StartEpoch{s_.epoch_cause});
  } else if (!s_.heads_known) {
    send(Waiting::heads, "GET", "/v1/journals/" + s_.settings.terminal);
  } else if (s_.fetch) {
    fetch_next();
  } else if (s_.settings.releases && now_.mono_ms >= s_.next_release_ms) {
    ask_release();
  } else if (s_.settings.heartbeats && now_.mono_ms >= s_.next_heartbeat_ms) {
    send_heartbeat();
  } else {
    const auto next = std::find_if(s_.plan.begin(), s_.plan.end(),
                                   [](const EpochPlan& plan) { return plan.county_seq < plan.ours.last_seq; });
    if (next != s_.plan.end()) ask_batch(*next);
    else s_.entries_max = s_.settings.batch_entries_max;
  }
}

void Machine::wake(bool urgent) {
  s_.journal_stale = true;
  s_.failures = 0;
  const std::int64_t soonest = s_.failed_at_ms + s_.settings.backoff_min_ms;
  const std::int64_t earliest = urgent ? now_.mono_ms : std::max(soonest, s_.patient_until_ms);
  s_.quiet_until_ms = std::min(s_.quiet_until_ms, earliest);
}

void Machine::send(Waiting waiting, std::string method, std::string path, std::string body) {
  s_.waiting = waiting;
  effect::Send request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.body = std::move(body);
  request.clock_offset_ms = s_.clock_offset_ms;
  effects_.emplace_back(std::move(request));
}

void Machine::send_heartbeat() {
  s_.next_heartbeat_ms = now_.mono_ms + s_.settings.heartbeat_interval_ms;
  // What nobody tells us shows then: a commit that was called failed and stands all the same once the database is opened
  // anew, a mark that a full disk did not take.
  s_.journal_stale = true;
  core::JsonWriter json;
  json.begin_object().field("terminal", s_.settings.terminal).field("program", s_.settings.program);
  const EpochEnd last = s_.journal.epochs.empty() ? EpochEnd{} : s_.journal.epochs.back();
  json.field("epoch", last.epoch).field("seq", last.last_seq).field("release", s_.journal.release_version);
  json.field("unsent", unsent(s_)).field("clock_offset_ms", s_.clock_offset_ms);
  json.field("trouble", s_.release_trouble.code).end_object();
  send(Waiting::heartbeat, "POST", "/v1/heartbeat", json.take());
}

void Machine::on_answer(const event::Answered& answer) {
  switch (s_.waiting) {
    case Waiting::heads: return on_heads(answer);
    case Waiting::push:
    case Waiting::branch: return on_pushed(answer);
    case Waiting::release: return on_release(answer);
    case Waiting::section: return on_section(answer);
    case Waiting::heartbeat:
      if (answer.status != 200 || !contract::parse_push_answer(answer.body)) return on_refusal(answer);
      return succeeded();
    default: return;
  }
}

void Machine::on_done() {
  const Waiting done = std::exchange(s_.waiting, Waiting::nothing);
  if (done == Waiting::epoch) {
    s_.epoch_cause.clear();
    ++s_.epochs_started;
    s_.heads_known = false;  // the new epoch has to be compared as well: another machine may have used its number
  } else if (done == Waiting::clock) {
    s_.clock_offset_ms = *std::exchange(s_.clock_offset_wanted_ms, std::nullopt);
    s_.journal_stale = true;
  } else if (done == Waiting::apply) {
    on_released();
  }
}

void Machine::on_journal_failed(const core::Error& error) {
  const bool applying = s_.waiting == Waiting::apply;
  s_.clock_offset_wanted_ms.reset();
  s_.journal_stale = true;
  failed({"journal", error.cause});
  if (applying) release_failed("journal", error.cause);
}

void Machine::on_refusal(const event::Answered& raw) {
  const auto answer = contract::parse_push_answer(raw.body);
  s_.reached = answer.has_value();
  if (raw.status == 429 || raw.status >= 500) {
    const std::int64_t asked = std::clamp<std::int64_t>(raw.retry_after_ms.value_or(0), 0, patience_max_ms);
    failed({"server_busy", "the county answers " + std::to_string(raw.status) + "; it is tried again"}, asked);
    if (asked > 0) s_.patient_until_ms = now_.mono_ms + asked;
  } else if (!answer) {
    failed({"not_county", "what answers with " + std::to_string(raw.status) + " is not a county server: check the network's login page and the address"});
  } else if (raw.status == 401 && answer->code == "clock" && answer->county_time_ms) {
    on_clock(*answer->county_time_ms);
  } else if (raw.status == 401 && answer->code == "replayed") {
    // The network delivered our request twice and the answer to the first was lost; it is signed anew next time.
    failed({"offline", answer->sentence});
  } else if (raw.status == 403 || raw.status == 404 || raw.status == 401 || raw.status == 400) {
    const bool named = answer->code == "revoked" || answer->code == "unknown_terminal";
    failed({named ? answer->code : "refused", answer->sentence}, refused_wait_ms);
  } else {
    failed({"not_county", "the county answers " + std::to_string(raw.status) + ", which means nothing here"});
  }
}

void Machine::on_clock(std::int64_t county_time_ms) {
  // The county refuses what is more than five minutes off: our time cannot be nearly its own, unless it contradicts
  // itself. Told by the times and not by what went before: our clock may have jumped again meanwhile.
  const std::int64_t wanted_ms = county_time_ms - now_.wall_utc_ms;
  if (std::abs(wanted_ms - s_.clock_offset_ms) < same_time_ms)
    return failed({"clock", "the county refuses the time it has given itself: check the county server's clock"});
  s_.clock_offset_wanted_ms = wanted_ms;
  s_.waiting = Waiting::clock;
  effects_.emplace_back(effect::SetClock{*s_.clock_offset_wanted_ms});
}

void Machine::succeeded() {
  s_.waiting = Waiting::nothing;
  s_.reached = true;
  s_.reached_at_utc_ms = now_.wall_utc_ms + s_.clock_offset_ms;
  s_.failures = 0;
  s_.quiet_until_ms = 0;
  s_.patient_until_ms = 0;
  s_.trouble = {};
}

void Machine::failed(Trouble trouble, std::int64_t at_least_ms) {
  s_.waiting = Waiting::nothing;
  s_.batch.reset();
  s_.trouble = std::move(trouble);
  s_.failed_at_ms = now_.mono_ms;
  s_.failures = std::min(s_.failures + 1, 30);
  // Half of it by chance, so that a thousand terminals do not come back in the same second.
  const std::int64_t ceiling =
      std::min(s_.settings.backoff_max_ms, s_.settings.backoff_min_ms << std::min(s_.failures, 16));
  const std::int64_t half = ceiling / 2;
  const auto jitter = static_cast<std::int64_t>(next_random() % static_cast<std::uint64_t>(half + 1));
  s_.quiet_until_ms = now_.mono_ms + std::max(half + jitter, at_least_ms);
}

/// splitmix64: enough for jitter, and the same on every machine.
std::uint64_t Machine::next_random() {
  std::uint64_t z = (s_.random += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace zhuangui::agent

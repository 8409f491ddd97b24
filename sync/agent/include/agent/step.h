#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "agent/ports.h"
#include "contract/answer.h"
#include "contract/keys.h"

namespace zhuangui::agent {

// The whole behaviour of the terminal's side of sync as one pure function (design §5, §6): no clock, no random, no
// network, no journal. At any time at most one effect with an answer is under way (State::waiting); while it is,
// ticks and wake-ups are only remembered. One round, in this order of need:
//
//   heads unknown ── GET /v1/journals/{terminal} ── compare with our chain ──┬─ ours is the longer: push on from there
//                                                                            └─ county ahead or different in the
//                                                                               current epoch: start a new epoch
//   release due (30 s)   ── GET /v1/release ── missing sections ── apply
//   heartbeat due (60 s) ── POST /v1/heartbeat
//   entries unsent       ── oldest epoch first: POST /v1/journals/{terminal}; of an older epoch whose county head is
//                           not on our chain: POST …/branches
//
// Only a 200 whose head is ours moves the position. Every failure goes to back-off, except those that say what to do
// (409: go on from the county's head, 401 clock: take its time, 413: smaller batches). That the county is ahead or
// different only the answer to GET /v1/journals/{terminal} can say; other answers make us ask.

struct Settings {
  std::string terminal;
  std::string counter;
  std::string program;  ///< "zhuangui-terminal 0.1.0", for the heartbeat
  contract::PublicKey terminal_key{};
  contract::PublicKey county_key{};
  contract::PublicKey reserve_key{};
  std::int64_t clock_offset_ms = 0;  ///< of the last clock.set in the journal
  std::int64_t release_interval_ms = 30'000;
  std::int64_t heartbeat_interval_ms = 60'000;
  std::int64_t backoff_min_ms = 1'000;
  std::int64_t backoff_max_ms = 60'000;
  std::size_t batch_entries_max = contract::batch_entries_max;
  std::size_t batch_payload_bytes_max = 2u << 20;
  bool releases = true;    ///< false for a one-off push
  bool heartbeats = true;
};

/// The moment of a step: a clock that never jumps, and the raw wall clock.
struct Now {
  std::int64_t mono_ms = 0;
  std::int64_t wall_utc_ms = 0;
};

namespace event {
struct Tick {};                          ///< the first one starts everything
struct EntryWritten { bool urgent = false; };   ///< the journal grew; ends the back-off
struct JournalRead {                     ///< answers ReadJournal
  JournalSummary summary;
  std::vector<std::optional<contract::Hash>> hashes;  ///< ours at the positions asked for; nullopt: we have none
};
struct BatchRead {                       ///< answers ReadBatch; nothing when the epoch has no further entry
  std::int64_t epoch = 0, first_seq = 0, last_seq = 0;
  contract::Hash last_hash{};
  std::string packed;                    ///< the body to send
};
struct Answered {                        ///< answers Send
  int status = 0;
  std::string body;
  std::string etag;
  std::optional<std::int64_t> retry_after_ms;
};
struct SendFailed { core::Error error; };          ///< answers Send
struct SectionsRead { std::vector<std::optional<std::string>> bytes; };  ///< answers ReadSections
struct Done {};                          ///< answers ApplyRelease, StartEpoch, SetClock
struct JournalFailed { core::Error error; };       ///< answers any effect on the journal instead of its own answer
}  // namespace event
using Event = std::variant<event::Tick, event::EntryWritten, event::JournalRead, event::BatchRead, event::Answered,
                           event::SendFailed, event::SectionsRead, event::Done, event::JournalFailed>;

namespace effect {
struct ReadJournal { std::vector<Position> positions; };
struct ReadBatch {
  std::int64_t epoch = 0, after_seq = 0;
  std::size_t entries_max = 0, payload_bytes_max = 0;
};
/// A request to be signed with the terminal's key and time = wall clock + clock_offset_ms.
struct Send {
  std::string method;
  std::string path;
  std::string body;
  bool zstd = false;           ///< Content-Encoding: zstd
  std::string if_none_match;   ///< empty: no such header
  std::size_t answer_bytes_max = 1u << 20;
  int timeout_ms = 30'000;
  std::int64_t clock_offset_ms = 0;
};
struct ReadSections { std::vector<contract::Hash> hashes; };
struct ApplyRelease {
  contract::SignedManifest manifest;
  std::vector<std::pair<std::string, std::string>> sections;
};
struct StartEpoch { std::string cause; };
struct SetClock { std::int64_t offset_ms = 0; };
// Without an answer; a failure to write them down is harmless, since the county says it again.
struct MarkConfirmed { Position position; };
struct MarkListConfirmed {};
// For whoever watches (--events, the status line).
struct TellSent { Position last; };
struct TellAcked { Position last; };
struct TellReleased { std::int64_t version = 0; };
}  // namespace effect
using Effect = std::variant<effect::ReadJournal, effect::ReadBatch, effect::Send, effect::ReadSections,
                            effect::ApplyRelease, effect::StartEpoch, effect::SetClock, effect::MarkConfirmed,
                            effect::MarkListConfirmed, effect::TellSent, effect::TellAcked, effect::TellReleased>;

/// What is under way.
enum class Waiting { nothing, journal, heads, epoch, clock, batch, push, branch, release, sections, section, apply,
                     heartbeat };

/// Something a person may have to act on; empty code: none. Codes: offline, server_busy, not_county (an answer that
/// is no county's), clock, unknown_terminal, revoked, refused, fork, too_large, journal; of releases also
/// release_forged, release_foreign, release_older, release_too_large, section_damaged.
struct Trouble {
  std::string code;
  std::string sentence;
  friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// The release being fetched.
struct Fetch {
  contract::SignedManifest signed_manifest;
  contract::Manifest manifest;
  std::string etag;
  std::vector<std::string> sections;  ///< bytes, in the manifest's order; filled up to `next`
  std::vector<bool> present;
  std::size_t next = 0;
};

/// Where one of our epochs stands with the county.
struct EpochPlan {
  EpochEnd ours;
  std::int64_t county_seq = 0;   ///< the county holds our chain up to here
  bool county_knows = false;
  bool forked = false;           ///< the county's head is not on our chain: the rest goes to branches
};

struct State {
  Settings settings;
  std::uint64_t random = 0;          ///< state of the jitter's generator; give it a seed
  Waiting waiting = Waiting::nothing;

  bool heads_known = false;
  bool journal_stale = true;         ///< an entry was written since the last look
  std::vector<contract::CountyHead> heads;   ///< as the county said, until compared
  bool heads_from_push = false;      ///< they came with the answer to a batch: good to go on from, not to judge by
  JournalSummary journal;
  std::vector<EpochPlan> plan;       ///< one per epoch of ours, oldest first
  std::optional<event::BatchRead> batch;     ///< what is being sent (without its bytes)
  std::size_t entries_max = 0;       ///< current bound of a batch; falls on 413
  int corrections = 0;               ///< times the county named another head since it last took a batch
  int epochs_started = 0;            ///< since the county last took a batch of the current epoch
  std::string epoch_cause;           ///< not empty: a new epoch has to begin

  std::int64_t clock_offset_ms = 0;
  std::optional<std::int64_t> clock_offset_wanted_ms;

  std::optional<Fetch> fetch;
  std::string etag;                  ///< of the release in force, once the county has named it
  std::int64_t next_release_ms = 0;
  std::int64_t next_heartbeat_ms = 0;

  int failures = 0;                  ///< in a row
  std::int64_t failed_at_ms = 0;
  std::int64_t quiet_until_ms = 0;   ///< back-off: nothing is sent before
  std::int64_t patient_until_ms = 0; ///< the county asked to be left alone; only an urgent entry goes before it

  bool reached = false;              ///< the last request was answered by a county
  std::int64_t reached_at_utc_ms = 0;
  Position county;                   ///< newest entry known to be with the county
  Trouble trouble;
  Trouble release_trouble;
};

struct Step {
  State state;
  std::vector<Effect> effects;
};

/// `seed` feeds the jitter only.
State initial_state(const Settings& settings, std::uint64_t seed);

/// The next state and what is to be done, in order.
Step step(State before, const Event& event, const Now& now);

/// The moment (mono_ms) at which a Tick is wanted; nullopt while an answer is awaited.
std::optional<std::int64_t> next_tick_ms(const State& state);

/// Entries of ours the county is not known to have.
std::int64_t unsent(const State& state);
/// Nothing left to send and nothing under way.
bool drained(const State& state);

}  // namespace zhuangui::agent

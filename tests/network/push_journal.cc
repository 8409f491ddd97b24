// Sends the journal of an enrolled terminal to its county, as `zhuanguictl sync --until-empty` does, but in small
// batches and with a short back-off, which the agent's public settings allow: a faulty network in two minutes.
//   push_journal DIR BATCH_ENTRIES BACKOFF_MIN_MS BACKOFF_MAX_MS TIMEOUT_MS
// Prints {"sent","unsent","county_seq","error"}; 0 when nothing is unsent.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "agent/agent.h"
#include "contract/keys.h"
#include "core/json.h"
#include "sync/sync_ports.h"

namespace {

using namespace zhuangui;

int fail(const core::Error& error) {
  std::fprintf(stderr, "push_journal: %s; %s\n", error.cause.c_str(), error.remedy.c_str());
  return 3;
}

struct Wish {
  std::string directory;
  std::size_t batch_entries = 0;
  std::int64_t backoff_min_ms = 0, backoff_max_ms = 0, timeout_ms = 0;
};

agent::Settings settings_of(const journal::Enrolment& enrolment, const Wish& wish) {
  agent::Settings settings;
  settings.terminal = enrolment.terminal;
  settings.counter = enrolment.counter;
  settings.program = "push_journal";
  settings.terminal_key = enrolment.terminal_key;
  settings.county_key = enrolment.county_key;
  settings.reserve_key = enrolment.reserve_key;
  settings.batch_entries_max = wish.batch_entries;
  settings.backoff_min_ms = wish.backoff_min_ms;
  settings.backoff_max_ms = wish.backoff_max_ms;
  return settings;
}

int print(const agent::SyncOutcome& outcome) {
  core::JsonWriter out;
  out.begin_object().field("sent", outcome.sent).field("unsent", outcome.unsent).field("county_seq", outcome.county.seq);
  out.field("error", outcome.error ? outcome.error->cause : "").end_object();
  std::printf("%s\n", out.take().c_str());
  return outcome.unsent == 0 && !outcome.error ? 0 : 1;
}

int push(const Wish& wish) {
  const auto enrolment = journal::load_enrolment(wish.directory);
  if (!enrolment) return fail(enrolment.error());
  const auto key = contract::load_key(journal::key_path(wish.directory));
  if (!key) return fail(key.error());
  const auto journal = journal::Journal::open(wish.directory, *enrolment, contract::KeyPair::from_seed(key->seed()), {});
  if (!journal) return fail(journal.error());
  const auto reader = journal::Reader::open(wish.directory);
  if (!reader) return fail(reader.error());
  const auto http = app::open_http_port(enrolment->county_url, enrolment->ca_pem);
  if (!http) return fail(http.error());
  const auto clock = agent::system_clock();
  app::JournalPortParts parts;
  parts.run_on_journal = app::run_directly(**journal);
  parts.reader = reader->get();
  parts.moment = [&clock] { return journal::Moment{core::WallTime{clock->now().wall_utc_ms}, 0, true}; };
  parts.offset_changed = [](std::int64_t) {};  // one machine, one clock
  app::JournalPortOverJournal port{std::move(parts)};
  return print(agent::sync_until_empty({settings_of(*enrolment, wish), *key, port, **http, *clock}, wish.timeout_ms, false));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  contract::initialise();
  return push({argv[1], static_cast<std::size_t>(std::atoll(argv[2])), std::atoll(argv[3]), std::atoll(argv[4]), std::atoll(argv[5])});
}

#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"
#include "ctl/county.h"

namespace zhuangui::app {

namespace {

constexpr std::int64_t one_round_s = 10;
constexpr std::int64_t until_empty_s = 60;

/// Opens the journal for writing, so that no terminal may run, and pushes. What is written here is only what the
/// county answers; terminal.stopped is not, or the journal would never be sent whole.
core::Result<agent::SyncOutcome> sync(const Context& context, const SyncAsked& asked) {
  auto identity = context.identity();
  if (!identity) return tl::unexpected(identity.error());
  auto own_key = contract::KeyPair::from_seed(identity->key.seed());
  const auto journal = journal::Journal::open(context.directory, identity->enrolment, std::move(own_key), {});
  if (!journal) return tl::unexpected(journal.error());
  const auto reader = context.reader();
  if (!reader) return tl::unexpected(reader.error());
  const auto link = CountyLink::open(*identity, **reader, journal->get());
  if (!link) return tl::unexpected(link.error());
  const std::int64_t timeout_s = asked.timeout_s != 0 ? asked.timeout_s : asked.until_empty ? until_empty_s : one_round_s;
  return agent::sync_until_empty((*link)->parts(), timeout_s * 1000, false);
}

void print(const Context& context, const agent::SyncOutcome& outcome, std::int64_t county_seq) {
  if (!context.json) {
    std::cout << "sent " << outcome.sent << " entries, the county has " << county_seq << " of this epoch, "
              << outcome.unsent << " unsent\n";
    return;
  }
  core::JsonWriter out;
  out.begin_object().field("sent", outcome.sent).field("county_seq", county_seq).field("unsent", outcome.unsent).key("error");
  if (outcome.error)
    out.begin_object().field("code", core::errc_name(outcome.error->code)).field("message", outcome.error->cause)
        .field("remedy", outcome.error->remedy).end_object();
  else
    out.null();
  std::cout << out.end_object().take() << "\n";
}

}  // namespace

void run_sync(Context& context, const SyncAsked& asked) {
  const auto outcome = sync(context, asked);
  if (!outcome) return context.fail(outcome.error());
  print(context, *outcome, outcome->county.seq);
  if (outcome->error) return context.fail(*outcome->error);
  if (outcome->unsent > 0)
    context.fail({core::Errc::timeout, std::to_string(outcome->unsent) + " entries are still unsent", "try again with a longer --timeout"});
}

}  // namespace zhuangui::app

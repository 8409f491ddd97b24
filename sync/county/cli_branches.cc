#include "cli.h"
#include "core/json.h"
#include "core/time.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

const char* state_name(ledger::BranchState state) {
  switch (state) {
    case ledger::BranchState::accepted: return "accepted";
    case ledger::BranchState::rejected: return "rejected";
    case ledger::BranchState::open: break;
  }
  return "open";
}

void print_alarm(const Cli& cli, const ledger::AlarmRow& alarm) {
  if (!cli.json) {
    print(alarm.kind + "  " + alarm.terminal + "  " + std::to_string(alarm.epoch) + " / " + std::to_string(alarm.seq) + "  " +
          core::shanghai_minute_text({alarm.raised_at}) + "  " + std::to_string(alarm.times) + "x  " + alarm.sentence + "\n");
    return;
  }
  core::JsonWriter json;
  json.begin_object().field("kind", alarm.kind).field("terminal", alarm.terminal).field("epoch", alarm.epoch).field("seq", alarm.seq);
  json.field("sentence", alarm.sentence).field("raised_at", alarm.raised_at).field("times", alarm.times).end_object();
  print(json.take() + "\n");
}

void print_branch(const Cli& cli, const ledger::BranchRow& branch) {
  if (!cli.json) {
    print(std::to_string(branch.number) + "  " + branch.terminal + "  epoch " + std::to_string(branch.epoch) + ", entries " +
          std::to_string(branch.first_seq) + " to " + std::to_string(branch.last_seq) + "  " +
          core::shanghai_minute_text({branch.received_at}) + "  " + state_name(branch.state) + "\n");
    return;
  }
  core::JsonWriter json;
  json.begin_object().field("branch", branch.number).field("terminal", branch.terminal).field("epoch", branch.epoch);
  json.field("first_seq", branch.first_seq).field("last_seq", branch.last_seq).field("last_hash", contract::to_hex(branch.last_hash));
  json.field("reason", branch.reason).field("received_at", branch.received_at).field("state", state_name(branch.state)).end_object();
  print(json.take() + "\n");
}

int list(const Cli& cli, const std::function<void(const ingest::CountyStatus&)>& show) {
  return with_county(cli, County::Mode::reader, [&](County& county) -> Result<int> {
    const auto status = county.status();
    if (!status) return tl::unexpected(status.error());
    show(*status);
    return exit_ok;
  });
}

int list_alarms(const Cli& cli) {
  return list(cli, [&](const ingest::CountyStatus& status) {
    for (const ledger::AlarmRow& alarm : status.alarms) print_alarm(cli, alarm);
  });
}

int list_branches(const Cli& cli) {
  return list(cli, [&](const ingest::CountyStatus& status) {
    for (const ledger::BranchRow& branch : status.branches) print_branch(cli, branch);
  });
}

/// What lies there and counts for nothing, with why and how much of it: undecided, or rejected for good.
void print_set_aside(const Cli& cli, const ledger::BranchRow& branch) {
  const std::int64_t entries = branch.last_seq - branch.first_seq + 1;
  if (!cli.json) {
    print(std::to_string(branch.number) + "  " + branch.terminal + "  epoch " + std::to_string(branch.epoch) + "  " + std::to_string(entries) +
          " entries from " + std::to_string(branch.first_seq) + " on  " + branch.reason + "  " + state_name(branch.state) + "\n");
    return;
  }
  core::JsonWriter json;
  json.begin_object().field("setaside", branch.number).field("terminal", branch.terminal).field("epoch", branch.epoch);
  json.field("first_seq", branch.first_seq).field("entries", entries).field("reason", branch.reason);
  json.field("received_at", branch.received_at).field("state", state_name(branch.state)).end_object();
  print(json.take() + "\n");
}

int list_set_aside(const Cli& cli) {
  return list(cli, [&](const ingest::CountyStatus& status) {
    for (const ledger::BranchRow& branch : status.branches)
      if (branch.state != ledger::BranchState::accepted) print_set_aside(cli, branch);
  });
}

int decide(const Cli& cli, std::int64_t number, bool accept) {
  return with_county(cli, County::Mode::office, [&](County& county) -> Result<int> {
    const auto done = accept ? county.accept_branch(number) : county.reject_branch(number);
    if (!done) return tl::unexpected(done.error());
    const char* state = accept ? "accepted" : "rejected";
    core::JsonWriter json;
    if (cli.json) print(json.begin_object().field("branch", number).field("state", state).end_object().take() + "\n");
    else print("branch " + std::to_string(number) + " is " + state + (accept ? " and counts\n" : "; it stays and does not count\n"));
    return exit_ok;
  });
}

}  // namespace

void add_branches(CLI::App& app, Cli& cli) {
  CLI::App* fork = app.add_subcommand("fork", "Journals that fork, lack numbers, or come from a cloned disk");
  fork->require_subcommand(1);
  fork->add_subcommand("list", "All alarms, newest first")->callback([&cli] { cli.run = [&cli] { return list_alarms(cli); }; });

  CLI::App* branch = app.add_subcommand("branch", "Entries that do not go on from what the county has: set aside until the office decides");
  branch->require_subcommand(1);
  branch->add_subcommand("list", "All branches, oldest first")->callback([&cli] { cli.run = [&cli] { return list_branches(cli); }; });
  for (const bool accept : {true, false}) {
    CLI::App* command = accept ? branch->add_subcommand("accept", "Its entries count from now on, each once")
                               : branch->add_subcommand("reject", "Its entries stay and never count");
    auto number = std::make_shared<std::int64_t>(0);
    command->add_option("NUMBER", *number, "As branch list shows it")->required()->check(CLI::PositiveNumber);
    command->callback([&cli, number, accept] { cli.run = [&cli, number, accept] { return decide(cli, *number, accept); }; });
  }

  CLI::App* aside = app.add_subcommand("setaside", "Entries that the county has and does not count");
  aside->require_subcommand(1);
  aside->add_subcommand("list", "What was set aside and not accepted, with the reason, oldest first")
      ->callback([&cli] { cli.run = [&cli] { return list_set_aside(cli); }; });
}

}  // namespace zhuangui::county

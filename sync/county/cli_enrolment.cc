#include <algorithm>

#include "cli.h"
#include "core/json.h"
#include "core/time.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

const char* word(ledger::CodeState state) {
  switch (state) {
    case ledger::CodeState::open: return "open";
    case ledger::CodeState::committed: return "committed";
    case ledger::CodeState::waiting: return "waiting";
    case ledger::CodeState::approved: return "approved";
    case ledger::CodeState::refused: return "refused";
  }
  return "refused";
}
const char* word(ledger::TerminalState state) {
  switch (state) {
    case ledger::TerminalState::waiting: return "waiting";
    case ledger::TerminalState::active: return "active";
    case ledger::TerminalState::revoked: return "revoked";
  }
  return "revoked";
}

std::string joined(const std::array<std::string, 4>& words) {
  std::string text;
  for (const std::string& each : words) text += (text.empty() ? "" : " ") + each;
  return text;
}

struct EnrolWish {
  std::string counter, terminal, address;
  bool approve = false;
};

/// What a terminal's scanner reads as a whole enrolment, for a QR code: address, code and the key it will believe.
std::string scanned_text(const County& county, const EnrolWish& wish, const std::string& code) {
  return "ZE1|" + wish.address + "|" + code + "|" + contract::to_hex(county.working_key().public_key());
}

Result<int> create_code(County& county, const Cli& cli, const EnrolWish& wish) {
  const auto code = county.create_code(wish.counter, wish.approve, wish.terminal);
  if (!code) return tl::unexpected(code.error());
  if (cli.json) {
    core::JsonWriter json;
    json.begin_object().field("code", code->code).field("expires_at", code->expires_at);
    if (!wish.address.empty()) json.field("scan", scanned_text(county, wish, code->code));
    print(json.end_object().take() + "\n");
    return exit_ok;
  }
  print("code " + code->code + " for " + wish.counter + ", good until " + core::shanghai_clock_text({code->expires_at}) +
        (wish.approve ? "; the terminal that uses it is approved at once\n"
                      : "; when the terminal shows its four words, compare: enrol list, then approve TERMINAL --words \"…\"\n"));
  if (!wish.address.empty()) print("as a QR code, to be scanned at the terminal's first start: " + scanned_text(county, wish, code->code) + "\n");
  return exit_ok;
}

Result<int> list_enrolments(County& county, const Cli& cli) {
  auto rows = county.enrolments();
  if (!rows) return tl::unexpected(rows.error());
  std::sort(rows->begin(), rows->end(), [](const auto& a, const auto& b) { return std::tie(a.terminal, a.code) < std::tie(b.terminal, b.code); });
  std::string out;
  for (const ingest::EnrolmentView& row : *rows) {
    if (cli.json) {
      core::JsonWriter json;
      json.begin_object().field("terminal", row.terminal).field("code", row.code).field("counter", row.counter);
      json.field("state", word(row.state)).field("expired", row.expired).field("expires_at", row.expires_at);
      json.field("tries_left", row.tries_left).field("words", joined(row.words)).end_object();
      out += json.take() + "\n";
    } else {
      out += (row.terminal.empty() ? "-" : row.terminal) + "  " + row.counter + "  " + row.code + "  " + word(row.state) +
             (row.expired ? " (expired)" : "") + "  " + joined(row.words) + "\n";
    }
  }
  print(out.empty() && !cli.json ? "no enrolments\n" : out);
  return exit_ok;
}

Result<int> list_terminals(County& county, const Cli& cli) {
  const auto status = county.status();
  if (!status) return tl::unexpected(status.error());
  std::string out;
  for (const ingest::TerminalStatus& row : status->terminals) {
    const ledger::TerminalRow& terminal = row.terminal;
    if (cli.json) {
      core::JsonWriter json;
      json.begin_object().field("terminal", terminal.id).field("counter", terminal.counter).field("state", word(terminal.state));
      json.field("enrolled_at", terminal.enrolled_at).field("last_heard_at", terminal.last_heard_at);
      json.field("epoch", row.received.epoch).field("seq", row.received.seq).field("entries", row.entries).field("release", row.release);
      out += json.end_object().take() + "\n";
    } else {
      out += terminal.id + "  " + terminal.counter + "  " + word(terminal.state) + "  heard " +
             (terminal.last_heard_at == 0 ? "never" : core::shanghai_minute_text({terminal.last_heard_at})) + "  epoch " +
             std::to_string(row.received.epoch) + " seq " + std::to_string(row.received.seq) + "  " + std::to_string(row.entries) +
             " entries  release " + std::to_string(row.release) + "\n";
    }
  }
  print(out.empty() && !cli.json ? "no terminals\n" : out);
  return exit_ok;
}

Result<int> told(const Cli& cli, const Result<void>& result, const std::string& terminal, const char* state) {
  if (!result) return tl::unexpected(result.error());
  core::JsonWriter json;
  if (cli.json) print(json.begin_object().field("terminal", terminal).field("state", state).end_object().take() + "\n");
  else print(terminal + " is " + state + "\n");
  return exit_ok;
}

}  // namespace

void add_enrolment(CLI::App& app, Cli& cli) {
  const auto office = County::Mode::office;
  CLI::App* enrol = app.add_subcommand("enrol", "Makes a one-time code with which one terminal can be enrolled: 15 minutes, 5 tries");
  auto wish = std::make_shared<EnrolWish>();
  auto* counter = enrol->add_option("--counter", wish->counter, "Counter at which the terminal will stand");
  enrol->add_flag("--approve", wish->approve, "Approve whoever uses the code, without comparing words");
  enrol->add_option("--address", wish->address, "Where terminals reach this county, https://…: adds the text of a QR code");
  enrol->add_option("--terminal", wish->terminal, "A terminal that exists and gets a new key");
  CLI::App* list = enrol->add_subcommand("list", "Codes and terminals waiting for approval, with their four words");
  list->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::reader, [&cli](County& county) { return list_enrolments(county, cli); }); };
  });
  enrol->callback([&cli, wish, counter, list, office] {
    if (list->parsed()) return;
    if (counter->count() == 0) throw CLI::RequiredError("--counter");
    cli.run = [&cli, wish, office] {
      return with_county(cli, office, [&cli, wish](County& county) { return create_code(county, cli, *wish); });
    };
  });

  CLI::App* approve = app.add_subcommand("approve", "Approves a waiting terminal");
  auto name = std::make_shared<std::pair<std::string, std::string>>();
  approve->add_option("TERMINAL", name->first, "Its number, as enrol list shows it")->required();
  approve->add_option("--words", name->second, "The four words on the terminal's screen; refused when they differ");
  approve->callback([&cli, name, office] {
    cli.run = [&cli, name, office] {
      return with_county(cli, office, [&](County& county) { return told(cli, county.approve(name->first, name->second), name->first, "active"); });
    };
  });

  CLI::App* terminal = app.add_subcommand("terminal", "Lists or revokes terminals");
  terminal->require_subcommand(1);
  terminal->add_subcommand("list", "All terminals and how far their journals have been received")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::reader, [&cli](County& county) { return list_terminals(county, cli); }); };
  });
  CLI::App* revoke = terminal->add_subcommand("revoke", "Believes the terminal's key no more; what it sent stays");
  auto revoked = std::make_shared<std::string>();
  revoke->add_option("TERMINAL", *revoked, "Its number")->required();
  revoke->callback([&cli, revoked, office] {
    cli.run = [&cli, revoked, office] {
      return with_county(cli, office, [&](County& county) { return told(cli, county.revoke(*revoked), *revoked, "revoked"); });
    };
  });
}

}  // namespace zhuangui::county

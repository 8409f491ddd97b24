#include "cli.h"
#include "core/json.h"
#include "core/time.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

Result<int> list_private(County& county, const Cli& cli) {
  const auto rows = county.private_rows();
  if (!rows) return tl::unexpected(rows.error());
  for (const ledger::PrivateRow& row : *rows) {
    if (!cli.json) {
      print(row.reference + "  " + row.kind + "  " + row.terminal + "  kept until " + core::date_text(core::shanghai_date({row.keep_until})) +
            (row.erased_at == 0 ? "" : "  erased " + core::shanghai_minute_text({row.erased_at}) + " by " + row.erased_by) + "\n");
      continue;
    }
    core::JsonWriter json;
    json.begin_object().field("reference", row.reference).field("kind", row.kind).field("terminal", row.terminal).field("put_at", row.put_at);
    json.field("keep_until", row.keep_until).field("erased_at", row.erased_at).field("erased_by", row.erased_by).end_object();
    print(json.take() + "\n");
  }
  return exit_ok;
}

Result<int> show_private(County& county, const std::string& reference) {
  const auto row = county.private_row(reference);
  if (!row) return tl::unexpected(row.error());
  if (!*row || (*row)->erased_at != 0)
    return core::fail(core::Errc::not_found, "nothing is kept under the reference " + reference, "see: zhuangui-county private list");
  print((*row)->body + "\n");
  return exit_ok;
}

Result<int> erase_private(County& county, const std::string& reference) {
  if (const auto done = county.erase_private("", reference); !done) return tl::unexpected(done.error());
  print(reference + " is erased; only the reference stays, so that it does not come back\n");
  return exit_ok;
}

Result<int> expire_private(County& county) {
  const auto rows = county.expire_private();
  if (!rows) return tl::unexpected(rows.error());
  print(std::to_string(*rows) + " erased, their time being over\n");
  return exit_ok;
}

}  // namespace

void add_private(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand("private", "What is known of people (proxies, buyers of invoices), by random reference: in a file of its own, never in a journal");
  command->require_subcommand(1);
  command->add_subcommand("list", "References, kinds and how long they are kept; no names")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::reader, [&cli](County& county) { return list_private(county, cli); }); };
  });
  for (const bool show : {true, false}) {
    CLI::App* one = show ? command->add_subcommand("show", "What is kept under a reference")
                         : command->add_subcommand("erase", "Erases it here for good, and says so in the county's own journal");
    auto reference = std::make_shared<std::string>();
    one->add_option("REFERENCE", *reference, "As an entry or the list names it")->required();
    one->callback([&cli, reference, show] {
      cli.run = [&cli, reference, show] {
        return with_county(cli, show ? County::Mode::reader : County::Mode::office,
                           [&](County& county) { return show ? show_private(county, *reference) : erase_private(county, *reference); });
      };
    });
  }
  command->add_subcommand("expire", "Erases everything whose time is over; a running server does so every hour")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::office, [](County& county) { return expire_private(county); }); };
  });
}

}  // namespace zhuangui::county

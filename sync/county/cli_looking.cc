#include "cli.h"
#include "core/json.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

Result<int> verify(County& county, const Cli& cli) {
  const auto report = county.verify();
  if (!report) return tl::unexpected(report.error());
  if (cli.json) print(verify_report_json(*report) + "\n");
  else if (report->ok) print("ok: " + std::to_string(report->entries) + " entries, their chains, heads and all figures recomputed\n");
  if (report->ok) return exit_ok;
  const ingest::FirstFalse& first = report->first_false.value();
  return core::fail(core::Errc::conflict, "what the county holds is not what was signed: " + (first.terminal.empty() ? "figures" : first.terminal + " epoch " + std::to_string(first.epoch) + " seq " + std::to_string(first.seq)) +
                        " (" + first.reason + "): " + first.sentence,
                    first.reason == "projection" ? "run rebuild, then verify again" : "keep the data folder as it is and fetch the journal from the terminal");
}

Result<int> recompute(County& county, const Cli& cli) {
  const auto report = county.recompute();
  if (!report) return tl::unexpected(report.error());
  if (cli.json) {
    print(recompute_report_json(*report) + "\n");
    return report->differences.empty() ? exit_ok : exit_not_so;
  }
  for (const auto& [what, list] : {std::pair{"differs", &report->differences}, std::pair{"cannot be reckoned", &report->unchecked}})
    for (const ingest::Difference& one : *list)
      print(one.where.terminal + "  " + std::to_string(one.where.epoch) + " / " + std::to_string(one.where.seq) + "  " + (one.id.empty() ? "-" : one.id) + "  " +
            what + "  " + one.reason + "  " + one.sentence + "\n");
  print(std::to_string(report->sales) + " sales, " + std::to_string(report->returns) + " returns and " + std::to_string(report->shifts) +
        " closes of shifts reckoned once more: " + std::to_string(report->differences.size()) + " differ, of " +
        std::to_string(report->unchecked.size()) + " nobody can say\n");
  return report->differences.empty() ? exit_ok : exit_not_so;
}

}  // namespace

void add_looking(CLI::App& app, Cli& cli) {
  app.add_subcommand("verify", "Recomputes every chain, head and figure; 1 when something does not hold")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::reader, [&cli](County& county) { return verify(county, cli); }); };
  });

  app.add_subcommand("recompute", "Reckons every sale, return and shift once more from its goods, under the release it names; 1 when one differs")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::reader, [&cli](County& county) { return recompute(county, cli); }); };
  });

  CLI::App* journal = app.add_subcommand("journal", "A terminal's journal as received");
  journal->require_subcommand(1);
  CLI::App* exporting = journal->add_subcommand("export", "Writes one epoch as NDJSON with its last head: the terminal's own export, byte for byte");
  auto which = std::make_shared<std::pair<std::string, std::int64_t>>();
  exporting->add_option("--terminal", which->first, "Its number, or county for the county's own journal")->required();
  exporting->add_option("--epoch", which->second, "Epoch; default the newest")->check(CLI::NonNegativeNumber);
  exporting->callback([&cli, which] {
    cli.run = [&cli, which] {
      return with_county(cli, County::Mode::reader, [which](County& county) -> Result<int> {
        const auto done = county.export_journal(which->first, which->second, print);
        if (!done) return tl::unexpected(done.error());
        return exit_ok;
      });
    };
  });

  app.add_subcommand("rebuild", "Drops all figures and makes them again from the entries")->callback([&cli] {
    cli.run = [&cli] {
      return with_county(cli, County::Mode::office, [&cli](County& county) -> Result<int> {
        const auto entries = county.rebuild();
        if (!entries) return tl::unexpected(entries.error());
        core::JsonWriter json;
        if (cli.json) print(json.begin_object().field("entries", *entries).end_object().take() + "\n");
        else print("figures made again from " + std::to_string(*entries) + " entries\n");
        return exit_ok;
      });
    };
  });
}

}  // namespace zhuangui::county

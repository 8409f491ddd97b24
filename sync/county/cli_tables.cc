#include "cli.h"
#include "core/json.h"
#include "files.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

struct FileWish {
  std::string kind, file;
};

Result<int> import_file(County& county, const Cli& cli, const FileWish& wish) {
  const auto text = read_file(wish.file, csv_bytes_max);
  if (!text) return tl::unexpected(text.error());
  const auto rows = county.import_csv(wish.kind, *text, wish.file);
  if (!rows) return tl::unexpected(rows.error());
  core::JsonWriter json;
  if (cli.json) print(json.begin_object().field("kind", wish.kind).field("rows", *rows).end_object().take() + "\n");
  else print(std::to_string(*rows) + " " + wish.kind + " imported; terminals get them with the next publish\n");
  return exit_ok;
}

Result<int> export_file(County& county, const FileWish& wish) {
  const auto text = county.export_csv(wish.kind);
  if (!text) return tl::unexpected(text.error());
  if (wish.file == "-") {
    print(*text);
    return exit_ok;
  }
  if (const auto written = write_file(wish.file, *text); !written) return tl::unexpected(written.error());
  return exit_ok;
}

Result<int> publish(County& county, const Cli& cli) {
  const auto published = county.publish();
  if (!published) return tl::unexpected(published.error());
  if (!cli.json) {
    print("release " + std::to_string(published->release) + " published and signed for " + std::to_string(published->terminals) + " terminals\n");
    return exit_ok;
  }
  core::JsonWriter json;
  json.begin_object().field("release", published->release).field("hash", contract::to_hex(published->hash)).key("sections").begin_array();
  for (const contract::SectionReference& section : published->sections) {
    json.begin_object().field("name", section.name).field("hash", contract::to_hex(section.hash));
    json.field("bytes", section.bytes).end_object();
  }
  print(json.end_array().end_object().take() + "\n");
  return exit_ok;
}

}  // namespace

void add_tables(CLI::App& app, Cli& cli) {
  const CLI::IsMember known{std::vector<std::string>{"products", "prices", "counters"}};
  CLI::App* importing = app.add_subcommand("import", "Replaces all rows of a kind by those of a CSV file, all or nothing");
  auto in = std::make_shared<FileWish>();
  importing->add_option("KIND", in->kind, "products, prices or counters")->required()->check(known);
  importing->add_option("FILE", in->file, "UTF-8 CSV, its header names the fields")->required();
  importing->callback([&cli, in] {
    cli.run = [&cli, in] {
      return with_county(cli, County::Mode::office, [&cli, in](County& county) { return import_file(county, cli, *in); });
    };
  });

  CLI::App* exporting = app.add_subcommand("export", "Writes all rows of a kind as CSV; importing it again changes nothing");
  auto out = std::make_shared<FileWish>();
  exporting->add_option("KIND", out->kind, "products, prices or counters")->required()->check(known);
  exporting->add_option("FILE", out->file, "File to write, - for the output")->required();
  exporting->callback([&cli, out] {
    cli.run = [&cli, out] {
      return with_county(cli, County::Mode::reader, [out](County& county) { return export_file(county, *out); });
    };
  });

  app.add_subcommand("publish", "Gives what was imported the next release number and signs it for every terminal")->callback([&cli] {
    cli.run = [&cli] { return with_county(cli, County::Mode::office, [&cli](County& county) { return publish(county, cli); }); };
  });
}

}  // namespace zhuangui::county

#include <filesystem>

#include "cli.h"
#include "core/json.h"
#include "core/money.h"
#include "core/pictures.h"
#include "files.h"

namespace zhuangui::county {
namespace {

using core::Result;
using ingest::County;

struct FileWish {
  std::string kind, file;
};

namespace fs = std::filesystem;

/// Every file of the folder, named by its product: P-HETAO.jpg.
Result<std::vector<core::Picture>> read_pictures(const std::string& folder) {
  std::error_code error;
  std::vector<core::Picture> pictures;
  for (fs::directory_iterator file{folder, error}; !error && file != fs::directory_iterator{}; file.increment(error)) {
    auto bytes = read_file(file->path().string(), core::picture_bytes_max);
    if (!bytes) return tl::unexpected(bytes.error());
    pictures.push_back({file->path().stem().string(), std::move(*bytes)});
    if (pictures.size() > core::pictures_max) break;  // the county says so
  }
  if (error)
    return core::fail(core::Errc::not_found, "cannot read the folder " + folder + ": " + error.message(),
                      "name a folder of PNG and JPEG files, each called by its product: P-HETAO.jpg");
  return pictures;
}

Result<std::int64_t> import_rows(County& county, const FileWish& wish) {
  if (wish.kind == "pictures") {
    const auto pictures = read_pictures(wish.file);
    if (!pictures) return tl::unexpected(pictures.error());
    return county.import_pictures(*pictures);
  }
  const auto text = read_file(wish.file, csv_bytes_max);
  if (!text) return tl::unexpected(text.error());
  return county.import_csv(wish.kind, *text, wish.file);
}

Result<int> import_file(County& county, const Cli& cli, const FileWish& wish) {
  const auto rows = import_rows(county, wish);
  if (!rows) return tl::unexpected(rows.error());
  core::JsonWriter json;
  if (cli.json) print(json.begin_object().field("kind", wish.kind).field("rows", *rows).end_object().take() + "\n");
  else print(std::to_string(*rows) + " " + wish.kind + " imported; terminals get them with the next publish\n");
  return exit_ok;
}

/// Importing the folder again changes nothing.
Result<int> export_pictures(County& county, const std::string& folder) {
  const auto pictures = county.pictures();
  if (!pictures) return tl::unexpected(pictures.error());
  std::error_code error;
  fs::create_directories(folder, error);
  for (const core::Picture& picture : *pictures) {
    const std::string path = folder + "/" + picture.product + (picture.file.starts_with("\x89PNG") ? ".png" : ".jpg");
    if (const auto written = write_file(path, picture.file); !written) return tl::unexpected(written.error());
  }
  return exit_ok;
}

Result<int> export_file(County& county, const FileWish& wish) {
  if (wish.kind == "pictures") return export_pictures(county, wish.file);
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

struct ActWish {
  std::string terminal, act, amount = "0", challenge;
};

Result<int> approve_act(County& county, const Cli& cli, const ActWish& wish) {
  const auto amount = core::parse_yuan(wish.amount);
  if (!amount)
    return core::fail(core::Errc::invalid_input, "the amount " + wish.amount + " is not in yuan, such as 12.34", "read it from the counter's screen");
  const auto code = county.approve_act({wish.act, *amount, wish.terminal, "", wish.challenge});
  if (!code) return tl::unexpected(code.error());
  core::JsonWriter json;
  if (cli.json) print(json.begin_object().field("code", *code).end_object().take() + "\n");
  else print(code->substr(0, 4) + " " + code->substr(4) + "\n");
  return exit_ok;
}

}  // namespace

void add_staff(CLI::App& app, Cli& cli) {
  CLI::App* approving = app.add_subcommand("approve-act", "The one-time code for an act of a counter that nobody there has the right to, to be read over the phone");
  auto wish = std::make_shared<ActWish>();
  approving->add_option("--terminal", wish->terminal, "As its screen names it: T-0001")->required();
  approving->add_option("--act", wish->act, "Name of the right that is missing, as the screen shows it: refund, open_drawer …")->required();
  approving->add_option("--amount", wish->amount, "In yuan, as the screen shows it; 0 where the act has none");
  approving->add_option("--challenge", wish->challenge, "The six digits on the screen")->required();
  approving->callback([&cli, wish] {
    cli.run = [&cli, wish] {
      return with_county(cli, County::Mode::office, [&cli, wish](County& county) { return approve_act(county, cli, *wish); });
    };
  });
}

void add_tables(CLI::App& app, Cli& cli) {
  const CLI::IsMember known{std::vector<std::string>{"products", "prices", "bands", "promotions", "counters", "staff", "settings", "holders", "quotas", "orders", "pickups", "pictures"}};
  CLI::App* importing = app.add_subcommand("import", "Replaces all rows of a kind by those of a CSV file, or all pictures by those of a folder, all or nothing");
  auto in = std::make_shared<FileWish>();
  importing->add_option("KIND", in->kind, "products, prices, bands, promotions, counters, staff, settings, holders, quotas, orders, pickups or pictures")->required()->check(known);
  importing->add_option("FILE", in->file, "UTF-8 CSV, its header names the fields; for pictures a folder of PNG and JPEG files called by their product: P-HETAO.jpg")->required();
  importing->callback([&cli, in] {
    cli.run = [&cli, in] {
      return with_county(cli, County::Mode::office, [&cli, in](County& county) { return import_file(county, cli, *in); });
    };
  });

  CLI::App* exporting = app.add_subcommand("export", "Writes all rows of a kind as CSV; importing it again changes nothing");
  auto out = std::make_shared<FileWish>();
  exporting->add_option("KIND", out->kind, "products, prices, bands, promotions, counters, staff, settings, holders, quotas, orders, pickups or pictures")->required()->check(known);
  exporting->add_option("FILE", out->file, "File to write, - for the output; for pictures a folder")->required();
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

// How the commands are written, and the only file that knows the library for it.
#include <CLI/CLI.hpp>

#include <cstring>
#include <iostream>

#include "core/time.h"
#include "ctl/commands.h"

namespace {

using namespace zhuangui::app;
namespace core = zhuangui::core;

/// What all commands may be asked; they outlive the parsing, during which the chosen one runs.
struct Asked {
  Context context;
  ShowAsked show;
  ExportAsked exported;
  SalesAsked sales;
  EnrolAsked enrol;
  SyncAsked sync;
  ReceiptAsked receipt;
  CodeAsked code;
  SessionAsked session;
  DecodeAsked decode;
  PrintTestAsked print_test;
  std::string sale;
  bool county = false;
  std::int64_t learn_s = 20;
  std::int64_t shift = 0;
};

const CLI::Validator& is_day() {
  static const CLI::Validator day{
      [](std::string& text) { return core::parse_date(text) ? std::string{} : text + " is not a day, as 2026-11-24"; }, "YYYY-MM-DD"};
  return day;
}

CLI::App* group(CLI::App& program, const char* name, const char* what) {
  return program.add_subcommand(name, what)->require_subcommand(1);
}

void add_journal(CLI::App& program, Asked& asked) {
  auto* journal = group(program, "journal", "The journal: show, verify, export");
  auto* show = journal->add_subcommand("show", "Entries; without --from the newest 20");
  show->add_option("--epoch", asked.show.epoch, "Epoch, the current one when not given")->check(CLI::PositiveNumber);
  show->add_option("--from", asked.show.from, "First number")->check(CLI::PositiveNumber);
  show->add_option("--count", asked.show.count, "How many")->check(CLI::PositiveNumber);
  show->callback([&asked] { run_journal_show(asked.context, asked.show); });
  auto* verify = journal->add_subcommand("verify", "Recomputes chain, heads and projections; 1 when something is false");
  verify->add_flag("--county", asked.county, "Also compare with what the county has received");
  verify->callback([&asked] { run_journal_verify(asked.context, asked.county); });
  auto* exported = journal->add_subcommand("export", "One epoch as NDJSON");
  exported->add_option("--epoch", asked.exported.epoch, "Epoch, the current one when not given")->check(CLI::PositiveNumber);
  exported->add_option("--out", asked.exported.file, "File to write instead of the output");
  exported->callback([&asked] { run_journal_export(asked.context, asked.exported); });
}

void add_sales(CLI::App& program, Asked& asked) {
  auto* sale = group(program, "sale", "Sales: list, show");
  auto* list = sale->add_subcommand("list", "Sales in the order of the journal");
  list->add_option("--from", asked.sales.from, "First business day")->check(is_day());
  list->add_option("--to", asked.sales.to, "Last business day")->check(is_day());
  list->callback([&asked] { run_sale_list(asked.context, asked.sales); });
  auto* show = sale->add_subcommand("show", "One sale with its lines");
  show->add_option("ID", asked.sale, "Id of the sale, as on its receipt")->required();
  show->callback([&asked] { run_sale_show(asked.context, asked.sale); });
}

void add_shifts(CLI::App& program, Asked& asked) {
  auto* shift = group(program, "shift", "Shifts: list");
  shift->add_subcommand("list", "Every shift, the running one last")->callback([&asked] { run_shift_list(asked.context); });
  auto* report = group(program, "report", "What a shift comes to: x, z");
  report->add_subcommand("x", "The running one")->callback([&asked] { run_report(asked.context, false, 0); });
  auto* z = report->add_subcommand("z", "One that was closed");
  z->add_option("N", asked.shift, "Its number; the last one when not given")->check(CLI::PositiveNumber);
  z->callback([&asked] { run_report(asked.context, true, asked.shift); });
}

void add_receipt(CLI::App& program, Asked& asked) {
  auto* command = program.add_subcommand("receipt", "The receipt of a sale as text, picture or printer bytes; changes nothing");
  command->add_option("ID", asked.receipt.sale, "Id of the sale, as on its receipt")->required();
  command->add_flag("--text", asked.receipt.text, "As text on the output");
  command->add_option("--escpos", asked.receipt.escpos_file, "File for the bytes of a printer");
  command->add_option("--png", asked.receipt.png_file, "File for a picture");
  command->add_option("--profile", asked.receipt.profile, "Printer profile: paper width and language of its bytes")->capture_default_str();
  command->add_option("--as", asked.receipt.as, "original: with --escpos the very bytes that were sent; reprint: as the next copy would be; gift: without prices; delivery: 送货单")
      ->check(CLI::IsMember({"original", "reprint", "gift", "delivery"}))
      ->capture_default_str();
  command->callback([&asked] { run_receipt(asked.context, asked.receipt); });
}

void add_code(CLI::App& program, Asked& asked) {
  auto* command = program.add_subcommand("code", "What a scanned code means; 1 when it is false. Payment codes are shown masked");
  auto* text = command->add_option("TEXT", asked.code.text, "The code as the scanner gives it");
  command->add_option("--aim", asked.code.aim, "Its AIM identifier, as ]E0");
  text->excludes(command->add_flag("--stdin", asked.code.from_input,
                                   R"(Read {"id","text","aim","symbology","now","layout","prefixes","check18"} line by line, answer each)"));
  command->callback([&asked] { run_code(asked.context, asked.code); });
}

void add_county(CLI::App& program, Asked& asked) {
  auto* enrol = program.add_subcommand("enrol", "Makes this folder a terminal of the county, with a code of the county office");
  enrol->add_option("--county", asked.enrol.county, "Address of the county: https://HOST[:PORT], or http to this machine")->required();
  enrol->add_option("--code", asked.enrol.code, "The one-time code of the office, 8 characters")->required();
  enrol->add_option("--wait", asked.enrol.wait_s, "Seconds to wait for the office's approval")->check(CLI::Range(1, 86'400))->capture_default_str();
  enrol->add_option("--ca", asked.enrol.ca_file, "PEM file of the county's own CA, which alone is believed from then on");
  enrol->add_option("--county-key", asked.enrol.county_key, "The county's signing key in hex, when it is known beforehand");
  enrol->callback([&asked] { run_enrol(asked.context, asked.enrol); });
  auto* sync = program.add_subcommand("sync", "Sends the journal to the county, while no terminal is running");
  sync->add_flag("--until-empty", asked.sync.until_empty, "Go on trying until nothing is unsent or the time is over");
  sync->add_option("--timeout", asked.sync.timeout_s, "Seconds: 10, or 60 with --until-empty, when not given")->check(CLI::Range(1, 86'400));
  sync->callback([&asked] { run_sync(asked.context, asked.sync); });
}

void add_upkeep(CLI::App& program, Asked& asked) {
  auto* projections = group(program, "projections", "The tables made from the journal: dump, rebuild");
  projections->add_subcommand("dump", "Every row as NDJSON, sorted by key")->callback([&asked] { run_projections_dump(asked.context); });
  projections->add_subcommand("rebuild", "Makes them again from the entries; no terminal may run")
      ->callback([&asked] { run_projections_rebuild(asked.context); });
  auto* doctor = program.add_subcommand("doctor", "Looks at folder, key, journal, lists and devices; 1 when something is bad, with its cure");
  doctor->add_option("--config", asked.session.configuration_file, "The terminal's configuration: until when its scale is verified");
  doctor->callback([&asked] { run_doctor(asked.context, asked.session.configuration_file); });
}

void add_devices(CLI::App& program, Asked& asked) {
  auto* devices = group(program, "devices", "Scanners, card readers, scales and printers: list, learn, watch, decode, record, replay, doctor, profiles, print-test");
  devices->add_subcommand("list", "What is plugged in, by port; opens nothing")->callback([&asked] { run_devices_list(asked.context); });
  auto* learn = devices->add_subcommand("learn", "Which device a card is held to or a code is scanned with, so that it can be named");
  learn->add_option("--seconds", asked.learn_s, "How long to wait; all keyboards are silent meanwhile")->check(CLI::Range(1, 120))->capture_default_str();
  learn->callback([&asked] { run_devices_learn(asked.context, asked.learn_s); });
  devices->add_subcommand("profiles", "The models of printers whose habits are known")
      ->callback([&asked] { run_devices_profiles(asked.context); });
  auto* print_test = devices->add_subcommand("print-test", "Prints a test card, asks what came out wrong, and keeps the answer for the terminal");
  print_test->add_option("--profile", asked.print_test.profile, "Printer profile; else the configuration's, else by what the printer is");
  print_test->add_option("--config", asked.print_test.configuration_file, "The terminal's configuration: which printer is meant, and its profile");
  print_test->add_option("--record", asked.print_test.record_file, "Also writes every byte that crosses into a file that is not there yet, for \"replay\"");
  print_test->add_flag("--simulate", asked.print_test.simulate, "On the simulated printer of this folder");
  auto* answer = print_test->add_option("--answer", asked.print_test.answer, "The numbers that came out wrong, or ok, instead of asking");
  print_test->callback([&asked, answer] {
    asked.print_test.answered = answer->count() > 0;
    run_devices_print_test(asked.context, asked.print_test);
  });
  devices->add_subcommand("doctor", "Whether this user can work with each, and the command that mends it; 1 when not")
      ->callback([&asked] { run_devices_doctor(asked.context); });
  auto* decode = devices->add_subcommand("decode", "What bytes of a device mean; 1 when nothing");
  decode->add_option("HEX|FILE", asked.decode.what, R"(Bytes as "12 1A", or a file of them, as simulated/*.log)")->required();
  decode->add_option("--as", asked.decode.as, "printer, printer-port, scanner-keyboard, scanner-pos, scanner-serial, card-reader, scale-hid, or scale- and a file of assets/scales; else all that fit");
  decode->add_option("--question", asked.decode.question, "Which DLE EOT a printer answered")->check(CLI::Range(1, 4));
  decode->callback([&asked] { run_devices_decode(asked.context, asked.decode); });
  const auto session = [&](const char* name, const char* what) {
    auto* command = devices->add_subcommand(name, what);
    command->add_option("--config", asked.session.configuration_file, "The terminal's configuration: which devices are meant");
    command->add_option("--seconds", asked.session.seconds, "How long; without it until Ctrl-C")->check(CLI::Range(1, 86'400));
    return command;
  };
  session("watch", "What the devices say, as the drivers understand it; payment codes and cards masked")
      ->callback([&asked] { run_devices_watch(asked.context, asked.session); });
  auto* record = session("record", "The same, with every byte that crosses, into a file that \"replay\" runs again; codes and cards masked");
  record->add_option("FILE", asked.session.file, "A file that is not there yet")->required();
  record->callback([&asked] { run_devices_record(asked.context, asked.session); });
  auto* replay = devices->add_subcommand("replay", "Runs the drivers on a recorded session; 1 when they make something else of it");
  replay->add_option("FILE", asked.session.file, "A recorded session")->required();
  replay->callback([&asked] { run_devices_replay(asked.context, asked.session); });
}

void build(CLI::App& program, Asked& asked) {
  program.add_option("--data", asked.context.directory, "Folder of the terminal's journal and key");
  program.add_flag("--json", asked.context.json, "Answer in JSON; lists one object a line");
  program.set_version_flag("--version", "zhuanguictl " ZHUANGUI_VERSION);
  program.require_subcommand(1);
  program.fallthrough();  // before the commands, which take it over: --data and --json may stand anywhere
  auto* status = program.add_subcommand("status", "How this terminal stands: journal, county, lists, clock, devices");
  status->add_option("--config", asked.session.configuration_file, "The terminal's configuration: a serial scale and a display stand in it");
  status->callback([&asked] { run_status(asked.context, asked.session.configuration_file); });
  add_journal(program, asked);
  add_sales(program, asked);
  add_shifts(program, asked);
  add_receipt(program, asked);
  add_code(program, asked);
  add_county(program, asked);
  add_upkeep(program, asked);
  add_devices(program, asked);
}

int run(CLI::App& program, Context& context, int argc, char** argv) {
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    return program.exit(asked_for_help);
  } catch (const CLI::ParseError& error) {
    for (int i = 1; i < argc; ++i) context.json = context.json || std::strcmp(argv[i], "--json") == 0;
    const auto unknown = program.remaining();
    const bool no_such_command = program.get_subcommands().empty() && !unknown.empty();
    const std::string said = no_such_command ? "there is no command '" + unknown.front() + "'" : error.what();
    context.fail({core::Errc::invalid_input, said.substr(0, said.find('\n')), "see zhuanguictl --help, or --help after a command"});
  }
  if (!std::cout.flush())
    context.fail({core::Errc::io_error, "write the answer: the output takes nothing more", "see that its disk has room"});
  return context.exit;
}

}  // namespace

int main(int argc, char** argv) {
  Asked asked;
  CLI::App program{"Looks after the terminal of a counter (专柜): its journal, sales, enrolment, sync and devices"};
  if (!zhuangui::contract::initialise()) {
    asked.context.fail({core::Errc::internal, "start: the system gives no random numbers", "see that /dev/urandom is there"});
    return asked.context.exit;
  }
  build(program, asked);
  return run(program, asked.context, argc, argv);
}

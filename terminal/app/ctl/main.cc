#include <CLI/CLI.hpp>

#include <cstring>
#include <iostream>

#include "ctl/commands.h"
#include "ctl/context.h"

namespace {

using zhuangui::app::Context;
namespace app = zhuangui::app;
namespace core = zhuangui::core;

/// One line out of what the parser of the command line says.
std::string first_line(std::string text) { return text.substr(0, text.find('\n')); }

void build(CLI::App& program, Context& context) {
  program.add_option("--data", context.directory, "Folder of the terminal's journal and key");
  program.add_flag("--json", context.json, "Answer in JSON; lists one object a line");
  program.set_version_flag("--version", "zhuanguictl " ZHUANGUI_VERSION);
  program.require_subcommand(1);
  program.fallthrough();
  app::add_status(program, context);
  app::add_journal(program, context);
  app::add_sale(program, context);
  app::add_enrol(program, context);
  app::add_sync(program, context);
}

int run(CLI::App& program, Context& context, int argc, char** argv) {
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    for (int i = 1; i < argc; ++i) context.json = context.json || std::strcmp(argv[i], "--json") == 0;
    context.fail({core::Errc::invalid_input, first_line(error.what()), "see zhuanguictl --help, or --help after a command"});
  }
  if (!std::cout.flush())
    context.fail({core::Errc::io_error, "write the answer: the output takes nothing more", "see that its disk has room"});
  return context.exit;
}

}  // namespace

int main(int argc, char** argv) {
  Context context;
  CLI::App program{"Looks after the terminal of a counter (专柜): its journal, sales, enrolment, sync and devices"};
  if (!zhuangui::contract::initialise()) {
    context.fail({core::Errc::internal, "start: the system gives no random numbers", "see that /dev/urandom is there"});
    return context.exit;
  }
  build(program, context);
  return run(program, context, argc, argv);
}

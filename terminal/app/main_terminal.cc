#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "contract/keys.h"
#include "core/json.h"
#include "script/run_script.h"
#include "terminal.h"
#include "ui/screen.h"

namespace {

using zhuangui::app::TerminalOptions;
namespace core = zhuangui::core;

/// A release or a batch is megabytes for a moment. Without this the heap of each thread would keep its largest size for
/// ever, on machines with little memory.
void keep_memory_small() {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

constexpr int exit_usage = 2;
constexpr int exit_environment = 3;

struct CommandLine {
  TerminalOptions terminal;
  std::string script_file, size = "1920x1080", now, clock = "real";
};

void describe(CLI::App& app, CommandLine& line) {
  app.add_option("--data", line.terminal.directory, "Folder of this terminal's journal and key")->required();
  app.add_option("--config", line.terminal.configuration_file, "Settings of this counter (TOML)");
  app.add_flag("--simulate", line.terminal.simulate, "Simulated scanner and printer instead of real ones");
  app.add_flag("--headless", line.terminal.headless, "No window; for scripts and tests");
  app.add_flag("--windowed", line.terminal.windowed, "A window instead of the full screen");
  app.add_option("--script", line.script_file, "Drive the terminal by this script and end");
  app.add_option("--events", line.terminal.events_file, "Append what happens to this file as NDJSON");
  app.add_option("--size", line.size, "Size of the picture, WIDTHxHEIGHT")->capture_default_str();
  app.add_option("--seed", line.terminal.seed, "Seed of the simulated devices");
  app.add_option("--now", line.now, "Wall clock at the start: 2026-11-24T09:00:00 (Asia/Shanghai) or UTC milliseconds");
  app.add_option("--clock", line.clock, "real, or virtual: time stands still but for the script")->check(CLI::IsMember({"real", "virtual"}));
  app.add_option("--control-fd", line.terminal.control_file)->group("");
}

core::Result<void> complete(CommandLine& line) {
  char rest = 0;
  const int read = std::sscanf(line.size.c_str(), "%dx%d%c", &line.terminal.width, &line.terminal.height, &rest);
  if (read != 2) return core::fail(core::Errc::invalid_input, "--size " + line.size + " is not WIDTHxHEIGHT", "write it like 1920x1080");
  if (!line.now.empty()) {
    line.terminal.now = core::parse_time(line.now);
    if (!line.terminal.now)
      return core::fail(core::Errc::invalid_input, "--now " + line.now + " is not a time", "write it like 2026-11-24T09:00:00");
  }
  line.terminal.virtual_clock = line.clock == "virtual";
  if (line.terminal.virtual_clock && line.script_file.empty() && line.terminal.control_file < 0)
    return core::fail(core::Errc::invalid_input, "--clock virtual stands still without a script", "name one with --script");
  return {};
}

// The child is this program with the same options but for the script itself.
std::vector<std::string> child_arguments(int argc, char** argv) {
  std::vector<std::string> answer;
  for (int index = 0; index < argc; ++index) {
    const std::string argument = argv[index];
    if (argument == "--script") ++index;
    else if (!argument.starts_with("--script=")) answer.push_back(argument);
  }
  return answer;
}

int run_script(const CommandLine& line, int argc, char** argv) {
  zhuangui::app::ScriptOptions options;
  options.script_file = line.script_file;
  options.child_argv = child_arguments(argc, argv);
  options.data_directory = line.terminal.directory;
  options.simulated = line.terminal.simulate;
  options.virtual_clock = line.terminal.virtual_clock;
  options.is_key = [](std::string_view name) { return zhuangui::ui::parse_key(name).has_value(); };
  return zhuangui::app::run_script(options);
}

int report(const core::Error& error, int code) {
  std::cerr << "zhuangui-terminal: " << error.cause << (error.remedy.empty() ? "" : "; " + error.remedy) << '\n';
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory_small();
  CommandLine line;
  CLI::App app{"The terminal of a dedicated counter (专柜)"};
  describe(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  }
  if (const auto good = complete(line); !good) return report(good.error(), exit_usage);
  if (!zhuangui::contract::initialise())
    return report({core::Errc::internal, "start: the system gives no random numbers", "check that /dev/urandom is there"}, exit_environment);
  if (!line.script_file.empty()) return run_script(line, argc, argv);
  if (const auto ran = zhuangui::app::run_terminal(line.terminal); !ran) return report(ran.error(), exit_environment);
  return 0;
}

#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zhuangui::app {

/// What the parent process of a script needs to know.
struct ScriptOptions {
  std::string script_file;
  std::string program = "/proc/self/exe";  ///< what is started as the child
  /// argv of the child, argv[0] included: the options of this process without --script. "--control-fd 3" is added.
  std::vector<std::string> child_argv;
  std::string data_directory;
  bool simulated = true;       ///< --simulate was given
  bool virtual_clock = false;  ///< --clock virtual
  std::function<bool(std::string_view)> is_key;  ///< whether ui::parse_key knows a name; empty: any will do
  std::int64_t answer_timeout_ms = 60'000;       ///< a child that is silent for longer has hung
};

/// Runs the script against a terminal started as a child process (terminal/app/control.h) and answers the exit code:
/// 0 the whole script held and the terminal stopped in order; 1 a line did not hold; 2 the script is wrong: nothing of it
/// was run, or a line needs simulated devices; 3 the script cannot be read or the terminal cannot start (2 likewise,
/// when that is how the terminal ended). Failures go to stderr as "FILE:LINE: what was expected" with what was on
/// screen, the text of `say` to stdout. Call it before the process has threads.
///
/// With the virtual clock a terminal that is started again goes on at the moment the one before had got to, when its
/// answers tell it ("wall_utc_ms"): --now of the child's argv is replaced.
int run_script(const ScriptOptions& options);

}  // namespace zhuangui::app

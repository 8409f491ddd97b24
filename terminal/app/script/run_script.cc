#include "script/run_script.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "script/parse.h"
#include "script/runner.h"

namespace zhuangui::app {

namespace {

/// The file's text; a byte more than a script may have is enough to refuse it.
core::Result<std::string> read_script(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(script_bytes_max + 1, '\0');
  if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in && !in.eof())
    return core::fail(core::Errc::not_found, "read the script " + file + ": " + std::strerror(errno),
                      "give the name of a file that can be read");
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

int run_script(const ScriptOptions& options) {
  const auto text = read_script(options.script_file);
  if (!text) {
    std::cerr << text.error().cause << ": " << text.error().remedy << std::endl;
    return 3;
  }
  const auto commands = parse_script(*text, options.script_file, {options.simulated, options.is_key});
  if (!commands) {
    std::cerr << commands.error().cause << std::endl;
    return 2;
  }
  return ScriptRunner{options}.run(*commands, std::cout, std::cerr);
}

}  // namespace zhuangui::app

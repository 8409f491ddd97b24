#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "script/command.h"

namespace zhuangui::app {

inline constexpr std::size_t script_bytes_max = 1u << 20;
inline constexpr std::size_t script_lines_max = 100'000;
inline constexpr std::int64_t script_burst_max = 10'000;  ///< scans of one scan-burst

/// What the terminal that is to be driven has.
struct ScriptRules {
  bool simulated = true;  ///< devices are simulated: lines that act on them are allowed
  std::function<bool(std::string_view)> is_key;  ///< ui::parse_key knows the name; empty: any name will do
};

/// Reads a whole script. Pure and strict: one wrong line and nothing of it runs. `name` stands in the error,
/// "NAME:LINE: cause" (invalid_input, no remedy of its own). A line is empty, a comment (first character '#') or one
/// command; " # " and what follows it is a comment too.
core::Result<std::vector<Command>> parse_script(std::string_view text, std::string_view name, const ScriptRules& rules);

}  // namespace zhuangui::app

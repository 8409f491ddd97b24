#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "scale/protocol.h"

namespace zhuangui::scale {

/// "stable", "kg", "e-3" …
std::optional<Meaning> meaning_of(std::string_view word);

/// Appends the frame `pattern` to the protocol, whose tables must be complete. Answers what is wrong; empty: nothing.
std::string add_frame(Protocol& protocol, std::string_view pattern);

}  // namespace zhuangui::scale

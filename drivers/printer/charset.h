#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "printer/profile.h"

namespace zhuangui::printer {

/// True when `text` is valid UTF-8 without control characters.
bool is_printable_text(std::string_view text);

/// `text` as GB18030 bytes; nullopt when it has a character that `charset` does not hold, so that the line must go out
/// as a picture. `text` must be printable. Any thread.
std::optional<std::string> to_gb18030(std::string_view text, Charset charset);

}  // namespace zhuangui::printer

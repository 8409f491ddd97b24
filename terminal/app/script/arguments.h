#pragma once
// Private to the script language: the small grammars of its arguments.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace zhuangui::app {

/// Words apart by spaces or tabs.
std::vector<std::string_view> split_words(std::string_view text);
std::string_view trim(std::string_view text);

/// Digits only, at most `most`.
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t most);
/// "12", "12.3" or "12.34" yuan, as fen.
std::optional<std::int64_t> parse_yuan(std::string_view text);
/// "+8h", "-90s": a sign, digits and ms, s, m, h or d.
bool is_clock_jump(std::string_view text);

/// A scan's code with {GS} and \xNN (01 to 7f) put in. Errors: invalid_input, the cause alone.
core::Result<std::string> unescape_code(std::string_view word);

/// Whether `words` are one of the `forms`, a form being words with N for a whole number ("drop-reply N") and "…" for
/// one or more words more.
bool fits_a_form(const std::vector<std::string_view>& words, const std::vector<std::string_view>& forms);

/// One well-formed UTF-8 text without control characters but tab and newline.
bool is_clean_text(std::string_view text);

}  // namespace zhuangui::app

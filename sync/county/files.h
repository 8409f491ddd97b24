#pragma once
#include <string>
#include <string_view>

#include "core/result.h"

namespace zhuangui::county {

/// Whole file, at most `bytes_max`. Errors: not_found, permission, invalid_input (too large).
core::Result<std::string> read_file(const std::string& path, std::size_t bytes_max);
/// Written beside and renamed, so that nobody ever reads half of it. Errors: permission, disk_full, io_error.
core::Result<void> write_file(const std::string& path, std::string_view text);

/// The assets folder: $ZHUANGUI_ASSETS, or ../../assets (build tree) or ../share/zhuangui (installed) beside the
/// program. Errors: not_found.
core::Result<std::string> assets_folder();

/// One line on stderr: time, level, text. No secrets are ever given to it.
void log_line(std::string_view level, std::string_view text);

}  // namespace zhuangui::county

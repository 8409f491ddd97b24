#pragma once
#include <cstdint>
#include <string>

#include "core/result.h"

namespace zhuangui::ui {

/// Writes rows of 0xFFRRGGBB as a PNG of 8 bits a channel. Errors: permission when the file cannot be opened or
/// written, with the path.
core::Result<void> write_png(const std::string& path, int width, int height, const std::uint32_t* pixels);

}  // namespace zhuangui::ui

#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "device/quirk.h"

namespace zhuangui::device {

/// The sections of one quirk file, in order. Error: no_service, "FILE:LINE: cause".
Result<std::vector<Quirk>> parse_quirks(std::string_view text, const std::string& file);

/// True when both sections speak of the same model and revision.
bool same_model(const Quirk& one, const Quirk& other);

/// How a section is headed in a file.
std::string section_name(const Quirk& quirk);

}  // namespace zhuangui::device

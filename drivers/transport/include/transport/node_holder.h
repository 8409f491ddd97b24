#pragma once
#include <string>

namespace zhuangui::transport {

/// "cupsd (pid 812)": a process other than this one that has `node` open. Empty when none can be seen; those of other
/// users cannot.
std::string holder_of(const std::string& node);

}  // namespace zhuangui::transport

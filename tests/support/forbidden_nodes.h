#pragma once
#include <string>

namespace zhuangui::support {

/// Makes open() of `path` fail with EACCES in this program, or no more. umockdev cannot: it ends the program when a
/// node it lends does not open.
void forbid_opening(const std::string& path, bool forbidden);

}  // namespace zhuangui::support

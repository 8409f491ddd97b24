#pragma once
// Private to ledger: what the file system says.
#include <string>

namespace zhuangui::ledger {

enum class FileState { missing, there };
FileState file_state(const std::string& file);

}  // namespace zhuangui::ledger

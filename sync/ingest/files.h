#pragma once
// Private to ingest: the files of a county's folder.
#include <string>

namespace zhuangui::ingest {

inline std::string database_file(const std::string& directory) { return directory + "/county.db"; }
inline std::string private_file(const std::string& directory) { return directory + "/private.db"; }
inline std::string working_key_file(const std::string& directory) { return directory + "/county.key"; }
inline std::string reserve_key_file(const std::string& directory) { return directory + "/reserve.key"; }

}  // namespace zhuangui::ingest

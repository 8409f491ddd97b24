#include "free_space.h"

#include <sys/statvfs.h>

namespace zhuangui::app {

std::optional<FreeSpace> free_space(const std::string& directory) {
  struct statvfs disk {};
  if (::statvfs(directory.c_str(), &disk) != 0) return std::nullopt;
  return FreeSpace{static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize,
                   static_cast<std::uint64_t>(disk.f_blocks) * disk.f_frsize};
}

}  // namespace zhuangui::app

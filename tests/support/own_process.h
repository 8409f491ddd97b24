#pragma once
// What this process has of the kernel, to see that nothing is left behind.
#include <filesystem>
#include <iterator>

namespace zhuangui::support {

inline std::size_t entries_of(const char* folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, std::filesystem::directory_iterator{}));
}
inline std::size_t threads_now() { return entries_of("/proc/self/task"); }
inline std::size_t descriptors_now() { return entries_of("/proc/self/fd"); }

}  // namespace zhuangui::support

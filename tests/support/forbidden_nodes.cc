#include "forbidden_nodes.h"

#include <dlfcn.h>
#include <fcntl.h>

#include <cerrno>
#include <cstdarg>
#include <mutex>
#include <set>
#include <string_view>

namespace zhuangui::support {

namespace {

std::mutex mutex;
std::set<std::string>& forbidden_paths() {
  static std::set<std::string> paths;
  return paths;
}

bool is_forbidden(const char* path) {
  // Only what could be forbidden takes the lock: open() is called very early in a program's life.
  if (std::string_view{path}.substr(0, 13) != "/dev/bus/usb/") return false;
  const std::lock_guard lock{mutex};
  return forbidden_paths().contains(path);
}

int refuse() {
  errno = EACCES;
  return -1;
}

}  // namespace

void forbid_opening(const std::string& path, bool forbidden) {
  const std::lock_guard lock{mutex};
  if (forbidden) forbidden_paths().insert(path);
  else forbidden_paths().erase(path);
}

}  // namespace zhuangui::support

// The program's own definitions come before umockdev's, which are next and before the C library's. A libusb built with
// _FORTIFY_SOURCE calls the second.
extern "C" int open(const char* path, int flags, ...) {
  if (zhuangui::support::is_forbidden(path)) return zhuangui::support::refuse();
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  return reinterpret_cast<int (*)(const char*, int, ...)>(dlsym(RTLD_NEXT, "open"))(path, flags, mode);
}

extern "C" int __open_2(const char* path, int flags);
extern "C" int __open_2(const char* path, int flags) {
  if (zhuangui::support::is_forbidden(path)) return zhuangui::support::refuse();
  return reinterpret_cast<int (*)(const char*, int)>(dlsym(RTLD_NEXT, "__open_2"))(path, flags);
}

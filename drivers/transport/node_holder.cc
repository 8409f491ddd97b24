#include "transport/node_holder.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace zhuangui::transport {

namespace {

namespace fs = std::filesystem;

bool has_open(const fs::path& process, const std::string& node) {
  std::error_code error;
  fs::directory_iterator descriptor{process / "fd", error};
  for (; !error && descriptor != fs::directory_iterator{}; descriptor.increment(error)) {
    std::error_code unreadable;
    if (fs::read_symlink(descriptor->path(), unreadable) == node) return true;
  }
  return false;
}

}  // namespace

std::string holder_of(const std::string& node) {
  const std::string own = std::to_string(getpid());
  std::error_code error;
  fs::directory_iterator process{"/proc", error};
  for (; !error && process != fs::directory_iterator{}; process.increment(error)) {
    const std::string pid = process->path().filename();
    if (pid == own || !std::all_of(pid.begin(), pid.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
    if (!has_open(process->path(), node)) continue;
    std::string name;
    std::getline(std::ifstream{process->path() / "comm"}, name);
    return (name.empty() ? "a program" : name) + " (pid " + pid + ")";
  }
  return {};
}

}  // namespace zhuangui::transport

#include "files.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>

#include "core/time.h"

namespace zhuangui::county {
namespace {

namespace fs = std::filesystem;
using core::Errc;
using core::fail;

Errc code_of(int number) {
  if (number == ENOENT || number == ENOTDIR) return Errc::not_found;
  if (number == EACCES || number == EPERM) return Errc::permission;
  if (number == EROFS) return Errc::read_only;
  return number == ENOSPC ? Errc::disk_full : Errc::io_error;
}

}  // namespace

core::Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  errno = 0;
  std::ifstream file{path, std::ios::binary};
  if (!file || fs::is_directory(path))
    return fail(code_of(errno), "cannot read " + path + ": " + (errno != 0 ? std::strerror(errno) : "not a file"), "check the path and its rights");
  std::string text;
  char piece[64 * 1024];
  while (file.read(piece, sizeof piece) || file.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(file.gcount()));
    if (text.size() > bytes_max)
      return fail(Errc::invalid_input, path + " is larger than " + std::to_string(bytes_max >> 20) + " MiB", "split it, or check that it is the right file");
  }
  return text;
}

core::Result<void> write_file(const std::string& path, std::string_view text) {
  const std::string beside = path + ".new";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int error = errno;
  const bool closed = file != nullptr && std::fclose(file) == 0;
  if (written && closed && std::rename(beside.c_str(), path.c_str()) == 0) return {};
  const int number = written ? errno : error;
  std::remove(beside.c_str());
  return fail(code_of(number), "cannot write " + path + ": " + std::strerror(number), "check the folder, its rights and the room on the disk");
}

core::Result<std::string> assets_folder() {
  if (const char* given = std::getenv("ZHUANGUI_ASSETS"); given != nullptr && *given != '\0') return std::string{given};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const char* candidate : {"../../assets", "../share/zhuangui"})
    if (fs::exists(program / candidate / "web", error)) return fs::weakly_canonical(program / candidate, error).string();
  return fail(Errc::not_found, "no assets folder beside " + program.string(), "set ZHUANGUI_ASSETS to the project's folder assets");
}

void log_line(std::string_view level, std::string_view text) {
  static std::mutex mutex;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  std::string line = core::shanghai_minute_text(core::WallTime{now_ms}) + " " + std::string{level} + " ";
  for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;  // one line, whatever a client sent
  const std::lock_guard lock{mutex};
  std::cerr << line << std::endl;
}

}  // namespace zhuangui::county

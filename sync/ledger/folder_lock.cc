#include "folder_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/sqlite_ledger.h"

namespace zhuangui::ledger {
namespace {

core::Errc lock_errc(int error) {
  switch (error) {
    case EROFS: return core::Errc::read_only;
    case ENOSPC: return core::Errc::disk_full;
    case ENOENT: return core::Errc::not_found;
    case EACCES:
    case EPERM: return core::Errc::permission;
    default: return core::Errc::io_error;
  }
}

std::string pid_in(int file) {
  std::array<char, 32> text{};
  const ssize_t got = ::pread(file, text.data(), text.size() - 1, 0);
  const std::string_view read{text.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  const std::string_view digits = read.substr(0, read.find_first_not_of("0123456789"));
  return digits.empty() ? "unknown" : std::string(digits);
}

}  // namespace

FileState file_state(const std::string& file) {
  struct stat facts{};
  return ::stat(file.c_str(), &facts) == 0 ? FileState::there : FileState::missing;
}

Result<FolderLock> FolderLock::take(const std::string& directory) {
  const std::string path = directory + "/lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    const int error = errno;
    return core::fail(lock_errc(error), "take the lock " + path + ": " + std::strerror(error),
                      "make the county's folder writable for this user");
  }
  FolderLock lock{file};
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return core::fail(core::Errc::io_error, "take the lock " + path + ": " + std::strerror(errno), "check the disk");
    return core::fail(core::Errc::in_use, "the county's folder " + directory + " is in use by process " + pid_in(file),
                      "stop that process first, or name another folder");
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return core::fail(lock_errc(errno), "write the lock " + path + ": " + std::strerror(errno),
                      "free some space on the disk");
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_{std::exchange(other.file_, -1)} {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace zhuangui::ledger

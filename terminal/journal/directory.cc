#include "directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "journal/journal.h"

namespace zhuangui::journal {
namespace {

std::string parent_of(const std::string& directory) {
  const auto parent = std::filesystem::path(directory + "/.").lexically_normal().parent_path().parent_path();
  return parent.empty() ? "." : parent.string();
}

}  // namespace

core::Error system_error(const std::string& doing, int error) {
  std::string cause = doing + ": " + std::strerror(error);
  switch (error) {
    case EACCES:
    case EPERM:
      return {Errc::permission, cause, "give the folder to the user who runs the program, with rights 0700"};
    case EROFS:
      return {Errc::read_only, cause, "mount the disk for writing and check its state, then try again"};
    case ENOSPC:
    case EDQUOT:
      return {Errc::disk_full, cause, "free some space on the disk, then try again"};
    case ENOTDIR:
    case EISDIR:
    case EEXIST:
      return {Errc::invalid_input, cause, "name a folder of the terminal's own"};
    case ENOENT:
      return {Errc::not_found, cause, "make the folder above it first"};
    case EIO:
      return {Errc::io_error, cause, "try again; if it stays, replace the disk"};
    default:
      return {Errc::io_error, cause, "check the folder and its disk, then try again"};
  }
}

Result<void> sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(system_error("open folder " + folder, errno));
  const int outcome = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (outcome != 0 && error != EINVAL) return tl::unexpected(system_error("sync folder " + folder, error));
  return {};
}

std::string database_path(const std::string& directory) { return directory + "/journal.db"; }
std::string key_path(const std::string& directory) { return directory + "/terminal.key"; }

Result<void> prepare_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0) {
    if (auto done = sync_folder(parent_of(directory)); !done) return done;
  } else if (errno != EEXIST) {
    return tl::unexpected(system_error("make folder " + directory, errno));
  }
  const std::string database = database_path(directory);
  struct stat there {};
  if (::stat(database.c_str(), &there) == 0) return {};
  const int descriptor = ::open(database.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return tl::unexpected(system_error("make " + database, errno));
  ::close(descriptor);
  return sync_folder(directory);
}

bool is_held(const std::string& directory) {
  const int descriptor = ::open((directory + "/lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  return held;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
DirectoryLock::~DirectoryLock() { release(); }

Result<DirectoryLock> DirectoryLock::take(const std::string& directory) {
  const std::string path = directory + "/lock";
  DirectoryLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock.descriptor_ < 0) return tl::unexpected(system_error("open " + path, errno));
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return tl::unexpected(system_error("lock " + path, errno));
    char text[24] = {};
    const auto size = ::pread(lock.descriptor_, text, sizeof text - 1, 0);
    std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!holder.empty() && holder.back() == '\n') holder.pop_back();
    ::close(std::exchange(lock.descriptor_, -1));  // not released: the file's text is of the one who holds it
    return core::fail(
        Errc::in_use,
        "open " + directory + ": the process " + (holder.empty() ? "that locked it" : holder) + " uses it",
        "end that process, or name another folder with --data");
  }
  // The pid is for people: whether the folder is free is the lock's word alone, so a full disk is no obstacle here.
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.descriptor_, 0) == 0)
    if (::pwrite(lock.descriptor_, pid.data(), pid.size(), 0) < 0) errno = 0;
  return lock;
}

void DirectoryLock::release() {
  if (descriptor_ < 0) return;
  // Emptied, not removed: another process may already wait on this very file.
  if (::ftruncate(descriptor_, 0) != 0) errno = 0;
  ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace zhuangui::journal

#pragma once
// Private to journal: the terminal's folder, its files and who holds it.
#include <string>

#include "core/result.h"

namespace zhuangui::journal {

using core::Errc;
using core::Result;

std::string database_path(const std::string& directory);

/// What a person can do about an errno.
core::Error system_error(const std::string& doing, int error);
/// A name that is not synced in its folder may be gone after a power cut, and a synced file with it.
Result<void> sync_folder(const std::string& folder);

/// Makes DIR (0700) and an empty DIR/journal.db (0600) when they are missing; both are on the disk afterwards.
/// Errors: permission, read_only, disk_full, io_error.
Result<void> prepare_directory(const std::string& directory);

/// Whether a process holds DIR/lock; asks without writing. Where a lock is taken in that very moment it may be refused.
bool is_held(const std::string& directory);

/// DIR/lock, held by one process at a time; it tells its pid. Freed when this goes, or when the process dies.
class DirectoryLock {
 public:
  DirectoryLock() = default;
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  ~DirectoryLock();
  /// Errors: in_use (the cause names the pid), and those of prepare_directory.
  static Result<DirectoryLock> take(const std::string& directory);
  void release();

 private:
  int descriptor_ = -1;
};

}  // namespace zhuangui::journal

#pragma once
#include "ledger/ledger.h"

namespace zhuangui::ledger {

enum class Access {
  create,  ///< makes FILE and its tables; conflict when it is there already
  write,   ///< migrates the kept tables when they are older than this program
  read     ///< changes nothing, not even the schema
};

/// SQLite in WAL with synchronous=FULL. Errors: not_found (no database there), conflict, permission, read_only,
/// corrupt, newer_version (written by a newer program).
Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& file, Access access);

/// Holds a folder for one server: DIR/lock with the pid inside. Gone with the object, or with the process.
class FolderLock {
 public:
  /// Errors: in_use (cause names the pid), permission, read_only, disk_full, io_error.
  static Result<FolderLock> take(const std::string& directory);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_{file} {}
  int file_ = -1;
};

}  // namespace zhuangui::ledger

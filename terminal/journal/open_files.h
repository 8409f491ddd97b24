#pragma once
// Private to journal: whether the files of an open database are still the ones that a start would find.
#include <cstdint>
#include <string>

#include "sqlite.h"

namespace zhuangui::journal {

/// Somebody may delete or replace journal.db-wal under a running terminal. SQLite then goes on writing to a file
/// that has no name any more, syncs it, and answers that all is well: every sale since would be gone after a restart.
/// So whoever commits asks here before it believes the commit. Files are told apart by device and inode.
class OpenFiles {
 public:
  enum class State { in_place, log_gone, database_gone };
  OpenFiles() = default;
  /// The files as they are now; call when the connection has read, so that SQLite has the log open. A log that is not
  /// there then (a reader's, or on a disk of tests) is not watched, and neither is a database that is not there.
  static OpenFiles of(const std::string& directory);
  [[nodiscard]] State state() const;
  /// True when the log's name now leads to another log than the one that was open: the writer has made it anew.
  [[nodiscard]] bool log_replaced() const;

 private:
  struct Identity {
    std::uint64_t device = 0, inode = 0;  // inode 0: not there
    friend bool operator==(const Identity&, const Identity&) = default;
  };
  static Identity identity_of(const std::string& path);
  std::string database_path_, log_path_;
  Identity database_, log_;
};

/// Writes the log that the connection has open to the log's name again, and to the disk. Nobody may write through
/// that connection afterwards. Errors as prepare_directory, and io_error when the open log cannot be read.
Result<void> put_log_back(Connection& database, const std::string& directory);

}  // namespace zhuangui::journal

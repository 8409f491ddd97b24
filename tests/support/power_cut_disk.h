#pragma once
// A disk in memory that writes down what is asked of it, so that a test can cut its power at every step afterwards.
#include "surviving_disk.h"

namespace zhuangui::support {

/// A SQLite VFS of the name `vfs_name`: files in memory, every change, sync, creation and removal recorded in order.
/// The program runs once, undisturbed; where the power is cut and what survives is reckoned from the recording, which
/// is the same as cutting it there, since nothing that happens after a cut can reach the disk.
/// Names as SQLite's own VFS treats them: the first sync of a new journal or log, and a removal that asks for it, sync
/// the folder too. Shared memory is memory: it never survives. One connection at a time, one thread.
class PowerCutDisk {
 public:
  static constexpr const char* vfs_name = "zhuangui-power-cut";
  static PowerCutDisk& instance();

  /// Forgets everything; these files are there and durable. A file that is opened and not among them is taken from the
  /// real disk, if it is there.
  void insert(DiskImage files);
  /// What the program did so far it has acknowledged to somebody.
  void mark();
  [[nodiscard]] const DiskRecording& recording() const;

  /// What SQLite is made to believe when the program says PRAGMA synchronous: "0" (OFF), "1" (NORMAL), or empty for
  /// what the program said. This changes SQLite's own setting: SQLite shows each pragma to the VFS before it runs it
  /// (SQLITE_FCNTL_PRAGMA), in memory of its own that it reads afterwards.
  void make_synchronous(const char* level);

  /// While one lives, connections that name no VFS come here too.
  class AsSystemDisk {
   public:
    AsSystemDisk();
    ~AsSystemDisk();
    AsSystemDisk(const AsSystemDisk&) = delete;
    AsSystemDisk& operator=(const AsSystemDisk&) = delete;
  };

  PowerCutDisk(const PowerCutDisk&) = delete;
  PowerCutDisk& operator=(const PowerCutDisk&) = delete;

 private:
  PowerCutDisk();
};

}  // namespace zhuangui::support

#pragma once
// A disk of which any single call can be made to fail, in each way that call can.
#include <string>

namespace zhuangui::support {

/// A SQLite VFS of the name `vfs_name` over the system's own: real files, and every call that may fail counted.
/// journal::SimulatedDisk is for scripts and knows writes and syncs; this one knows every call. One thread.
class FaultyDisk {
 public:
  static constexpr const char* vfs_name = "zhuangui-faulty";
  static FaultyDisk& instance();

  enum class Way {
    error,        ///< an input/output error (EIO); of any call. Nothing of it is done
    full,         ///< no space left (ENOSPC): writes, and growing the shared memory
    short_write,  ///< the first half is written, then no space left
    busy          ///< locks: held by somebody else, this one and all later ones
  };
  /// The nth call from now (1 = the next) among those the way is for fails, once (busy: until ok()).
  void fail(int nth, Way way);
  /// Nothing fails, and counting starts anew.
  void ok();

  [[nodiscard]] bool fired() const;
  /// What failed, "write journal.db-wal".
  [[nodiscard]] const std::string& failed_call() const;
  /// How often a database was opened since ok() or fail().
  [[nodiscard]] int databases_opened() const;

  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

 private:
  FaultyDisk();
};
const char* way_name(FaultyDisk::Way way);

}  // namespace zhuangui::support

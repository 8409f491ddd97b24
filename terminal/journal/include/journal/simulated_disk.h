#pragma once
#include <cstdint>

namespace zhuangui::journal {

/// A disk that fails when it is told to: a SQLite VFS of the name `vfs_name` over the system's own. The files are real
/// files; only what it is told to do differs. For --simulate and tests; a program that never calls instance() has no
/// such VFS. All calls from any thread.
class SimulatedDisk {
 public:
  static constexpr const char* vfs_name = "zhuangui-simulated";

  /// The one control of the VFS; registers it at the first call.
  static SimulatedDisk& instance();

  void ok();                  ///< everything works again, and counting starts at 0
  void full();                ///< every write answers "no space left" until ok()
  void read_only();           ///< every write answers "read-only file system" until ok()
  void write_error(int nth);  ///< the nth write from now (1 = the next) fails once with an input/output error
  void sync_error(int nth);   ///< the nth sync from now fails once; what was written before it stays in the file
  void syncs_fail();          ///< every sync fails until ok(); what is written stays in the file

  [[nodiscard]] std::int64_t writes() const;  ///< writes and truncations asked for since ok()
  [[nodiscard]] std::int64_t syncs() const;   ///< syncs asked for since ok()
  [[nodiscard]] bool is_full() const;         ///< full() was said last
  [[nodiscard]] bool fired() const;           ///< the error that was told has happened since ok()

  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

 private:
  SimulatedDisk();
};

}  // namespace zhuangui::journal
